// The words of the issue cards that depend on the issue: states, priorities, answers. The fixed words are in the templates.
import { dateWords, instantWords } from '../../src/calendar/words.ts';
import type { EventKind, Harm, Issue, IssueState } from '../../src/issues/issue.ts';
import { type BURDENS, type KINDS, type SECTORS, STATUSES } from '../../src/issues/issue.ts';
import type { Impact, Urgency } from '../../src/issues/priority.ts';
import type { Untold } from '../../src/issues/untold.ts';
import type { Choice } from '../parts.ts';
import { isolate } from '../render.ts';

/** Who reads: the person who raised it, or anybody else. */
export type Reader = 'raiser' | 'others';

const STATES: Record<IssueState, string> = {
  new: 'New: not looked at yet',
  triaged: 'Taken: somebody is looking into it',
  'in-progress': 'In progress: it is being worked on',
  waiting: 'Waiting: for an answer from the person who raised it',
  resolved: 'Resolved: we think it is fixed',
  'could-not': 'Could not be fixed: the reply says why',
  duplicate: 'Same as another: it is handled there',
  closed: 'Closed: nobody confirmed that it is fixed',
};

/** The state in words. `confirmed`: 1 when the raiser said that it is fixed, 0 when they did not say, null when
 * there was nothing to confirm. */
export function stateWords(state: IssueState, confirmed: number | null, reader: Reader = 'others'): string {
  if (state === 'closed' && confirmed === 1) return 'Closed: confirmed as fixed';
  if (state === 'closed' && confirmed === null) return 'Closed: it could not be fixed';
  if (state === 'waiting' && reader === 'raiser') return 'Waiting: we need something from you';
  return STATES[state];
}

/** Of something that waits: for whom and until when; of anything else, its state in words. */
export function standWords(
  issue: Pick<Issue, 'state' | 'confirmed' | 'waitingFor' | 'waitingUntilOn'>,
  reader: Reader = 'others',
) {
  const { state, confirmed, waitingFor, waitingUntilOn } = issue;
  if (state !== 'waiting' || (!waitingFor && !waitingUntilOn)) return stateWords(state, confirmed, reader);
  return waitsWords(waitingFor, waitingUntilOn, reader);
}

function waitsWords(waitingFor: string, until: string | null, reader: Reader = 'others'): string {
  const raiser = reader === 'raiser' ? 'you' : 'the person who raised it';
  const words = `Waiting: for ${waitingFor ? isolate(waitingFor) : raiser}`;
  return until ? `${words}, until ${dateWords(until)}` : words;
}

/** To who has it, once it has waited longer than it was to. */
export const WAITED = 'The day until which it was to wait has passed. Please ask again, or say what happens now.';

/** A target in words: what is due, when, and whether that is past; empty where nothing is. */
export function dueWords(due: { what: 'look' | 'done'; at: Date } | undefined, timeZone: string, now: Date): string {
  if (!due) return '';
  const what = due.what === 'look' ? 'To be looked at' : 'To be solved';
  return `${due.at < now ? 'Late. ' : ''}${what} by ${instantWords(due.at, timeZone)}`;
}

const PRIORITIES = {
  P1: 'Most urgent (P1): phone the service desk now',
  P2: 'High (P2)',
  P3: 'Medium (P3)',
  P4: 'Low (P4)',
} as const;

/** The priority in words. P1 is never given here: what is as urgent as that is phoned in. */
export function priorityWords(priority: keyof typeof PRIORITIES): string {
  return PRIORITIES[priority];
}

/** Stands where the priority would: an issue that clinical safety has not released has no P number. */
export const SAFETY_PRIORITY = 'Safety: awaiting clinical safety';

const HARM: Record<Harm, string> = {
  no: 'No effect on anyone’s care',
  could: 'Not yet, but it could affect someone’s care if it is not fixed',
  yes: 'It has affected someone’s care, or nearly did',
  unsure: 'Not sure whether it has affected someone’s care',
};

/** What the raiser said about harm, for handlers. */
export function harmWords(harm: Harm): string {
  return HARM[harm];
}

const IMPACT: Record<Impact, string> = {
  me: 'One person',
  team: 'A team or ward',
  service: 'A whole service or site',
};

/** Whom it affects, for handlers. */
export function impactWords(impact: Impact): string {
  return IMPACT[impact];
}

const URGENCY: Record<Urgency, string> = {
  later: 'It can wait',
  today: 'Needed today',
  now: 'Needed now: work has stopped',
};

/** How soon it is needed, for handlers. */
export function urgencyWords(urgency: Urgency): string {
  return URGENCY[urgency];
}

const STATUS_TITLES: Record<(typeof STATUSES)[number], string> = {
  triaged: 'Looking into it',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  resolved: 'Resolved',
  'could-not': 'Could not be fixed',
};

/** What a handler can set, as choices. */
export function statusChoices(): Choice[] {
  return STATUSES.map((value) => ({ value, title: STATUS_TITLES[value] }));
}

/** The heading of the message that tells the raiser something new. */
export function newsHeading(
  { kind, toState: state }: { kind: string; toState: string },
  { waitingFor }: Pick<Issue, 'waitingFor'>,
): string {
  if (kind === 'escalated') return 'Your issue is with the service desk';
  if (state === 'waiting' && waitingFor !== '') return 'Your issue has to wait';
  if (state === 'waiting') return 'We need something from you';
  if (state === 'resolved') return 'We think this is fixed';
  if (state === 'could-not') return 'We could not fix this';
  return 'News about your issue';
}

/** What the raiser reads in that message. */
export function newsWords(
  { kind, words }: { kind: string; words: string },
  { deskUrl }: Pick<Issue, 'deskUrl'>,
): string {
  if (kind !== 'escalated') return words;
  const see = deskUrl ? `\nYou can follow it here: ${deskUrl}` : '';
  return `We handed it to the service desk. Their reference is ${isolate(words)}.${see}`;
}

const EVENTS: Record<EventKind, string> = {
  raised: 'Raised',
  taken: 'Taken',
  updated: 'Updated',
  released: 'Released to the cabinet',
  fixed: 'Confirmed as fixed',
  'not-fixed': 'Not fixed',
  closed: 'Closed: no answer came',
  sorted: 'Sorted',
  noted: 'Note for IT',
  waits: 'Waiting',
  offered: 'Offered',
  passed: 'Passed on',
  escalated: 'Handed to the service desk',
  redacted: 'A text was removed',
  'me-too': 'Somebody else has this too',
  withdrawn: 'Somebody took back that they have this too',
  'still-there': 'Not fixed for somebody who has this too',
  merged: 'Merged into',
  'took-in': 'Merged into this one',
  unmerged: 'Taken out again of',
  'let-go': 'Taken out of this one again',
};

/** One step of the history, with what was said at it (empty when nothing was). */
export function eventWords(kind: EventKind, toState: IssueState, said: string): string {
  if (kind === 'sorted') return `${EVENTS.sorted}: ${sortedWords(said)}`;
  if (kind === 'waits') return waitingSince(said);
  const done =
    kind === 'updated' && toState !== 'closed' && toState !== 'duplicate'
      ? STATUS_TITLES[toState === 'new' ? 'triaged' : toState]
      : EVENTS[kind];
  return said === '' ? done : `${done}: ${isolate(said)}`;
}

/** From the codes of a `sorted` step. */
function sortedWords(codes: string): string {
  const tables = { kind: KIND, burden: BURDEN, sector: SECTOR } as Record<string, Record<string, string>>;
  return codes
    .split(' ')
    .map((code) => code.split(':'))
    .map(([of = '', value = '']) => tables[of]?.[value] ?? `no ${of} given`)
    .join(', ');
}

/** From the words of a `waits` step: a date, if any, and a name, if any. */
function waitingSince(said: string): string {
  const [, until = null, who = ''] = /^(\d{4}-\d{2}-\d{2})?\s?(.*)$/s.exec(said) ?? [];
  return waitsWords(who, until ?? null);
}

const KIND: Record<(typeof KINDS)[number], string> = {
  fault: 'A fault',
  idea: 'An idea',
  question: 'A question',
  request: 'A request',
};

const BURDEN: Record<(typeof BURDENS)[number], string> = {
  safety: 'Safety of care',
  time: 'Time',
  data: 'Quality of data',
  access: 'Access: people cannot get in',
  training: 'Training: people do not know how',
  other: 'Something else',
};

const SECTOR: Record<(typeof SECTORS)[number], string> = {
  hospital: 'Hospital',
  community: 'Community',
  'mental-health': 'Mental health',
  'primary-care': 'Primary care',
  'social-care': 'Social care',
  ambulance: 'Ambulance',
  other: 'Another sector',
};

/** What a handler can say of an issue, as choices. */
export function sortingChoices() {
  const choices = (titles: Record<string, string>) =>
    Object.entries(titles).map(([value, title]) => ({ value, title }));
  return { kinds: choices(KIND), burdens: choices(BURDEN), sectors: choices(SECTOR) };
}

/** A sector in words; empty: nobody has said. */
export function sectorWords(sector: Issue['sector']): string {
  return sector === '' ? 'No sector given' : SECTOR[sector];
}

/** How many have an issue, its raiser among them; empty for the raiser alone. */
export function haveWords(count: number): string {
  return count < 2 ? '' : `${count} people`;
}

/** Who cannot be told what becomes of an issue; empty when all can. */
export function untoldWords({ raiser, others }: Untold): string {
  const one = raiser === '' ? '' : `The person who raised this could not be told: ${raiser}.`;
  const also = others === 0 ? '' : `Of those who have it too, ${others} could not be told.`;
  return [one, also].filter(Boolean).join(' ');
}

/** The advice to phone; `phone` and `hours` may be empty. */
export function phoneWords(phone: string, hours: string): string {
  const when = phone !== '' && hours !== '' ? ` (${isolate(hours)})` : '';
  return phone === '' ? 'your service desk' : `the service desk on ${isolate(phone)}${when}`;
}

/** Told at once when a whole service has stopped, beside the receipt. */
export function phoneNowWords(phone: string, hours: string): string {
  return `A whole service has stopped? Phone ${phoneWords(phone, hours)} now. Nobody watches this chat day and night.`;
}

/** The cabinet's word for a patient as it stands after "do not name": "a patient", "anyone in our care". */
export function personWords(word: string): string {
  const plain = word.trim().replace(/^some(one|body)\b/i, 'any$1');
  if (plain === '') return 'anyone in our care';
  if (/\s/.test(plain) || /^any(one|body)$/i.test(plain)) return isolate(plain);
  return isolate(`${/^[aeiou]/i.test(plain) ? 'an' : 'a'} ${plain}`);
}
