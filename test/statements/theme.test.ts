import { describe, expect, test } from 'vitest';
import type { Said } from '../../src/statements/ports.ts';
import { countPeople, peopleWords, saidWords, spanOf, systemsOf } from '../../src/statements/theme.ts';

const said = (changes: Partial<Said>): Said => ({
  key: 'answer:1',
  text: 'Slow',
  reference: '',
  quotable: false,
  personIds: [],
  unnamed: 0,
  question: 'one',
  sort: 'text',
  on: '2026-11-20',
  system: '',
  ...changes,
});
const texts = (count: number, question = 'one') => Array.from({ length: count }, () => said({ unnamed: 1, question }));

describe('The people of a theme', () => {
  test('with a name are counted once, whatever they said', () => {
    const parts = [said({ personIds: ['a'] }), said({ personIds: ['a', 'b'] })];
    expect(countPeople(parts)).toEqual({ people: 2, atLeast: false });
  });

  test('without a name are counted by the largest question: one person may have answered several', () => {
    const choices = [said({ sort: 'choice', unnamed: 6 }), said({ sort: 'choice', unnamed: 8 })];
    expect(countPeople([...texts(7), ...texts(9, 'two')])).toEqual({ people: 9, atLeast: true });
    expect(countPeople(choices)).toEqual({ people: 8, atLeast: true });
  });

  test('without a name are not counted below five', () => {
    expect(countPeople(texts(4))).toEqual({ people: 0, atLeast: true });
    expect(countPeople(texts(5))).toEqual({ people: 5, atLeast: true });
    expect(countPeople([...texts(4), said({ personIds: ['a'] })])).toEqual({ people: 1, atLeast: true });
  });

  test('are told in words that say no more than is certain', () => {
    expect(peopleWords({ people: 0, atLeast: true })).toBe('Some people');
    expect(peopleWords({ people: 1, atLeast: false })).toBe('1 person');
    expect(peopleWords({ people: 12, atLeast: true })).toBe('At least 12 people');
  });
});

test('A statement begins with who said it between which days', () => {
  const parts = [said({ personIds: ['a'], on: '2026-11-20' }), said({ personIds: ['b'], on: '2026-11-02' })];
  expect(spanOf(parts)).toEqual({ from: '2026-11-02', until: '2026-11-20' });
  expect(saidWords('labels print blank', parts)).toBe(
    '2 people told us between 2 November 2026 and 20 November 2026: labels print blank',
  );
  expect(saidWords('labels', [])).toBe('Some people told us: labels');
});

test('The systems are named once, in order', () => {
  expect(
    systemsOf([said({ system: 'EPR' }), said({ system: '' }), said({ system: 'Bleeps' }), said({ system: 'EPR' })]),
  ).toEqual(['Bleeps', 'EPR']);
});
