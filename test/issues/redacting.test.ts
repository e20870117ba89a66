// A text that is removed is gone from everywhere it was kept and shown; that it was removed, by whom and when, stays.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { group } from '../statements/board.ts';
import { type House, personal, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { hazardOf, joins, raiseCould } from './hazard-ward.ts';
import {
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  handler,
  historyOf,
  lead,
  nurse,
  openWard,
  type raise,
  safety,
  stored,
} from './ward.ts';

const SECRET = 'Zebedee Quillfeather';

describe.each(ENGINES)('A redacted text on %s', (engine) => {
  let house: House;
  let issue: Awaited<ReturnType<typeof raise>>;

  beforeAll(async () => {
    house = await openWard({ engine });
    const said = { title: `Labels of ${SECRET} print blank`, detail: `${SECRET} waited.`, place: `Bed of ${SECRET}` };
    const forHazard = { workaround: `Ask ${SECRET}`, version: `Of ${SECRET}` };
    issue = await raiseCould(house, { ...said, ...forHazard });
    await joins(house, issue, `${SECRET} too`, `Bay of ${SECRET}`);
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'could' });
    await house.press(doctor, personal(doctor), 'issue.raise', { ...said, ...forHazard });
    await house.press(doctor, personal(doctor), 'issue.metoo');
    await house.says(lead, 'themes');
    await group(house, 'Labels', [issue]);
    await house.says(safety, 'hazards');
    await house.says(handler, 'triage');
    await house.says(lead, 'cabinet meeting date', { in: cabinetChannel });
    const meeting = { date: '2026-11-25', time: '10:00', minutes: 30, place: '' };
    await house.press(lead, cabinetChannel, 'cabinetMeeting.save', meeting);
    await house.says(nurse, 'cabinet meeting');
    const update = { status: 'waiting', reply: `Is ${SECRET} well?`, techNote: `See ${SECRET}`, waitingFor: SECRET };
    await house.presses(handler, 'issue.update', { issue: issue.id, ...update }, { in: cabinetChannel });
    await house.says(nurse, 'raise');
    await house.says(handler, 'issues', { in: cabinetChannel });
    await house.says(handler, `issue ${issue.reference}`);
    const { id: hazard } = await hazardOf(house, issue);
    const declined = { hazard, reason: `${SECRET} is well` };
    await house.presses(safety, 'hazard.decline', declined, { in: personal(safety) });
    await house.moveTo('2026-11-25T10:00:00Z');
    await house.moveTo('2026-11-25T10:30:00Z');
    await keepInRecord(`${issue.reference} ${said.title} (P3)`);
    await house.says(lead, `redact ${issue.reference}`);
    const parts = 'title,detail,place,replies,techNote';
    await house.press(lead, personal(lead), 'issue.redact', { parts });
    await house.settle();
  });
  afterAll(() => house.stop());

  /** A meeting that has ended had the issue on its agenda: its record keeps the line. */
  async function keepInRecord(words: string): Promise<void> {
    const elsewhere = {
      earlier: [],
      issues: [{ words }, { words: 'CAB-12 Another' }],
      themes: [],
      cpd: null,
      cpdNext: null,
    };
    const frozen = JSON.stringify({ ...elsewhere, nextAt: null, last: null });
    const of = { tenantId: issue.tenantId, seriesId: 's1', plannedOn: '2026-11-24', presentKey: '', passedOver: '' };
    const times = { startedAt: issue.raisedAt, endedAt: issue.raisedAt, agreedAt: null, agreedBy: null };
    await house.clerk.store.db
      .insertInto('meetingRecords')
      .values({ ...of, ...times, frozen })
      .execute();
  }

  test('is in no table', async () => {
    const { db } = house.clerk.store;
    const kept: Record<string, unknown[]> = {};
    for (const { name } of await db.introspection.getTables()) {
      kept[name] = await db
        .selectFrom(name as 'issues')
        .selectAll()
        .execute();
    }
    expect(Object.keys(kept).length).toBeGreaterThan(20);
    const holding = Object.entries(kept).filter(([, rows]) => JSON.stringify(rows).includes(SECRET));
    expect(holding.map(([name]) => name)).toEqual([]);
  });

  test('leaves its reference in the record of a meeting, and the other lines as they were', async () => {
    const record = await house.clerk.store.db.selectFrom('meetingRecords').select('frozen').executeTakeFirst();
    const { issues } = JSON.parse(record?.frozen ?? '{}') as { issues: object[] };
    expect(issues).toEqual([{ words: 'CAB-1 [removed]' }, { words: 'CAB-12 Another' }]);
  });

  test('is on no card as it stands now', () => {
    const places = [chat, cabinetChannel, personal(doctor), personal(handler), personal(lead), personal(safety)];
    const shown = places.flatMap((place) => cardsIn(house, place).map(({ card }) => JSON.stringify(card)));
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.filter((card) => card.includes(SECRET))).toEqual([]);
    expect(shown.filter((card) => card.includes('[removed]')).length).toBeGreaterThanOrEqual(3);
  });

  test('leaves the hazard draft, decided as it was', async () => {
    const left = {
      name: '[removed]',
      description: '[removed]',
      place: '',
      workaround: '',
      version: '',
      reason: '[removed]',
      state: 'declined',
    };
    expect(await hazardOf(house, issue)).toMatchObject(left);
  });

  test('leaves behind that it was removed, by whom and when, with no content', async () => {
    expect(await stored(house, issue)).toMatchObject({ title: '[removed]', detail: '', state: 'waiting' });
    expect((await historyOf(house, issue)).at(-1)).toMatchObject({ kind: 'redacted', words: '' });
    const audits = await house.clerk.store.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'issue.redact')
      .execute();
    expect(audits).toMatchObject([{ subjectId: issue.id, note: 'title detail place replies techNote' }]);
    await house.says(handler, `issue ${issue.reference}`);
    expect(textOf(house.lastCard(personal(handler)).card)).toContain('A text was removed');
  });

  test('is asked for by name: with nothing chosen, or with something that is none, it is refused', async () => {
    const press = (parts: string) =>
      house.presses(lead, 'issue.redact', { issue: issue.id, parts }, { in: personal(lead) });
    expect((await press('')).notice).toBe('What to remove: choose at least one.');
    expect((await press('everything')).notice).toMatch(/^What to remove: choose/);
  });
});
