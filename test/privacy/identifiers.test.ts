// The guard by example: what it refuses, as what, and what it lets pass; and the words of the refusal.
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import {
  assertNoIdentifiers,
  findIdentifier,
  type IdentifierKind,
  removalAdvice,
} from '../../src/privacy/identifiers.ts';

describe('refuses what the issue lists', () => {
  test.each<[string, IdentifierKind]>([
    ['943 476 5919', 'nhs-number'],
    ['NHS no 999 123 4567', 'nhs-number'],
    ['943-476-5919', 'nhs-number'],
    ['９４３ ４７６ ５９１９', 'nhs-number'],
    ['９４３４７６５９１９', 'possible-nhs-number'],
    ['943\u00a0476\u00a05919', 'nhs-number'],
    ['943.476.5919', 'nhs-number'],
    ['9434765919', 'possible-nhs-number'],
    ['dob 03/04/1961', 'date-of-birth'],
    ['born 3 April 1961', 'date-of-birth'],
    ['CHI 311299 9991', 'chi-number'],
    ['MRN 00123456', 'hospital-number'],
  ])('%s', (text, kind) => {
    expect(findIdentifier(text)).toBe(kind);
    expect(findIdentifier(`Printer down, ${text} waiting`)).toBe(kind);
  });
});

describe('lets pass what the issue lists', () => {
  test.each([
    'call 01872 250000',
    'ticket 1234567890',
    'meeting 03/04/2027',
    'INC0012345',
    'NHS number field is blank',
    'hospital no longer prints',
  ])('%s', (text) => {
    expect(findIdentifier(text)).toBeUndefined();
    expect(findIdentifier(`It fails. ${text}. Please help`)).toBeUndefined();
  });
});

describe('a health number beside its label is refused whatever its check digit', () => {
  test.each<[IdentifierKind, string[]]>([
    [
      'nhs-number',
      [
        'NHS number: 9991234567',
        'NHS# 9991234567',
        'nhs num 999-1234567',
        'N.H.S. number 9991234567',
        'nhs_number=9991234567',
        'NHS Nos 9991234567',
        'nhsno9991234567',
        'NHS 9991234567',
        'NHS-9991234567',
        'NHS number\n9991234567',
        'NHS no.:\r\n\r\n9991234567',
        'NHS no 99 91 23 45 67',
        'NHS number for this patient is 9991234567',
        'NHS number shown on screen for bed four 9991234567',
        '9991234567 (NHS no)',
        '9991234567 is his NHS number.',
        'rhif GIG 9991234567',
      ],
    ],
    [
      'chi-number',
      ['CHI: 3102999991', 'CHI no: 310299 9991', 'c.h.i. 310299-9991', 'CHI 31/12/99 9990', '3102999991 (CHI)'],
    ],
    [
      'hc-number',
      [
        'HCN 3200000000',
        'HCN: 320 000 0007',
        'H&C 320 000 0007',
        'H&amp;C no. 3200000000',
        'h and c number 3200000000',
        'HSC number 3200000000',
        'Health and Care number 3200000000',
      ],
    ],
  ])('%s', (kind, texts) => {
    for (const text of texts) expect.soft(findIdentifier(text), text).toBe(kind);
  });
});

test('a hospital number beside its label is refused', () => {
  const texts = [
    'MRN: K123456',
    'mrn=00123456',
    'MRN00123456',
    'MRN\n00123456',
    'M.R.N. 123456',
    'MRN AB-12-34-56',
    'MRN 01234567890',
    'MRN for the patient is 00123456',
    'hospital no K123456',
    'Hospital Number - A1234567',
    'hospital number is RXA 123456',
    'hospital ID 123456',
    'Hosp. No. AB123456',
    'hosp# 123456',
    'hosp no 12-34-56',
    'unit no 00123456',
    'unit number 12 34 56',
    'patient id 12345',
    'Patient ID: A123',
    'patient ref number 12345',
    'pt no. 123456',
    'PAS no 4455667',
    'case note no 12345',
    'medical record number 12345',
    'RiO number 1234567',
    'K123456 (MRN)',
    '00123456 is the hospital number.',
  ];
  for (const text of texts) expect.soft(findIdentifier(text), text).toBe('hospital-number');
});

test('a date of birth beside its label is refused, in whatever shape', () => {
  const dates = ['03/04/1961', '3-4-61', '3 April 1961', '3rd Apr 1961', '1961-04-03', 'April 3 1961', '03.04.1961'];
  const more = ['3rd of April, 1961', '03-APR-61', '3Apr1961', '04/13/1961', '1961/4/3', '3 Ebrill 1961', '٠٣/٠٤/١٩٦١'];
  for (const date of [...dates, ...more]) {
    for (const label of ['dob', 'DOB:', 'D.O.B.', 'd.o.b', 'date of birth', 'Date of birth is', 'born', 'born on']) {
      expect.soft(findIdentifier(`${label} ${date}`), `${label} ${date}`).toBe('date-of-birth');
    }
  }
});

test('a date of birth is refused where words, line breaks or brackets stand between, and where the label comes after', () => {
  const texts = [
    'dob\n03/04/1961',
    'DOB (03/04/1961)',
    'date_of_birth=1961-04-03',
    'd/o/b 03/04/1961',
    'DOB03/04/1961',
    'DOB 03041961',
    'dob 030461',
    'dob 3/4',
    'dob 04/1961',
    'date of birth (dd/mm/yyyy): 03/04/1961',
    'DOB on the system shows as 03/04/1961',
    'dob changed from 03/04/1961',
    'her date of birth is Monday 3 April 1961',
    'born in Leeds on 3 April 1961',
    'born 3 April',
    'born April 1961',
    'aged 65 (03/04/1961)',
    'dyddiad geni 03/04/1961',
    '03/04/1961 (dob)',
    '3 April 1961 is her date of birth.',
  ];
  for (const text of texts) expect.soft(findIdentifier(text), text).toBe('date-of-birth');
});

test('dates, cohorts and faults that speak of birth dates pass', () => {
  const texts = [
    'born 1961',
    'patients born before 1 January 1926 show as babies',
    'newborn 03/04/2027',
    'airborne 3 April 2027',
    'dobson 03/04/2027',
    'Kadob 03/04/2027',
    'DOB field blank since 03/04/2027',
    'date of birth missing on Monday 3 April 2027',
    'dob field is blank, meeting 03/04/2027',
    'meeting 03/04/2027, dob field is blank',
    '03/04/2027 DOB field was wrong',
    'DOB missing. Meeting 03/04/2027',
    'DOB missing. Seen 03/04/2027',
    'DOB module 10.2.15',
    'the fault was born with module 10.2.15',
    'the DOB field in row 3 may fail',
    'DOB shows dd/mm/yy',
    'average age 65.3, page 3 April 2027',
  ];
  for (const text of texts) expect.soft(findIdentifier(text), text).toBeUndefined();
});

test('labels without a number of a patient pass', () => {
  const texts = [
    'NHS number blank since 03/04/2027 10:30',
    'NHS number missing on INC1234567890',
    'NHS number field blank, ticket 1234567890',
    'ticket 1234567890: NHS number field is blank',
    'ticket 1234567890 NHS number field is blank',
    'the NHS number is blank. Look at 1234567890',
    'NHS no longer accepts 1234567890',
    'NHS number helpline 0300 123 4567',
    'call NHS 111 or 01872 250000',
    'the NHS 2026-2027 10 year plan',
    'the hospital number is 01872 250000',
    'hospital number 2 has the fault',
    'unit no 4',
    'patient no 2 of 300',
    'patient numbers 300 a day',
    'MRN is 100% blank',
    'MRN missing for 12 patients',
    'MRN must be 10 characters',
    'MRN v2.10 interface',
    'H&C, CHI and MRN columns',
  ];
  for (const text of texts) expect.soft(findIdentifier(text), text).toBeUndefined();
});

test('everyday numbers of a digital team pass', () => {
  const texts = [
    '03/04/2027 10 people',
    '03/04/27 1030',
    '2012-04-03 10:15',
    '2027-04-03T10:15:30.123Z',
    '0900-1000 and 1100',
    'version 10.0.19045.5131',
    'version 112.615.1234',
    'v112.615.1234',
    '10.10.101.123:8080',
    '192.168.10.25',
    '1.2.840.10008.5.1.4.1.1.2',
    '00-1A-2B-3C-4D-5E',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'RXA01, R1K, Y12345',
    '£1,234,567,890 or £1 234 567',
    'room 101, 102 and 1034',
    'rooms:\n- 101\n- 102\n- 1034',
    'smartcard 5550 1234 5678',
    'SW1A 1AA',
    'ext 60123, bleep 1234',
  ];
  for (const text of texts) expect.soft(findIdentifier(text), text).toBeUndefined();
});

describe('the refusal', () => {
  function refusalOf(fields: Record<string, string | undefined>): Refusal {
    try {
      assertNoIdentifiers(fields);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error('not refused');
  }

  test('passes clean, empty and missing fields', () => {
    expect(() => assertNoIdentifiers({ Title: 'Printer down', Detail: '', Place: undefined })).not.toThrow();
    expect(() => assertNoIdentifiers({})).not.toThrow();
  });

  test('names the field, says what to remove and that nothing was saved', () => {
    const refusal = refusalOf({ Title: 'for 943 476 5919', Detail: 'all fine' });
    expect(refusal.kind).toBe('identifier');
    expect(refusal.message).toBe('Nothing has been saved. Title: This looks like an NHS number. Remove it.');
  });

  test('names every field at fault in one message', () => {
    const { message } = refusalOf({ Title: 'dob 03/04/1961', Place: 'ward 4', Detail: 'see MRN 00123456' });
    expect(message).toBe(
      'Nothing has been saved. Title: This looks like a date of birth. Remove it. Detail: This looks like a hospital or patient number. Remove it.',
    );
  });

  test('holds nothing of the text', () => {
    const { message } = refusalOf({ Title: 'Zebedee 943 476 5919', Detail: '9434765919 quokka' });
    expect(message).not.toMatch(/zebedee|quokka|943|476|5919/i);
  });

  test('tells the owner of a ticket number what to do', () => {
    expect(removalAdvice('possible-nhs-number')).toContain('A ticket or asset number? Put its prefix before it.');
  });

  test('has plain advice for each kind', () => {
    const kinds: IdentifierKind[] = [
      'nhs-number',
      'chi-number',
      'hc-number',
      'hospital-number',
      'date-of-birth',
      'possible-nhs-number',
    ];
    const words = kinds.map(removalAdvice);
    expect(new Set(words).size).toBe(kinds.length);
    for (const word of words) expect(word).toContain('Remove it.');
  });
});
