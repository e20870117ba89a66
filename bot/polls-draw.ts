// How the poll cards are drawn: from the poll, and who looks at it, at the moment of sending.
import { bytesOf, CARD_BYTES } from '../cards/parts.ts';
import { people as countOfPeople, type QuestionView, type ResultView } from '../cards/polls/parts.ts';
import { ballotCard, pollListCard, statusCard } from '../cards/polls/polls.ts';
import {
  AUDIENCE_WORDS,
  closingWords,
  endWords,
  openUntilWords,
  resultWords,
  stateWords,
  warningWords,
} from '../cards/polls/words.ts';
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { Refusal } from '../src/errors.ts';
import { type Actor, actorById } from '../src/people/actor.ts';
import { personById } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { Answer } from '../src/polls/ballot.ts';
import { isOpen, MODE_WORDS, type Poll } from '../src/polls/poll.ts';
import type { PollsService } from '../src/polls/service.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw, Viewer } from './feature.ts';
import { pollKey } from './statements-polls.ts';
import type { TabLink } from './tab-link.ts';

export type PollDrawDeps = { db: Database; now: () => Date; polls: PollsService; tabLink: TabLink };

/** What texts may take of a card; the rest follows on the next page. */
const TEXT_BYTES = CARD_BYTES / 2;

export function createPollDraws({ db, now, polls, tabLink }: PollDrawDeps): Record<string, Draw> {
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
    const result = await polls.resultFor(poll, { answered: answered.has, manages: false });
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
      stateWords: stateWords(poll, answered.has, now()),
      resultWords: resultWords(poll, result, now()),
      results: texts.shown,
      page: texts.page,
      pages: texts.pages,
      canFollow: poll.state !== 'cancelled',
      tab: tabLink(`polls/${pollId}`, 'Poll'),
      refresh: { userIds: actor || !open ? [] : await viewersOf(poll) },
    });
  };

  /** Who is drawn their own view: all members, so that the card never tells who has answered. */
  async function viewersOf(poll: Poll): Promise<string[]> {
    const members = await membersOf(db, poll.teamId);
    return members.map(({ channelUserId }) => channelUserId).filter(Boolean);
  }

  const status: Draw = async (subject, viewer) => {
    const [pollId = '', page = '1'] = subject.split(':');
    const actor = await actorOf(viewer);
    const opened = actor && (await polls.open(actor, pollId).catch(gone));
    if (!opened?.access.manages) return undefined;
    const { poll } = opened;
    const result = await polls.resultFor(poll, { answered: true, manages: true });
    const texts = paged(result?.questions ?? [], Number(page));
    const closing = new Date(poll.closesAt);
    return statusCard({
      token: viewer.token,
      pollId,
      title: poll.questions[0]?.text ?? '',
      stateWords: openUntilWords(poll, now()),
      facts: await statusFacts(poll),
      warning: warningWords(poll, result),
      results: texts.shown,
      page: texts.page,
      pages: texts.pages,
      open: isOpen(poll, now()),
      held: poll.release === 'held',
      closesOn: dateIn(closing, poll.timeZone),
      closesAt: timeIn(closing, poll.timeZone),
      asking: poll.state === 'closed' ? pollKey(pollId) : '',
      tab: tabLink(`polls/${pollId}`, 'Poll'),
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
      const words = openUntilWords(poll, now());
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
