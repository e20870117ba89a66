// Numbers that only look like health numbers: telephones, addresses, versions, dates and times, at random.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIdentifier } from '../../src/privacy/identifiers.ts';

function digits(length: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
}

describe('telephone numbers', () => {
  const uk = fc
    .tuple(fc.constantFrom('1', '2', '3', '5', '7', '8'), digits(9))
    .map(([first, rest]) => `0${first}${rest}`);
  const layouts = [[11], [5, 6], [5, 3, 3], [3, 4, 4], [4, 3, 4], [4, 7], [3, 8], [4, 3, 2, 2]];

  function written(number: string, lengths: readonly number[], separator: string): string {
    let at = 0;
    const parts: string[] = [];
    for (const length of lengths) {
      parts.push(number.slice(at, at + length));
      at += length;
    }
    return parts.join(separator);
  }

  test('of eleven digits from 0 pass in every layout, also before another number', () => {
    const separator = fc.constantFrom(' ', '-', '.', '\u00a0');
    fc.assert(
      fc.property(uk, fc.constantFrom(...layouts), separator, fc.nat(99), (number, lengths, between, hours) => {
        const phone = written(number, lengths, between);
        expect(findIdentifier(`call ${phone}`)).toBeUndefined();
        expect(findIdentifier(`call ${phone} ${hours} hours`)).toBeUndefined();
        expect(findIdentifier(`call (${phone})`)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('with +44 or 0044 pass, also where what follows is 3-3-4', () => {
    const code = fc.constantFrom(
      '+44 ',
      '+44',
      '+44-',
      '0044 ',
      '0044',
      '+44 (0)',
      '+44 (0) ',
      '+44(0)',
      '(+44) ',
      '+44 0',
    );
    fc.assert(
      fc.property(code, uk, fc.constantFrom([10], [4, 6], [3, 3, 4], [2, 4, 4]), (before, number, lengths) => {
        expect(findIdentifier(`call ${before}${written(number.slice(1), lengths, ' ')} 24 hours`)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('of other countries pass behind a plus sign', () => {
    for (const text of ['+1 425 555 0123', '+353 86 123 4567', '+45 12 34 56 78', '+33 1 23 45 67 89']) {
      expect.soft(findIdentifier(text), text).toBeUndefined();
    }
  });

  test('hide no number that follows them', () => {
    for (const phone of ['01872 250000', '020 7946 0958', '+44 7700 900123', '0044 300 123 4567', '+1 425 555 0123']) {
      expect.soft(findIdentifier(`${phone} 943 476 5919`), phone).toBe('nhs-number');
      expect.soft(findIdentifier(`${phone}, 9434765919`), phone).toBe('possible-nhs-number');
    }
    expect(findIdentifier('01234, 943476 5919')).toBe('possible-nhs-number');
    for (const before of ['01234 ', '01234, ', '01234\n', '0800, ', '+']) {
      expect.soft(findIdentifier(`${before}943 476 5919`), before).toBe('nhs-number');
    }
  });
});

test('random addresses, versions, dates and times pass', () => {
  const octet = fc.nat(255);
  fc.assert(
    fc.property(octet, octet, octet, octet, digits(4), (a, b, c, d, port) => {
      expect(findIdentifier(`${a}.${b}.${c}.${d}:${port}`)).toBeUndefined();
      expect(findIdentifier(`${a}.${b}.${c}.${d} ${port}`)).toBeUndefined();
      expect(findIdentifier(`update ${a}.${b}.1${port}.${c}${d}`)).toBeUndefined();
    }),
  );
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom('/', '-', '.'), (date, between) => {
      const [year = '', month = '', dayOfMonth = ''] = date.toISOString().slice(0, 10).split('-');
      const time = date.toISOString().slice(11, 16);
      for (const shown of [year, year.slice(2)]) {
        const text = [dayOfMonth, month, shown].join(between);
        for (const clock of [time, time.replace(':', '.'), time.replace(':', ''), `${time.slice(0, 2)} people`]) {
          expect(findIdentifier(`meeting ${text} ${clock}`)).toBeUndefined();
        }
      }
      expect(findIdentifier(date.toISOString())).toBeUndefined();
    }),
  );
});
