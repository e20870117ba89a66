// The verbs of the hazard cards: the contract between a button and bot/hazards.ts, where each must have a handler.

export const HAZARD_VERBS = ['hazard.view', 'hazard.list', 'hazard.accept', 'hazard.merge', 'hazard.decline'] as const;

export type HazardVerb = (typeof HAZARD_VERBS)[number];
