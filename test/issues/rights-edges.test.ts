// What the tables of rights cannot show: that a safety concern is named nowhere in its whole life, a cabinet that the
// whole team handles, a role that ends, and old clients whose buttons can show nothing to one person alone.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  cabinetChannel,
  cabinetSettings,
  cast,
  DETAIL,
  digital,
  ROLES,
  type Role,
  raise,
  standOf,
  startCast,
  teamSettings,
} from './cast.ts';

let house: House;
beforeEach(async () => {
  house = await startCast();
});
afterEach(() => house.stop());

const inChannel = { in: cabinetChannel };

/** Everything that went to places other than these people's own chats, as it went over the wire. */
function sentToOthersThan(...roles: Role[]): string {
  const theirs = roles.map((role) => cast[role].chatId);
  const others = house.far.sent.filter(({ conversationId }) => !theirs.includes(conversationId));
  return JSON.stringify(others.map(({ activity }) => activity));
}

describe('A safety concern that nobody has released', () => {
  const WORDS = ['The dose showed twice', DETAIL, 'Which screen was it?', 'We turned it off', 'It showed twice again'];

  /** Of another prefix than the example CAB-1 of help. Gives all that would name the issue. */
  async function wholeLife(): Promise<string[]> {
    await house.presses(cast.facilitator, 'cabinet.save', cabinetSettings({ prefix: 'WARD' }), inChannel);
    const { id, reference } = await raise(house, WORDS[0] ?? '', 'yes');
    await house.presses(cast.safety, 'issue.take', { issue: id }, { in: personal(cast.safety) });
    const answers = [
      { status: 'waiting', reply: WORDS[2] },
      { status: 'resolved', reply: WORDS[3] },
    ];
    for (const answer of answers) await house.presses(cast.safety, 'issue.update', { issue: id, ...answer });
    await house.presses(cast.raiser, 'issue.notFixed', { issue: id, comment: WORDS[4] });
    for (const role of ROLES) {
      if (role === 'raiser' || role.startsWith('safety')) continue;
      await house.says(cast[role], `issue ${reference}`);
      await house.says(cast[role], 'issues');
      if (role !== 'other-tenant') await house.says(cast[role], `issue ${reference}`, inChannel);
    }
    return [...WORDS, reference];
  }

  test('is named to nobody but the raiser and clinical safety, through its whole life', async () => {
    const naming = await wholeLife();
    const others = sentToOthersThan('raiser', 'safety', 'safety-deputy');
    expect(others).toContain('There is no such issue');
    expect(naming.filter((words) => others.includes(words))).toEqual([]);
    expect(JSON.stringify(house.messages(personal(cast.safety)))).toContain(WORDS[4]);
  });

  test('is not in the log, neither its words nor its reference', async () => {
    const naming = await wholeLife();
    const log = JSON.stringify(house.lines);
    expect(log).toContain('a request was refused');
    expect(naming.filter((words) => log.includes(words))).toEqual([]);
  });

  test('asked for in a channel by who may see it, is shown in their own chat', async () => {
    const { reference, title } = await raise(house, 'The dose showed twice', 'yes');
    const before = house.far.sent.length;
    await house.says(cast.safety, `issue ${reference}`, inChannel);
    // The channel reads the same words as when somebody asks who may not know of it.
    expect(house.linesIn(cabinetChannel).at(-1)).toMatch(/^There is no such issue/);
    expect(textOf(house.lastCard(personal(cast.safety)).card)).toContain(title);
    expect(house.far.sent.length - before).toBe(2);
  });
});

describe('A cabinet that the whole team handles', () => {
  test('can be worked by every member, and by nobody else', async () => {
    await house.presses(cast.facilitator, 'cabinet.save', cabinetSettings({ handlers: 'team' }), inChannel);
    for (const role of ROLES) {
      const member = digital.members.includes(cast[role]) && role !== 'removed';
      const { id } = await raise(house, `The scanner, ${role}`);
      const seat = role === 'other-tenant' ? {} : inChannel;
      const taken = await house.presses(cast[role], 'issue.take', { issue: id }, seat);
      expect(taken.card !== undefined, role).toBe(member);
      expect((await standOf(house, id)).issue.ownerId !== null, role).toBe(member);
    }
  });

  test('still keeps safety concerns for clinical safety', async () => {
    await house.presses(cast.facilitator, 'cabinet.save', cabinetSettings({ handlers: 'team' }), inChannel);
    const { id } = await raise(house, 'The dose showed twice', 'yes');
    const refused = await house.presses(cast.teammate, 'issue.take', { issue: id }, inChannel);
    expect(refused.notice).toMatch(/^There is no such issue/);
  });
});

describe('A role that ends', () => {
  test('ends at once for a card that is open: the next press is refused, and the issue keeps its owner', async () => {
    const { id } = await raise(house, 'The scanner');
    await house.presses(cast.handler, 'issue.take', { issue: id }, inChannel);
    await house.presses(cast.facilitator, 'team.save', teamSettings({ handlers: '' }), inChannel);
    const before = await standOf(house, id);
    const answer = { issue: id, status: 'resolved', reply: 'There is a new cable.' };
    const refused = await house.presses(cast.handler, 'issue.update', answer, inChannel);
    expect(refused.notice).toBe('Only those who handle this cabinet can change an issue.');
    expect(await standOf(house, id)).toEqual(before);
  });

  test('ends for clinical safety too, and what they could see is not there for them any more', async () => {
    const { id } = await raise(house, 'The dose showed twice', 'yes');
    house.far.teams.splice(0, house.far.teams.length);
    await house.deliver(house.acts.leaves([cast.safety], channel(digital)));
    const refused = await house.presses(cast.safety, 'issue.release', { issue: id });
    expect(refused.notice).toMatch(/^There is no such issue/);
  });
});

describe('Who handles issues of a team, and is of another organisation themselves', () => {
  test('finds them by their reference, and what is their own organisation’s first', async () => {
    const otto = cast['other-organisation'];
    house.far.teams[0] = { ...digital, members: [...digital.members, otto] };
    await house.deliver(house.acts.joins([otto], channel(digital)));
    const handlers = [cast.handler, otto].map(({ objectId }) => objectId).join(',');
    await house.presses(cast.facilitator, 'team.save', teamSettings({ handlers }), inChannel);
    const { reference, title } = await raise(house, 'The scanner');
    await house.says(otto, `issue ${reference}`);
    const { card } = house.lastCard(personal(otto));
    expect(textOf(card)).toContain(title);
    expect(verbsOf(card)).toContain('issue.update');
    await house.says(otto, 'raise');
    await house.press(otto, personal(otto), 'issue.start', { harm: 'no' });
    await house.press(otto, personal(otto), 'issue.raise', { title: 'The rota' });
    await house.says(otto, `issue ${reference}`);
    expect(textOf(house.lastCard(personal(otto)).card)).toContain('The rota');
  });
});

describe('A button of a client too old to show something to one person alone', () => {
  test('is obeyed, with the handler’s own view in their own chat, and nothing more in the channel', async () => {
    const { id, title } = await raise(house, 'The scanner');
    const posted = house.lastCard(cabinetChannel);
    const before = house.messages(cabinetChannel).length;
    const data = { verb: 'issue.take', issue: id };
    await house.deliver(house.acts.submits(cast.handler, data, { ...inChannel, replyTo: posted.id }));
    expect((await standOf(house, id)).issue.state).toBe('triaged');
    expect(house.messages(cabinetChannel)).toHaveLength(before);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Rosa Marsh');
    expect(textOf(house.lastCard(personal(cast.handler)).card)).toContain(title);
  });

  test('is refused with one neutral line, that does not name the issue', async () => {
    const { id, title } = await raise(house, 'The scanner');
    const posted = house.lastCard(cabinetChannel);
    const before = house.far.sent.length;
    const data = { verb: 'issue.take', issue: id };
    await house.deliver(house.acts.submits(cast.teammate, data, { ...inChannel, replyTo: posted.id }));
    const sent = house.far.sent.slice(before);
    expect(sent.map(({ activity }) => cardOf(activity) ?? activity?.text)).toEqual([
      'Only those who handle this cabinet can take an issue.',
    ]);
    expect(JSON.stringify(sent)).not.toContain(title);
  });
});
