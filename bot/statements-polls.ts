// What statements are handed of polls: what people answered, once a poll has closed and as far as its result is shown.
import { dateIn } from '../src/calendar/dates.ts';
import { teamById } from '../src/people/teams-store.ts';
import { type ClosedPoll, closedPoll, closedPolls } from '../src/polls/outcome.ts';
import { answeredBy, closedSince, followersOf } from '../src/polls/sharing.ts';
import type { Asking, Said, Source } from '../src/statements/ports.ts';
import type { Queries } from '../src/store/database.ts';

const POLL = 'poll:';
const CHOICE = 'choice:';
const ANSWER = 'answer:';
/** A poll that closed longer ago is neither offered nor reminded of. */
const RECENT_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a poll is called among all that people are asked in. */
export function pollKey(pollId: string): string {
  return `${POLL}${pollId}`;
}

/** The answers of closed polls as something to be grouped. Nobody's name goes with them, whatever the mode. */
export function pollSource({ now }: { now: () => Date }): Source {
  async function recent(db: Queries, tenantId?: string): Promise<ClosedPoll[]> {
    const polls: ClosedPoll[] = [];
    for (const id of await closedSince(db, new Date(now().getTime() - RECENT_DAYS * DAY_MS).toISOString(), tenantId)) {
      const poll = await closedPoll(db, id);
      if (poll) polls.push(poll);
    }
    return polls;
  }

  async function dayOf(db: Queries, { teamId, closedAt }: ClosedPoll): Promise<string> {
    return dateIn(new Date(closedAt), (await teamById(db, teamId))?.timeZone ?? 'Europe/London');
  }

  /** Undefined for a poll of no organisation: its statements would stand on nobody's wall. */
  async function askingOf(db: Queries, poll: ClosedPoll): Promise<Asking | undefined> {
    const { id, tenantId, organisationId, teamId, conversationId, title, askerId, mode } = poll;
    if (!organisationId) return undefined;
    const where = { key: pollKey(id), tenantId, organisationId, teamId, conversationId };
    return { ...where, title, askerId, anonymous: mode === 'anonymous', closedOn: await dayOf(db, poll) };
  }

  async function askingsOf(db: Queries, polls: readonly ClosedPoll[]): Promise<Asking[]> {
    const askings = [];
    for (const poll of polls) askings.push(await askingOf(db, poll));
    return askings.flatMap((one) => one ?? []);
  }

  async function saidOf(db: Queries, poll: ClosedPoll): Promise<Said[]> {
    const on = await dayOf(db, poll);
    return poll.result.questions.flatMap(({ nth, text: question, choices, texts }) => {
      const common = { reference: '', personIds: [], question: `${poll.id}/${nth}`, on, system: '' };
      const chosen = choices.filter(({ count }) => count > 0);
      return [
        ...chosen.map((choice) => ({
          ...common,
          key: `${CHOICE}${poll.id}/${nth}/${choices.indexOf(choice)}`,
          text: `${question} ${choice.text}`,
          quotable: false,
          unnamed: choice.count,
          sort: 'choice' as const,
        })),
        ...texts.map(({ id, text, quotable }) => ({
          ...common,
          key: `${ANSWER}${poll.id}/${nth}/${id}`,
          text,
          quotable,
          unnamed: 1,
          sort: 'text' as const,
        })),
      ];
    });
  }

  async function pollOf(db: Queries, key: string): Promise<ClosedPoll | undefined> {
    return key.startsWith(POLL) ? closedPoll(db, key.slice(POLL.length)) : undefined;
  }

  return {
    async asking(db, key) {
      const poll = await pollOf(db, key);
      return poll && askingOf(db, poll);
    },
    async askings(db, { tenantId, teamIds, personId }) {
      const polls = await recent(db, tenantId);
      return askingsOf(
        db,
        polls.filter((poll) => poll.askerId === personId || teamIds.includes(poll.teamId)),
      );
    },
    closed: async (db) => askingsOf(db, await recent(db)),
    async said(db, { key, tenantId, teamId }, reach) {
      const own = await pollOf(db, key);
      const others = reach === 'team' ? (await closedPolls(db, teamId)).filter((poll) => poll.id !== own?.id) : [];
      const said: Said[] = [];
      for (const poll of own ? [own, ...others] : others) {
        if (poll.tenantId === tenantId) said.push(...(await saidOf(db, poll)));
      }
      return said;
    },
    async read(db, keys) {
      const said: Said[] = [];
      for (const id of pollsOf(keys)) {
        const poll = await closedPoll(db, id);
        if (poll) said.push(...(await saidOf(db, poll)).filter(({ key }) => keys.includes(key)));
      }
      return said;
    },
    // Who answered hears of it in the channel or on the wall; in person who pressed "Tell me" on the poll's card.
    async hearers(db, { key }, keys) {
      const own = key.startsWith(POLL) ? [key.slice(POLL.length)] : [];
      const people: string[] = [];
      for (const id of new Set([...own, ...pollsOf(keys)])) people.push(...(await followersOf(db, id)));
      return people;
    },
    async answerers(db, { key, anonymous }) {
      const poll = anonymous ? undefined : await pollOf(db, key);
      return poll ? answeredBy(db, poll.id) : [];
    },
  };
}

/** The polls of which these are choices or answers. */
function pollsOf(keys: readonly string[]): Set<string> {
  const answers = keys.filter((key) => key.startsWith(CHOICE) || key.startsWith(ANSWER));
  return new Set(answers.map((key) => key.slice(key.indexOf(':') + 1).split('/')[0] ?? ''));
}
