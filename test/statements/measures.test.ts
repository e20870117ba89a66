import { describe, expect, test } from 'vitest';
import {
  type Measured,
  measure,
  quarterBefore,
  quarterOf,
  quarterStart,
  quarterWords,
} from '../../src/statements/measures.ts';

const theme = (changes: Partial<Measured>): Measured => ({
  askedOn: '2026-10-01',
  answeredOn: undefined,
  outcome: undefined,
  helped: { yes: 0, little: 0, no: 0 },
  ...changes,
});
const answered = (outcome: Measured['outcome'], answeredOn: string) => theme({ outcome, answeredOn });

describe('The measures of a quarter', () => {
  test('are the share answered, of concerns changed, the median of days, and who says it helped', () => {
    const themes = [
      answered('did', '2026-10-11'),
      answered('plan', '2026-10-21'),
      answered('could-not', '2026-10-31'),
      answered('thanks', '2026-10-02'),
      theme({}),
    ];
    expect(measure(themes)).toEqual({ themes: 5, answered: 80, changed: 50, medianDays: 15, helped: undefined });
  });

  test('say nothing of what there is none of', () => {
    const none = { answered: undefined, changed: undefined, medianDays: undefined, helped: undefined };
    expect(measure([])).toEqual({ themes: 0, ...none });
    expect(measure([theme({})])).toMatchObject({ answered: 0, changed: 0, medianDays: undefined });
  });

  test('show whether it helped as a share of all who said so', () => {
    expect(measure([theme({})]).helped).toBeUndefined();
    const six = theme({ helped: { yes: 4, little: 1, no: 1 } });
    expect(measure([six, theme({ helped: { yes: 2, little: 0, no: 3 } })]).helped).toBe(55);
  });
});

test('Quarters are named by their months', () => {
  expect(quarterOf('2026-12-31')).toBe('2026-4');
  expect(quarterOf('2027-01-01')).toBe('2027-1');
  expect(quarterBefore('2027-1')).toBe('2026-4');
  expect(quarterBefore('2026-4')).toBe('2026-3');
  expect(quarterStart('2026-4')).toBe('2026-10-01');
  expect(quarterWords('2026-4')).toBe('October to December 2026');
});
