// Two polls without names that ask nearly the same people the same: what the few answered whom only one of them asks
// could be had by subtraction (design, section 3 rule 3). Where somebody chose the people one by one this is refused;
// where a team or an organisation has changed in between, whoever asks is told.
import { dateIn } from '../calendar/dates.ts';
import { dateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import type { Queries } from '../store/database.ts';
import { minimumGroup, type Poll } from './poll.ts';
import { askedOf } from './recipients-store.ts';
import { namelessPolls } from './store.ts';

/** Answers from longer ago than a poll may be open are not compared. */
const LOOKED_BACK_MS = 92 * 24 * 60 * 60 * 1000;

/** A poll before: the day it was sent (YYYY-MM-DD), and how many people only one of the two asks. */
export type Near = { on: string; apart: number };

/**
 * What the asker must know of a poll before to nearly the same people; undefined where there is none. Throws a Refusal
 * where the people of one of the two were chosen.
 */
export async function nearlySame(
  db: Queries,
  poll: Poll,
  people: readonly string[],
  now: Date,
): Promise<Near | undefined> {
  if (people.length < minimumGroup(poll) || poll.mode === 'named') return undefined;
  const since = new Date(now.getTime() - LOOKED_BACK_MS).toISOString();
  const nears: Near[] = [];
  for (const before of await namelessPolls(db, poll, since)) {
    const least = Math.max(minimumGroup(poll), minimumGroup(before));
    const shown = before.state === 'open' || before.answered >= minimumGroup(before);
    if (!shown || !asksTheSame(poll, before)) continue;
    const apart = apartBy(people, await askedOf(db, before.id), least);
    if (apart === 0) continue;
    const near = { on: dateIn(new Date(before.sentAt ?? before.createdAt), before.timeZone), apart };
    if (isChosen(poll) || isChosen(before)) throw tooNear(near, least);
    nears.push(near);
  }
  return nears[0];
}

function isChosen({ audience }: Poll): boolean {
  return audience === 'list' || audience === 'about';
}

function asksTheSame(one: Poll, other: Poll): boolean {
  const asked = new Set(one.questions.map(({ text }) => plain(text)));
  return other.questions.some(({ text }) => asked.has(plain(text)));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How many people only one of two groups holds; 0 where these are none, or enough on one side to hide in. */
function apartBy(some: readonly string[], others: readonly string[], least: number): number {
  const [one, other] = [new Set(some), new Set(others)];
  const added = some.filter((person) => !other.has(person)).length;
  const left = others.filter((person) => !one.has(person)).length;
  return added < least && left < least ? added + left : 0;
}

function tooNear({ on }: Near, least: number): Refusal {
  return new Refusal(
    'conflict',
    `Who is asked: on ${dateWords(on)} nearly the same people were asked the same without names, so the answers of the ` +
      `few whom only one poll asks could be had by subtraction. Ask exactly the same people, or at least ${least} others.`,
  );
}
