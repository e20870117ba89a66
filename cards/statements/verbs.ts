// The verbs of the cards of themes and statements: the contract between a button and bot/statements.ts.

export const STATEMENT_VERBS = [
  'theme.list',
  'theme.form',
  'theme.save',
  'theme.view',
  'theme.drop',
  'statement.form',
  'statement.save',
  'statement.preview',
  'statement.publish',
  'statement.list',
  'statement.follow',
  'statement.helped',
] as const;

export type StatementVerb = (typeof STATEMENT_VERBS)[number];
