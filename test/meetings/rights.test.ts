// Every role against every button and command of the meetings.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from '../issues/cast.ts';
import { dataOf, type House } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { meetings } from './rights-table.ts';

const SERIES = { title: 'Digital team', firstOn: '2026-12-08', startTime: '09:30', minutes: 60, repeat: 'weekly' };
const LATER = { plannedOn: '2026-12-15', date: '2026-12-16', time: '10:00', answer: 'keep', reason: 'Go-live' };

describe('Who may do what with a meeting', () => {
  let house: House;
  let series: string;

  beforeAll(async () => {
    house = await startCast();
    series = await setUp();
  });
  afterAll(() => house.stop());

  /** The teammate sets one up, as they would; gives its id. */
  async function setUp(): Promise<string> {
    const saved = await house.presses(cast.teammate, 'series.save', SERIES, { in: cabinetChannel });
    const { series: id } = dataOf(saved.card ?? {}, 'series.confirm');
    await house.presses(cast.teammate, 'series.confirm', { series: id }, { in: cabinetChannel });
    return String(id);
  }

  test.each(meetings.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, meetings.cell(role, deed)])));
  });

  async function tried(role: Role, deed: string): Promise<Outcome> {
    const who = cast[role];
    if (deed === 'set up meeting') return typed(role, deed);
    // Ended or paused by whoever came before, it is set up again: each role meets it running.
    if (deed === 'series.end' || deed === 'series.pause') series = await setUp();
    const data = deed === 'series.save' ? SERIES : { series, ...LATER };
    const pressed = await house.presses(who, deed, data, { in: cabinetChannel });
    return outcomeOf(pressed.notice);
  }

  async function typed(role: Role, text: string): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], text, { in: cabinetChannel });
    const [first] = house.far.sent.slice(before);
    return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
  }
});
