// Every role against every button of CPD.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from '../issues/cast.ts';
import { dataOf, type House } from '../support/clerk.ts';
import { cpd } from './cpd-rights-table.ts';

const SERIES = { title: 'Digital team', firstOn: '2026-12-08', startTime: '09:30', minutes: 60, repeat: 'weekly' };
const FIRST = '2026-12-08';
const READING = { title: 'A paper', heldOn: '2026-11-20', minutes: 30, method: 'other' };

describe('Who may do what with CPD', () => {
  let house: House;
  let many = 0;
  let fresh: { series: unknown; swap: string; entry: string } | undefined;

  beforeAll(async () => {
    house = await startCast();
  });
  afterAll(() => house.stop());

  /** The teammate has the first date, the handler the second and asks to change; the teammate has an entry. */
  async function setUp(): Promise<{ series: unknown; swap: string; entry: string }> {
    const { teammate, handler } = cast;
    many += 1;
    const form = { ...SERIES, title: `Digital team ${many}` };
    const saved = await house.presses(teammate, 'series.save', form, { in: cabinetChannel });
    const { series } = dataOf(saved.card ?? {}, 'series.confirm');
    await house.presses(teammate, 'series.confirm', { series }, { in: cabinetChannel });
    const volunteer = { series, plannedOn: FIRST };
    await house.presses(teammate, 'cpd.volunteer', volunteer, { in: cabinetChannel });
    await house.presses(handler, 'cpd.volunteer', { series, plannedOn: '2026-12-15' }, { in: cabinetChannel });
    const dates = { series, plannedOn: '2026-12-15', withOn: FIRST };
    await house.presses(handler, 'cpd.swap', dates, { in: cabinetChannel });
    const swap = await lastOf('cpdSwaps');
    await house.presses(teammate, 'cpd.add', READING, { in: cabinetChannel });
    return { series, swap, entry: await lastOf('cpdEntries') };
  }

  async function lastOf(table: 'cpdSwaps' | 'cpdEntries'): Promise<string> {
    const rows = await house.clerk.store.db.selectFrom(table).select('id').orderBy('id').execute();
    return rows.at(-1)?.id ?? '';
  }

  test.each(cpd.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, cpd.cell(role, deed)])));
  });

  async function tried(role: Role, deed: string): Promise<Outcome> {
    // Each role meets it as it was before anybody pressed; what was refused has changed nothing.
    fresh ??= await setUp();
    const { series, swap, entry } = fresh;
    // Whoever would take a date takes one that nobody has yet.
    const plannedOn = ['cpd.volunteer', 'cpd.guest'].includes(deed) ? '2026-12-22' : FIRST;
    const words = { topic: 'Hazard logs', guest: 'Priya Raman', reflection: 'Words', minutes: 20 };
    const data = { ...READING, ...words, series, plannedOn, withOn: '2026-12-15', swap, answer: 'yes', entry };
    const outcome = outcomeOf((await house.presses(cast[role], deed, data, { in: cabinetChannel })).notice);
    if (outcome === 'allowed') fresh = undefined;
    return outcome;
  }
});
