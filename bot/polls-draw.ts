// How the poll cards are drawn: from the poll, and who looks at it, at the moment of sending.
import { bytesOf, CARD_BYTES } from '../cards/parts.ts';
import { people as countOfPeople, type QuestionView, type ResultView } from '../cards/polls/parts.ts';
import { ballotCard, pollListCard, responseWords, statusCard } from '../cards/polls/polls.ts';
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { instantWords } from '../src/calendar/words.ts';
import { Refusal } from '../src/errors.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { personById } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { Answer } from '../src/polls/ballot.ts';
import { isClosed, isOpen, MODE_WORDS, minimumGroup, type Poll } from '../src/polls/poll.ts';
import type { PollResult } from '../src/polls/results.ts';
import type { PollsService } from '../src/polls/service.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw, Viewer } from './feature.ts';
import { AUDIENCE_WORDS, closingWords } from './polls-words.ts';

export type PollDrawDeps = { db: Database; now: () => Date; polls: PollsService };

/** What texts may take of a card; the rest follows on the next page. */
const TEXT_BYTES = CARD_BYTES / 2;

export function createPollDraws({ db, now, polls }: PollDrawDeps): Record<string, Draw> {
  async function actorOf(viewer: Viewer): Promise<Actor | undefined> {
    return viewer.personId ? actorById(db, viewer.personId) : undefined;
  }

  /** `subject`: the poll, and the page of its texts. For nobody in particular it is the card that a channel sees. */
  const ballot: Draw = async (subject, viewer) => {
    const [pollId = '', page = '1'] = subject.split(':');
    const poll = await polls.byId(pollId);
    if (!poll || poll.state === 'draft' || poll.state === 'waiting') return undefined;
    const actor = await actorOf(viewer);
    if (actor && !(await polls.open(actor, pollId).catch(gone))) return undefined;
    const answered = actor ? await polls.answered(poll, actor.personId) : { has: false, answers: [] };
    const open = isOpen(poll, now());
    const result = await resultFor(poll, { answered: answered.has, manages: false });
    const texts = paged(result?.questions ?? [], Number(page));
    return ballotCard({
      token: viewer.token,
      pollId,
      asker: (await personById(db, poll.askerId))?.name ?? '',
      questions: poll.questions.map((question) => questionView(question, answered.answers)),
      canAnswer: open && !(poll.mode === 'anonymous' && answered.has),
      answered: answered.has,
      modeWords: open ? MODE_WORDS[poll.mode] : '',
      closes: open ? `Closes on ${closingWords(poll)}.` : endWords(poll),
      stateWords: stateWords(poll, answered.has),
      resultWords: resultWords(poll, result),
      results: texts.shown,
      page: texts.page,
      pages: texts.pages,
      refresh: { userIds: actor || !open ? [] : await viewersOf(poll) },
    });
  };

  /** Who is drawn their own view: all members, so that the card never tells who has answered. */
  async function viewersOf(poll: Poll): Promise<string[]> {
    const members = await membersOf(db, poll.teamId);
    return members.map(({ channelUserId }) => channelUserId).filter(Boolean);
  }

  function stateWords(poll: Poll, has: boolean): string {
    if (poll.state === 'cancelled') return 'This poll was cancelled. Nothing needs to be done.';
    if (isClosed(poll, now())) return 'This poll is closed.';
    if (!has) return '';
    if (poll.mode !== 'anonymous') return 'Your answer is counted. You can change it until the poll closes.';
    return 'Your answer is counted, once. It cannot be changed.';
  }

  /** The result as far as somebody may see it now; undefined where they may not yet, or nothing is counted yet. */
  async function resultFor(poll: Poll, to: { answered: boolean; manages: boolean }): Promise<PollResult | undefined> {
    if (poll.state === 'closed') return polls.resultNow(poll);
    if (poll.state !== 'open' || poll.mode === 'anonymous') return undefined;
    const early = poll.results === 'live' || (poll.results === 'after-answer' && to.answered);
    return early || (to.manages && poll.mode === 'named') ? polls.resultNow(poll) : undefined;
  }

  function resultWords(poll: Poll, result: PollResult | undefined): string {
    if (!result) return isClosed(poll, now()) && poll.state === 'open' ? 'The answers are being counted.' : '';
    const { answered, reached, responseRate, state } = result;
    const response = responseWords(answered, reached, responseRate);
    if (state === 'few') return `${response} ${fewWords(poll)}`;
    if (state === 'held') return `${response} The person who asked has not shown the result yet.`;
    return response;
  }

  function fewWords(poll: Poll): string {
    const later = poll.state === 'closed' ? 'so no result is shown.' : 'so no result is shown yet.';
    return `That is fewer than ${minimumGroup(poll)}, ${later}`;
  }

  const status: Draw = async (subject, viewer) => {
    const [pollId = '', page = '1'] = subject.split(':');
    const actor = await actorOf(viewer);
    const opened = actor && (await polls.open(actor, pollId).catch(gone));
    if (!opened?.access.manages) return undefined;
    const { poll } = opened;
    const result = await resultFor(poll, { answered: true, manages: true });
    const texts = paged(result?.questions ?? [], Number(page));
    const closing = new Date(poll.closesAt);
    return statusCard({
      token: viewer.token,
      pollId,
      title: poll.questions[0]?.text ?? '',
      stateWords: isOpen(poll, now()) ? `Open until ${closingWords(poll)}.` : endWords(poll),
      facts: await statusFacts(poll),
      warning: warningOf(poll, result),
      results: texts.shown,
      page: texts.page,
      pages: texts.pages,
      open: isOpen(poll, now()),
      held: poll.release === 'held',
      closesOn: dateIn(closing, poll.timeZone),
      closesAt: timeIn(closing, poll.timeZone),
    });
  };

  async function statusFacts(poll: Poll) {
    const asked = countOfPeople(poll.reached);
    const { answered, responseRate } = await polls.resultNow(poll);
    const cancelled = poll.state === 'cancelled';
    return [
      { title: 'Asked', value: `${asked}: ${AUDIENCE_WORDS[poll.audience]}` },
      { title: 'Sending', value: poll.audience === 'channel' ? '' : await polls.progress(poll) },
      { title: 'Answered', value: cancelled ? '' : `${answered} (${responseRate}%)` },
    ];
  }

  function warningOf(poll: Poll, result: PollResult | undefined): string {
    if (poll.release === 'held') {
      return (
        'Everyone who answered said the same to a question, so the result tells what each of them answered. It is shown ' +
        'to nobody unless you show it.'
      );
    }
    return result?.state === 'few' ? fewWords(poll) : '';
  }

  /** A reminder is the card to answer; for who has answered, or when it has ended, there is nothing to say. */
  const reminder: Draw = async (pollId, viewer) => {
    const poll = await polls.byId(pollId);
    if (!poll) return undefined;
    const asked = viewer.personId ? await polls.answered(poll, viewer.personId) : undefined;
    const silent = poll.mode === 'anonymous' || poll.reminder === 'everyone' || !asked?.has;
    return isOpen(poll, now()) && silent ? ballot(pollId, viewer) : undefined;
  };

  /** `subject`: whose polls, and the page. */
  const list: Draw = async (subject, { token }) => {
    const [personId = '', page = '1'] = subject.split(':');
    const actor = await actorById(db, personId);
    if (!actor) return undefined;
    const at = Math.max(1, Number(page) || 1);
    const { polls: found, more } = await polls.list(actor, at);
    const rows = [];
    for (const poll of found) {
      const { manages } = await polls.accessOf(actor, poll);
      const waits = poll.state === 'waiting';
      const words = isOpen(poll, now()) ? `Open until ${closingWords(poll)}.` : endWords(poll);
      const verb = manages && !waits ? ('poll.status' as const) : ('poll.view' as const);
      rows.push({
        pollId: poll.id,
        title: poll.questions[0]?.text ?? '',
        words: waits ? 'Waits for a second facilitator to send it.' : words,
        verb,
      });
    }
    return pollListCard({ token, rows, page: at, more });
  };

  return {
    'poll.ballot': ballot,
    'poll.reminder': reminder,
    'poll.status': status,
    'poll.list': list,
  };
}

function gone(error: unknown): undefined {
  if (error instanceof Refusal) return undefined;
  throw error;
}

function endWords(poll: Poll): string {
  const at = instantWords(new Date(poll.closedAt ?? poll.closesAt), poll.timeZone);
  return poll.state === 'cancelled' ? `Cancelled on ${at}. The answers were erased.` : `Closed on ${at}.`;
}

/** Results with as many texts as fit into a card; the choices are on each page. */
function paged(questions: readonly ResultView[], wanted: number) {
  const all = questions.flatMap(({ texts }, question) => texts.map((one) => ({ question, one })));
  const pages: (typeof all)[] = [[]];
  let left = TEXT_BYTES;
  for (const text of all) {
    const size = bytesOf(text.one) * 2;
    if (size > left && pages.at(-1)?.length) {
      pages.push([]);
      left = TEXT_BYTES;
    }
    left -= size;
    pages.at(-1)?.push(text);
  }
  const page = Math.min(Math.max(1, wanted || 1), pages.length);
  const here = pages[page - 1] ?? [];
  const shown = questions.map((question, index) => ({
    ...question,
    texts: here.filter((text) => text.question === index).map(({ one }) => one),
  }));
  return { shown, page, pages: pages.length };
}

function questionView(question: Poll['questions'][number], answers: readonly Answer[] = []): QuestionView {
  const { nth, text, kind, choices, most } = question;
  const answer = answers.find((one) => one.nth === nth);
  return { text, kind, choices, most, said: answer?.said ?? [], quotable: answer?.quotable ?? false };
}
