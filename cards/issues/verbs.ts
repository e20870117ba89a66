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
  'issue.escalate',
  'issue.fixed',
  'issue.notFixed',
  'issue.list',
] as const;

export type IssueVerb = (typeof ISSUE_VERBS)[number];

export const TRIAGE_VERBS = [
  'triage.start',
  'triage.take',
  'triage.same',
  'triage.reply',
  'triage.words',
  'triage.pass',
  'triage.next',
] as const;

export type TriageVerb = (typeof TRIAGE_VERBS)[number];

export const ROUTE_VERBS = ['route.open', 'route.save', 'route.remove'] as const;

export type RouteVerb = (typeof ROUTE_VERBS)[number];

export const TARGET_VERBS = ['targets.save', 'targets.off', 'late.open', 'late.day'] as const;

export type TargetVerb = (typeof TARGET_VERBS)[number];

export const REDACT_VERBS = ['issue.redact'] as const;

export type RedactVerb = (typeof REDACT_VERBS)[number];

export const CABINET_VERBS = ['cabinet.save', 'cabinet.edit'] as const;

export type CabinetVerb = (typeof CABINET_VERBS)[number];
