// The verbs of the help and welcome cards: each runs the command of the same words, as if it had been typed.

export const HELP_VERBS = ['help.run'] as const;

export type HelpVerb = (typeof HELP_VERBS)[number];
