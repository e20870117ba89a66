// The rehearsal is played as `npm run rehearse` plays it: what it tells is what happened, and nobody is spammed in it.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stage } from '../../bot/run/rehearse/stage.ts';
import { countUnasked, tell } from '../../bot/run/rehearse/telling.ts';
import { rehearsal, rehearse } from '../../bot/run/rehearse.ts';

let stage: Stage;
let text: string;
beforeAll(async () => {
  stage = await rehearse();
  text = rehearsal(stage);
}, 120_000);
afterAll(() => stage.close());

/** What was told to somebody or in a channel, under the day that a line stands in. */
function toldTo(whom: string): string[] {
  return text.split('\n').filter((line) => line.slice(9).startsWith(whom) && line.includes('│'));
}

describe('The rehearsal', () => {
  test('is the picture in the README', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const shown = /## What it looks like.*?```text\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const lines = shown.split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeGreaterThan(20);
    const printed = new Set(text.split('\n').map((line) => line.trimEnd()));
    expect(lines.filter((line) => !printed.has(line.trimEnd()))).toEqual([]);
  });

  test('tells of a clash, the items, the agenda, the start, the record and CPD', () => {
    for (const line of [
      'A day off: Clinical informatics team',
      'What should be on the agenda? Clinical informatics team',
      'Agenda: Clinical informatics team, Tuesday 30 March 2027, 9:30am to 10:30am',
      'Now: Clinical informatics team',
      '(edited) Record: Clinical informatics team, Tuesday 30 March 2027, 9:30am to',
      '– Nina Shaw: Process mapping',
      'A reminder: you present CPD: Clinical informatics team',
      'The CPD that you missed: Clinical informatics team',
      'My CPD: 2026 to 2027',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('tells an issue’s life from one sentence to its end', () => {
    const nurse = toldTo('Amina Yusuf').join('\n');
    expect(nurse).toMatch(/could this affect someone’s care.*CAB-1: New.*CAB-1: Taken.*this is fixed.*CAB-1: Closed/s);
  });

  test('says nothing to a person unasked more than three times a week, counted from what arrived', () => {
    const counts = countUnasked(stage);
    expect(counts.length).toBeGreaterThan(3);
    expect(Math.max(...counts.map(({ unasked }) => unasked))).toBeLessThanOrEqual(3);
    expect(text).toContain('Nobody had more than three.');
  });

  test('says nothing to a person at night, at the weekend or on a bank holiday', () => {
    const toPeople = stage.events.filter((event) => event.kind === 'sent' && event.byClock && event.personal);
    expect(toPeople.length).toBeGreaterThan(3);
    for (const { at } of toPeople) {
      const wall = at.toLocaleString('en-GB', { timeZone: 'Europe/London', weekday: 'short', hour: 'numeric' });
      expect(wall).toMatch(/(Mon|Tue|Wed|Thu|Fri).*(0[89]|1[0-8])$/);
      expect(at.toISOString()).not.toMatch(/^2027-03-(26|29)/);
    }
  });

  test('reads well: no line is too long, and none holds what only a program would say', () => {
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(text).not.toMatch(/undefined|null|\[object|\$\{|NaN/);
    expect(tell(stage.events).length).toBeLessThan(300);
  });
});
