import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ShownDeed, ShownFault, ShownIssue, ShownList, ShownMe, ShownRaise } from '../../src/issues/shown.ts';
import { addOrganisation, startMembership } from '../../src/people/people-store.ts';
import { personal } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';
import { person } from '../support/world.ts';

const { raiser, handler, facilitator, safety, stranger } = cast;

/** yes: it works, or is only too late; no: it is there and refused (403); -: it is not there for them (404). */
type Outcome = 'yes' | 'no' | '-';

const DEEDS = ['listed', 'exported', 'see', 'detail', 'release', 'take', 'update', 'notFixed', 'fixed'] as const;
type Deed = (typeof DEEDS)[number];

// The permission table of the issue "Foundation", as seen from the tab: what an issue shows to whom.
const TABLES = {
  ordinary: grid(`
stranger            yes  yes  yes  -    no  no   no   no   no
raiser              yes  yes  yes  yes  no  no   no   yes  yes
teammate            yes  yes  yes  -    no  no   no   no   no
handler             yes  yes  yes  yes  no  yes  yes  no   no
facilitator         yes  yes  yes  yes  no  yes  yes  no   no
deputy              yes  yes  yes  yes  no  yes  yes  no   no
safety              yes  yes  yes  -    no  no   no   no   no
safety-deputy       yes  yes  yes  -    no  no   no   no   no
admin               yes  yes  yes  -    no  no   no   no   no
removed             yes  yes  yes  -    no  no   no   no   no
other-organisation  -    -    -    -    -   -    -    -    -
other-tenant        -    -    -    -    -   -    -    -    -`),
  flagged: grid(`
stranger            -    -    -    -    -    -    -    -    -
raiser              yes  yes  yes  yes  no   no   no   yes  yes
teammate            -    -    -    -    -    -    -    -    -
handler             -    -    -    -    -    -    -    -    -
facilitator         -    -    -    -    -    -    -    -    -
deputy              -    -    -    -    -    -    -    -    -
safety              yes  yes  yes  yes  yes  no   no   no   no
safety-deputy       yes  yes  yes  yes  yes  no   no   no   no
admin               -    -    -    -    -    -    -    -    -
removed             -    -    -    -    -    -    -    -    -
other-organisation  -    -    -    -    -    -    -    -    -
other-tenant        -    -    -    -    -    -    -    -    -`),
  // Taking and updating while it is flagged: by clinical safety, who only later let the cabinet see it.
  'flagged, not released first': grid(`
safety              yes  yes  yes  yes  yes  yes  yes  no   no
safety-deputy       yes  yes  yes  yes  yes  yes  yes  no   no
raiser              yes  yes  yes  yes  no   no   no   yes  yes
facilitator         -    -    -    -    -    -    -    -    -`),
};

function grid(text: string): Map<Role, Record<Deed, Outcome>> {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.map(([role, ...cells]) => {
      if (cells.length !== DEEDS.length) throw new Error(`The row of ${role} is not complete.`);
      return [
        role as Role,
        Object.fromEntries(DEEDS.map((deed, index) => [deed, cells[index]])) as Record<Deed, Outcome>,
      ];
    }),
  );
}

describe('what an issue shows to whom, and lets whom do', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
  });
  afterAll(() => house.stop());

  test('the tables of ordinary and flagged issues name every role', () => {
    expect([...TABLES.ordinary.keys()]).toEqual(ROLES);
    expect([...TABLES.flagged.keys()]).toEqual(ROLES);
  });

  const cases = Object.entries(TABLES).flatMap(([kind, table]) => [...table].map((row) => [kind, ...row] as const));

  test.each(cases)('%s, to %s', async (kind, role, expected) => {
    const harm = kind === 'ordinary' ? 'no' : 'yes';
    const id = await house.raise(raiser, `Labels print blank ${kind} ${role}`, { detail: 'Since Monday', harm });
    const deeds = DEEDS.filter((deed) => deed !== 'release' || !kind.includes('not released'));
    const found: Partial<Record<Deed, Outcome>> = {};
    for (const deed of deeds) found[deed] = await outcome(role, deed, id);
    if (kind.includes('not released')) found.release = await outcome(role, 'release', id);
    expect(found).toEqual(expected);
  });

  async function outcome(role: Role, deed: Deed, id: string): Promise<Outcome> {
    const who = cast[role];
    if (deed === 'listed') {
      const { body } = await house.ask(who, 'issues/search', { scope: 'all', sort: 'newest' });
      return (body as ShownList).rows.some((row) => row.id === id) ? 'yes' : '-';
    }
    const one = await house.ask(who, `issues/${id}`);
    if (deed === 'exported') {
      const { text } = await house.ask(who, 'issues/csv', { scope: 'all' });
      const reference = (await house.ask(raiser, `issues/${id}`)).body.reference;
      return text.includes(`${reference},`) ? 'yes' : '-';
    }
    if (deed === 'see') return outcomeOf(one.status);
    if (deed === 'detail') return (one.body as ShownIssue).detail?.text === 'Since Monday' ? 'yes' : '-';
    const input = { status: 'in-progress', reply: '', comment: '' };
    return outcomeOf((await house.ask(who, `issues/${id}/${deed}`, input)).status);
  }

  function outcomeOf(status: number): Outcome {
    const outcomes: Record<number, Outcome> = { 200: 'yes', 409: 'yes', 403: 'no', 404: '-' };
    const found = outcomes[status];
    if (!found) throw new Error(`unexpected status ${status}`);
    return found;
  }

  test('what a person may do is what the issue says they may', async () => {
    const id = await house.raise(raiser, 'Badge reader slow');
    const seen = async (role: Role) => ((await house.ask(cast[role], `issues/${id}`)).body as ShownIssue).may;
    expect(await seen('stranger')).toEqual(may({}));
    expect(await seen('handler')).toMatchObject({ take: true, update: true, release: false, fixed: false });
    expect(await seen('raiser')).toEqual(may({}));
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'Replaced it' });
    expect(await seen('raiser')).toEqual(may({ fixed: true, notFixed: true }));
    expect(await seen('handler')).toMatchObject({ take: false, update: true, fixed: false });
  });

  function may(deeds: Partial<ShownIssue['may']>): ShownIssue['may'] {
    return {
      take: false,
      update: false,
      release: false,
      fixed: false,
      notFixed: false,
      withdraw: false,
      redact: false,
      ...deeds,
    };
  }

  test('nobody who may not know it reads the name of the raiser, unless they share it with everyone', async () => {
    const shy = await house.raise(raiser, 'Printer jams');
    const open = await house.raise(raiser, 'Scanner jams', { share: 'everyone' });
    expect((await house.ask(stranger, `issues/${shy}`)).text).not.toContain(raiser.name);
    expect((await house.ask(handler, `issues/${shy}`)).text).toContain(raiser.name);
    expect((await house.ask(stranger, `issues/${open}`)).text).toContain(raiser.name);
    expect((await house.ask(stranger, 'issues?scope=all')).text).not.toContain(raiser.name);
  });

  test('a channel tab lists the same to all: no flagged issue, even to clinical safety and to the raiser', async () => {
    await house.raise(raiser, 'The dose was wrong', { harm: 'yes' });
    const [forSafety, forRaiser, forStranger] = await Promise.all(
      [safety, raiser, stranger].map(async (who) => (await house.ask(who, 'issues?shared=1')).body),
    );
    expect(forSafety).toEqual(forStranger);
    expect(forRaiser).toEqual(forStranger);
    expect((await house.ask(safety, 'issues?priority=safety')).body.total).toBeGreaterThan(0);
  });

  test('clinical safety that handles nothing else still reads in full what it released', async () => {
    const id = await house.raise(raiser, 'Wrong label printed', { harm: 'yes' });
    const { body } = await house.ask(safety, `issues/${id}/release`, {});
    const { notice, issue } = body as ShownDeed;
    expect(notice).toContain('is released');
    expect(issue?.detail?.history.length).toBeGreaterThan(0);
    expect(issue?.may).toMatchObject({ take: false, update: false });
  });
});

describe('the hazard drafts as a file', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
    await house.raise(raiser, '=The dose shows twice', { harm: 'could' });
  });
  afterAll(() => house.stop());

  test('are for clinical safety of the cabinet, in the columns of published hazard logs', async () => {
    expect((await house.ask(safety, 'me')).body).toMatchObject({ hazards: true });
    for (const answer of [await house.ask(safety, 'hazards.csv'), await house.ask(safety, 'hazards/csv', {})]) {
      expect(answer.headers.get('content-disposition')).toContain('hazard-drafts.csv');
      const [heading, row] = answer.text.split('\r\n');
      expect(heading).toMatch(/^\uFEFFHazard name,Description,Cause\(s\),Effect,Hazard,Harm,Hazard type/);
      expect(row).toContain("'=The dose shows twice");
      expect(row).toContain('New hazard for triage');
    }
  });

  test('are for nobody else', async () => {
    for (const who of [stranger, raiser, handler, facilitator]) {
      expect((await house.ask(who, 'me')).body).toMatchObject({ hazards: false });
      expect((await house.ask(who, 'hazards.csv')).status).toBe(403);
    }
    expect((await house.ask(undefined, 'hazards.csv')).status).toBe(401);
  });
});

describe.each(ENGINES)('the list of issues, on %s', (engine) => {
  let house: TabHouse;
  const titles = (body: unknown) => (body as ShownList).rows.map((row) => row.title);
  const search = async (wanted: object, who = stranger) => (await house.ask(who, 'issues/search', wanted)).body;

  beforeAll(async () => {
    house = await startTabHouse({ engine });
    for (let number = 1; number <= 25; number += 1) {
      await house.moveTo(new Date(house.now().getTime() + 60_000));
      const extra = number === 3 ? { system: 'EPR', place: 'Ward 100% "B"', impact: 'service', urgency: 'today' } : {};
      await house.raise(raiser, `Fault ${String(number).padStart(2, '0')}`, extra);
    }
  });
  afterAll(() => house.stop());

  test('comes in pages, newest first, and a page beyond the last is the last', async () => {
    const first = await search({});
    expect(first).toMatchObject({ total: 25, page: 1, pages: 2 });
    expect(titles(first)).toHaveLength(20);
    expect(titles(first)[0]).toBe('Fault 25');
    const last = await search({ page: 99 });
    expect(last).toMatchObject({ page: 2, pages: 2 });
    expect(titles(last)).toEqual(['Fault 05', 'Fault 04', 'Fault 03', 'Fault 02', 'Fault 01']);
  });

  test('is sorted by age, by change and by priority', async () => {
    expect(titles(await search({ sort: 'oldest' }))[0]).toBe('Fault 01');
    expect(titles(await search({ sort: 'priority' })).slice(0, 2)).toEqual(['Fault 03', 'Fault 25']);
    const id = ((await search({ sort: 'oldest' })) as ShownList).rows[1]?.id;
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    await house.ask(handler, `issues/${id}/take`, {});
    expect(titles(await search({ sort: 'updated' }))[0]).toBe('Fault 02');
    expect(titles(await search({ state: 'triaged' }))).toEqual(['Fault 02']);
  });

  test('is searched by words in any order and letter case, by reference, and by signs that mean something to SQL', async () => {
    expect(titles(await search({ q: '03 fAULT' }))).toEqual(['Fault 03']);
    expect(titles(await search({ q: 'cab-3' }))).toEqual(['Fault 03']);
    expect(titles(await search({ q: '100%' }))).toEqual(['Fault 03']);
    expect(titles(await search({ q: '"b"' }))).toEqual(['Fault 03']);
    expect(titles(await search({ q: "%' or '1'='1" }))).toEqual([]);
    expect(titles(await search({ q: 'F_ult' }))).toEqual([]);
  });

  test('is filtered by system, priority, cabinet and scope', async () => {
    expect(titles(await search({ system: 'EPR' }))).toEqual(['Fault 03']);
    expect(titles(await search({ priority: 'P2' }))).toEqual(['Fault 03']);
    expect((await search({ priority: 'P3' })).total).toBe(24);
    expect((await search({ cabinet: house.cabinetId })).total).toBe(25);
    expect((await search({ cabinet: 'another' })).total).toBe(0);
    expect((await search({ scope: 'mine' })).total).toBe(0);
    expect((await search({ scope: 'mine' }, raiser)).total).toBe(25);
  });

  test('refuses a choice that is not in the list, and a search with a number of a patient, without an echo', async () => {
    const wrong = await house.ask(stranger, 'issues?sort=price');
    expect(wrong).toMatchObject({ status: 400, body: { error: 'Sort: choose one of the list.' } });
    const number = await house.ask(stranger, 'issues/search', { q: '999 123 4560 NHS no 999 123 4567' });
    expect(number.status).toBe(400);
    expect(number.text).not.toContain('4567');
    expect(JSON.stringify(house.lines)).not.toContain('4567');
  });
});

describe('the list as a file', () => {
  let house: TabHouse;
  beforeEach(async () => {
    house = await startTabHouse();
  });
  afterEach(() => house.stop());

  test('opens in a spreadsheet: a byte order mark, quotes by RFC 4180, no formulas, and true numbers', async () => {
    await house.raise(raiser, '=HYPERLINK("https://evil.example","x")', { place: 'Ward 4, bay "B"' });
    await house.raise(raiser, '-5');
    await house.moveTo(new Date(house.now().getTime() + 3 * 24 * 3_600_000));
    const { text, headers, status } = await house.ask(stranger, 'issues/csv', { sort: 'oldest' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(text.split('\r\n')).toEqual([
      '\uFEFFReference,Title,System,Place,State,Priority,Cabinet,Raised on,Days open',
      `CAB-1,"'=HYPERLINK(""https://evil.example"",""x"")",,"Ward 4, bay ""B""",New: not looked at yet,Medium (P3),Northdale digital cabinet,2026-11-25,3`,
      'CAB-2,-5,,,New: not looked at yet,Medium (P3),Northdale digital cabinet,2026-11-25,3',
      '',
    ]);
    expect((await house.ask(stranger, 'issues.csv?scope=open&sort=oldest')).text).toBe(text);
  });
});

describe('raising and answering in the tab', () => {
  let house: TabHouse;
  beforeEach(async () => {
    house = await startTabHouse();
  });
  afterEach(() => house.stop());

  test('goes from the question of safety to a receipt, and reaches the channel at once', async () => {
    const begun = (await house.ask(raiser, 'raise', {})).body as Extract<ShownRaise, { step: 'harm' }>;
    expect(begun).toMatchObject({ step: 'harm', person: 'anyone in our care' });
    const form = (await house.ask(raiser, `raise/${begun.draft}/start`, { harm: 'no' })).body;
    expect(form).toMatchObject({ step: 'form', systems: ['EPR', 'E-prescribing', 'Printing', 'Other'] });
    const fields = {
      title: 'Labels print blank',
      system: 'Printing',
      place: 'Ward 4',
      impact: 'service',
      urgency: 'now',
    };
    const { body } = await house.ask(raiser, `raise/${begun.draft}/raise`, fields);
    expect(body).toMatchObject({
      step: 'raised',
      issue: { reference: 'CAB-1' },
      phoneNow: expect.stringContaining('01632'),
    });
    await house.settle();
    expect(JSON.stringify(house.far.sent)).toContain('Labels print blank');
    expect(JSON.stringify(house.far.sent)).not.toContain(raiser.name);
    const again = await house.ask(raiser, `raise/${begun.draft}/raise`, fields);
    expect(again.body).toMatchObject({ step: 'raised', issue: { reference: 'CAB-1' } });
    expect((await house.ask(raiser, 'issues?scope=mine')).body.total).toBe(1);
  });

  test('a safety concern is recorded at the first answer, with what to do first, and only once', async () => {
    const { draft } = (await house.ask(raiser, 'raise', {})).body as ShownRaise;
    const first = await house.ask(raiser, `raise/${draft}/start`, { harm: 'yes' });
    expect(first.body).toMatchObject({
      step: 'safety',
      reference: 'CAB-1',
      incident: 'Northdale incident reporting',
      incidentUrl: 'https://incidents.example/report',
      missing: [],
    });
    expect((await house.ask(raiser, `raise/${draft}/start`, { harm: 'yes' })).body).toMatchObject({
      reference: 'CAB-1',
    });
    const kept = await house.ask(raiser, `raise/${draft}/safety`, {
      incidentRef: 'W123',
      system: 'EPR',
      place: 'Ward 4',
    });
    expect(kept.body).toMatchObject({ step: 'raised', issue: { flagged: true } });
    expect((await house.ask(stranger, 'issues?scope=all')).body.total).toBe(0);
  });

  test('each fault is said in words: no title, too long, a number of a patient, somebody else’s form', async () => {
    const { draft } = (await house.ask(raiser, 'raise', {})).body as ShownRaise;
    expect((await house.ask(raiser, `raise/${draft}/start`, {})).body.error).toBe(
      'Could this affect someone’s care: choose one of the four answers.',
    );
    expect((await house.ask(raiser, `raise/${draft}/raise`, { title: 'x' })).status).toBe(409);
    await house.ask(raiser, `raise/${draft}/start`, { harm: 'no' });
    const tryTitle = async (title: string, who = raiser) => house.ask(who, `raise/${draft}/raise`, { title });
    expect(await tryTitle('')).toMatchObject({ status: 400, body: { error: expect.stringContaining('one sentence') } });
    expect(await tryTitle('x'.repeat(121))).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('120') },
    });
    const number = await tryTitle('Wrong for 999 123 4560, NHS number 999 123 4567');
    expect(number.status).toBe(400);
    expect(number.text).not.toContain('4567');
    expect((await tryTitle('Mine now', stranger)).status).toBe(404);
    expect((await house.ask(raiser, 'issues?scope=mine')).body.total).toBe(0);
  });

  test('a handler answers in the tab, the raiser hears it in their chat and says in the tab that it is not fixed', async () => {
    await house.deliver(house.acts.installs(raiser, personal(raiser)));
    const id = await house.raise(raiser, 'Labels print blank');
    expect((await house.ask(handler, `issues/${id}/take`, {})).body).toMatchObject({ notice: 'You have CAB-1 now.' });
    const late = await house.ask(facilitator, `issues/${id}/take`, {});
    expect(late).toMatchObject({ status: 409, body: { error: `CAB-1: ${handler.name} has it already.` } });
    const mute = await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: '' });
    expect(mute).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^Reply:/) } });
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'New ribbon fitted' });
    await house.settle();
    expect(JSON.stringify(house.lastCard(personal(raiser)).card)).toContain('New ribbon fitted');
    const { body } = await house.ask(raiser, `issues/${id}/notFixed`, { comment: 'Still blank' });
    const { issue } = body as ShownDeed;
    expect(issue?.detail?.history.map((event) => [event.who, event.words.replace(/[\u2068\u2069]/g, '')])).toEqual([
      [raiser.name, 'Raised'],
      [handler.name, 'Taken'],
      [handler.name, 'Resolved: New ribbon fitted'],
      [raiser.name, 'Not fixed: Still blank'],
    ]);
    expect(issue?.detail?.history[0]?.when).toMatch(/^Wednesday 25 November 2026 at \d+:\d\dam$/);
  });

  test('an issue is found by its reference as people say it, and refused with words of the tab', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    expect((await house.ask(stranger, 'issues/cab%201')).body).toMatchObject({ id });
    const missing = await house.ask(stranger, 'issues/CAB-99');
    expect(missing).toMatchObject({ status: 404, body: { error: expect.stringContaining('Go back to the list') } });
    const refused = (await house.ask(stranger, `issues/${id}/take`, {})).body as ShownFault;
    expect(refused).toEqual({ error: expect.stringContaining('Only those who handle'), cause: expect.any(String) });
    expect((await house.ask(stranger, 'issues/%E0%A4%A')).status).toBeGreaterThanOrEqual(400);
  });

  test('who opens the tab before they ever wrote is known by their token, and asked once where they work', async () => {
    const newcomer = person('Asha Rao');
    const { db } = house.clerk.store;
    const me = (await house.ask(newcomer, 'me')).body as ShownMe;
    expect(me).toMatchObject({ name: 'Asha Rao', organisation: { kind: 'ask' }, cabinets: [] });
    const choices = me.organisation.kind === 'ask' ? me.organisation.choices : [];
    expect(choices.map((choice) => choice.title)).toEqual(['Eastvale Hospitals', 'Northdale Community Trust']);
    expect((await house.ask(newcomer, 'raise', {})).status).toBe(404);
    const chosen = await house.ask(newcomer, 'organisation', { organisation: choices[1]?.value });
    expect(chosen.body).toMatchObject({ cabinets: [{ id: house.cabinetId }] });
    const again = await house.ask(newcomer, 'organisation', { organisation: choices[0]?.value });
    expect(again.status).toBe(403);
    const row = await db.selectFrom('people').selectAll().where('objectId', '=', newcomer.objectId).executeTakeFirst();
    expect(row).toMatchObject({ email: '', tenantId: newcomer.tenantId });
  });

  test('somebody who moved to another organisation still finds what they raised in the old one', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    const { db } = house.clerk.store;
    const moved = await addOrganisation(db, raiser.tenantId, 'Westmoor Partnership', '', house.now());
    const row = await db
      .selectFrom('people')
      .select('id')
      .where('objectId', '=', raiser.objectId)
      .executeTakeFirstOrThrow();
    await startMembership(db, row.id, moved.id, 'admin', '2026-11-25', house.now());
    const mine = (await house.ask(raiser, 'issues?scope=mine')).body as ShownList;
    expect(mine.rows).toMatchObject([{ id, cabinet: 'Northdale digital cabinet' }]);
  });
});
