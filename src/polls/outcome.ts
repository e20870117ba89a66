// What came of polls, for the features that go on from there: "You said, we did" and the meetings' topics for learning.
import type { Queries } from '../store/database.ts';
import { anonymousCounts, votersOf } from './anonymous.ts';
import type { Poll } from './poll.ts';
import { type Counted, type PollResult, resultOf } from './results.ts';
import { answeredCount, closedPollsOf, keptCounts, pollById } from './store.ts';

/** A poll that has closed, with what may be shown of it. Of `result.questions[].texts` only `quotable` ones are quoted. */
export type ClosedPoll = {
  id: string;
  tenantId: string;
  teamId: string;
  organisationId: string | null;
  /** The channel it was asked in; null where it went to people one by one. */
  conversationId: string | null;
  askerId: string;
  template: string;
  audience: Poll['audience'];
  mode: Poll['mode'];
  title: string;
  sentAt: string;
  closedAt: string;
  result: PollResult;
};

/** The template "our three biggest gaps", and how many of its answers become topics. */
const GAPS = { template: 'gaps', most: 3 };

/** What may be shown of a poll at this moment; its rules are in results.ts. */
export async function resultNow(db: Queries, poll: Poll): Promise<PollResult> {
  const { answered, counted } = await countsOf(db, poll);
  return resultOf(poll, answered, counted);
}

/** All that was kept, whether or not it may be shown. */
export async function countsOf(db: Queries, poll: Poll): Promise<{ answered: number; counted: Counted[] }> {
  if (poll.mode !== 'anonymous') {
    return { answered: await answeredCount(db, poll.id), counted: await keptCounts(db, poll) };
  }
  const answered = poll.state === 'closed' ? poll.answered : await votersOf(db, poll.id);
  return { answered, counted: await anonymousCounts(db, poll, answered) };
}

/** One poll that has closed and is counted; undefined before, and where it was cancelled. */
export async function closedPoll(db: Queries, pollId: string): Promise<ClosedPoll | undefined> {
  const poll = await pollById(db, pollId);
  return poll?.state === 'closed' ? outcomeOf(db, poll) : undefined;
}

/** The closed polls of a team, newest first. */
export async function closedPolls(db: Queries, teamId: string): Promise<ClosedPoll[]> {
  const polls = await closedPollsOf(db, teamId);
  return Promise.all(polls.map((poll) => outcomeOf(db, poll)));
}

/** The commonest answers to the team's latest poll about its gaps: topics to learn about (at most three). */
export async function gapTopics(db: Queries, teamId: string): Promise<readonly string[]> {
  const [latest] = await closedPollsOf(db, teamId, GAPS.template);
  if (!latest) return [];
  const { questions } = await resultNow(db, latest);
  const choices = questions.flatMap((question) => question.choices).filter(({ count }) => count > 0);
  return choices
    .toSorted((one, other) => other.count - one.count)
    .slice(0, GAPS.most)
    .map(({ text }) => text);
}

async function outcomeOf(db: Queries, poll: Poll): Promise<ClosedPoll> {
  const { id, tenantId, teamId, organisationId, conversationId, askerId, template, audience, mode } = poll;
  return {
    id,
    tenantId,
    teamId,
    organisationId,
    conversationId: audience === 'channel' ? conversationId : null,
    askerId,
    template,
    audience,
    mode,
    title: poll.questions[0]?.text ?? '',
    sentAt: poll.sentAt ?? poll.createdAt,
    closedAt: poll.closedAt ?? poll.closesAt,
    result: await resultNow(db, poll),
  };
}
