// The open meeting of a cabinet, pure: "meetings where all clinical staff can be invited in order to be provided with
// updates on digital developments and to give them a chance to raise any issues" (the report, section 4).
import type { CabinetMeetingTable } from '../store/tables-cabinet-meetings.ts';

export type CabinetMeeting = CabinetMeetingTable;

/** A date of a regular meeting in the cabinet's channel; `on`: it is to be held. */
export type SeriesDate = {
  seriesId: string;
  plannedOn: string;
  startAt: Date;
  endAt: Date;
  place: string;
  on: boolean;
};

/** The next dates of the regular meeting that a channel holds for its cabinet; empty where it has none. */
export type CabinetSeries = (conversationId: string) => Promise<SeriesDate[]>;

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** A service that was away for longer posts no summary any more. */
const SUMMARY_DAYS = 3;

/** What is due for a meeting at a moment. */
export type Due = 'ask' | 'remind' | 'agenda' | 'summary';

/** The channel is asked for updates a week before; who asked is reminded an hour before; then the agenda, the summary. */
export function dueNow(meeting: Pick<CabinetMeeting, 'startAt' | 'endAt' | 'state'>, now: Date): Due[] {
  if (meeting.state !== 'planned') return [];
  const start = Date.parse(meeting.startAt);
  const end = Date.parse(meeting.endAt);
  const at = now.getTime();
  if (at >= end) return at < end + SUMMARY_DAYS * DAY_MS ? ['summary'] : [];
  if (at >= start) return ['agenda'];
  const due: Due[] = [];
  if (at >= start - 7 * DAY_MS) due.push('ask');
  if (at >= start - HOUR_MS) due.push('remind');
  return due;
}

/** Whether a name is that of a cabinet's regular meeting: the word says what it is for. */
export function isCabinetMeeting(title: string): boolean {
  return /\bcabinets?\b/i.test(title);
}
