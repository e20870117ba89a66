// A pasted list as spreadsheets make it: whatever parts its columns, in whatever order they stand; every bad line named.
import { describe, expect, test } from 'vitest';
import { forumInput } from '../../src/checkins/inputs.ts';
import { readRoster } from '../../src/checkins/roster.ts';

const ROSA = {
  name: 'Rosa Marsh',
  handle: 'rosa.marsh@trust.example',
  organisation: 'Northfield Trust',
  ods: 'RXF05',
  sector: 'acute',
  role: 'ccio',
};
const PLAIN = 'Rosa Marsh,Rosa.Marsh@trust.example,Northfield Trust,rxf05,Acute,CCIO';
const HEADINGS = 'name,email or object id,organisation,ods,sector,role';

describe('A pasted roster', () => {
  test.each([
    ['as it is', PLAIN],
    ['with a line of headings', `${HEADINGS}\n${PLAIN}`],
    ['with the mark that Excel puts before a file', `\uFEFF${HEADINGS}\r\n${PLAIN}\r\n`],
    ['with that mark before a quote', `\uFEFF"Rosa Marsh","${ROSA.handle}","Northfield Trust",RXF05,acute,ccio`],
    ['with lines that end as on an old Mac', `${HEADINGS}\r${PLAIN}\r`],
    ['with semicolons', PLAIN.replaceAll(',', ';')],
    ['with tabs', PLAIN.replaceAll(',', '\t')],
    [
      'with empty lines and spaces about',
      `\n  \n Rosa  Marsh , ${ROSA.handle} , Northfield Trust , RXF05 , acute , \n\n`,
    ],
    [
      'with its columns in another order, and one more',
      `Role,Sector,Phone,Organisation,ODS code,Email,Name\nccio,acute,1,Northfield Trust,RXF05,${ROSA.handle},Rosa Marsh`,
    ],
  ])('is read %s', (_, text) => {
    expect(readRoster(text)).toEqual([ROSA]);
  });

  test('takes the sign that parts most columns, not one that stands in a quoted text', () => {
    const [row] = readRoster(`"Marsh; Rosa",${ROSA.handle},Northfield Trust,RXF05,acute,ccio`);
    expect(row).toEqual({ ...ROSA, name: 'Marsh; Rosa' });
  });

  test('may have a line break and quotes in a quoted text', () => {
    const [row] = readRoster(`Rosa Marsh,${ROSA.handle},"Northfield\nand ""Co""",RXF05,acute,ccio`);
    expect(row?.organisation).toBe('Northfield and "Co"');
  });

  test.each([
    ['a line that is no person', 'nobody at all', /Line 3: write a mail address/],
    [
      'an organisation with two sectors',
      'Tom Reed,tom@trust.example,northfield trust,RXF05,community,deputy',
      /Line 3: .*sector above/,
    ],
    [
      'an organisation with two ODS codes',
      'Tom Reed,tom@trust.example,Northfield Trust,RXF06,acute,deputy',
      /Line 3: .*ODS code above/,
    ],
    [
      'an ODS code of two organisations',
      'Tom Reed,tom@trust.example,Other Trust,RXF05,acute,deputy',
      /Line 3: .*another organisation above/,
    ],
    [
      'a quote that is not closed',
      '"Tom Reed,tom@trust.example,Other Trust,OTH01,acute,deputy',
      /Line 3: a quote is opened/,
    ],
    ['a comma too many', 'Reed, Tom,tom@trust.example,Other Trust,OTH01,acute,deputy', /Line 3: /],
    ['a second line of headings', HEADINGS, /Line 3: /],
  ])('names %s', (_, line, words) => {
    expect(() => readRoster(`${HEADINGS}\n${PLAIN}\n${line}`)).toThrow(words);
  });

  test('names every bad line of very many', () => {
    const bad = Array.from({ length: 60 }, (_, index) => `Person ${index},nobody,Trust,,acute,ccio`);
    let words = '';
    try {
      readRoster([PLAIN, ...bad].join('\n'));
    } catch (error) {
      words = (error as Error).message;
    }
    for (let line = 2; line <= 61; line += 1) expect(words).toMatch(new RegExp(`\\b${line}\\b`));
    expect(words.length).toBeLessThan(3_000);
  });

  test('of 500 people is taken, of more not', () => {
    const people = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `Person ${index},p${index}@trust.example,Trust ${index},,acute,ccio`,
      ).join('\n');
    const roster = people(500);
    expect(readRoster(forumInput.parse({ name: 'All', roster }).roster)).toHaveLength(500);
    expect(() => readRoster(people(501))).toThrow(/At most 500 people/);
  });
});
