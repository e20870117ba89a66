// The end of a meeting: what it took from elsewhere is kept as it was, and CPD that was held is told of.
import { dateIn } from '../calendar/dates.ts';
import type { Trx } from '../store/database.ts';
import { setRecord } from './agenda-store.ts';
import { type Agenda, agendaOf, type Elsewhere, type Kept, type MeetingKey, NOTHING } from './agenda-view.ts';
import type { MeetingPorts } from './ports.ts';

/** Turns the running meeting into its record, with what it took from elsewhere. Once, by whoever claimed it. */
export async function closeMeeting(
  trx: Trx,
  ports: MeetingPorts,
  key: MeetingKey,
  elsewhere: Elsewhere,
  now: Date,
): Promise<void> {
  const agenda = await agendaOf(trx, key, elsewhere, now);
  if (!agenda) return;
  const { tenantId, id: seriesId, title, minutes, standing } = agenda.series;
  const frozen = JSON.stringify({ ...elsewhere, meeting: { title, minutes, standing } } satisfies Kept);
  await setRecord(trx, { tenantId, seriesId, plannedOn: key[1] }, { frozen, endedAt: now.toISOString() });
  await tellCpdHeld(trx, ports, key, now);
}

/** Tells that CPD was held, with everybody who was there; nothing where it was not, or nobody was. */
export async function tellCpdHeld(trx: Trx, ports: MeetingPorts, key: MeetingKey, now: Date): Promise<void> {
  const agenda = await agendaOf(trx, key, NOTHING, now);
  const attendees = agenda?.attendance.filter(({ answer }) => answer === 'yes').map(({ personId }) => personId) ?? [];
  if (!agenda || !wasCpdHeld(agenda) || attendees.length === 0) return;
  const { tenantId, teamId, id: seriesId, title, timeZone } = agenda.series;
  const minutes = agenda.items.find(({ kind }) => kind === 'cpd')?.minutes ?? 0;
  const heldOn = dateIn(agenda.occurrence.startAt, timeZone);
  const occurrence = { tenantId, teamId, seriesId, plannedOn: key[1], heldOn, title, minutes };
  await ports.cpdHeld?.(trx, occurrence, attendees);
}

/**
 * Whether somebody said that CPD was held: in the meeting, or of its record. An entry counts in an appraisal, so none is made
 * of silence; nor where CPD was passed over, put off, or not reached.
 */
export function wasCpdHeld({ passedOver, progress }: Pick<Agenda, 'passedOver' | 'progress'>): boolean {
  return passedOver === '' && progress.get('cpd') === 'done';
}

/** Whether it is open whether CPD was held: on the agenda, and nobody has said anything of it. */
export function isCpdOpen({ passedOver, progress, items }: Pick<Agenda, 'passedOver' | 'progress' | 'items'>): boolean {
  return passedOver === '' && !progress.has('cpd') && items.some(({ kind }) => kind === 'cpd');
}
