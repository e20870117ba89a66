// The verbs of the meeting cards: the contract between a button and bot/meetings.ts, where each must have a handler.

export const MEETING_VERBS = [
  'series.form',
  'series.save',
  'series.confirm',
  'series.view',
  'series.list',
  'series.pause',
  'series.resume',
  'series.end',
  'series.answer',
  'occurrence.skip',
  'occurrence.move',
  'calendar.link',
  'calendar.revoke',
] as const;

export type MeetingVerb = (typeof MEETING_VERBS)[number];
