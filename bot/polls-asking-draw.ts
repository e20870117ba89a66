// How the cards of asking are drawn: the form, and the preview with whom it reaches.
import { people as countOfPeople, type QuestionView } from '../cards/polls/parts.ts';
import { pollForm, previewCard } from '../cards/polls/polls.ts';
import { AUDIENCE_WORDS, closingWords, nearWords, REMINDER_WORDS, RESULTS_WORDS } from '../cards/polls/words.ts';
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { Refusal } from '../src/errors.ts';
import { personById } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { Near } from '../src/polls/nearly-same.ts';
import { MODE_WORDS, MOST_BY_MEMBERS, MOST_BY_ONE, MOST_CHOICES, minimumGroup, type Poll } from '../src/polls/poll.ts';
import type { PollsService } from '../src/polls/service.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

export function createAskingDraws({ db, polls }: { db: Database; polls: PollsService }): Record<string, Draw> {
  const form: Draw = async (pollId, { token }) => {
    const poll = await polls.byId(pollId);
    if (!poll) return undefined;
    const roster = await membersOf(db, poll.teamId);
    const closing = new Date(poll.closesAt);
    return pollForm({
      token,
      pollId,
      questions: [0, 1, 2].map((index) => {
        const { text = '', kind = 'single', choices = [] } = poll.questions[index] ?? {};
        return { text, kind, choices: kind === 'scale' ? '' : choices.join('\n') };
      }),
      inChannel: poll.conversationId !== null,
      audience: poll.audience,
      chosen: poll.people,
      roster: roster.map(({ objectId, name }) => ({ id: objectId, name })),
      about: poll.about,
      mode: poll.mode,
      results: poll.results,
      reminder: poll.reminder,
      closesOn: dateIn(closing, poll.timeZone),
      closesAt: timeIn(closing, poll.timeZone),
      most: poll.questions.find(({ kind }) => kind === 'multiple')?.most ?? MOST_CHOICES,
    });
  };

  const preview: Draw = async (pollId, { token, personId }) => {
    const poll = await polls.byId(pollId);
    if (!poll) return undefined;
    const sent = poll.state !== 'draft' && poll.state !== 'waiting';
    const reached = sent ? { leftOut: 0, near: undefined, count: poll.reached } : await reachOf(poll);
    const own = personId === null || personId === poll.askerId;
    return previewCard({
      token,
      pollId,
      heading: headingOf(poll, own, own ? '' : ((await personById(db, poll.askerId))?.name ?? '')),
      reach: `${sent ? 'Sent to' : 'This reaches'} ${countOfPeople(reached.count)}: ${AUDIENCE_WORDS[poll.audience]}.`,
      note: noteOf(poll, reached),
      questions: poll.questions.map((question) => questionView(question)),
      settings: [
        { title: 'Closes', value: closingWords(poll) },
        { title: 'Results', value: RESULTS_WORDS[poll.results] },
        { title: 'Reminder', value: REMINDER_WORDS[poll.reminder] },
      ],
      modeWords: MODE_WORDS[poll.mode],
      canSend: own ? poll.state === 'draft' && reached.count > 0 : poll.state === 'waiting',
      canChange: own && !sent,
    });
  };

  async function reachOf(poll: Poll) {
    try {
      const { people, leftOut, near } = await polls.reach(poll);
      return { leftOut, near, count: people.length };
    } catch (error) {
      // Those it was to reach have gone meanwhile: sending says why.
      if (error instanceof Refusal) return { leftOut: 0, near: undefined, count: 0 };
      throw error;
    }
  }

  return { 'poll.form': form, 'poll.preview': preview, 'poll.approve': preview };
}

function headingOf(poll: Poll, own: boolean, asker: string): string {
  if (poll.state === 'draft') return 'Please check before you send';
  if (poll.state !== 'waiting') return 'Sent';
  return own ? 'Waits for a second facilitator' : `${asker} asks you to send this poll`;
}

function noteOf(
  poll: Poll,
  { leftOut, near, count }: { leftOut: number; near: Near | undefined; count: number },
): string {
  const notes = [];
  if (leftOut > 0) notes.push(`${leftOut} of your list cannot be asked: not of your organisation, or never seen here.`);
  if (poll.state === 'draft' && count < minimumGroup(poll)) {
    notes.push(`No result could be shown: it is shown only where ${minimumGroup(poll)} people or more have answered.`);
  }
  if (near) notes.push(nearWords(near));
  if (poll.state === 'draft' && count > MOST_BY_ONE) {
    notes.push(`To more than ${MOST_BY_ONE} people, a second facilitator presses send. They are asked when you do.`);
  } else if (poll.state === 'draft' && count > MOST_BY_MEMBERS) {
    notes.push(`To more than ${MOST_BY_MEMBERS} people, only somebody who runs the team can send it.`);
  }
  return notes.join(' ');
}

function questionView({ text, kind, choices, most }: Poll['questions'][number]): QuestionView {
  return { text, kind, choices, most, said: [], quotable: false };
}
