// Health numbers without a label: check digit, ranges, prefixes, and the ways to write them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIdentifier, isValidModulus11 } from '../../src/privacy/identifiers.ts';

const VALID = `999 000 0018, 999 000 0026, 999 000 0034, 999 000 0042, 999 000 0050, 999 000 0069, 999 000 0077,
  999 000 0085, 999 000 0093, 999 000 0107, 999 158 1766, 999 339 5633, 999 414 0027, 999 861 1687, 999 999 9999`
  .split(/,\s+/)
  .map((number) => number.replaceAll(' ', ''));
const INVALID = ['9990000000', '9991234567', '9111111124', '9222222228'];

/** Ten digits that pass the check, from the start given; the sums that have no check digit are left out. */
function validFrom(start: string): fc.Arbitrary<string> {
  const length = 9 - start.length;
  return fc
    .stringMatching(new RegExp(`^[0-9]{${length}}$`))
    .map((rest) => '0123456789'.split('').map((check) => start + rest + check))
    .map((candidates) => candidates.find(isValidModulus11))
    .filter((number) => number !== undefined);
}

function digits(length: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
}

function threeThreeFour(number: string, one: string, two = one): string {
  return number.slice(0, 3) + one + number.slice(3, 6) + two + number.slice(6);
}

describe('the check digit', () => {
  test('is right for the synthetic numbers and wrong for the numbers that fail the check', () => {
    for (const number of [...VALID, '9434765919', '3112999991', '0101010109', '3200000007', '3999999993']) {
      expect.soft(isValidModulus11(number), number).toBe(true);
    }
    for (const number of INVALID) expect.soft(isValidModulus11(number), number).toBe(false);
  });

  test('is asked of ten bare digits only', () => {
    for (const text of ['', '943476591', '94347659190', '943 476 5919', '９４３４７６５９１９', 'nine']) {
      expect.soft(isValidModulus11(text), text).toBe(false);
    }
  });

  test('catches every single wrong digit', () => {
    const wrong = fc.tuple(validFrom('999'), fc.nat(9), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(wrong, ([number, place, by]) => {
        const other = (Number(number[place]) + by) % 10;
        expect(isValidModulus11(number.slice(0, place) + other + number.slice(place + 1))).toBe(false);
      }),
    );
  });
});

describe('ten bare digits', () => {
  test('are refused where the check digit is right and the range is in use', () => {
    for (const number of [...VALID, '9434765919', '3112999991', '0101010109', '3200000007', '3999999993']) {
      expect.soft(findIdentifier(`asset ${number}`), number).toBe('possible-nhs-number');
    }
  });

  test('pass where the check digit is wrong', () => {
    for (const number of INVALID) expect.soft(findIdentifier(`ticket ${number}`), number).toBeUndefined();
  });

  test.each([
    ['400', true],
    ['499', true],
    ['600', true],
    ['799', true],
    ['900', true],
    ['320', true],
    ['399', true],
    ['290296', true],
    ['290295', false],
    ['300297', false],
    ['311199', false],
    ['011399', false],
    ['000199', false],
    ['319', false],
    ['500', false],
    ['599', false],
    ['800', false],
    ['899', false],
  ])('from %s: in use is %s', (start, inUse) => {
    const expected = inUse ? 'possible-nhs-number' : undefined;
    fc.assert(
      fc.property(validFrom(start), (number) => {
        expect(findIdentifier(number)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  test('pass with letters glued in front, directly or by a hyphen, as a ticket has', () => {
    const prefix = fc.constantFrom('INC', 'inc', 'REF-', 'CHG_', 'RITM', 'SCTASK', 'sd1-', 'CAB-', 'REF‑');
    fc.assert(fc.property(prefix, validFrom('999'), (glued, number) => !findIdentifier(`see ${glued}${number}.`)));
  });

  test('are refused where the word in front stands apart, or only says that a number comes', () => {
    for (const before of ['asset ', 'ref: ', 'INC ', 'patient-', 'pt', 'no', 'id-', 'REF—is—', '#', '1 ', 'bed 4 ']) {
      expect.soft(findIdentifier(`${before}9434765919`), before).toBeDefined();
    }
  });

  test('are not looked for inside longer rows of digits', () => {
    fc.assert(
      fc.property(validFrom('999'), digits(1), (number, more) => {
        expect(findIdentifier(number + more)).toBeUndefined();
        expect(findIdentifier(`10${more}${number}`)).toBeUndefined();
      }),
    );
  });
});

describe('the form 3-3-4', () => {
  const separators = [
    ' ',
    '\u00a0',
    '\u2009',
    '\u202f',
    '.',
    '-',
    '‐',
    '‑',
    '–',
    '—',
    '−',
    '/',
    '\\',
    '_',
    '‿',
    '·',
    '•',
  ];
  const wider = [
    '  ',
    '\t',
    '\n',
    '\r\n',
    ' - ',
    ' / ',
    ') ',
    '** **',
    '\u200b',
    '\u00ad',
    '\u2060',
    '\u202e',
    '&nbsp;',
  ];

  test('is refused with any separator, right check digit or not', () => {
    const separator = fc.constantFrom(...separators, ...wider);
    fc.assert(
      fc.property(digits(7), separator, separator, (rest, one, two) => {
        expect(findIdentifier(`see ${threeThreeFour(`999${rest}`, one, two)} now`)).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });

  test('is found also where it ends like the beginning of a telephone number from abroad', () => {
    for (const text of ['999 000 0044', '999-000-0044', 'see 943 476 0044 now']) {
      expect.soft(findIdentifier(text), text).toBe('nhs-number');
    }
    expect(findIdentifier('phone 0044 1872 250000')).toBeUndefined();
  });

  test('is found behind a number in front and before one after', () => {
    for (const text of ['1 943 476 5919', '943 476 5919 12', '4-943-476-5919', 'bed 4 943 076 5919 1030']) {
      expect.soft(findIdentifier(text), text).toBe('nhs-number');
    }
  });

  test('needs the right check digit only behind a prefix or among a version’s dots', () => {
    expect(findIdentifier('LT-123-456-7890')).toBeUndefined();
    expect(findIdentifier('LT-943-476-5919')).toBe('nhs-number');
    expect(findIdentifier('1.123.456.7890')).toBeUndefined();
    expect(findIdentifier('1.943.476.5919')).toBe('nhs-number');
  });
});

describe('other groupings', () => {
  test('of a right number are refused with one separator throughout', () => {
    const cut = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(validFrom('999'), cut, fc.constantFrom(' ', '-', '.', '\u00a0', '/'), (number, cuts, separator) => {
        const [first = 0, second = 10] = cuts.toSorted((a, b) => a - b);
        const parts = [number.slice(0, first), number.slice(first, second), number.slice(second)];
        expect(findIdentifier(parts.filter((part) => part !== '').join(separator))).toBeDefined();
      }),
    );
  });

  test('digit by digit and two by two are refused', () => {
    for (const separator of [' ', '-', '.', '\u00a0', '\u200b']) {
      expect.soft(findIdentifier([...'9434765919'].join(separator)), separator).toBe('possible-nhs-number');
    }
    expect(findIdentifier('94 34 76 59 19')).toBe('possible-nhs-number');
    expect(findIdentifier('9 4 3 - 4 7 6 - 5 9 1 9')).toBe('possible-nhs-number');
    expect(findIdentifier('311299 9991')).toBe('possible-nhs-number');
  });
});
