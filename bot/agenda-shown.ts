// What the cards of a meeting show, in words: from all that is known of it, and the names of people.
import type { ShownItem } from '../cards/meetings/agenda-words.ts';
import { dateIn, timeIn } from '../src/calendar/dates.ts';
import { dateWords, instantWords, timeWords } from '../src/calendar/words.ts';
import type { Action } from '../src/meetings/actions-store.ts';
import type { Agenda } from '../src/meetings/agenda-view.ts';
import type { Names } from '../src/meetings/names.ts';
import { isOn, type Occurrence } from '../src/meetings/series.ts';

/** What every card of a meeting says of it: which, and when in words. */
export function of({ series, occurrence }: Agenda, token: string) {
  const { timeZone } = series;
  const [from, until] = [occurrence.startAt, occurrence.endAt].map((at) => timeWords(timeIn(at, timeZone)));
  const when = `${dateWords(dateIn(occurrence.startAt, timeZone))}, ${from} to ${until}`;
  return { token, seriesId: series.id, plannedOn: occurrence.plannedOn, title: series.title, when };
}

/** The day that it is held on, which may be another than was planned. */
export function heldWords({ series, occurrence }: Agenda): string {
  return dateWords(dateIn(occurrence.startAt, series.timeZone));
}

/** All that there is to say of a meeting. */
export function textOf(agenda: Agenda, names: Names, now: Date) {
  const here = (answer: 'yes' | 'apologies') =>
    agenda.attendance
      .filter((one) => one.answer === answer)
      .map(({ personId }) => names(personId))
      .sort();
  const keys = new Set(agenda.items.map(({ key }) => key));
  const { phase, agreed, needed } = agenda;
  return {
    phase,
    agreed,
    items: shownItems(agenda, names, now),
    needed,
    minutes: agenda.series.minutes,
    updates: shownUpdates(agenda, names),
    notes: agenda.notes.filter(({ itemKey }) => !keys.has(itemKey)),
    actions: agenda.actions.map((action) => actionWords(action, names, now, agenda.series.timeZone)),
    here: here('yes'),
    apologies: here('apologies'),
  };
}

/** One-line updates, with who gave them. */
export function shownUpdates({ updates }: Agenda, names: Names) {
  return updates.map(({ system, line, personId }) => ({ system, line, who: names(personId) }));
}

/** The items with what became of them and what belongs to each. */
export function shownItems(agenda: Agenda, names: Names, now: Date): ShownItem[] {
  return agenda.items.map(({ key, kind, title, minutes, again }) => ({
    kind,
    title,
    minutes,
    again,
    state:
      key === agenda.present ? 'now' : (agenda.progress.get(key) ?? (isPassed(kind, agenda) ? 'passed-over' : 'open')),
    lines: linesOf(kind, agenda, names, now),
    notes: agenda.notes.filter(({ itemKey }) => itemKey === key),
  }));
}

function isPassed(kind: ShownItem['kind'], { passedOver }: Agenda): boolean {
  return kind === 'cpd' && passedOver !== '';
}

function linesOf(kind: ShownItem['kind'], agenda: Agenda, names: Names, now: Date): string[] {
  const { elsewhere, passedOver, series } = agenda;
  const { earlier, issues, themes, cpd, cpdNext, nextAt, last } = elsewhere;
  const presents = (by: typeof cpd) => (by ? [`${by.presenter}${by.topic ? `: ${by.topic}` : ''}`] : []);
  if (kind === 'actions') return earlier.map((action) => actionWords(action, names, now, series.timeZone));
  if (kind === 'issues') return issues.map(({ words }) => words);
  if (kind === 'themes') return themes.map(({ words }) => words);
  if (kind === 'cpd-next') return cpdNext ? presents(cpdNext) : [];
  if (kind === 'next-date') return nextAt ? [instantWords(new Date(nextAt), series.timeZone)] : ['None is planned.'];
  if (kind !== 'cpd') return [];
  const before = last?.passedOver ? [`Passed over at the last meeting: ${last.passedOver}`] : [];
  return passedOver ? [`Passed over this once: ${passedOver}`, ...before] : [...presents(cpd), ...before];
}

function actionWords(action: Action, names: Names, now: Date, timeZone: string): string {
  const state = action.doneAt ? ' (done)' : action.dueOn < dateIn(now, timeZone) ? ' (overdue)' : '';
  return `${names(action.ownerId)}: ${action.what}, by ${dateWords(action.dueOn)}${state}`;
}

/** By when somebody took something on, and in which meeting. */
export function whenDue({ dueOn, title }: Action & { title: string }, now: Date): string {
  const overdue = dueOn < dateIn(now, 'Europe/London') ? ', overdue' : '';
  return `By ${dateWords(dueOn)}${overdue} (${title})`;
}

/** Why a meeting is not held; empty where it is, or was. */
export function offWords({ occurrence, series, phase }: Agenda): string {
  const { state, why } = occurrence;
  if (series.state === 'ended' && phase === 'before') return 'This meeting has ended for good.';
  if (state !== 'skipped' && state !== 'paused' && state !== 'missed') return '';
  return `This meeting is not held on this day${why ? `: ${why}` : ''}. What was proposed comes next time.`;
}

/** What becomes of a date, in words. */
export function becomesWords(occurrence: Occurrence, timeZone: string): string {
  if (isOn(occurrence)) return `held on ${instantWords(occurrence.startAt, timeZone)}`;
  if (occurrence.state === 'asking') return `to be decided (${occurrence.why})`;
  return `left out${occurrence.why ? ` (${occurrence.why})` : ''}`;
}
