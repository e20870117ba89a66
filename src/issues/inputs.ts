// What the issue cards send, checked: each fault in words that name the field as the card does. Unknown inputs are dropped.
import { z } from 'zod';
import { dateOrNone, guardTexts, id, keys, line, needed, oneOf, page, text, time, written } from '../inputs.ts';
import { BURDENS, HARMS, KINDS, SECTORS, STATUSES } from './issue.ts';
import { IMPACTS, URGENCIES } from './priority.ts';
import { READY, STARTER_MAX, type Starter } from './starters.ts';

/** Every free text of these cards, by its id, under the name that people see. */
const TEXTS = {
  title: 'What is wrong',
  system: 'Which system',
  place: 'Where',
  detail: 'Tell us more',
  workaround: 'What do you do instead for now',
  version: 'Version of the system',
  incidentRef: 'Incident reference',
  reply: 'Reply',
  comment: 'What is still wrong',
  techNote: 'Note for IT',
  waitingFor: 'Waiting for whom',
  deskRef: 'Service desk reference',
  deskUrl: 'Service desk link',
  why: 'Why',
  routeName: 'Its name',
  places: 'Places of the network',
  name: 'Name of the cabinet',
  prefix: 'Short letters',
  systems: 'Systems',
  organisation: 'Organisation',
  ods: 'ODS code',
  incidentName: 'Your incident system',
  incidentUrl: 'Link of the incident system',
  deskPhone: 'Service desk: phone number',
  deskHours: 'Service desk: hours',
  personWord: 'What you call the people you care for',
} as const;
type TextId = keyof typeof TEXTS;

/** Refuses an input any text of which holds an identifier of a patient, naming the fields. */
export function guard(input: Partial<Record<TextId, unknown>>): void {
  guardTexts(TEXTS, input);
}

export const TITLE_MAX = 120;
export const DETAIL_MAX = 2000;

/** What the form (card C) sends. */
export const raiseInput = z.object({
  title: line(TEXTS.title, TITLE_MAX).refine((title) => /[^\s\p{C}]/u.test(title), {
    message: `${TEXTS.title}: write one sentence about it, then send it again.`,
  }),
  system: line(TEXTS.system, 60),
  place: line(TEXTS.place, 100),
  detail: text(TEXTS.detail, DETAIL_MAX),
  workaround: line(TEXTS.workaround, 500),
  version: line(TEXTS.version, 60),
  impact: oneOf('Who is affected', IMPACTS).default('team'),
  urgency: oneOf('How soon you need it', URGENCIES).default('today'),
  share: oneOf('Who may see your name', ['handlers', 'everyone']).default('handlers'),
});
export type RaiseInput = z.infer<typeof raiseInput>;
/** What the form asks for the hazard draft alone; the issue does not keep it. */
export type ForHazard = Pick<RaiseInput, 'workaround' | 'version'>;

/** What card B sends: nothing about what happened. */
export const safetyInput = z.object({
  incidentRef: line(TEXTS.incidentRef, 60),
  system: line(TEXTS.system, 60),
  place: line(TEXTS.place, 100),
});
export type SafetyInput = z.infer<typeof safetyInput>;

/** What card A sends. */
export const startInput = z.object({
  harm: z.enum(HARMS, { message: 'Could this affect someone’s care: choose one of the four answers.' }),
  cabinet: id,
});
export type StartInput = z.infer<typeof startInput>;

/** What a handler's card sends. */
export const updateInput = z.object({
  status: oneOf('Where it is now', STATUSES),
  reply: text(TEXTS.reply, 1000),
  waitingFor: line(TEXTS.waitingFor, 80),
  waitingUntil: dateOrNone('Waiting until'),
  // Left out by a card that does not ask for them: then they stay as they are.
  kind: oneOf('What sort of thing it is', ['', ...KINDS]).optional(),
  burden: oneOf('What it costs people', ['', ...BURDENS]).optional(),
  sector: oneOf('Sector', ['', ...SECTORS]).optional(),
  techNote: written(TEXTS.techNote, 1000).optional(),
});
export type UpdateInput = z.infer<typeof updateInput>;

/** A line of the cabinet's table. People by their Entra object id. */
export const routeInput = z.object({
  sort: oneOf('What is it', ['network', 'system']).default('network'),
  name: needed(TEXTS.routeName, 60, 'write it as people know it.'),
  places: text(TEXTS.places, 2000),
  person: id,
  deputy: id,
});
export type RouteInput = z.infer<typeof routeInput>;

const REPLY_TEXTS = Object.fromEntries(READY.map(({ value, title }) => [value, `Reply: ${title}`])) as Record<
  Starter['value'],
  string
>;
const replyOf = (value: Starter['value']) => text(REPLY_TEXTS[value], STARTER_MAX);

/** A cabinet's own words for the replies to begin from. */
export const repliesInput = z.object({
  'in-progress': replyOf('in-progress'),
  waiting: replyOf('waiting'),
  resolved: replyOf('resolved'),
  'could-not': replyOf('could-not'),
});
export type RepliesInput = z.infer<typeof repliesInput>;

/** Refuses them where one holds an identifier of a patient. */
export function guardReplies(input: RepliesInput): void {
  guardTexts(REPLY_TEXTS, input);
}

const target = z
  .string()
  .max(20, { message: 'Targets: write core hours or days, such as 2 hours or 1 day.' })
  .default('');

/** A cabinet's targets. What is written of each is read in targets.ts. */
export const targetsInput = z.object({
  opensAt: time('Core hours from'),
  closesAt: time('Core hours until'),
  lookHigh: target,
  doneHigh: target,
  lookMedium: target,
  doneMedium: target,
  lookLow: target,
  doneLow: target,
});
export type TargetsInput = z.infer<typeof targetsInput>;

/** The texts of an issue that can be removed. `replies`: all that was said to and fro, and why. */
export const PARTS = ['title', 'detail', 'place', 'incidentRef', 'replies', 'techNote'] as const;
export type Part = (typeof PARTS)[number];

/** Which texts to remove, comma-joined by the card. */
export const redactInput = z.object({
  parts: keys.pipe(z.array(z.enum(PARTS, { message: 'What to remove: choose from the list.' }))),
});

/** What passes an issue on. */
export const passInput = z.object({ person: id, why: line(TEXTS.why, 300) });

/** What hands an issue to the service desk. */
export const escalateInput = z.object({ deskRef: line(TEXTS.deskRef, 60), deskUrl: line(TEXTS.deskUrl, 500) });
export type EscalateInput = z.infer<typeof escalateInput>;

/** What the raiser's card sends with "not fixed". */
export const commentInput = z.object({ comment: text(TEXTS.comment, 500) });

/** What the set-up card sends. Only name and prefix must be filled. */
export const cabinetInput = z.object({
  name: needed(TEXTS.name, 80, 'give it a name.'),
  prefix: line(TEXTS.prefix, 12),
  systems: text(TEXTS.systems, 3000),
  organisation: line(TEXTS.organisation, 120),
  ods: line(TEXTS.ods, 12),
  incidentName: line(TEXTS.incidentName, 80),
  incidentUrl: line(TEXTS.incidentUrl, 500),
  deskPhone: line(TEXTS.deskPhone, 40),
  deskHours: line(TEXTS.deskHours, 80),
  personWord: line(TEXTS.personWord, 60),
  handlers: oneOf('Who handles issues', ['facilitators', 'team']).default('facilitators'),
  /** Entra object ids, comma-joined by the people picker. */
  safety: z.string().max(4000, 'Clinical safety: choose fewer people.').default(''),
});
export type CabinetInput = z.infer<typeof cabinetInput>;

/**
 * What is asked of the list of issues: all of it optional. `mine`: raised by oneself; `taken`: the open ones one has.
 * `shared`: only what every colleague sees. `kind`, `sector` and `late` find among what one handles or raised.
 */
export const listInput = z.object({
  scope: oneOf('Show', ['open', 'all', 'mine', 'taken']).default('open'),
  cabinet: z.string().max(40, { message: 'Cabinet: choose one of the list.' }).default(''),
  state: oneOf('State', ['', 'new', ...STATUSES, 'closed']).default(''),
  system: line('System', 60),
  priority: oneOf('Priority', ['', 'P2', 'P3', 'P4', 'safety']).default(''),
  kind: oneOf('What sort of thing', ['', ...KINDS]).default(''),
  sector: oneOf('Sector', ['', ...SECTORS]).default(''),
  late: z.enum(['', '1']).catch(''),
  q: line('Search', 100),
  sort: oneOf('Sort', ['newest', 'oldest', 'updated', 'priority']).default('newest'),
  page,
  shared: z.enum(['', '1']).catch(''),
});
export type ListInput = z.infer<typeof listInput>;
