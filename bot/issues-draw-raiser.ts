// How the cards of those who have an issue are drawn: its raiser, who has it too, and for whom it was written down. Each
// is shown the issue that they know, in the state of the one that it was merged into.
import { noteCard } from '../cards/issues/handler.ts';
import { newsCard, receiptCard } from '../cards/issues/raiser.ts';
import { haveWords, newsHeading, newsWords, phoneNowWords, standWords } from '../cards/issues/words.ts';
import { isolate } from '../cards/render.ts';
import { dateWords, instantWords } from '../src/calendar/words.ts';
import { nextLook, safetyDeadline } from '../src/issues/duties.ts';
import { canReopen, type Issue, isFlagged } from '../src/issues/issue.ts';
import { having, meTooBy } from '../src/issues/me-toos-store.ts';
import { type Part, partsOf, wholeId } from '../src/issues/merging-store.ts';
import { eventById, eventsOf, type IssueEvent, latestStep } from '../src/issues/store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw, Viewer } from './feature.ts';
import { type Known, shown } from './issues-shown.ts';

/** How far back the latest reply is looked for. */
const REPLY_STEPS = 50;
const WITHDRAWN = 'You are not counted any more, and hear no more of it. If you have it again, write raise.';

type Deps = {
  db: Database;
  now: () => Date;
  today: (timeZone: string) => string;
  known: (issueId: string) => Promise<Known | undefined>;
  nameOf: (personId: string | null) => Promise<string>;
  /** Who has it, by name; empty when nobody has. */
  ownerOf: (issue: Issue) => Promise<string>;
};

export function createRaiserDraws(deps: Deps) {
  const { db, now } = deps;

  const receipt: Draw = async (issueId, viewer) => {
    const found = await deps.known(issueId);
    if (!found || found.issue.raiserId !== viewer.personId) return undefined;
    const loggedBy = await deps.nameOf(found.issue.loggedBy);
    const note = loggedBy && found.issue.loggedBy !== viewer.personId ? loggedFor(loggedBy) : '';
    return drawReceipt(found.issue, viewer, { note, canWithdraw: false });
  };

  /** The receipt of who has it too; when they took that back, a line that says so. */
  const joined: Draw = async (issueId, viewer) => {
    const whole = await deps.known(await wholeId(db, issueId));
    if (!whole || !viewer.personId) return undefined;
    const meToo = await meTooBy(db, (await having(db, whole.issue.id)).issueIds, viewer.personId);
    const mine = meToo && (await deps.known(meToo.issueId));
    if (!meToo || !mine) return undefined;
    const { reference, title } = shown(mine.issue);
    if (meToo.withdrawnAt) return noteCard({ reference, title, words: WITHDRAWN, comment: '' });
    const loggedBy = await deps.nameOf(meToo.loggedBy);
    const note = loggedBy ? loggedFor(loggedBy) : 'You have this too. You hear what becomes of it.';
    return drawReceipt(mine.issue, viewer, { note, canWithdraw: true });
  };

  async function drawReceipt(mine: Issue, viewer: Viewer, own: { note: string; canWithdraw: boolean }) {
    const whole = await deps.known(await wholeId(db, mine.id));
    if (!whole) return undefined;
    const { issue, cabinet } = whole;
    const { count } = await having(db, issue.id);
    return receiptCard({
      token: viewer.token,
      ...shown(mine),
      priorityWords: shown(issue).priorityWords,
      stateWords: standWords(issue, issue.raiserId === viewer.personId ? 'raiser' : 'others'),
      ...(await lookedAt(whole, await deps.ownerOf(issue))),
      phoneNow: issue.toldToPhoneAt ? phoneNowWords(cabinet.deskPhone, cabinet.deskHours) : '',
      deskRef: issue.deskRef,
      reply: issue.reply,
      replyBy: await replierOf(issue),
      have: haveWords(count),
      sameAs: issue.id === mine.id ? '' : issue.reference,
      ask: issue.state === 'resolved',
      canReopen: canReopen(issue, now()),
      ...own,
    });
  }

  /** Who wrote the latest reply: not always who has the issue. */
  async function replierOf(issue: Issue): Promise<string> {
    const steps = issue.reply === '' ? [] : await eventsOf(db, issue.id, REPLY_STEPS);
    return deps.nameOf(steps.find(({ kind, words }) => kind === 'updated' && words === issue.reply)?.actorId ?? null);
  }

  /** Who looks at a new issue, and when: only what is true of every cabinet. */
  async function lookedAt({ issue, cabinet, team }: Known, owner: string): Promise<{ who: string; when: string }> {
    if (owner) return { who: owner, when: '' };
    if (issue.state !== 'new') return { who: '', when: '' };
    if (isFlagged(issue)) {
      const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
      return { who: 'Clinical safety, and nobody else until they release it', when: `By ${by}` };
    }
    const next = dateWords(await nextLook(db, team, deps.today(team.timeZone)));
    const who = (await deps.nameOf(issue.offeredTo)) || `Those who handle ${cabinet.name}`;
    const when = `On working days; the next is ${next}`;
    if (issue.harm !== 'could') return { who, when };
    const by = instantWords(await safetyDeadline(db, team, issue.raisedAt), team.timeZone);
    return { who: `${who}; clinical safety too, as it could affect care`, when: `${when}. Clinical safety by ${by}` };
  }

  const news: Draw = async (eventId, viewer) => {
    const event = await eventById(db, eventId);
    const found = event && (await deps.known(event.issueId));
    const mine = found && (await partOf(found.issue, viewer.personId));
    if (!event || !found || !mine) return undefined;
    const { issue } = found;
    // Overtaken by another answer, or merged into another: the words stay, the buttons go.
    const current = issue.state !== 'duplicate' && (await isLatestAnswer(event));
    return newsCard({
      token: viewer.token,
      issueId: issue.id,
      reference: mine.reference === issue.reference ? mine.reference : `${mine.reference} (with ${issue.reference})`,
      title: mine.title,
      heading: newsHeading(event, issue),
      reply: newsWords(event, issue),
      from: await deps.nameOf(event.actorId),
      answerTo: current && issue.state === 'waiting' && issue.waitingFor === '' ? await deps.nameOf(event.actorId) : '',
      stateWords: standWords(issue, 'raiser'),
      ask: current && issue.state === 'resolved',
      canReopen: current && canReopen(issue, now()),
    });
  };

  /** What somebody raised or joined of a whole: its first part where they have several; undefined where none. */
  async function partOf(issue: Issue, personId: string | null): Promise<Part | undefined> {
    const parts = await partsOf(db, issue.id);
    const raised = parts.find(({ raiserId }) => raiserId === personId);
    if (raised || !personId) return raised;
    const ids = parts.map(({ id }) => id);
    const meToo = await meTooBy(db, ids, personId);
    return meToo?.withdrawnAt === null ? parts.find(({ id }) => id === meToo.issueId) : undefined;
  }

  async function isLatestAnswer(event: IssueEvent): Promise<boolean> {
    return (await latestStep(db, event.issueId, 'updated'))?.id === event.id;
  }

  /** What a team member is left with who wrote it down for somebody else. */
  const logged: Draw = async (issueId, viewer) => {
    const found = await deps.known(issueId);
    if (!found || found.issue.loggedBy === null || found.issue.loggedBy !== viewer.personId) return undefined;
    const whom = isolate(await deps.nameOf(found.issue.raiserId));
    const words = `Written down for ${whom}, who is told, and hears what becomes of it.`;
    const { reference, title } = shown(found.issue);
    return noteCard({ reference, title, words, comment: '' });
  };

  return { receipt, joined, news, logged };
}

function loggedFor(name: string): string {
  return `${isolate(name)} wrote this down for you. You hear what becomes of it.`;
}
