// What hides a number from a simple pattern: other digits, invisible characters, strange text around it; and long text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIdentifier } from '../../src/privacy/identifiers.ts';

describe('disguises', () => {
  test('digits of any script count as digits', () => {
    const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x116d0, 0x116da, 0x1d7ce, 0x1d7f6, 0x1fbf0];
    for (const zero of zeros) {
      const written = [...'9434765919'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
      expect.soft(findIdentifier(written), written).toBe('possible-nhs-number');
    }
  });

  test('circled, raised, keycap and underlined digits count as digits', () => {
    expect(findIdentifier('⑨④③ ④⑦⑥ ⑤⑨①⑨')).toBe('nhs-number');
    expect(findIdentifier('⁹⁴³⁴⁷⁶⁵⁹¹⁹')).toBe('possible-nhs-number');
    expect(findIdentifier([...'9434765919'].map((digit) => `${digit}\ufe0f\u20e3`).join(''))).toBeDefined();
    expect(findIdentifier([...'9434765919'].map((digit) => `${digit}\u0332`).join(''))).toBeDefined();
  });

  test('invisible characters between any digits, or within a label, hide nothing', () => {
    const hidden = fc.constantFrom(
      '',
      '\u200b',
      '\u200d',
      '\u00ad',
      '\u2060',
      '\u202e',
      '\u2066',
      '\ufeff',
      '\0',
      '\u034f',
    );
    fc.assert(
      fc.property(fc.array(hidden, { minLength: 10, maxLength: 10 }), (between) => {
        const text = [...'9434765919'].map((digit, place) => digit + (between[place] ?? '')).join('');
        expect(findIdentifier(text)).toBe('possible-nhs-number');
      }),
    );
    expect(findIdentifier('94\u200b3 476 59\u00ad19')).toBe('nhs-number');
    expect(findIdentifier('MR\u00adN 00123456')).toBe('hospital-number');
    expect(findIdentifier('d\u200bob 03/04/1961')).toBe('date-of-birth');
    expect(findIdentifier('\u202e943 476 5919\u202c')).toBe('nhs-number');
  });
});

describe('any text', () => {
  test('is judged without an error, unpaired surrogates too', () => {
    const anyCodeUnits = fc.array(fc.nat(0xffff), { maxLength: 200 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(anyCodeUnits, fc.string({ unit: 'binary' })), (text) => {
        findIdentifier(text);
      }),
    );
  });

  test('around a number does not hide it', () => {
    const words = fc.array(fc.constantFrom('printer', 'ward', '\n', '🖨️', 'é', '(', '،', 'شاشة', ':', '٪'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(findIdentifier([...before, '943 476 5919', ...after].join(' '))).toBeDefined();
      }),
    );
  });

  // Eight times the text may cost eight times the work; a pattern that backtracks without bound costs 64 times or more.
  // Processor time, not wall time, so that a busy machine changes nothing.
  test.each([
    'nhs number the patient ',
    'nhs no ',
    'dob is the ',
    'born on ',
    'hospital number is the ',
    '1',
    '1 ',
    '12 345 678 ',
    '1.',
    '+44 ',
    '0187 ',
    'a1-',
    '3 april ',
    ' ',
    '- ',
    '\u0301\u0316',
    '1\u200b',
    '\ufdfa',
    '&amp;',
  ])('of 100,000 characters of "%s" costs work in proportion', (seed) => {
    function cost(length: number): number {
      const text = seed.repeat(Math.ceil(length / seed.length));
      const spent: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const before = process.cpuUsage();
        findIdentifier(text);
        const { user, system } = process.cpuUsage(before);
        spent.push(user + system);
      }
      return Math.min(...spent);
    }
    const floorMicroseconds = 4_000;
    expect(cost(100_000)).toBeLessThan(32 * Math.max(cost(12_500), floorMicroseconds));
  });
});
