// The verbs of the issue cards: the contract between a button and bot/issues.ts, where each must have a handler.

export const ISSUE_VERBS = [
  'issue.open',
  'issue.start',
  'issue.safety',
  'issue.safetyForm',
  'issue.raise',
  'issue.metoo',
  'issue.new',
  'issue.withdraw',
  'issue.same',
  'issue.merge',
  'issue.unmerge',
  'issue.take',
  'issue.view',
  'issue.update',
  'issue.release',
  'issue.fixed',
  'issue.notFixed',
  'issue.list',
] as const;

export type IssueVerb = (typeof ISSUE_VERBS)[number];

export const CABINET_VERBS = ['cabinet.save', 'cabinet.edit'] as const;

export type CabinetVerb = (typeof CABINET_VERBS)[number];
