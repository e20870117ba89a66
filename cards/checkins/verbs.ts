// The verbs of the check-in cards: the contract between a button and bot/checkins.ts, where each must have a handler.

export const CHECKIN_VERBS = [
  'forum.form',
  'forum.save',
  'forum.end',
  'forum.roster',
  'roster.remove',
  'roster.approve',
  'roster.merge',
  'checkin.joinForm',
  'checkin.join',
  'checkin.view',
  'checkin.read',
  'checkin.answer',
  'checkin.add',
  'checkin.help',
  'checkin.skip',
  'checkin.away',
  'checkin.pause',
  'checkin.resume',
  'checkin.offer',
  'checkin.open',
  'checkin.share',
  'checkin.agree',
] as const;

export type CheckinVerb = (typeof CHECKIN_VERBS)[number];
