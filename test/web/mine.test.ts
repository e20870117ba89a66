// One's own CPD in the tab's API: everyone has theirs, and nobody another's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownCpd, ShownCpdCopy, ShownEntryAlone } from '../../src/meetings/shown.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';

const { raiser, stranger } = cast;

const COURSE = {
  title: 'FHIR for beginners',
  heldOn: '2026-11-20',
  minutes: '90',
  method: 'formal-training',
  domain: 'Interoperability',
  participatory: 'true',
  presenter: 'false',
};
const PRIVATE = 'I was out of my depth at first';

describe('One’s own CPD, in the tab', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
  });
  afterAll(() => house.stop());

  const year = async (who = raiser, query = '') => (await house.ask(who, `mine/cpd${query}`)).body as ShownCpd;
  const add = async (who = raiser, change: object = {}, form = 'form-0001') =>
    (await house.ask(who, 'mine/cpd/add', { ...COURSE, form, ...change })).body as ShownEntryAlone;

  test.each(ROLES)('an entry and the reflection on it are its owner’s alone, whatever the role: %s', async (role) => {
    const owner: Role = role === 'raiser' ? 'stranger' : 'raiser';
    const { entry } = await add(cast[owner], {}, `form-of-${role}`);
    await house.ask(cast[owner], `mine/cpd/${entry.id}/reflect`, { reflection: PRIVATE });
    const who = cast[role];
    const asked = await Promise.all([
      house.ask(who, `mine/cpd/${entry.id}`),
      house.ask(who, `mine/cpd/${entry.id}/save`, COURSE),
      house.ask(who, `mine/cpd/${entry.id}/reflect`, { reflection: '' }),
      house.ask(who, `mine/cpd/${entry.id}/remove`, {}),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const lists = [
      await house.ask(who, 'mine/cpd'),
      await house.ask(who, 'mine/cpd/copy?reflections=true'),
      await house.ask(who, 'mine/cpd/csv', { reflections: 'true' }),
    ];
    for (const { status, text } of lists) {
      expect(status).toBe(200);
      expect(text).not.toContain(PRIVATE);
      expect(text).not.toContain(entry.id);
    }
    const kept = (await house.ask(cast[owner], `mine/cpd/${entry.id}`)).body as ShownEntryAlone;
    expect(kept).toMatchObject({ reflection: PRIVATE, entry: { title: COURSE.title } });
    await house.ask(cast[owner], `mine/cpd/${entry.id}/remove`, {});
  });

  test.each(ROLES)('is added to, changed and taken away by oneself: %s', async (role) => {
    const who = cast[role];
    const { entry } = await add(who, {}, `own-of-${role}`);
    expect((await add(who, {}, `own-of-${role}`)).entry.id).toBe(entry.id);
    const saved = await house.ask(who, `mine/cpd/${entry.id}/save`, { ...COURSE, minutes: '30' });
    expect((saved.body as ShownEntryAlone).entry.duration).toBe('30 minutes');
    expect((await year(who)).totals).toBe('30 minutes in 1 entry, 30 minutes of it with others.');
    expect(((await house.ask(who, `mine/cpd/${entry.id}/remove`, {})).body as ShownCpd).entries.total).toBe(0);
  });

  test('is counted by the year that one chooses, in pages, and printed whole with reflections only where wanted', async () => {
    for (let number = 1; number <= 12; number += 1) {
      await add(stranger, { title: `Course ${number}`, heldOn: `2026-0${number < 4 ? 3 : 5}-10` }, `many-of-${number}`);
    }
    expect(await year(stranger)).toMatchObject({ words: '2026 to 2027', kind: 'april', entries: { total: 9 } });
    expect((await year(stranger)).years.map(({ title }) => title)).toEqual(['2026 to 2027', '2025 to 2026']);
    expect((await year(stranger, '?year=2025')).entries.total).toBe(3);
    const calendar = (await house.ask(stranger, 'mine/cpd/year', { kind: 'calendar' })).body as ShownCpd;
    expect(calendar).toMatchObject({ words: '2026', entries: { total: 12, page: 1, pages: 2 } });
    const second = await year(stranger, '?page=2');
    expect(second.entries.rows).toHaveLength(2);
    await house.ask(stranger, `mine/cpd/${second.entries.rows[0]?.id}/reflect`, { reflection: PRIVATE });
    const copy = async (query: string) => (await house.ask(stranger, `mine/cpd/copy${query}`)).body as ShownCpdCopy;
    expect((await copy('')).entries).toHaveLength(12);
    expect((await copy('')).entries.map(({ reflection }) => reflection).join('')).toBe('');
    expect((await copy('?reflections=true')).entries.map(({ reflection }) => reflection)).toContain(PRIVATE);
  });

  test('is a file that opens in a spreadsheet', async () => {
    await add(cast.admin, { title: '=1+1' }, 'file-0001');
    const { text, headers } = await house.ask(cast.admin, 'mine/cpd/csv', {});
    expect(headers.get('content-disposition')).toContain('cpd-2026-04-01-to-2027-03-31.csv');
    expect(text.split('\r\n')).toEqual([
      '\uFEFFDate,Title,Minutes,Participatory,Presented,Method,Domain',
      "2026-11-20,'=1+1,90,Yes,No,Formal training course,Interoperability",
      '',
    ]);
  });

  test('refuses in words a day to come and a patient’s number, without an echo', async () => {
    const said = async (change: object) =>
      (await house.ask(raiser, 'mine/cpd/add', { ...COURSE, form: 'bad-00001', ...change })).body;
    expect((await said({ heldOn: '2026-12-24' })).error).toMatch(/^Date: it is still to come/);
    expect((await said({ minutes: 'long' })).error).toMatch(/^Minutes: /);
    expect((await said({ form: '' })).error).toMatch(/out of date/);
    const { entry } = await add(raiser, {}, 'form-0009');
    const number = await house.ask(raiser, `mine/cpd/${entry.id}/reflect`, { reflection: 'NHS no 999 123 4567' });
    expect(number.status).toBe(400);
    expect(number.text).not.toContain('4567');
    expect(JSON.stringify(house.lines)).not.toContain('4567');
  });
});
