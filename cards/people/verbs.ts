// The verbs of the people cards: the contract between a button and bot/people.ts, where each must have a handler.

export const PEOPLE_VERBS = [
  'person.organisation',
  'team.handOver',
  'team.confirm',
  'team.save',
  'organisation.save',
] as const;

export type PeopleVerb = (typeof PEOPLE_VERBS)[number];
