// Every role against every button and command of the polls.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from '../issues/cast.ts';
import { dataOf, type House } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { polls } from './rights-table.ts';

const ASKED = { question: 'Which day?', kind: 'single', choices: 'Monday\nTuesday', audience: 'channel' };
const INPUTS = { ...ASKED, template: 'pulse', choice: 'Monday', closesOn: '2026-12-24' };
const WRITTEN = ['poll.form', 'poll.template', 'poll.create', 'poll.send'];
/** These leave nothing for the next role to press: each begins with a poll of its own. */
const ENDING = ['poll.send', 'poll.close', 'poll.extend', 'poll.cancel'];

describe('Who may do what with a poll', () => {
  let house: House;
  let written: string;
  let open: string;

  beforeAll(async () => {
    house = await startCast();
    written = await write();
    open = await write();
    await send(open);
  });
  afterAll(() => house.stop());

  async function write(): Promise<string> {
    await house.says(cast.teammate, 'poll', { in: cabinetChannel });
    const poll = String(dataOf(house.lastCard(cabinetChannel).card, 'poll.create').poll);
    await house.presses(cast.teammate, 'poll.create', { poll, ...ASKED }, { in: cabinetChannel });
    return poll;
  }

  async function send(poll: string): Promise<void> {
    const sent = await house.presses(cast.teammate, 'poll.send', { poll }, { in: cabinetChannel });
    expect(sent.card).toBeDefined();
  }

  test.each(polls.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, polls.cell(role, deed)])));
  });

  async function tried(role: Role, deed: string): Promise<Outcome> {
    if (deed === 'poll') return typed(role, deed);
    let poll = WRITTEN.includes(deed) ? written : open;
    if (ENDING.includes(deed)) {
      poll = await write();
      if (deed !== 'poll.send') await send(poll);
    }
    const pressed = await house.presses(cast[role], deed, { poll, ...INPUTS }, { in: cabinetChannel });
    return outcomeOf(pressed.notice);
  }

  async function typed(role: Role, text: string): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], text, { in: cabinetChannel });
    const [first] = house.far.sent.slice(before);
    return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
  }
});
