// What the cards and the tab both show of a round: one's own place in it, and the digest. Pure readers.
import { countLines, HELP_WORDS, LATE_CALL, STATE_WORDS } from '../cards/checkins/words.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords, instantWords, timeWords } from '../src/calendar/words.ts';
import type { Mine } from '../src/checkins/answering.ts';
import { answeredWords, type Counts, type Item } from '../src/checkins/digest.ts';
import { digestParts } from '../src/checkins/digesting.ts';
import type { Forum } from '../src/checkins/forum.ts';
import { isAway } from '../src/checkins/opening.ts';
import { isPosted, type Response, type Round, SHOWN_BY_DEFAULT, takes } from '../src/checkins/round.ts';
import { itemsIn, itemsOfSeat } from '../src/checkins/rounds-store.ts';
import type { ShownGroup, ShownPlace } from '../src/checkins/shown.ts';
import type { Person } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';

/** What becomes of what is added late (src/checkins/digest.ts, heldBack). */
const LATE =
  'The digest is then corrected, once; what you leave unattributed is shown there only where nobody could tell whose it is.';
const LATE_UNPOSTED = 'It is counted; what you write is not shown, as there is no digest to show it in.';
const HELD_BACK = 'So few answers came late, one with a name, that it could have been told whose it is.';
const UNPOSTED = 'Nobody had answered in time, so there is no digest.';

export function createCheckinViews({ db, now }: { db: Database; now: () => Date }) {
  /** What somebody has said in a round, and what they may do with their place now. */
  async function place(mine: Mine, person: Person): Promise<ShownPlace> {
    const items = await itemsOfSeat(db, mine.round.id, mine.seat.seatId);
    return { roundId: mine.round.id, ...saidBy(mine, items), ...standing(mine, person, items) };
  }

  function saidBy({ forum, round, response }: Mine, all: readonly Item[]) {
    const items = new Map(all.map((item) => [item.kind, item]));
    const shown = (kind: 'learning' | 'need' | 'offer') => items.get(kind)?.shown ?? SHOWN_BY_DEFAULT[kind];
    return {
      name: forum.name,
      when: whenWords(forum, round),
      state: response?.state ?? ('' as const),
      helpWords: response?.help ? helpWords(response) : '',
      learning: items.get('learning')?.words ?? '',
      need: items.get('need')?.words ?? '',
      offer: items.get('offer')?.words ?? '',
      learningAs: shown('learning'),
      needAs: shown('need'),
      offerAs: shown('offer'),
      topics: forum.topics.map((topic) => ({ title: topic, value: topic })),
      topicsValue: (JSON.parse(response?.topics ?? '[]') as string[]).join(','),
      keptWords: `Answers are kept ${forum.keepWeeks} weeks; then only counts.`,
    };
  }

  /** What somebody may do with their place now, and why. */
  function standing(
    mine: Mine,
    person: Person,
    items: readonly Item[],
  ): Pick<ShownPlace, 'heading' | 'words' | 'mode'> {
    const { forum, round, seat, response, member } = mine;
    const how = takes(round, response, now());
    const heading = response ? 'Thank you' : 'How is your week?';
    const said = response ? `Your answer: ${STATE_WORDS[response.state]}.` : '';
    if (how === 'closed') {
      return { heading, mode: 'over', words: [said, overWords(round), unshownWords(round, items)].join(' ').trim() };
    }
    const until = how === 'late' ? round.lateUntilAt : round.digestAt;
    const change = `You can change it until ${instantWords(new Date(until), forum.timeZone)}.`;
    const then = isPosted(round) ? LATE : LATE_UNPOSTED;
    if (response) return { heading, mode: 'add', words: [said, change, how === 'late' ? then : ''].join(' ').trim() };
    const rest = restWords(mine, person);
    if (rest) return { heading: 'Not this week', mode: 'rest', words: rest };
    if (seat.memberId !== member.id) return { heading, mode: 'rest', words: 'Your deputy is asked this week.' };
    const late =
      how === 'late'
        ? `${isPosted(round) ? 'The digest has gone out.' : UNPOSTED} Your answer still counts. ${change.replace('change it', 'answer')} ${then}`
        : '';
    return { heading, mode: 'ask', words: late };
  }

  function restWords({ forum, seat, member }: Mine, person: Person): string {
    if (person.pausedAt) return 'Paused: no reminders or prompts from Digital Clerk until you start again.';
    if (person.awayUntilOn && isAway(person, dateIn(now(), forum.timeZone))) {
      const asked = seat.memberId === member.id ? '' : ' Your deputy is asked.';
      return `You are away until ${dateWords(person.awayUntilOn)}, that day included.${asked}`;
    }
    return seat.skipped === 1 ? 'Skipped this week. You are asked again next week.' : '';
  }

  /** The posted digest of a round in its parts. After the weeks of keeping it has counts alone. */
  async function digest(
    forum: Forum,
    round: Round,
  ): Promise<{ when: string; counts: string[]; parts: ShownGroup[][] }> {
    // A late item has no place until the digest is corrected, and shows in nothing before.
    const items = (await itemsIn(db, round.id)).filter(({ position }) => position > 0);
    const counts = JSON.parse(round.counts) as Counts;
    const late = counts.late > 0 ? [`${counts.late} of them after the first digest.`] : [];
    const kept = round.state !== 'counted';
    const gone = kept ? [] : [`What was said was deleted after ${forum.keepWeeks} weeks. Only counts are kept.`];
    const parts = (await digestParts(db, forum, round)).map((groups) =>
      groups.map(({ topic, entries }) => ({
        topic,
        entries: entries.map(({ item: { id, kind, words }, label, from }) => ({ id, kind, words, label, from })),
      })),
    );
    return {
      when: whenWords(forum, round),
      counts: [...countLines(answeredWords(counts, items), counts), ...late, ...gone],
      parts,
    };
  }

  return { place, digest };
}

function overWords({ state }: Round): string {
  return state === 'digested' ? 'The digest is posted, so it cannot be changed any more.' : 'This round is closed.';
}

/** To its author alone: what of a late answer the corrected digest does not show, and why. */
function unshownWords(round: Round, items: readonly Item[]): string {
  const unshown = items.filter(({ position }) => position === 0).map(({ kind }) => `your ${kind}`);
  if (round.state !== 'closed' || unshown.length === 0) return '';
  const why = isPosted(round) ? HELD_BACK : UNPOSTED;
  return `Not shown to the forum: ${unshown.join(', ')}. ${why} You can say it again in the next check-in.`;
}

function helpWords({ help, late }: Pick<Response, 'help' | 'late'>): string {
  if (help === '') return '';
  return help === 'host' && late === 1 ? LATE_CALL : HELP_WORDS[help];
}

/** When the call of a round is, or its digest where it has none. */
export function whenWords(forum: Forum, { heldOn, digestAt }: Round): string {
  if (forum.callTime) return `Call: ${dateWords(heldOn)}, ${timeWords(forum.callTime)}`;
  return `Digest: ${instantWords(new Date(digestAt), forum.timeZone)}`;
}
