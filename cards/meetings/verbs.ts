// The verbs of the meeting cards: the contract between a button and its handler in bot/meetings.ts or bot/agenda.ts.

export const MEETING_VERBS = [
  'series.form',
  'series.save',
  'series.confirm',
  'series.view',
  'series.list',
  'series.pause',
  'series.resume',
  'series.end',
  'series.edit',
  'series.change',
  'series.here',
  'series.answer',
  'occurrence.skip',
  'occurrence.move',
  'calendar.link',
  'calendar.revoke',
] as const;

export type MeetingVerb = (typeof MEETING_VERBS)[number];

export const AGENDA_VERBS = [
  'agenda.view',
  'agenda.form',
  'agenda.propose',
  'agenda.update',
  'agenda.pass',
  'agenda.settings',
  'series.settings',
  'item.done',
  'item.next',
  'item.later',
  'note.add',
  'action.add',
  'action.done',
  'action.list',
  'attend.yes',
  'attend.apologies',
  'record.agree',
  'record.cpd',
  'record.view',
  'meeting.more',
  'days.save',
] as const;

export type AgendaVerb = (typeof AGENDA_VERBS)[number];
