// The check-ins in the tab's API: the digest of a round, one's own place in it, what one can offer, and the host's roster.
// Who may is decided by the same services as for the chat, and what is shown of a round is made by what draws its cards.
import { z } from 'zod';
import { dateWords } from '../calendar/words.ts';
import type { Mine } from '../checkins/answering.ts';
import type { Forum } from '../checkins/forum.ts';
import { addInput, answerInput, awayInput, helpInput } from '../checkins/inputs.ts';
import type { Sight } from '../checkins/reading.ts';
import { PROMPT_KINDS, type Round } from '../checkins/round.ts';
import type { CheckinsService } from '../checkins/service.ts';
import type {
  ShownDigest,
  ShownForum,
  ShownForums,
  ShownGroup,
  ShownItem,
  ShownPlace,
  ShownPlaceDone,
  ShownRoster,
  ShownRosterRow,
} from '../checkins/shown.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { type Person, personById } from '../people/people-store.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

/** What the cards show, without the cards. */
export type CheckinViews = {
  place(mine: Mine, person: Person): Promise<ShownPlace>;
  digest(forum: Forum, round: Round): Promise<{ when: string; counts: string[]; parts: ShownGroup[][] }>;
  roster(
    forum: Forum,
    page: number,
    rowsAPage: number,
  ): Promise<{ rows: ShownRosterRow[]; count: number; page: number; pages: number }>;
  note(forum: Forum, round: Round): Promise<string[]>;
  /** What is said to who can help or wants to know more, and to who wants to pass a learning on. */
  offered: string;
  asked: string;
};

export type TabCheckinsDeps = {
  db: Database;
  now: () => Date;
  door: TabDoor;
  checkins: CheckinsService;
  checkinViews: CheckinViews;
};

const ROUNDS_A_PAGE = 10;
const ITEMS_A_PAGE = 20;
const ROWS_A_PAGE = 20;
/** More than a roster can have. */
const ROWS_OF_FILE = 10_000;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);
const digestInput = z.object({
  round: z.string().max(100).catch('').default(''),
  words: z.string().trim().max(200, 'Search: at most 200 characters.').default(''),
  page: pageNumber,
});
type DigestInput = z.infer<typeof digestInput>;
const aboutInput = z.object({ about: z.enum(['need', 'offer'], { message: 'Choose a need or an offer.' }) });

/** An item with the topic that it stands under. */
type Placed = { topic: string; item: ShownItem };

/** GET checkins, checkins/:id, checkins/:id/roster; POST checkins/:id/digest and files; deeds on rounds/:id and items/:id. */
export function checkinRoutes({ db, now, door, checkins, checkinViews }: TabCheckinsDeps): Route[] {
  const { answering, offering, reading } = checkins;

  async function forums(actor: Actor): Promise<ShownForums> {
    const found = await reading.around(actor);
    const waiting = new Set<string>();
    for (const mine of await answering.open(actor)) {
      if ((await placeOf(actor, mine)).mode === 'ask') waiting.add(mine.forum.id);
    }
    const wordsOf = (forum: Forum) => (waiting.has(forum.id) ? 'Waits for your answer.' : stateWords(forum));
    return { forums: found.map(({ forum }) => ({ id: forum.id, name: forum.name, words: wordsOf(forum) })) };
  }

  async function one(actor: Actor, id: string, page: number): Promise<ShownForum> {
    const { forum, reads, runs } = await reading.open(actor, id);
    const { rounds, total } = reads ? await reading.rounds(forum, page, ROUNDS_A_PAGE) : { rounds: [], total: 0 };
    const mine = (await answering.open(actor)).find((place) => place.forum.id === forum.id);
    return {
      id,
      name: forum.name,
      words: stateWords(forum),
      reads,
      runs,
      ...(mine && { place: await placeOf(actor, mine) }),
      rounds: rounds.map((round) => ({ id: round.id, title: dateWords(round.heldOn) })),
      page,
      pages: Math.max(1, Math.ceil(total / ROUNDS_A_PAGE)),
    };
  }

  async function placeOf(actor: Actor, mine: Mine): Promise<ShownPlace> {
    const person = await personById(db, actor.personId);
    if (!person) throw new Refusal('missing', 'You are not known here. Close this tab and open it again.');
    return checkinViews.place(mine, person);
  }

  async function digest(actor: Actor, id: string, { round: wanted, words, page }: DigestInput): Promise<ShownDigest> {
    const sight = await reading.open(actor, id);
    const round = await digestedRound(sight, wanted);
    const { when, counts, parts } = await checkinViews.digest(sight.forum, round);
    const items = fitting(parts, words);
    const pages = Math.max(1, Math.ceil(items.length / ITEMS_A_PAGE));
    const at = Math.min(page, pages);
    const mine = await answering.look(actor.personId, round.id);
    return {
      roundId: round.id,
      title: dateWords(round.heldOn),
      when,
      counts,
      groups: grouped(items.slice((at - 1) * ITEMS_A_PAGE, at * ITEMS_A_PAGE)),
      answers: sight.onRoster,
      own: mine ? await reading.own(mine) : [],
      total: items.length,
      page: at,
      pages,
      ...(mine && { mine: await placeOf(actor, mine) }),
    };
  }

  async function digestedRound(sight: Sight, wanted: string): Promise<Round> {
    const round = await reading.digested(sight, wanted);
    if (!round) throw new Refusal('missing', 'There is no digest yet. It is posted on the day of the check-in.');
    return round;
  }

  /** A file leaves the room: the Chatham House rule holds, and no name or organisation is in it, given or not. */
  async function digestFile(actor: Actor, id: string, { round: wanted, words }: DigestInput): Promise<RouteAnswer> {
    const sight = await reading.open(actor, id);
    const round = await digestedRound(sight, wanted);
    const { counts, parts } = await checkinViews.digest(sight.forum, round);
    const on = dateWords(round.heldOn);
    const rows: Cell[][] = [['Round', 'Topic', 'What', 'Words']];
    for (const line of counts) rows.push([on, '', 'Counts', line]);
    for (const { topic, item } of fitting(parts, words)) {
      rows.push([on, topic, item.label, item.words]);
    }
    return csvAnswer('check-in.csv', rows);
  }

  async function runs(actor: Actor, id: string): Promise<Sight> {
    const sight = await reading.open(actor, id);
    if (sight.runs) return sight;
    throw new Refusal('forbidden', 'Only the host of this check-in, and who runs the team, can see the roster.');
  }

  async function roster(actor: Actor, id: string, wanted: number): Promise<ShownRoster> {
    const { forum, hosts } = await runs(actor, id);
    const { rows, count, page, pages } = await checkinViews.roster(forum, wanted, ROWS_A_PAGE);
    const latest = hosts ? (await reading.rounds(forum, 1, 1)).rounds[0] : undefined;
    const note = latest && latest.state !== 'counted' ? await checkinViews.note(forum, latest) : [];
    return { rows, count, page, pages, note };
  }

  async function rosterFile(actor: Actor, id: string): Promise<RouteAnswer> {
    const { forum } = await runs(actor, id);
    const { rows } = await checkinViews.roster(forum, 1, ROWS_OF_FILE);
    const cells = rows.map(({ name, place, reach }) => [name, place, reach || 'In their own chat']);
    return csvAnswer('roster.csv', [['Name', 'Place', 'Reached'], ...cells]);
  }

  /** After a deed the card in their own chat shows what is so too. */
  async function done(actor: Actor, { round, seat }: Pick<Mine, 'round' | 'seat'>, said: string): Promise<RouteAnswer> {
    const about = { tenantId: actor.tenantId, subjectIds: [`${round.id}:${seat.seatId}`], kinds: PROMPT_KINDS };
    await db.transaction().execute((trx) => refreshMessages(trx, about, now()));
    const json: ShownPlaceDone = { said, place: await placeOf(actor, await place(actor, round.id)) };
    return { status: 200, json };
  }

  async function place(actor: Actor, roundId: string): Promise<Mine> {
    const mine = await answering.look(actor.personId, roundId);
    if (mine) return mine;
    throw new Refusal('forbidden', 'Only people on the roster of this check-in can answer it.');
  }

  function deed(
    name: string,
    said: string,
    run: (actor: Actor, roundId: string, body: object) => Promise<Pick<Mine, 'round' | 'seat'>>,
  ): Route {
    return door.route('POST', `rounds/:id/${name}`, async (actor, { params }, body) =>
      done(actor, await run(actor, params.id ?? '', body), said),
    );
  }

  const pageOf = (query: URLSearchParams) => pageNumber.parse(query.get('page') ?? 1);

  return [
    door.route('GET', 'checkins', async (actor) => ({ status: 200, json: await forums(actor) })),
    door.route('GET', 'checkins/:id', async (actor, { params, query }) => ({
      status: 200,
      json: await one(actor, params.id ?? '', pageOf(query)),
    })),
    door.route('GET', 'checkins/:id/roster', async (actor, { params, query }) => ({
      status: 200,
      json: await roster(actor, params.id ?? '', pageOf(query)),
    })),
    door.route('POST', 'checkins/:id/roster/csv', (actor, { params }) => rosterFile(actor, params.id ?? '')),
    door.route('POST', 'checkins/:id/digest', async (actor, { params }, body) => ({
      status: 200,
      json: await digest(actor, params.id ?? '', parse(digestInput, body)),
    })),
    door.route('POST', 'checkins/:id/csv', (actor, { params }, body) =>
      digestFile(actor, params.id ?? '', parse(digestInput, body)),
    ),
    deed('answer', 'Thank you. Your answer is counted.', (actor, round, body) =>
      answering.answer(actor, round, parse(answerInput, body).state),
    ),
    deed('add', 'Your answer is saved.', (actor, round, body) => answering.add(actor, round, parse(addInput, body))),
    deed('help', 'That is noted.', (actor, round, body) => answering.help(actor, round, parse(helpInput, body).how)),
    deed('skip', 'Skipped this week.', (actor, round) => answering.skip(actor, round)),
    deed('away', 'Your absence is saved.', (actor, round, body) =>
      answering.away(actor, round, parse(awayInput, body).until),
    ),
    deed('pause', 'Paused: nothing comes until you resume.', async (actor, round) => {
      const mine = await place(actor, round);
      await answering.pause(actor);
      return mine;
    }),
    deed('resume', 'Welcome back: prompts come again.', async (actor, round) => {
      const mine = await place(actor, round);
      await answering.resume(actor, round);
      return mine;
    }),
    door.route('POST', 'items/:id/offer', async (actor, { params }, body) => {
      await offering.offer(actor, params.id ?? '', parse(aboutInput, body).about);
      return { status: 200, json: { said: checkinViews.offered } };
    }),
    door.route('POST', 'items/:id/share', async (actor, { params }) => {
      await offering.share(actor, params.id ?? '');
      return { status: 200, json: { said: checkinViews.asked } };
    }),
  ];
}

function stateWords({ state }: Forum): string {
  return state === 'running' ? 'It is running.' : 'It has ended.';
}

/** The items of a digest in its order, of them those that hold the words: in the text, its topic, or the name it goes by. */
function fitting(parts: readonly (readonly ShownGroup[])[], words: string): Placed[] {
  assertNoIdentifiers({ Search: words });
  const wanted = words.toLowerCase();
  const all = parts.flat().flatMap(({ topic, entries }) => entries.map((item) => ({ topic, item })));
  return all.filter(({ topic, item }) =>
    [item.words, item.from, item.label, topic].some((text) => text.toLowerCase().includes(wanted)),
  );
}

function grouped(items: readonly Placed[]): ShownGroup[] {
  const groups: ShownGroup[] = [];
  for (const { topic, item } of items) {
    const last = groups.at(-1);
    if (last?.topic === topic) last.entries.push(item);
    else groups.push({ topic, entries: [item] });
  }
  return groups;
}
