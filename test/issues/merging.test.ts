// Merging issues that are the same, and taking that back: through the door, and by property over any row of acts.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Issue, isFlagged } from '../../src/issues/issue.ts';
import { having } from '../../src/issues/me-toos-store.ts';
import { wholeId } from '../../src/issues/merging-store.ts';
import { insertIssue } from '../../src/issues/store.ts';
import type { Actor } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { type Person, person } from '../support/world.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  stored,
} from './ward.ts';

const midwife = person('Cara Dunn');

let house: House;
beforeEach(async () => {
  house = await openWard({ people: [midwife] });
});
afterEach(() => house.stop());

const merge = (one: Issue, into: string, who: Person = lead) =>
  house.presses(who, 'issue.merge', { issue: one.id, into }, { in: cabinetChannel });
const unmerge = (one: Issue, who: Person = lead) =>
  house.presses(who, 'issue.unmerge', { issue: one.id }, { in: cabinetChannel });

/** Two ordinary issues: the doctor's and the nurse's. */
async function two(): Promise<[Issue, Issue]> {
  return [await raise(house, {}, doctor), await raise(house, { title: 'Blank labels, ward 9' }, nurse)];
}

describe('A handler', () => {
  test('finds on the issue’s card the way to say what it is the same as, with what looks like it', async () => {
    const [one, other] = await two();
    const view = await house.presses(lead, 'issue.view', { issue: other.id }, { in: cabinetChannel });
    expect(verbsOf(view.card ?? {})).toContain('issue.same');
    const same = await house.presses(lead, 'issue.same', { issue: other.id }, { in: cabinetChannel });
    expect(textOf(same.card ?? {})).toContain(one.reference);
    expect(verbsOf(same.card ?? {})).toEqual(['issue.merge']);
    await merge(other, one.reference);
    const after = await house.presses(lead, 'issue.same', { issue: other.id }, { in: cabinetChannel });
    expect(textOf(after.card ?? {})).toContain('CAB-2 is merged into CAB-1');
    expect(verbsOf(after.card ?? {})).toEqual(['issue.unmerge']);
  });

  test('merges, and both raisers hear the end, each of the issue that they know', async () => {
    const [one, other] = await two();
    const merged = await merge(other, 'cab-1');
    expect(textOf(merged.card ?? {})).toContain('Merged into');
    expect(await stored(house, other)).toMatchObject({ state: 'duplicate', duplicateOf: one.id });
    expect(textOf(house.lastCard(chat).card)).toContain('Handled together with');
    expect(textOf(house.lastCard(chat).card)).toContain('2 people');
    await answer(house, one, 'resolved', 'There is a new cable.');
    for (const who of [doctor, nurse]) {
      const text = textOf(house.lastCard(personal(who)).card);
      expect(text).toContain('There is a new cable.');
      expect(text).toContain(who === nurse ? 'Blank labels, ward 9' : 'Labels print blank');
      expect(verbsOf(house.lastCard(personal(who)).card)).toContain('issue.notFixed');
    }
  });

  test('merges into what is answered already: those who come with it hear that answer', async () => {
    const [one, other] = await two();
    await answer(house, one, 'resolved', 'There is a new cable.');
    await merge(other, one.reference);
    expect(textOf(house.lastCard(chat).card)).toContain('There is a new cable.');
  });

  test('un-merges, and each has its own again', async () => {
    const [one, other] = await two();
    await merge(other, one.reference);
    await answer(house, one, 'in-progress', '');
    await unmerge(other);
    expect(await stored(house, other)).toMatchObject({ state: 'new', duplicateOf: null });
    const before = cardsIn(house, chat).length;
    await answer(house, one, 'resolved', 'There is a new cable.');
    expect(cardsIn(house, chat)).toHaveLength(before);
    await answer(house, other, 'resolved', 'And another.');
    expect(textOf(house.lastCard(chat).card)).toContain('And another.');
  });

  test('is told what cannot be: itself, a closed one, a circle, none, one of another kind of words', async () => {
    const [one, other] = await two();
    expect((await merge(one, 'CAB-1')).notice).toContain('is this issue itself');
    await merge(other, one.reference);
    expect((await merge(one, 'CAB-2')).notice).toContain('was merged into this one already');
    expect((await merge(other, 'CAB-1')).card).toBeDefined();
    const third = await raise(house, { title: 'The scanner is missing' }, midwife);
    expect((await merge(third, 'CAB-2')).notice).toContain('was merged itself');
    expect((await merge(other, 'CAB-3')).notice).toContain('was merged already');
    for (const into of ['CAB-99', 'XYZ-1', 'the printer'])
      expect((await merge(third, into)).notice).toContain('write the reference of an issue of this cabinet');
    await answer(house, one, 'resolved', 'There is a new cable.');
    await house.press(doctor, personal(doctor), 'issue.fixed');
    expect((await merge(third, 'CAB-1')).notice).toContain('is closed');
    expect(
      (await house.presses(lead, 'issue.update', { issue: other.id, status: 'in-progress', reply: '' })).notice,
    ).toContain('was merged into another');
    expect((await merge(third, '999 000 0018')).notice).toContain('Same as');
  });

  test('two who merge the same two into each other at once: one of them wins', async () => {
    const [one, other] = await two();
    await Promise.all([merge(one, other.reference), merge(other, one.reference, handler)]);
    const states = (await allIssues(house)).map(({ state }) => state).sort();
    expect(states).toEqual(['duplicate', 'new']);
  });

  test('a reopened one takes what was merged into it along', async () => {
    const [one, other] = await two();
    await merge(other, one.reference);
    await answer(house, one, 'resolved', 'There is a new cable.');
    await house.press(doctor, personal(doctor), 'issue.notFixed', { comment: 'Still blank.' });
    expect(await stored(house, one)).toMatchObject({ state: 'in-progress' });
    expect(await stored(house, other)).toMatchObject({ state: 'duplicate', duplicateOf: one.id });
    await answer(house, one, 'resolved', 'Now there is.');
    expect(textOf(house.lastCard(chat).card)).toContain('Now there is.');
  });
});

describe('A safety concern', () => {
  test('is merged by clinical safety alone, and then the whole is theirs until they release it or un-merge', async () => {
    const one = await raise(house, {}, doctor);
    const concern = await flag(house, nurse);
    expect((await merge(concern, one.reference)).notice).toContain('There is no such issue');
    expect((await merge(one, concern.reference)).notice).toContain('write the reference');
    await house.presses(safety, 'issue.merge', { issue: concern.id, into: one.reference });
    expect(isFlagged(await stored(house, one))).toBe(true);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Clinical safety looks at this one now');
    expect(textOf(house.lastCard(cabinetChannel).card)).not.toContain('Labels');
    expect((await house.presses(lead, 'issue.view', { issue: one.id }, { in: cabinetChannel })).notice).toContain(
      'There is no such issue',
    );
    expect((await unmerge(concern)).notice).toContain('There is no such issue');
    await house.presses(safety, 'issue.unmerge', { issue: concern.id });
    expect(isFlagged(await stored(house, one))).toBe(false);
    expect(isFlagged(await stored(house, concern))).toBe(true);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Labels print blank');
    await house.presses(safety, 'issue.merge', { issue: concern.id, into: one.reference });
    house.setClock('2026-11-27T10:00:00Z');
    await house.presses(safety, 'issue.release', { issue: one.id });
    expect(isFlagged(await stored(house, one))).toBe(false);
    expect(isFlagged(await stored(house, concern))).toBe(true);
  });

  test('that something ordinary is merged into is not told to those who come with it', async () => {
    const one = await raise(house, {}, doctor);
    const concern = await flag(house, nurse);
    await house.presses(safety, 'issue.merge', { issue: one.id, into: concern.reference });
    await house.presses(safety, 'issue.update', {
      issue: concern.id,
      status: 'resolved',
      reply: 'We changed the setting.',
    });
    const text = textOf(house.lastCard(personal(doctor)).card);
    expect(text).toContain('We changed the setting.');
    expect(text).toContain('Labels print blank');
    expect(
      (await house.says(doctor, `issue ${concern.reference}`)) && house.linesIn(personal(doctor)).at(-1),
    ).toContain('There is no such issue');
  });
});

// ---- any row of acts ----

const DEEDS = ['merge', 'merge', 'unmerge', 'release', 'join', 'leave', 'resolve', 'wait', 'take', 'escalate'] as const;
type Act = { deed: (typeof DEEDS)[number]; one: number; other: number };

const acts = fc.array(
  fc.record({
    deed: fc.constantFrom(...DEEDS),
    one: fc.nat(4),
    other: fc.nat(4),
  }),
  { minLength: 1, maxLength: 12 },
);

async function actorOf(who: Person): Promise<Actor> {
  const found = await findPerson(house.clerk.store.db, who.tenantId, who.objectId);
  if (!found) throw new Error('Nobody.');
  return { personId: found.id, tenantId: found.tenantId, objectId: found.objectId, name: found.name, admin: false };
}

/** Five fresh issues, the fourth and fifth flagged, each of another person and with nothing else. */
async function five(): Promise<Issue[]> {
  const { db } = house.clerk.store;
  const [template] = await allIssues(house);
  if (!template) throw new Error('No issue.');
  await db.deleteFrom('meToos').execute();
  for (const table of ['issueFlags', 'issueWords', 'cabinetWords'] as const) await db.deleteFrom(table).execute();
  await db.deleteFrom('issues').where('id', '<>', template.id).execute();
  await db.deleteFrom('outbox').execute();
  const made: Issue[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const flagged = nth > 2 ? 1 : 0;
    const own = { id: `issue-${nth}`, number: 100 + nth, reference: `CAB-${100 + nth}`, raiserId: `raiser-${nth}` };
    const issue = { ...template, ...own, flagged, harm: flagged ? 'yes' : 'no' } as Issue;
    await db.transaction().execute((trx) => insertIssue(trx, issue));
    made.push(issue);
  }
  return made;
}

async function act(made: readonly Issue[], { deed, one, other }: Act, actor: Actor, released: Set<string>) {
  const { issues, store } = house.clerk;
  const { db } = store;
  const [first, second] = [made[one], made[other]] as [Issue, Issue];
  const at = house.now().toISOString();
  const said = {
    tenantId: first.tenantId,
    loggedBy: null,
    harm: 'no',
    place: '',
    words: '',
    createdAt: at,
    withdrawnAt: null,
  } as const;
  const whole = (await db
    .selectFrom('issues')
    .selectAll()
    .where('id', '=', await wholeId(db, first.id))
    .executeTakeFirstOrThrow()) as Issue;
  if (deed === 'merge') await issues.merging.merge(actor, first.id, second.reference);
  if (deed === 'unmerge') await issues.merging.unmerge(actor, first.id);
  const { handling } = issues;
  if (deed === 'take') await handling.takeIssue(actor, whole.id);
  if (deed === 'escalate') await handling.escalateIssue(actor, whole.id, { deskRef: `INC${one}${other}`, deskUrl: '' });
  // In triage: what they hear of it waits for what follows.
  if (deed === 'wait') {
    const asked = { ...QUIET, status: 'waiting', reply: `Which one, ${one}${other}?` } as const;
    await handling.updateIssue(actor, whole.id, asked, { together: true });
  }
  if (deed === 'resolve')
    await issues.handling.updateIssue(actor, whole.id, { ...QUIET, status: 'resolved', reply: `Done ${one}${other}` });
  if (deed === 'join') {
    const row = { id: `joined-${one}-${other}`, issueId: first.id, personId: `person-${other}`, ...said };
    await db
      .insertInto('meToos')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (deed === 'leave') await db.deleteFrom('meToos').where('personId', '=', `person-${other}`).execute();
  if (deed === 'release') {
    await issues.handling.releaseIssue(actor, whole.id);
    for (const part of (await having(db, whole.id)).issueIds) released.add(part);
  }
}

const QUIET = { waitingFor: '', waitingUntil: '' };

describe('Whatever is done in whatever order', () => {
  let actor: Actor;
  beforeEach(async () => {
    await house.presses(
      lead,
      'team.save',
      { facilitators: `${lead.objectId},${safety.objectId}`, safety: safety.objectId },
      { in: cabinetChannel },
    );
    await raise(house, {}, doctor);
    actor = await actorOf(safety);
  });

  test('no safety flag is lost but by release, and nobody who has it misses the end', async () => {
    const { db } = house.clerk.store;
    await fc.assert(
      fc.asyncProperty(acts, async (row) => {
        const made = await five();
        const released = new Set<string>();
        for (const one of row) await act(made, one, actor, released).catch(onlyRefusals);
        for (const { id, flagged } of made) {
          if (flagged === 0 || released.has(id)) continue;
          const whole = await db
            .selectFrom('issues')
            .selectAll()
            .where('id', '=', await wholeId(db, id))
            .executeTakeFirstOrThrow();
          expect(isFlagged(whole), id).toBe(true);
        }
        for (const { id } of made) {
          const at = await wholeId(db, id);
          await db.deleteFrom('outbox').execute();
          await house.clerk.issues.handling.updateIssue(actor, at, {
            ...QUIET,
            status: 'could-not',
            reply: `The end of ${id}.`,
          });
          const told = await db.selectFrom('outbox').select('personId').where('kind', '=', 'issue.news').execute();
          const parts = (await having(db, at)).issueIds;
          const joined = await db.selectFrom('meToos').select('personId').where('issueId', 'in', parts).execute();
          const raisers = made.filter((one) => parts.includes(one.id)).map(({ raiserId }) => raiserId);
          const all = new Set([...raisers, ...joined.map(({ personId }) => personId ?? '')]);
          expect(told.map(({ personId }) => personId).sort()).toEqual([...all].sort());
          expect(parts).toContain(at);
          expect(all).toContain(made.find((one) => one.id === id)?.raiserId);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('merging and un-merging are inverse', async () => {
    const { db } = house.clerk.store;
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(4), fc.nat(4), async (row, one, other) => {
        const made = await five();
        for (const step of row) await act(made, step, actor, new Set()).catch(onlyRefusals);
        const before = await snapshot();
        const [first, second] = [made[one], made[other]] as [Issue, Issue];
        const was = await db.selectFrom('issues').select('duplicateOf').where('id', '=', first.id).executeTakeFirst();
        const merged = await house.clerk.issues.merging.merge(actor, first.id, second.reference).catch(onlyRefusals);
        if (!merged || was?.duplicateOf) {
          expect(await snapshot()).toEqual(before);
          return;
        }
        expect(await snapshot()).not.toEqual(before);
        await house.clerk.issues.merging.unmerge(actor, first.id);
        expect(await snapshot()).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  /** All that a person could notice, but when it was touched last. */
  async function snapshot() {
    const { db } = house.clerk.store;
    const issues = await db.selectFrom('issues').selectAll().orderBy('id').execute();
    const heard = await Promise.all(issues.map(async ({ id }) => [id, await having(db, id)]));
    return {
      issues: issues.map(({ updatedAt: _, ...issue }) => issue),
      heard,
      meToos: await db.selectFrom('meToos').selectAll().orderBy('id').execute(),
      flags: await db.selectFrom('issueFlags').selectAll().orderBy('issueId').execute(),
      words: await db.selectFrom('issueWords').selectAll().orderBy('issueId').orderBy('word').execute(),
    };
  }
});

function onlyRefusals(error: unknown): undefined {
  if ((error as { kind?: string }).kind === undefined) throw error;
}

test.each(ENGINES)('A me-too is carried through a merge and back on %s', { timeout: 60_000 }, async (engine) => {
  await house.stop();
  house = await openWard({ engine, people: [midwife] });
  const one = await raise(house, { title: 'The scanner is missing' }, doctor);
  const other = await raise(house, {}, nurse);
  await house.says(midwife, 'raise');
  await house.press(midwife, personal(midwife), 'issue.start', { harm: 'no' });
  await house.press(midwife, personal(midwife), 'issue.raise', { title: 'Labels are printed blnak', place: 'Ward 9' });
  await house.press(midwife, personal(midwife), 'issue.metoo');
  await merge(other, one.reference);
  expect(textOf(house.lastCard(personal(doctor)).card)).toContain('3 people');
  await answer(house, one, 'resolved', 'There is a new one.');
  expect(textOf(house.lastCard(personal(midwife)).card)).toContain('There is a new one.');
  await unmerge(other);
  const before = cardsIn(house, personal(midwife)).length;
  await answer(house, other, 'resolved', 'There is a new cable.');
  expect(cardsIn(house, personal(midwife)).length).toBe(before + 1);
});
