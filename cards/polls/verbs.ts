// The verbs of the poll cards: the contract between a button and bot/polls.ts, where each must have a handler.

export const POLL_VERBS = [
  'poll.form',
  'poll.template',
  'poll.create',
  'poll.send',
  'poll.vote',
  'poll.view',
  'poll.follow',
  'poll.status',
  'poll.list',
  'poll.close',
  'poll.extend',
  'poll.cancel',
  'poll.show',
] as const;

export type PollVerb = (typeof POLL_VERBS)[number];
