// Every role against somebody else's form, against what only those may set who run a team or the service, and against
// what everyone may do for themselves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grid } from '../rights/grid.ts';
import { OWN } from '../rights/tables.ts';
import { type Card, channel, dataOf, type House, inputOf, personal, team, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  cabinetChannel,
  cabinetSettings,
  cast,
  members,
  northfield,
  type Outcome,
  outcomeOf,
  ROLES,
  type Role,
  raise,
  southmere,
  startCast,
  teamSettings,
} from './cast.ts';
import { form, settings } from './rights-table.ts';

let house: House;
beforeAll(async () => {
  house = await startCast();
});
afterAll(() => house.stop());

function expected(grid: Grid, deed: string): Record<string, Outcome> {
  return Object.fromEntries(ROLES.map((role) => [role, grid.cell(role, deed)]));
}

describe("Somebody's open form", () => {
  const SENT: Record<string, object> = {
    'issue.start': { harm: 'no' },
    'issue.raise': { title: 'Not what the raiser meant' },
    'issue.safety': { place: 'Elsewhere' },
    'issue.safetyForm': { place: 'Elsewhere' },
  };

  test.each(form.deeds)('is theirs alone at the button %s', async (deed) => {
    const draft = await openForm(deed);
    const found: Partial<Record<Role, Outcome>> = {};
    // The raiser last: what the others pressed must have left the form as it was.
    for (const role of [...ROLES.filter((one) => one !== 'raiser'), 'raiser'] as const) {
      const before = await stateOf(draft);
      const answer = await house.presses(cast[role], deed, { draft, ...SENT[deed] }, { in: personal(cast[role]) });
      found[role] = answer.card ? 'allowed' : outcomeOf(answer.notice);
      if (role !== 'raiser') expect(await stateOf(draft), role).toEqual(before);
    }
    expect(found).toEqual(expected(form, deed));
  });
});

/** What is stored of a form, and how many issues there are. */
async function stateOf(draft: unknown): Promise<unknown> {
  const { db } = house.clerk.store;
  const form = await db.selectFrom('issueDrafts').selectAll().where('id', '=', String(draft)).executeTakeFirstOrThrow();
  return { form, issues: await db.selectFrom('issues').selectAll().execute() };
}

/** A form of the raiser's, as far as the card with this button. Gives the id that its buttons carry. */
async function openForm(deed: string): Promise<unknown> {
  const chat = personal(cast.raiser);
  await house.says(cast.raiser, 'raise');
  const { draft } = dataOf(house.lastCard(chat).card, 'issue.start');
  if (deed.startsWith('issue.safety')) await house.press(cast.raiser, chat, 'issue.start', { harm: 'yes' });
  if (deed === 'issue.raise') await house.press(cast.raiser, chat, 'issue.start', { harm: 'no' });
  return draft;
}

describe('What is set up', () => {
  let count = 0;

  /** Where a deed is done, and with what. `team.confirm` has a team of its own, as it can be done only once. */
  async function place(deed: string) {
    if (deed !== 'team.confirm') return cabinetChannel;
    count += 1;
    const byPolicy = team(`Policy Team ${count}`, members);
    house.far.teams.push(byPolicy);
    await house.deliver(house.acts.installs(undefined, channel(byPolicy)));
    await house.says(cast.handler, 'help', { in: channel(byPolicy) });
    return channel(byPolicy);
  }

  async function dataFor(deed: string, role: Role): Promise<object> {
    const { db } = house.clerk.store;
    const notTheirs = role === 'other-organisation' ? northfield : southmere;
    const other = await db.selectFrom('organisations').select('id').where('name', '=', notTheirs).execute();
    const data: Record<string, object> = {
      'cabinet.save': cabinetSettings({ name: 'Another name' }),
      'team.save': teamSettings({ handlers: '' }),
      'team.handOver': { person: cast.teammate.objectId },
      'organisation.save': { name: northfield, ods: 'RXF05', domains: 'trust.example\nother.example' },
      'person.organisation': { organisation: other[0]?.id },
    };
    return data[deed] ?? {};
  }

  async function snapshot(): Promise<unknown> {
    const { db } = house.clerk.store;
    const tables = ['teamRoles', 'functionHolders', 'cabinets', 'organisationDomains', 'memberships'] as const;
    return Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  }

  test.each(settings.deeds)('is guarded at %s', async (deed) => {
    const typed = house.clerk.commands.all.some(({ command }) => command === deed);
    const found: Partial<Record<Role, Outcome>> = {};
    let where = await place(deed);
    for (const role of ROLES) {
      const before = { stand: await snapshot(), sent: house.far.sent.length };
      // The question of where one works comes in one's own chat.
      const seat = deed === 'person.organisation' ? personal(cast[role]) : where;
      const answer = typed
        ? await answerTo(role, deed)
        : await house.presses(cast[role], deed, await dataFor(deed, role), { in: seat });
      found[role] = answer.card ? 'allowed' : outcomeOf(answer.notice);
      if (found[role] === 'allowed') {
        await house.presses(cast.admin, 'team.save', teamSettings(), { in: cabinetChannel });
        where = await place(deed);
      } else {
        expect(house.far.sent.slice(before.sent), role).toHaveLength(typed ? 1 : 0);
        expect(await snapshot(), role).toEqual(before.stand);
      }
    }
    expect(found).toEqual(expected(settings, deed));
  });

  /** A command in the channel is answered with one message, in its thread. */
  async function answerTo(role: Role, command: string): Promise<{ card?: Card; notice?: string }> {
    const before = house.messages(cabinetChannel).length;
    const said = house.acts.says(cast[role], command, { in: cabinetChannel });
    await house.deliver(said);
    const answers = house.messages(cabinetChannel).slice(before);
    expect(answers, role).toHaveLength(1);
    expect(answers[0]?.thread).toContain(`;messageid=${said.id}`);
    const card = cardOf(answers[0]?.activity);
    return card ? { card } : { notice: String(answers[0]?.activity.text) };
  }
});

describe('What everyone may do for themselves', () => {
  const TYPED: Record<string, string> = { away: 'away until 5 January' };
  const PRESSED: Record<string, object> = { 'help.run': { command: 'my issues' } };

  test.each(OWN)('%s: is answered, and shows nothing of others', async (deed) => {
    const { title } = await raise(house, `The scanner, ${deed}`);
    for (const role of ROLES) {
      const chat = personal(cast[role]);
      const before = house.messages(chat).length;
      const isButton = house.clerk.verbs.has(deed);
      const answer = isButton ? await house.presses(cast[role], deed, PRESSED[deed] ?? {}) : undefined;
      if (!answer) await house.says(cast[role], TYPED[deed] ?? deed);
      const { text, card } = shownIn(chat, before, answer?.card);
      // A button may be about something that this person has none of; then there is nothing to show.
      if (!isButton || deed === 'help.run') expect(outcomeOf(answer?.notice ?? text), role).toBe('allowed');
      else expect(answer?.status, role).toBe(200);
      const lists = deed === 'my issues' || deed === 'help.run';
      expect(text.includes(title), role).toBe(lists && role === 'raiser');
      if (deed === 'raise') expect(inputOf(card ?? {}, 'harm'), role).toBeDefined();
    }
  });

  function shownIn(chat: ReturnType<typeof personal>, from: number, answered: Card | undefined) {
    const message = house.messages(chat).slice(from).at(-1);
    const card = answered ?? cardOf(message?.activity);
    return { card, text: card ? textOf(card) : String(message?.activity.text) };
  }
});
