// The verbs of the go-live cards: the contract between a button and bot/go-lives.ts, where each must have a handler.

export const GO_LIVE_VERBS = [
  'golive.form',
  'golive.save',
  'golive.view',
  'golive.list',
  'golive.booked',
  'golive.notNeeded',
] as const;

export type GoLiveVerb = (typeof GO_LIVE_VERBS)[number];
