// The cards of one meeting: what should be on it, its agenda, the running meeting, its record, and what is written to it.
import { type Choice, httpsOnly, type Option, peopleChoices } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import actionsTemplate from './actions.json' with { type: 'json' };
import agendaTemplate from './agenda.json' with { type: 'json' };
import {
  type AgendaText,
  agendaLines,
  itemTitle,
  pagesOf,
  proposedLines,
  type ShownItem,
  type ShownUpdate,
} from './agenda-words.ts';
import daysTemplate from './days.json' with { type: 'json' };
import itemsTemplate from './items.json' with { type: 'json' };
import moreTemplate from './more.json' with { type: 'json' };
import proposeTemplate from './propose.json' with { type: 'json' };
import settingsTemplate from './settings.json' with { type: 'json' };

type OfMeeting = { token: string; seriesId: string; plannedOn: string; title: string; when: string };

export type ItemsView = OfMeeting & {
  /** Whether something can still be put on the agenda. */
  open: boolean;
  items: readonly ShownItem[];
  updates: readonly ShownUpdate[];
};

/**
 * Asks the channel for items and updates. Verbs `agenda.form` (`part`), `attend.yes`, `attend.apologies`.
 */
export function itemsCard(view: ItemsView): Rendered {
  const pages = pagesOf(proposedLines(view.items, view.updates));
  const lines = pages[0] ?? [];
  return render(
    itemsTemplate,
    { ...view, lines, more: pages.length > 1 },
    `What should be on the agenda? ${view.title}`,
  );
}

export type ProposeView = OfMeeting & { part: 'item' | 'update' };

/**
 * Somebody's own view, to put something on an agenda. Verbs `agenda.propose` (`title`, `minutes`, `anonymous`) or
 * `agenda.update` (`system`, `line`), `agenda.view`.
 */
export function proposeCard(view: ProposeView): Rendered {
  const isItem = view.part === 'item';
  const heading = isItem ? 'Propose an item' : 'Add an update';
  return render(proposeTemplate, { ...view, isItem, heading }, `${heading}: ${isolate(view.title)}`);
}

export type AgendaView = OfMeeting &
  AgendaText & {
    place: string;
    /** Why the meeting is not held; empty when it is. */
    off: string;
    /** Key of the present item; empty where there is none. */
    item: string;
    /** From 1. */
    page: number;
    /** The link that opens it in the tab; empty where there is none. */
    tab: string;
  };

/**
 * A meeting: its agenda before, the running card while it is held, its record after. Verbs before: `agenda.form`; while it
 * runs: `item.done`, `item.next`, `item.later` (`item`); always `attend.yes`, `meeting.more`; `record.view` (`page`).
 */
export function agendaCard(view: AgendaView): Rendered {
  const pages = pagesOf(agendaLines(view));
  const page = Math.min(view.page, pages.length);
  const held = view.off === '';
  const link = view.phase === 'over' ? '' : httpsOnly(view.place);
  const hasNext = held && page < pages.length && view.phase !== 'running';
  // A card has six buttons at most: while a meeting runs, all are needed.
  const room = view.phase === 'over' || (view.phase === 'before' && !hasNext);
  const present = view.items.find(({ state }) => state === 'now');
  const filled = {
    ...view,
    lines: held ? (pages[page - 1] ?? []) : [],
    link,
    place: held && view.phase !== 'over' && link === '' ? view.place : '',
    status: held ? statusOf(view) : '',
    present: held && present ? itemTitle(present) : '',
    before: held && view.phase === 'before',
    running: held && view.phase === 'running',
    moving: held && view.phase === 'running' && present !== undefined,
    draft: held && view.phase === 'over' && !view.agreed,
    over: held && view.phase === 'over',
    pageWords: pages.length > 1 && held ? pageWords(view, page, pages.length) : '',
    hasNext,
    next: page + 1,
    tab: room ? httpsOnly(view.tab) : '',
  };
  return render(agendaTemplate, filled, summaryOf(view));
}

function pageWords({ phase }: AgendaView, page: number, pages: number): string {
  const words = `Page ${page} of ${pages}.`;
  return phase === 'running' ? `${words} To read on, press More.` : words;
}

/** How far a meeting is, or its record; empty before it begins. */
export function statusOf({ phase, agreed }: Pick<AgendaView, 'phase' | 'agreed'>): string {
  if (phase === 'running') return 'The meeting is on.';
  if (phase === 'before') return '';
  return agreed ? 'Record: agreed.' : 'Record: a draft until it is agreed at the next meeting.';
}

function summaryOf({ phase, title, when, off }: AgendaView): string {
  const name = isolate(title);
  if (off !== '') return `Agenda: ${name}, ${when}`;
  if (phase === 'running') return `Now: ${name}`;
  return `${phase === 'before' ? 'Agenda' : 'Record'}: ${name}, ${when}`;
}

export type MoreView = OfMeeting & {
  phase: 'before' | 'running' | 'over';
  agreed: boolean;
  people: readonly Option[];
  /** Entra object id of whoever looks: an action is theirs unless they choose somebody. */
  me: string;
  /** Whether they may chair. */
  chairs: boolean;
  /** CPD was on the agenda, and nobody has said that it was held. */
  cpdOpen: boolean;
  passedOver: string;
  /** The planned date of the last meeting, whose record waits to be agreed, and its words; both empty where none does. */
  last: string;
  lastWords: string;
};

/** What the people's choice may take beside the rest of the card, in bytes. */
const CHOICES_BYTES = 9_000;

/**
 * Somebody's own view of a meeting, to write to it. Verbs `note.add` (`words`, `kind`), `action.add` (`what`, `who`, `due`),
 * `agenda.pass` (`reason`), `record.cpd`, `record.agree`, `attend.apologies`, `agenda.settings`, `record.view`, `agenda.view`.
 */
export function moreCard(view: MoreView): Rendered {
  const begun = view.phase !== 'before';
  const filled = {
    ...view,
    writes: begun && !view.agreed,
    saysCpd: view.phase === 'over' && !view.agreed && view.chairs && view.cpdOpen,
    passes: !begun && view.chairs,
    settles: !begun && view.chairs,
    agrees: view.phase === 'running' && view.chairs && view.last !== '',
    apologises: view.phase === 'running',
    who: peopleChoices(view.people, [view.me], CHOICES_BYTES),
  };
  return render(moreTemplate, filled, `Write to the meeting: ${isolate(view.title)}`);
}

export type ActionRow = {
  actionId: string;
  what: string;
  /** By when, in words, and of which meeting. */
  when: string;
};

export type ActionsView = {
  token: string;
  heading: string;
  empty: string;
  /** At most four. */
  rows: readonly ActionRow[];
  page: number;
  pages: number;
  /** The link that opens it in the tab; empty where there is none. */
  tab: string;
};

/** Somebody's own actions. Verbs `action.done` (`action`), `action.list` (`page`). */
export function actionsCard(view: ActionsView): Rendered {
  const isBetween = view.page > 1 && view.page < view.pages;
  const filled = {
    ...view,
    // A page between others has six buttons already.
    tab: isBetween ? '' : httpsOnly(view.tab),
    none: view.rows.length === 0,
    previous: view.page - 1,
    next: view.page + 1,
    hasPrevious: view.page > 1,
    hasNext: view.page < view.pages,
    pageWords: view.pages > 1 ? `Page ${view.page} of ${view.pages}` : '',
  };
  const [only, another] = view.rows;
  const words = only && !another ? `${view.heading}: ${isolate(only.what)}` : view.heading;
  return render(actionsTemplate, filled, only ? words : view.empty);
}

export type SettingsView = {
  token: string;
  seriesId: string;
  title: string;
  people: readonly Option[];
  /** Entra object ids. */
  deputies: readonly string[];
  /** One a line. */
  standing: string;
  askDays: number;
};

/** The settings of a series. Verb `series.settings` (`deputies`, `standing`, `askDays`). */
export function settingsCard(view: SettingsView): Rendered {
  const choices = peopleChoices(view.people, view.deputies, CHOICES_BYTES);
  const filled = { ...view, deputies: view.deputies.join(','), choices };
  return render(settingsTemplate, filled, `Settings: ${isolate(view.title)}`);
}

export type DaysView = {
  token: string;
  teamName: string;
  /** The team's own days from today on, in words. */
  days: readonly string[];
  more: string;
};

const DAY_CHOICES: readonly Choice[] = [
  { title: 'We have this day off', value: 'off' },
  { title: 'We work, though it is a bank holiday', value: 'worked' },
  { title: 'As the bank holidays say', value: 'usual' },
];

/** A team's own days off. Verb `days.save` (`date`, `kind`). */
export function daysCard(view: DaysView): Rendered {
  const days = view.days.map((text) => ({ text }));
  const filled = { ...view, days, none: days.length === 0, choices: DAY_CHOICES };
  return render(daysTemplate, filled, `Days off: ${isolate(view.teamName)}`);
}
