// The polls in the tab's API: those to answer, one's own, what came of them. What may be seen of each is decided by the same
// service as for the chat. A choice is in the body of a POST alone: no address, header or log line holds one.
import { z } from 'zod';
import { dateIn, timeIn } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { personById } from '../people/people-store.ts';
import { extendInput, voteInput } from '../polls/inputs.ts';
import { LISTS, type Look } from '../polls/listing.ts';
import { isOpen, MODE_WORDS, type Poll } from '../polls/poll.ts';
import type { PollResult, QuestionResult } from '../polls/results.ts';
import type { PollsService } from '../polls/service.ts';
import type { ShownManaged, ShownPoll, ShownPollDone, ShownPollRow, ShownPolls, ShownResult } from '../polls/shown.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer, pageOf } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

/** What the cards say of a poll. */
export type PollWords = {
  openUntil(poll: Poll, now: Date): string;
  closing(poll: Poll): string;
  end(poll: Poll): string;
  state(poll: Poll, answered: boolean, now: Date): string;
  result(poll: Poll, result: PollResult | undefined, now: Date): string;
  warning(poll: Poll, result: PollResult | undefined): string;
  people(count: number): string;
  audience: Readonly<Record<Poll['audience'], string>>;
};

export type TabPollsDeps = {
  db: Database;
  now: () => Date;
  door: TabDoor;
  polls: PollsService;
  pollWords: PollWords;
};

const ROWS_A_PAGE = 10;
/** More than anybody is asked in years. */
const ROWS_OF_FILE = 5_000;
const TEXTS_A_PAGE = 20;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);
const listInput = z.object({
  list: z.enum(LISTS).catch('answer').default('answer'),
  words: z.string().trim().max(200, 'Search: at most 200 characters.').default(''),
  page: pageNumber,
});
type ListInput = z.infer<typeof listInput>;

/** POST polls/search, polls/csv, polls/:id/csv, and the deeds polls/:id/<deed>; GET polls/:id, polls/:id/texts/:nth. */
export function pollRoutes({ db, now, door, polls, pollWords }: TabPollsDeps): Route[] {
  // Being an admin of the service shows nobody more.
  const plain = (actor: Actor): Actor => ({ ...actor, admin: false });

  async function list(actor: Actor, { list, words, page }: ListInput): Promise<ShownPolls> {
    return pageOf(page, ROWS_A_PAGE, (part) => rowsOf(actor, { list, words, ...part }));
  }

  async function rowsOf(actor: Actor, look: Look): Promise<{ rows: ShownPollRow[]; total: number }> {
    const found = await polls.look(actor, look);
    const rows = [];
    for (const poll of found.polls) rows.push(await row(actor, poll, look.list));
    return { rows, total: found.total };
  }

  async function row(actor: Actor, poll: Poll, list: ListInput['list']): Promise<ShownPollRow> {
    const { id, state } = poll;
    const title = poll.questions[0]?.text ?? '';
    if (state === 'waiting') return { id, title, words: 'Waits for a second facilitator to send it.', note: '' };
    return { id, title, words: pollWords.openUntil(poll, now()), note: await noteOf(actor, poll, list) };
  }

  async function noteOf(actor: Actor, poll: Poll, list: ListInput['list']): Promise<string> {
    if (list === 'answer') {
      const { has } = await polls.answered(poll, actor.personId);
      return has ? 'You have answered.' : 'Waits for your answer.';
    }
    if (poll.state === 'cancelled') return '';
    return pollWords.result(poll, list === 'mine' ? await polls.resultNow(poll) : await resultOf(actor, poll), now());
  }

  async function resultOf(actor: Actor, poll: Poll): Promise<PollResult | undefined> {
    const { manages } = await polls.accessOf(plain(actor), poll);
    const { has } = await polls.answered(poll, actor.personId);
    return polls.resultFor(poll, { answered: has || manages, manages });
  }

  async function shown(actor: Actor, id: string): Promise<ShownPoll> {
    const { poll, access } = await polls.open(plain(actor), id);
    const { has, answers } = await polls.answered(poll, actor.personId);
    const result = await resultOf(actor, poll);
    const open = isOpen(poll, now());
    const waiting = poll.state === 'waiting';
    const closes = open ? `Closes on ${pollWords.closing(poll)}.` : pollWords.end(poll);
    return {
      id,
      title: poll.questions[0]?.text ?? '',
      asker: (await personById(db, poll.askerId))?.name ?? '',
      open,
      canAnswer: open && access.asked && !(poll.mode === 'anonymous' && has),
      answered: has,
      modeWords: open ? MODE_WORDS[poll.mode] : '',
      closes: waiting ? 'Waits for a second facilitator to send it.' : closes,
      stateWords: waiting ? '' : pollWords.state(poll, has, now()),
      resultWords: pollWords.result(poll, result, now()),
      questions: poll.questions.map(({ nth, text, kind, choices, most }) => {
        const answer = answers.find((one) => one.nth === nth);
        return { nth, text, kind, choices, most, said: answer?.said ?? [], quotable: answer?.quotable ?? false };
      }),
      results: (result?.questions ?? []).map((question) => shownResult(question, 1)),
      ...(access.manages && !waiting && { manages: await managed(poll, result) }),
    };
  }

  async function managed(poll: Poll, result: PollResult | undefined): Promise<ShownManaged> {
    const { answered, responseRate } = await polls.resultNow(poll);
    const closing = new Date(poll.closesAt);
    return {
      asked: `${pollWords.people(poll.reached)}: ${pollWords.audience[poll.audience]}`,
      sending: poll.audience === 'channel' ? '' : await polls.progress(poll),
      answered: poll.state === 'cancelled' ? '' : `${answered} (${responseRate}%)`,
      warning: pollWords.warning(poll, result),
      held: poll.release === 'held',
      closesOn: dateIn(closing, poll.timeZone),
      closesAt: timeIn(closing, poll.timeZone),
    };
  }

  async function texts(actor: Actor, id: string, nth: number, page: number): Promise<ShownResult> {
    const { poll } = await polls.open(plain(actor), id);
    const question = (await resultOf(actor, poll))?.questions.find((one) => one.nth === nth);
    if (!question) throw new Refusal('missing', 'There is nothing to show of this question. Go back to the poll.');
    return shownResult(question, page);
  }

  async function listFile(actor: Actor, { list, words }: ListInput): Promise<RouteAnswer> {
    const { rows } = await rowsOf(actor, { list, words, limit: ROWS_OF_FILE, offset: 0 });
    const cells = rows.map(({ title, words: state, note }) => [title, state, note]);
    return csvAnswer('polls.csv', [['Poll', 'State', 'Answers'], ...cells]);
  }

  async function resultFile(actor: Actor, id: string): Promise<RouteAnswer> {
    const { poll } = await polls.open(plain(actor), id);
    const result = await resultOf(actor, poll);
    if (result?.state !== 'shown') {
      const why = pollWords.result(poll, result, now()) || 'There is no result yet that you can see.';
      throw new Refusal('conflict', `Nothing can be saved. ${why}`);
    }
    return csvAnswer('poll-result.csv', [
      ['Question', 'Answer', 'People', 'Percent', 'Who'],
      ['People asked', '', result.reached, '', ''],
      ['People who answered', '', result.answered, result.responseRate, ''],
      ...result.questions.flatMap(fileRows),
    ]);
  }

  async function done(actor: Actor, id: string, said: string): Promise<RouteAnswer> {
    const poll = await shown(actor, id).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    });
    const json: ShownPollDone = { said, ...(poll && { poll }) };
    return { status: 200, json };
  }

  function deed(name: string, run: (actor: Actor, id: string, body: object) => Promise<string>): Route {
    return door.route('POST', `polls/:id/${name}`, async (actor, { params }, body) => {
      const id = params.id ?? '';
      return done(actor, id, await run(actor, id, body));
    });
  }

  return [
    door.route('POST', 'polls/search', async (actor, _request, body) => ({
      status: 200,
      json: await list(actor, parse(listInput, body)),
    })),
    door.route('POST', 'polls/csv', (actor, _request, body) => listFile(actor, parse(listInput, body))),
    door.route('GET', 'polls/:id', async (actor, { params }) => ({
      status: 200,
      json: await shown(actor, params.id ?? ''),
    })),
    door.route('GET', 'polls/:id/texts/:nth', async (actor, { params, query }) => ({
      status: 200,
      json: await texts(actor, params.id ?? '', Number(params.nth), pageNumber.parse(query.get('page') ?? 1)),
    })),
    door.route('POST', 'polls/:id/csv', (actor, { params }) => resultFile(actor, params.id ?? '')),
    deed('vote', async (actor, poll, body) => {
      await polls.vote(actor, parse(voteInput, { ...body, poll }));
      return 'Your answer is counted.';
    }),
    deed('close', async (actor, poll) => {
      await polls.close(actor, poll);
      return 'The poll is closed.';
    }),
    deed('extend', async (actor, id, body) => {
      const { poll: _, ...to } = parse(extendInput, body);
      return `The poll is open until ${pollWords.closing(await polls.extend(actor, id, to))}.`;
    }),
    deed('cancel', async (actor, poll) => {
      await polls.cancel(actor, poll);
      return 'The poll is cancelled, and its answers are erased.';
    }),
    deed('show', async (actor, poll) => {
      await polls.show(actor, poll);
      return 'The result is shown to everyone who was asked.';
    }),
  ];
}

/** Texts without the ids that they are kept under. */
function shownResult({ nth, text, choices, texts, tooFewTexts }: QuestionResult, wanted: number): ShownResult {
  const pages = Math.max(1, Math.ceil(texts.length / TEXTS_A_PAGE));
  const page = Math.min(wanted, pages);
  const here = texts.slice((page - 1) * TEXTS_A_PAGE, page * TEXTS_A_PAGE);
  return {
    nth,
    text,
    choices: choices.map((choice) => ({ ...choice })),
    texts: here.map(({ text: said, who }) => ({ text: said, who })),
    page,
    pages,
    tooFewTexts,
  };
}

function fileRows({ text, choices, texts, tooFewTexts }: QuestionResult): Cell[][] {
  const chosen = choices.map(({ text: choice, count, percent, who }) => [text, choice, count, percent, who.join('; ')]);
  const written = texts.map(({ text: said, who }) => [text, said, '', '', who]);
  const few = tooFewTexts ? [[text, 'Not shown: too few people wrote something.', '', '', '']] : [];
  return [...chosen, ...written, ...few];
}
