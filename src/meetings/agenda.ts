// An agenda, pure: which items it has in which order, how long they take, and which comes next.

export type ItemKind =
  | 'welcome'
  | 'actions'
  | 'cpd'
  | 'safety'
  | 'own'
  | 'proposed'
  | 'issues'
  | 'themes'
  | 'cpd-next'
  | 'aob'
  | 'next-date';

/** `key` names the item within its meeting for ever; a proposed one keeps it when it returns. */
export type AgendaItem = {
  key: string;
  kind: ItemKind;
  /** What people wrote: of the team's own standing items, and of proposed ones. Empty for all others. */
  title: string;
  minutes: number;
  /** Proposed for an earlier meeting that did not reach it. */
  again: boolean;
};

export type Proposed = { id: string; title: string; minutes: number; plannedOn: string };

/** What became of items of one meeting, by key. */
export type Progress = ReadonlyMap<string, 'done' | 'later'>;

export type AgendaParts = {
  plannedOn: string;
  standing: readonly string[];
  proposed: readonly Proposed[];
  hasIssues: boolean;
  hasThemes: boolean;
};

/** Usual lengths, for the budget of a meeting's time. Proposed items have their own. */
const MINUTES: Record<Exclude<ItemKind, 'proposed'>, number> = {
  welcome: 2,
  actions: 5,
  cpd: 15,
  safety: 5,
  own: 5,
  issues: 5,
  themes: 5,
  'cpd-next': 1,
  aob: 5,
  'next-date': 1,
};

/**
 * The items in their fixed order (issue "Meetings"). CPD is always there: the report makes it a standing item (5.1). Of what
 * comes from elsewhere, only what there is takes time.
 */
export function agendaItems(parts: AgendaParts): AgendaItem[] {
  const own = parts.standing.map((title) => item(`own:${title}`, 'own', title));
  const proposed = parts.proposed.map(({ id, title, minutes, plannedOn }) => ({
    ...item(`item:${id}`, 'proposed', title),
    minutes,
    again: plannedOn < parts.plannedOn,
  }));
  return [
    item('welcome', 'welcome'),
    item('actions', 'actions'),
    item('cpd', 'cpd'),
    item('safety', 'safety'),
    ...own,
    ...proposed,
    ...(parts.hasIssues ? [item('issues', 'issues')] : []),
    ...(parts.hasThemes ? [item('themes', 'themes')] : []),
    item('cpd-next', 'cpd-next'),
    item('aob', 'aob'),
    item('next-date', 'next-date'),
  ];
}

/** How many minutes the items need together. `passedOver`: CPD takes none this once. */
export function neededMinutes(items: readonly AgendaItem[], passedOver: boolean): number {
  const counted = items.filter(({ kind }) => kind !== 'cpd' || !passedOver);
  return counted.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** The item that the meeting is at: `key`, or the first that is open where `key` names none; empty when all are through. */
export function presentOf(items: readonly AgendaItem[], progress: Progress, key: string): string {
  if (key === THROUGH || items.some((one) => one.key === key)) return key;
  return items.find((one) => !progress.has(one.key))?.key ?? THROUGH;
}

/** The first open item after `key`; `THROUGH` after the last. */
export function following(items: readonly AgendaItem[], progress: Progress, key: string): string {
  const at = items.findIndex((one) => one.key === key);
  return items.slice(at + 1).find((one) => !progress.has(one.key))?.key ?? THROUGH;
}

/** In place of a key: the meeting has gone through all items. */
export const THROUGH = 'through';

function item(key: string, kind: ItemKind, title = ''): AgendaItem {
  const minutes = kind === 'proposed' ? 0 : MINUTES[kind];
  return { key, kind, title, minutes, again: false };
}
