// Every role against every button and command of the meetings.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from '../issues/cast.ts';
import { dataOf, type House } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { agenda, meetings } from './rights-table.ts';

const SERIES = { title: 'Digital team', firstOn: '2026-12-08', startTime: '09:30', minutes: 60, repeat: 'weekly' };
const LATER = { plannedOn: '2026-12-15', date: '2026-12-16', time: '10:00', answer: 'keep', reason: 'Go-live' };

describe('Who may do what with a meeting', () => {
  let house: House;
  let series: string;
  let made = 0;

  beforeAll(async () => {
    house = await startCast();
    series = await setUp();
  });
  afterAll(() => house.stop());

  /** The teammate sets one up, as they would; gives its id. */
  async function setUp(): Promise<string> {
    made += 1;
    const another = { ...SERIES, title: `Digital team ${made}` };
    const saved = await house.presses(cast.teammate, 'series.save', another, { in: cabinetChannel });
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
    const data = deed === 'series.save' ? SERIES : { ...SERIES, series, ...LATER };
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

const STARTS = '2026-12-08T09:30:00Z';
const INPUTS = {
  plannedOn: '2026-12-08',
  title: 'Downtime drill',
  system: 'EPMA',
  line: 'Testing',
  reason: 'Go-live',
  item: 'welcome',
  words: 'Noted',
  what: 'Ask',
  due: '2026-12-15',
  date: '2026-12-24',
};

describe('Who may do what with a meeting that is on', () => {
  let house: House;
  let ids: { series: string; action: string };

  beforeAll(async () => {
    house = await startCast();
    const saved = await house.presses(cast.teammate, 'series.save', SERIES, { in: cabinetChannel });
    const series = String(dataOf(saved.card ?? {}, 'series.confirm').series);
    await house.presses(cast.teammate, 'series.confirm', { series }, { in: cabinetChannel });
    await house.moveTo(STARTS);
    await house.presses(cast.teammate, 'action.add', { ...INPUTS, series }, { in: cabinetChannel });
    const [action] = await house.clerk.store.db.selectFrom('actions').select('id').execute();
    ids = { series, action: action?.id ?? '' };
  });
  afterAll(() => house.stop());

  test.each(agenda.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, agenda.cell(role, deed)])));
  });

  async function tried(role: Role, deed: string): Promise<Outcome> {
    if (deed === 'days off') return typed(role, deed);
    const pressed = await house.presses(cast[role], deed, { ...INPUTS, ...ids }, { in: cabinetChannel });
    return outcomeOf(pressed.notice);
  }

  async function typed(role: Role, text: string): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], text, { in: cabinetChannel });
    const [first] = house.far.sent.slice(before);
    return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
  }
});
