// A great many issues at once, and a restart with messages waiting: nothing is lost, doubled, or sent too fast.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, CABINET, cabinetChannel, chat, nurse, openWard, raise } from '../issues/ward.ts';
import { conversationOf } from '../support/activities.ts';
import { type House, person, personal, textOf } from '../support/clerk.ts';
import { serverError } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

/** The titles that a place shows, of those asked for, each as often as there are cards with it. */
function shown(house: House, place: typeof chat, titles: readonly string[]): string[] {
  const texts = house.messages(place).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  return titles.flatMap((title) => texts.filter((text) => text.includes(title)).map(() => title));
}

/** Moves the clock from one thing that waits to the next, until nothing does. */
async function untilNothingWaits(house: House, clerk = house.clerk): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    const next = await clerk.dispatcher.nextAt();
    if (!next) return;
    house.setClock(next);
    await clerk.dispatcher.run();
  }
  throw new Error('Something waits for ever.');
}

async function draftOf(house: House, title: string): Promise<string> {
  const drafts = house.clerk.store.db.selectFrom('issueDrafts').select('id').where('title', '=', title);
  return (await drafts.executeTakeFirstOrThrow()).id;
}

/** Raises without waiting for anything: as fast as the service answers, in one moment of the clock. */
async function raiseAtOnce(house: House, who: Person, title: string): Promise<void> {
  const send = (activity: object) => house.far.send(house.clerk.url, activity);
  await send(house.acts.says(who, `raise ${title}`));
  await house.clerk.settled();
  const draft = await draftOf(house, title);
  // The card to press, where it has come already; a person who saw none cannot press, but here all that counts is speed.
  const cards = house.messages(personal(who));
  const held = cards.findLast(({ activity }) => textOf(cardOf(activity) ?? {}).includes(title));
  const on = held ? { replyTo: held.id } : {};
  await send(house.acts.presses(who, 'issue.start', { draft, harm: 'no' }, on));
  const answer = await send(house.acts.presses(who, 'issue.raise', { draft, title }, on));
  if (JSON.stringify(answer.body).includes('issue.new')) {
    await send(house.acts.presses(who, 'issue.new', { draft }, on));
  }
}

test('200 issues raised in one moment: all arrive, each once, and Teams has to refuse nothing', async () => {
  const people = Array.from({ length: 40 }, (_, index) => person(`Worker ${index + 1}`));
  const house = await openWard({ people });
  const titles = people.flatMap(({ name }) => [1, 2, 3, 4, 5].map((nth) => `${name}, problem ${nth}.`));
  for (const [index, title] of titles.entries()) {
    await raiseAtOnce(house, people[index % people.length] as Person, title);
  }
  await house.settle();
  await untilNothingWaits(house);

  const refused = house.far.received.filter(({ status }) => status === 429);
  expect(refused).toEqual([]);
  expect(shown(house, cabinetChannel, titles)).toEqual(titles);
  for (const who of people) {
    const cards = house.messages(personal(who)).map(({ activity }) => textOf(cardOf(activity) ?? {}));
    expect(cards).toHaveLength(5);
  }
  await house.stop();
}, 60_000);

test('one person in a great hurry: answers and edits in their chat together stay within what Teams allows', async () => {
  const house = await openWard();
  const titles = [1, 2, 3, 4, 5, 6].map((nth) => `Problem ${nth} of six.`);
  for (const title of titles) await raiseAtOnce(house, nurse, title);
  await house.settle();
  await untilNothingWaits(house);

  expect(house.far.received.filter(({ status }) => status === 429)).toEqual([]);
  expect(shown(house, chat, titles)).toEqual(titles);
  await house.stop();
});

test('a restart with messages waiting: all that was confirmed arrives, each once, and issues go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-restart-'));
  const house = await openWard({ database: { kind: 'sqlite', path: join(folder, 'clerk.db') } });
  const first = await raise(house, { title: 'Raised before the outage.' });
  const lift = [conversationOf(cabinetChannel), nurse.chatId].map((conversationId) =>
    house.far.fail(serverError(502), { conversationId, operation: 'post' }),
  );
  await answer(house, first, 'resolved', 'The printer has a new cable.');
  const title = 'Raised in the outage.';
  await house.says(nurse, `raise ${title}`);
  const draft = await draftOf(house, title);
  await house.presses(nurse, 'issue.start', { draft, harm: 'no' });
  const raised = await house.presses(nurse, 'issue.raise', { draft, title });
  expect(textOf(raised.card ?? {})).toContain(`${CABINET.prefix}-2`);
  await house.clerk.stop();

  for (const end of lift) end();
  const again = await house.another();
  await untilNothingWaits(house, again);
  expect(shown(house, cabinetChannel, ['before the outage', 'in the outage'])).toEqual([
    'before the outage',
    'in the outage',
  ]);
  expect(shown(house, chat, ['has a new cable'])).toHaveLength(2);
  await again.stop();
  await house.far.close();
  rmSync(folder, { recursive: true });
});
