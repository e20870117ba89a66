// Raising in the tab asks "is it one of these?" as the chat does; and what those who have it too can do there.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShownIssue, ShownRaise } from '../../src/issues/shown.ts';
import { type Actor, actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { writesBlocked } from '../support/faults.ts';
import { type Answer, cast, ROLES, startTabHouse, type TabHouse } from '../support/tab.ts';
import type { Person } from '../support/world.ts';

const { raiser, stranger, teammate, handler, safety } = cast;
type Asked = Extract<ShownRaise, { step: 'similar' }>;
type Made = Extract<ShownRaise, { issue: ShownIssue }>;

let house: TabHouse;
beforeEach(async () => {
  house = await startTabHouse();
});
afterEach(() => house.stop());

/** Fills in the form, and gives what it is answered with. */
async function fill(who: Person, fields: object, harm = 'no'): Promise<Answer> {
  const { draft } = (await house.ask(who, 'raise', {})).body as ShownRaise;
  await house.ask(who, `raise/${draft}/start`, { harm });
  return house.ask(who, `raise/${draft}/raise`, fields);
}

async function join(who: Person, issue: string, harm = 'no'): Promise<Answer> {
  const { draft } = (await fill(who, { title: 'Blank labels printed', place: 'Ward 9' }, harm)).body as Asked;
  return house.ask(who, `raise/${draft}/metoo`, { issue });
}

const issueOf = async (who: Person, id: string) => (await house.ask(who, `issues/${id}`)).body as ShownIssue;
const factOf = ({ facts }: ShownIssue, name: string) => facts.find(({ title }) => title === name)?.value;
async function actorOf(who: Person): Promise<Actor> {
  const { db } = house.clerk.store;
  const actor = await actorById(db, (await findPerson(db, who.tenantId, who.objectId))?.id ?? '');
  if (!actor) throw new Error('Nobody.');
  return actor;
}

const totalOf = async (who: Person) => (await house.ask(who, 'issues?scope=all')).body.total;

describe('Raising in the tab', () => {
  test('shows up to three that are like it before anything is saved, without names, never what is flagged', async () => {
    for (let ward = 1; ward <= 4; ward += 1) {
      await house.raise(raiser, 'Labels print blank', { system: 'EPR', place: `Ward ${ward}` });
    }
    const flagged = await house.raise(raiser, 'Labels print blank', { harm: 'yes' });
    const { body, text } = await fill(stranger, { title: 'Lables printing blank', system: 'EPR' });
    const asked = body as Asked;
    expect(asked).toMatchObject({ step: 'similar', title: 'Lables printing blank' });
    expect(asked.alike).toHaveLength(3);
    expect(asked.alike.map(({ id }) => id)).not.toContain(flagged);
    expect(asked.alike[0]).toMatchObject({ title: 'Labels print blank', yours: false });
    expect(asked.alike[0]?.facts.map(({ title, value }) => `${title}: ${value}`)).toEqual([
      'System: EPR',
      'Place: Ward 4',
      'State: New: not looked at yet',
    ]);
    expect(text).not.toContain(raiser.name);
    expect(await totalOf(stranger)).toBe(4);
  });

  test('“mine is different” raises it as it was typed, once; one’s own is said to be one’s own', async () => {
    await house.raise(raiser, 'Labels print blank');
    const { draft, alike } = (await fill(raiser, { title: 'Blank labels printed', detail: 'All day.' })).body as Asked;
    expect(alike).toMatchObject([{ reference: 'CAB-1', yours: true }]);
    for (let nth = 0; nth < 2; nth += 1) {
      const { body } = await house.ask(raiser, `raise/${draft}/new`, {});
      expect(body).toMatchObject({ step: 'raised', issue: { reference: 'CAB-2', detail: { text: 'All day.' } } });
    }
    expect(await totalOf(stranger)).toBe(2);
    const own = (await fill(raiser, { title: 'Blank labels printed' })).body as Asked;
    expect((await house.ask(raiser, `raise/${own.draft}/metoo`, { issue: alike[0]?.id })).status).toBe(409);
  });

  test('“I have this too” joins it, once; the count is shown and no name is; “could” joins the hazard draft', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    const { body } = await join(stranger, id, 'could');
    expect(body).toMatchObject({ step: 'joined', issue: { id, reference: 'CAB-1' } });
    expect(factOf((body as Made).issue, 'Who has this')).toBe('2 people');
    const again = await house.ask(stranger, `raise/${(body as Made).draft}/metoo`, { issue: id });
    expect(again.body).toMatchObject({ step: 'joined' });
    await join(stranger, id);
    for (const who of [raiser, stranger, teammate, handler]) {
      expect(factOf(await issueOf(who, id), 'Who has this')).toBe('2 people');
    }
    expect((await house.ask(handler, `issues/${id}`)).text).not.toContain(stranger.name);
    expect((await house.ask(safety, 'hazards')).body).toMatchObject({ total: 1, waiting: 1 });
    expect(await totalOf(stranger)).toBe(1);
  });

  test('is refused in words: what is not theirs to know, what was answered meanwhile, what was not asked', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    const flagged = await house.raise(raiser, 'Labels print blank', { harm: 'yes' });
    expect((await join(stranger, flagged)).status).toBe(404);
    const { draft } = (await fill(stranger, { title: 'Blank labels printed' })).body as Asked;
    expect((await house.ask(raiser, `raise/${draft}/metoo`, { issue: id })).status).toBe(404);
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'A new cable.' });
    const late = await house.ask(stranger, `raise/${draft}/metoo`, { issue: id });
    expect(late).toMatchObject({ status: 409, body: { error: expect.stringContaining('was answered meanwhile') } });
    const fresh = (await house.ask(stranger, 'raise', {})).body as ShownRaise;
    expect((await house.ask(stranger, `raise/${fresh.draft}/new`, {})).status).toBe(409);
  });
});

test('The form asks what a hazard draft needs where it could affect care, and only there', async () => {
  for (const harm of ['no', 'could']) {
    const { draft } = (await house.ask(raiser, 'raise', {})).body as ShownRaise;
    const form = (await house.ask(raiser, `raise/${draft}/start`, { harm })).body;
    expect(form).toMatchObject({ step: 'form', care: harm === 'could' });
    const title = harm === 'no' ? 'Labels print blank' : 'Doses are cut off';
    const said = { title, workaround: 'Paper chart', version: '4.2' };
    await house.ask(raiser, `raise/${draft}/raise`, said);
  }
  const drafts = await house.clerk.store.db.selectFrom('hazardDrafts').selectAll().execute();
  expect(drafts).toMatchObject([{ workaround: 'Paper chart', version: '4.2' }]);
});

describe('Who has it too, in the tab', () => {
  test('says whether it is fixed: noted, and at the third “no” it is open again', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    const others = [stranger, teammate, cast.admin];
    for (const who of others) await join(who, id);
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'A new cable.' });
    expect((await issueOf(stranger, id)).may).toMatchObject({ fixed: true, notFixed: true });
    for (const who of others) {
      expect((await issueOf(handler, id)).state).toContain('Resolved');
      const said = await house.ask(who, `issues/${id}/notFixed`, { comment: 'Still blank.' });
      expect(said.body.notice).toContain('It is noted');
    }
    expect((await issueOf(handler, id)).state).toContain('In progress');
  });

  test('has their words read by those who handle it, and not by who raised it', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    await join(stranger, id);
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'A new cable.' });
    await house.ask(stranger, `issues/${id}/notFixed`, { comment: 'Blank in bay 3.' });
    const told = async (who: Person) =>
      (await issueOf(who, id)).detail?.history.map(({ words }) => words).join('\n') ?? '';
    for (const words of ['Ward 9: Blank labels printed', 'Blank in bay 3.']) {
      expect(await told(handler)).toContain(words);
      expect(await told(raiser)).not.toContain(words);
    }
    expect(await told(raiser)).toContain('Somebody else has this too');
  });

  test('who cannot be told is counted for those who handle it', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    await join(stranger, id);
    await house.says(stranger, 'help');
    house.far.fail(writesBlocked, { conversationId: stranger.chatId });
    await house.ask(handler, `issues/${id}/update`, { status: 'resolved', reply: 'A new cable.' });
    await house.settle();
    expect((await issueOf(handler, id)).detail?.note).toBe('Of those who have it too, 1 could not be told.');
    expect((await issueOf(raiser, id)).detail?.note).toBe('');
  });

  test('reads in a merged one what it is handled together with, and how many have the whole', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    const other = await house.raise(stranger, 'Labels print blank');
    const actor = await actorOf(handler);
    await house.clerk.issues.merging.merge(actor, other, 'CAB-1');
    const seen = await issueOf(stranger, other);
    expect([factOf(seen, 'Handled together with'), factOf(seen, 'Who has this')]).toEqual(['CAB-1', '2 people']);
    expect(factOf(await issueOf(raiser, id), 'Handled together with')).toBeUndefined();
  });

  test('takes it back, and is not counted any more; nobody else can', async () => {
    const id = await house.raise(raiser, 'Labels print blank');
    await join(stranger, id);
    expect((await issueOf(stranger, id)).may.withdraw).toBe(true);
    for (const role of ROLES.filter((one) => one !== 'stranger')) {
      const other = cast[role].tenantId === stranger.tenantId && role !== 'other-organisation';
      if (other) expect((await issueOf(cast[role], id)).may.withdraw, role).toBe(false);
      expect((await house.ask(cast[role], `issues/${id}/withdraw`, {})).status, role).toBe(404);
    }
    const { body } = await house.ask(stranger, `issues/${id}/withdraw`, {});
    expect(body).toMatchObject({ notice: expect.stringContaining('not counted'), issue: { may: { withdraw: false } } });
    expect(factOf(await issueOf(raiser, id), 'Who has this')).toBeUndefined();
  });
});
