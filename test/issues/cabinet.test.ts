// The settings of a cabinet, the references that people say, and priorities: pure.
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import {
  missingFrom,
  parseLink,
  parsePrefix,
  parseReference,
  parseSystems,
  referenceOf,
} from '../../src/issues/cabinet.ts';
import { IMPACTS, mustPhone, priorityOf, URGENCIES } from '../../src/issues/priority.ts';

/** What a refusal says. */
function refused(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('Priority', () => {
  test('is impact by urgency, and never P1', () => {
    const table = IMPACTS.map((impact) => URGENCIES.map((urgency) => priorityOf(impact, urgency)));
    expect(table).toEqual([
      ['P4', 'P4', 'P3'],
      ['P4', 'P3', 'P2'],
      ['P3', 'P2', 'P2'],
    ]);
  });

  test('sends to the phone for a whole service that stands now, and for nothing else', () => {
    const phoned = IMPACTS.flatMap((impact) =>
      URGENCIES.filter((urgency) => mustPhone(impact, urgency)).map((urgency) => `${impact} ${urgency}`),
    );
    expect(phoned).toEqual(['service now']);
  });
});

describe('A cabinet', () => {
  test.each([
    ['cab', 'CAB'],
    [' CAB- ', 'CAB'],
    ['W2', 'W2'],
    ['ABCDEFGH', 'ABCDEFGH'],
  ])('takes the prefix %j as %s', (typed, prefix) => {
    expect(parsePrefix(typed)).toBe(prefix);
  });

  test.each(['', 'C', '2CAB', 'ABCDEFGHI', 'CA B', 'CA-B', 'CÀB', '<b>'])('refuses the prefix %j', (typed) => {
    expect(refused(() => parsePrefix(typed))).toMatch(
      /: 2 to 8 letters and digits, starting with a letter, such as CAB\.$/,
    );
  });

  test('takes one system a line, once each, tidied, and adds no Other of its own', () => {
    expect(parseSystems(' EPR \r\n\r\nepr\nPatient   flow\nOTHER\nE\u200bPMA')).toEqual([
      'EPR',
      'Patient flow',
      'EPMA',
    ]);
  });

  test('takes 40 systems of 60 characters, and no more', () => {
    const many = Array.from({ length: 40 }, (_, at) => `${at} ${'x'.repeat(60)}`.slice(0, 60));
    expect(parseSystems(many.join('\n'))).toHaveLength(40);
    expect(refused(() => parseSystems([...many, 'One more'].join('\n')))).toMatch(/^Systems: at most 40/);
    expect(refused(() => parseSystems('x'.repeat(61)))).toBe('Systems: at most 60 characters a line.');
  });

  test('takes an https link or none', () => {
    expect(parseLink(' https://incidents.example/a?b=c ')).toBe('https://incidents.example/a?b=c');
    expect(parseLink('')).toBe('');
    for (const link of ['http://incidents.example', 'javascript:alert(1)', 'https://', 'https://a b', 'incidents']) {
      expect(refused(() => parseLink(link))).toMatch(/: it must start with https:\/\/$/);
    }
  });

  test('has references that people can say, and reads what they type', () => {
    expect(referenceOf('CAB', 12)).toBe('CAB-12');
    for (const typed of ['CAB-12', 'cab-12', ' Cab 12 ', 'CAB - 12']) {
      expect(parseReference(typed)).toEqual({ prefix: 'CAB', number: 12 });
    }
    for (const typed of ['CAB', '12', 'CAB12', 'CAB-1234567890', 'CAB-12 please', '-12', 'C-1', '']) {
      expect(parseReference(typed), typed).toBeUndefined();
    }
  });

  test('says what will not work while something is missing', () => {
    const nothing = { incidentName: '', incidentUrl: '', deskPhone: '' };
    expect(missingFrom(nothing, false)).toHaveLength(3);
    expect(missingFrom({ incidentName: 'Datix', incidentUrl: '', deskPhone: '01872 250000' }, true)).toEqual([]);
    expect(missingFrom({ ...nothing, deskPhone: '01872 250000' }, true)).toEqual([
      expect.stringMatching(/^The incident system is not named/),
    ]);
  });
});
