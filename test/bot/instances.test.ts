// Two instances of the service on one PostgreSQL: both serve requests; one of them sends and does what the clock makes
// due, and the other takes over when it stops or loses its lock.
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clerk } from '../../bot/index.ts';
import { answer, cabinetChannel, chat, handler, lead, nurse, openWard, raise } from '../issues/ward.ts';
import type { Activity } from '../support/activities.ts';
import { type House, readAnswer, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let house: House;
let first: Clerk;
let second: Clerk;
let stopped: Clerk[];

// The first leads: it beats as soon as it is started.
beforeEach(async () => {
  house = await openWard({ engine: 'postgres' });
  first = house.clerk;
  second = await house.another();
  stopped = [];
});
afterEach(async () => {
  for (const clerk of [first, second]) if (!stopped.includes(clerk)) await clerk.stop();
  await house.far.close();
});

async function stop(clerk: Clerk): Promise<void> {
  stopped.push(clerk);
  await clerk.stop();
}

/** Sends an activity to one of the instances; time passes as between two acts of a person. */
async function sendTo(clerk: Clerk, activity: Activity) {
  house.setClock(new Date(house.now().getTime() + 3_000));
  const given = await house.far.send(clerk.url, activity);
  await clerk.settled();
  return readAnswer(given);
}

function showing(words: string): number {
  return house.messages(cabinetChannel).filter(({ activity }) => textOf(cardOf(activity) ?? {}).includes(words)).length;
}

/** How many rows of the outbox somebody is sending at this moment. */
async function inHand(): Promise<number> {
  const rows = first.store.db.selectFrom('outbox').select('id').where('leaseOwner', 'is not', null);
  return (await rows.execute()).length;
}

async function draftOf(title: string): Promise<string> {
  const drafts = first.store.db.selectFrom('issueDrafts').select('id').where('title', '=', title);
  return (await drafts.executeTakeFirstOrThrow()).id;
}

/** Raises by requests to the two instances in turn. */
async function raiseByBoth(title: string): Promise<void> {
  await sendTo(second, house.acts.says(nurse, `raise ${title}`));
  const draft = await draftOf(title);
  await sendTo(first, house.acts.presses(nurse, 'issue.start', { draft, harm: 'no' }));
  const raised = await sendTo(second, house.acts.presses(nurse, 'issue.raise', { draft, title }));
  expect(textOf(raised.card ?? {})).toContain('CAB-');
}

test('both serve requests, in the middle of one job too; only the one that leads sends', async () => {
  await raiseByBoth('Labels print blank.');
  await second.beat();
  await second.pulse();
  await second.dispatcher.idle();
  expect(showing('Labels print blank.')).toBe(0);

  await first.beat();
  expect(showing('Labels print blank.')).toBe(1);
  for (const clerk of [first, second]) expect((await fetch(`${clerk.url}/readyz`)).status).toBe(200);
});

test('the one that leads stops: the other takes over, with what waits and with what the clock makes due', async () => {
  const issue = await raise(house);
  await answer(house, issue, 'resolved', 'The printer has a new cable.');
  await raiseByBoth('Raised while the first stops.');
  await stop(first);
  await second.beat();
  expect(showing('Raised while the first stops.')).toBe(1);

  house.setClock(new Date(house.now().getTime() + 15 * DAY_MS));
  await second.beat();
  const closed = await second.store.db.selectFrom('issues').select('state').where('id', '=', issue.id).execute();
  expect(closed).toEqual([{ state: 'closed' }]);
});

test('the one that leads loses its lock: the other takes it, and the first does not beat any more', async () => {
  await raiseByBoth('Raised before the lock is lost.');
  // As when the connection breaks: the server ends the session that holds the lock.
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted`.execute(
    second.store.db,
  );
  await expect.poll(() => second.store.lead()).toBe(true);
  await first.beat();
  expect(showing('Raised before the lock is lost.')).toBe(0);
  await second.beat();
  expect(showing('Raised before the lock is lost.')).toBe(1);
});

test('while the lead changes hands both may send for a moment: each message goes out once', async () => {
  const titles = ['Labels print blank.', 'Door badge fails.', 'Login takes minutes.', 'Charts are missing.'];
  for (const title of titles) await raiseByBoth(title);
  const release = house.far.hold({ operation: 'post' });
  const sending = first.dispatcher.run();
  await expect.poll(inHand).toBeGreaterThan(0);
  await second.dispatcher.run();
  release();
  await Promise.all([sending, second.dispatcher.run()]);
  expect(titles.map(showing)).toEqual([1, 1, 1, 1]);
  expect(house.far.sent.filter(({ conversationId }) => conversationId === nurse.chatId).length).toBeLessThan(16);
});

test('the same message to both at once has one effect: one form, one issue', async () => {
  const said = house.acts.says(nurse, 'raise Labels print blank.');
  const answers = await Promise.all([sendTo(first, said), sendTo(second, said)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(house.messages(chat)).toHaveLength(1);
  expect(await first.store.db.selectFrom('issueDrafts').select('id').execute()).toHaveLength(1);
});

test('the same click to both at once has one effect, and both get the card', async () => {
  await sendTo(first, house.acts.says(nurse, 'raise Labels print blank.'));
  const draft = await draftOf('Labels print blank.');
  await sendTo(first, house.acts.presses(nurse, 'issue.start', { draft, harm: 'no' }));
  const click = house.acts.presses(nurse, 'issue.raise', { draft, title: 'Labels print blank.' });
  const answers = await Promise.all([sendTo(first, click), sendTo(second, click), sendTo(second, click)]);
  for (const { card } of answers) expect(textOf(card ?? {})).toContain('CAB-1');
  expect(await first.store.db.selectFrom('issues').select('id').execute()).toHaveLength(1);
  await first.beat();
  expect(showing('Labels print blank.')).toBe(1);
});

test('two handlers take an issue at two instances at once: one has it, the other is told who', async () => {
  const issue = await raise(house);
  const take = (who: typeof lead) => house.acts.presses(who, 'issue.take', { issue: issue.id }, { in: cabinetChannel });
  const answers = await Promise.all([sendTo(first, take(lead)), sendTo(second, take(handler))]);
  expect(answers.filter(({ card }) => card)).toHaveLength(1);
  expect(answers.find(({ notice }) => notice)?.notice).toMatch(/Sam Okafor|Rosa Marsh/);
});
