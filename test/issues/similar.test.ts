// How alike two issues are, by their words alone; and which of a cabinet's are found.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNHANDLED } from '../../src/issues/issue.ts';
import { ALIKE, isSlip, likeness, nearOf, wordsOf } from '../../src/issues/similar.ts';
import { noteWords, notNoted, similarIds } from '../../src/issues/similar-store.ts';
import { SAME } from '../../src/issues/similar-words.ts';
import { changeIssue, insertIssue } from '../../src/issues/store.ts';
import type { Store } from '../../src/store/database.ts';
import type { IssueTable } from '../../src/store/tables.ts';
import { ENGINES, freshStore } from '../support/databases.ts';

const evenly = () => 1;
const alike = (one: string, other: string) => likeness(wordsOf(one), wordsOf(other), evenly);

describe('Two texts are alike', () => {
  test.each([
    ['in another order', 'Labels print blank', 'Blank labels print'],
    ['singular and plural', 'The batteries are flat', 'A battery is flat'],
    ['with a letter left out', 'The prnter is jammed', 'The printer is jammed'],
    ['with a letter too many', 'The printter is jammed', 'The printer is jammed'],
    ['with another letter', 'The printar is jammed', 'The printer is jammed'],
    ['with two letters that changed places', 'The pritner is jammed', 'The printer is jammed'],
    ['as EPR and EHR', 'EPR freezes at sign in', 'The EHR is frozen when I log in'],
    ['as EPR and in full', 'EPR freezes', 'The electronic patient record hangs'],
    ['as ePMA and in full', 'ePMA is down', 'Electronic prescribing is not working'],
    ['as e-prescribing', 'E-prescribing is slow', 'EPMA slow'],
    ['as WoW and in full', 'WoW battery is flat', 'The workstation on wheels has a flat battery'],
    ['as obs and in full', 'Obs do not save', 'Observations do not save'],
    ['as TTO and in full', 'TTOs print twice', 'Discharge medication prints twice'],
    ['as Wi-Fi and wireless', 'Wi-Fi drops out in theatre', 'Wireless dropping out, theatre'],
    ['as ED and A&E', 'A&E board is empty', 'The ED board is empty'],
  ])('%s', (_how, one, other) => {
    expect(alike(one, other)).toBeGreaterThanOrEqual(ALIKE);
    expect(alike(one, other)).toBeGreaterThan(0.75);
  });

  test.each([
    ['Password reset does not arrive', 'Labels print blank'],
    ['EPR is slow in the morning', 'EPR has the wrong allergy of the ward'],
    ['Smartcard reader is missing', 'Scanner is missing a cable and a stand'],
    ['', 'Labels print blank'],
    ['It is not there', 'It is not there'],
  ])('but not “%s” and “%s”', (one, other) => {
    expect(alike(one, other)).toBeLessThan(ALIKE);
  });

  test('always to themselves, as much one way as the other, and never beyond 0 and 1', () => {
    const word = fc.constantFrom('label', 'printer', 'blank', 'epr', 'battery', 'obs', 'scanner', 'pritner', 'flat');
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(alike(one, one)).toBeCloseTo(1);
        expect(alike(one, other)).toBeCloseTo(alike(other, one));
        expect(alike(one, other)).toBeGreaterThanOrEqual(0);
        expect(alike(one, other)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('Words', () => {
  test('one slip apart meet where a letter of either is left out, so that the search can find them', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(letters, fc.nat(8), fc.constantFrom('drop', 'double', 'swap', 'change'), (word, where, how) => {
        const at = where % word.length;
        const next = word.slice(at + 1);
        const slipped = {
          drop: word.slice(0, at) + next,
          double: word.slice(0, at + 1) + word.slice(at),
          swap: word.slice(0, at) + (next[0] ?? '') + word[at] + next.slice(1),
          change: `${word.slice(0, at)}z${next}`,
        }[how];
        if (slipped === word) return;
        expect(isSlip(word, slipped)).toBe(true);
        expect(nearOf(word).some((near) => nearOf(slipped).includes(near))).toBe(true);
      }),
    );
  });

  test('that look like others without being slips stay apart', () => {
    for (const [one, other] of [
      ['ward', 'word'],
      ['form', 'from'],
      ['label', 'table'],
      ['chart', 'charity'],
    ]) {
      expect(isSlip(one ?? '', other ?? ''), one).toBe(false);
    }
  });

  test('of every abbreviation stand for one and the same', () => {
    for (const [word, ...others] of SAME)
      for (const other of others) expect(wordsOf(other), other).toEqual(wordsOf(word));
  });
});

describe.each(ENGINES)('The search on %s', (engine) => {
  let store: Store;
  beforeAll(async () => {
    store = await freshStore(engine);
  });
  afterAll(() => store.close());
  const here = { id: 'here', lastNumber: 50 };
  let made = 0;

  async function add(title: string, changes: Partial<IssueTable> = {}): Promise<string> {
    made += 1;
    const issue = issueOf(`issue-${String(made).padStart(3, '0')}`, title, changes);
    await store.db.transaction().execute((trx) => insertIssue(trx, issue));
    return issue.id;
  }
  const found = (title: string, system = '') => similarIds(store.db, here, { title, system }, 3);
  const change = (id: string, to: Parameters<typeof changeIssue>[2]) =>
    store.db.transaction().execute((trx) => changeIssue(trx, id, to));

  test('finds what is open in this cabinet, with a slip and in another order, best first', async () => {
    const id = await add('Wristband labels print blank');
    const less = await add('Labels print in colour');
    expect(await found('Blank wristbnad labels')).toEqual([id]);
    expect(await found('Labels print')).toEqual(expect.arrayContaining([id, less]));
    expect(await found('Something else entirely')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  test('never finds what is of another cabinet, flagged, answered, closed or merged; and finds it again when it is open', async () => {
    await add('Infusion pump screen flickers', { cabinetId: 'elsewhere' });
    const id = await add('Infusion pump screen flickers', { flagged: 1 });
    expect(await found('Infusion pump screen flickers')).toEqual([]);
    await change(id, { releasedAt: '2026-11-25T10:00:00.000Z' });
    expect(await found('Infusion pump screen flickers')).toEqual([id]);
    for (const state of ['resolved', 'could-not', 'closed', 'duplicate'] as const) {
      await change(id, { state });
      expect(await found('Infusion pump screen flickers'), state).toEqual([]);
      await change(id, { state: 'waiting' });
      expect(await found('Infusion pump screen flickers'), state).toEqual([id]);
    }
  });

  test('forgets a text that was changed, with every word and slip of it', async () => {
    const id = await add('Zebrafish monitor unplugged');
    await change(id, { title: 'Removed' });
    expect(await found('Zebrafish monitor unplugged')).toEqual([]);
    const words = await store.db.selectFrom('cabinetWords').select('word').where('word', 'like', 'zebra%').execute();
    expect(words).toEqual([]);
  });

  test('keeps a word that another open issue still holds', async () => {
    const [one, other] = [await add('Quarantine printer'), await add('Quarantine scanner')];
    await change(one, { state: 'closed' });
    expect(await found('Quarentine scanner')).toEqual([other]);
  });

  test('notes what a database held before words were kept', async () => {
    const id = await add('Orthodontic template vanished');
    await store.db.deleteFrom('issueWords').where('issueId', '=', id).execute();
    expect((await notNoted(store.db)).map((issue) => issue.id)).toEqual([id]);
    await store.db.transaction().execute((trx) => noteWords(trx, issueOf(id, 'Orthodontic template vanished', {})));
    expect(await notNoted(store.db)).toEqual([]);
    expect(await found('Orthodontic templates')).toEqual([id]);
  });
});

function issueOf(id: string, title: string, changes: Partial<IssueTable>): IssueTable {
  const at = '2026-11-25T09:30:00.000Z';
  return {
    id,
    tenantId: 'tenant',
    organisationId: 'organisation',
    cabinetId: 'here',
    number: Number(id.slice(-3)),
    reference: `CAB-${Number(id.slice(-3))}`,
    raiserId: 'somebody',
    harm: 'no',
    flagged: 0,
    releasedAt: null,
    releasedBy: null,
    title,
    detail: '',
    system: '',
    place: '',
    incidentRef: '',
    impact: 'team',
    urgency: 'today',
    share: 'handlers',
    toldToPhoneAt: null,
    state: 'new',
    ownerId: null,
    reply: '',
    raisedAt: at,
    updatedAt: at,
    resolvedAt: null,
    closedAt: null,
    confirmed: null,
    duplicateOf: null,
    mergedState: '',
    lends: 0,
    loggedBy: null,
    ...UNHANDLED,
    ...changes,
  };
}
