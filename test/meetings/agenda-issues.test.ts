import { afterEach, describe, expect, test } from 'vitest';
import { cabinetChannel, flag, lead, openWard, raise } from '../issues/ward.ts';
import { group } from '../statements/board.ts';
import { dataOf, type House, textOf } from '../support/clerk.ts';
import { cardWith } from './room.ts';

let house: House;
afterEach(() => house.stop());

const MEETING = { title: 'Cabinet', firstOn: '2026-12-08', startTime: '09:30', minutes: 60, repeat: 'fortnightly' };

async function setUp(): Promise<void> {
  house = await openWard();
  const saved = await house.presses(lead, 'series.save', MEETING, { in: cabinetChannel });
  const { series } = dataOf(saved.card ?? {}, 'series.confirm');
  await house.presses(lead, 'series.confirm', { series }, { in: cabinetChannel });
}

async function agenda(): Promise<string> {
  await house.moveTo('2026-12-07T09:30:00Z');
  return textOf(cardWith(house, 'Agenda: Cabinet', cabinetChannel).card);
}

describe('The open issues of the cabinet', () => {
  test('are on its team’s agenda, the most pressing first, ten and how many more; no flagged one', async () => {
    await setUp();
    for (let one = 1; one <= 11; one += 1) await raise(house, { title: `Ordinary ${one}` });
    await raise(house, { title: 'All wards wait', impact: 'service', urgency: 'today' });
    await flag(house);
    const shown = await agenda();
    const lines = [...shown.matchAll(/^– (CAB-.*|and .*)$/gm)].map(([, words]) => words);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/All wards wait \(P2\)/);
    expect(lines.at(-1)).toBe('and 2 more');
    expect(shown).not.toContain('Safety');
    expect(shown).toMatch(/Any other business/);
  });
});

describe('Themes across projects', () => {
  test('that wait for an answer are on the team’s agenda, after its issues', async () => {
    await setUp();
    const issues = [await raise(house, { title: 'Labels print blank' }), await raise(house, { title: 'Slow scanner' })];
    await group(house, 'Printing and scanning', issues);
    expect(await agenda()).toMatch(
      /Open issues of the digital cabinet.*\n– CAB-.*Themes across projects \(5 minutes\)\n– Printing and scanning \(.*Who presents CPD next/s,
    );
  });

  test('take no time where there are none', async () => {
    await setUp();
    expect(await agenda()).not.toContain('Themes across projects');
  });
});
