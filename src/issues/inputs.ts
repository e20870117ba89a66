// What the issue cards send, checked: each fault in words that name the field as the card does. Unknown inputs are dropped.
import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { assertNoIdentifiers } from '../privacy/identifiers.ts';
import { BURDENS, HARMS, KINDS, SECTORS, STATUSES } from './issue.ts';
import { IMPACTS, URGENCIES } from './priority.ts';

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
  const texts: Record<string, string> = {};
  for (const [id, label] of Object.entries(TEXTS)) {
    const text = input[id as TextId];
    if (typeof text === 'string') texts[label] = text;
  }
  assertNoIdentifiers(texts);
}

export const TITLE_MAX = 120;
export const DETAIL_MAX = 2000;

/** A text of one paragraph or more; left out, it is empty. */
function text(id: TextId, max: number) {
  return z.string().default('').pipe(written(id, max));
}

function written(id: TextId, max: number) {
  return z
    .string()
    .transform((typed) => typed.trim())
    .refine((typed) => typed.length <= max, {
      message: `${TEXTS[id]}: at most ${max} characters. Shorten it and send it again.`,
    });
}

/** A text of one line. */
function line(id: TextId, max: number) {
  return text(id, max).transform((typed) => typed.replace(/\s+/g, ' '));
}

/** What the form (card C) sends. */
export const raiseInput = z.object({
  title: line('title', TITLE_MAX).refine((title) => /[^\s\p{C}]/u.test(title), {
    message: `${TEXTS.title}: write one sentence about it, then send it again.`,
  }),
  system: line('system', 60),
  place: line('place', 100),
  detail: text('detail', DETAIL_MAX),
  workaround: line('workaround', 500),
  version: line('version', 60),
  impact: z.enum(IMPACTS, { message: 'Who is affected: choose one of the list.' }).default('team'),
  urgency: z.enum(URGENCIES, { message: 'How soon you need it: choose one of the list.' }).default('today'),
  share: z
    .enum(['handlers', 'everyone'], { message: 'Who may see your name: choose one of the list.' })
    .default('handlers'),
});
export type RaiseInput = z.infer<typeof raiseInput>;
/** What the form asks for the hazard draft alone; the issue does not keep it. */
export type ForHazard = Pick<RaiseInput, 'workaround' | 'version'>;

/** What card B sends: nothing about what happened. */
export const safetyInput = z.object({
  incidentRef: line('incidentRef', 60),
  system: line('system', 60),
  place: line('place', 100),
});
export type SafetyInput = z.infer<typeof safetyInput>;

/** What card A sends. */
export const startInput = z.object({
  harm: z.enum(HARMS, { message: 'Could this affect someone’s care: choose one of the four answers.' }),
  cabinet: z.string().default(''),
});
export type StartInput = z.infer<typeof startInput>;

/** What a handler's card sends. */
export const updateInput = z.object({
  status: z.enum(STATUSES, { message: 'Where it is now: choose one of the list.' }),
  reply: text('reply', 1000),
  waitingFor: line('waitingFor', 80),
  waitingUntil: z
    .string()
    .default('')
    .refine((date) => date === '' || isDate(date), { message: 'Waiting until: choose a date of the calendar.' }),
  // Left out by a card that does not ask for them: then they stay as they are.
  kind: z.enum(['', ...KINDS], { message: 'What sort of thing it is: choose one of the list.' }).optional(),
  burden: z.enum(['', ...BURDENS], { message: 'What it costs people: choose one of the list.' }).optional(),
  sector: z.enum(['', ...SECTORS], { message: 'Sector: choose one of the list.' }).optional(),
  techNote: written('techNote', 1000).optional(),
});
export type UpdateInput = z.infer<typeof updateInput>;

/** A line of the cabinet's table. People by their Entra object id. */
export const routeInput = z.object({
  sort: z.enum(['network', 'system'], { message: 'What is it: choose one of the list.' }).default('network'),
  name: line('routeName', 60).refine((name) => name !== '', {
    message: `${TEXTS.routeName}: write it as people know it.`,
  }),
  places: text('places', 2000),
  person: z.string().default(''),
  deputy: z.string().default(''),
});
export type RouteInput = z.infer<typeof routeInput>;

const wallTime = (label: string) =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: `${label}: choose a time of day.` });
const target = z
  .string()
  .max(20, { message: 'Targets: write core hours or days, such as 2 hours or 1 day.' })
  .default('');

/** A cabinet's targets. What is written of each is read in targets.ts. */
export const targetsInput = z.object({
  opensAt: wallTime('Core hours from'),
  closesAt: wallTime('Core hours until'),
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
  parts: z
    .string()
    .default('')
    .transform((typed) =>
      typed
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(PARTS, { message: 'What to remove: choose from the list.' }))),
});

/** What passes an issue on. */
export const passInput = z.object({ person: z.string().default(''), why: line('why', 300) });

/** What hands an issue to the service desk. */
export const escalateInput = z.object({ deskRef: line('deskRef', 60), deskUrl: line('deskUrl', 500) });
export type EscalateInput = z.infer<typeof escalateInput>;

/** What the raiser's card sends with "not fixed". */
export const commentInput = z.object({ comment: text('comment', 500) });

/** What the set-up card sends. Only name and prefix must be filled. */
export const cabinetInput = z.object({
  name: line('name', 80).refine((name) => name !== '', { message: `${TEXTS.name}: give it a name.` }),
  prefix: line('prefix', 12),
  systems: text('systems', 3000),
  organisation: line('organisation', 120),
  ods: line('ods', 12),
  incidentName: line('incidentName', 80),
  incidentUrl: line('incidentUrl', 500),
  deskPhone: line('deskPhone', 40),
  deskHours: line('deskHours', 80),
  personWord: line('personWord', 60),
  handlers: z
    .enum(['facilitators', 'team'], { message: 'Who handles issues: choose one of the list.' })
    .default('facilitators'),
  /** Entra object ids, comma-joined by the people picker. */
  safety: z.string().max(4000, 'Clinical safety: choose fewer people.').default(''),
});
export type CabinetInput = z.infer<typeof cabinetInput>;

const choice = <const Words extends readonly [string, ...string[]]>(label: string, options: Words) =>
  z.enum(options, { message: `${label}: choose one of the list.` });

const asked = (label: string, max: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((typed) => typed.length <= max, { message: `${label}: at most ${max} characters.` });

/**
 * What is asked of the list of issues: all of it optional. `mine`: raised by oneself; `taken`: the open ones one has.
 * `shared`: only what every colleague sees. `kind`, `sector` and `late` find among what one handles or raised.
 */
export const listInput = z.object({
  scope: choice('Show', ['open', 'all', 'mine', 'taken']).default('open'),
  cabinet: z.string().max(40, { message: 'Cabinet: choose one of the list.' }).default(''),
  state: choice('State', ['', 'new', ...STATUSES, 'closed']).default(''),
  system: asked('System', 60),
  priority: choice('Priority', ['', 'P2', 'P3', 'P4', 'safety']).default(''),
  kind: choice('What sort of thing', ['', ...KINDS]).default(''),
  sector: choice('Sector', ['', ...SECTORS]).default(''),
  late: z.enum(['', '1']).catch(''),
  q: asked('Search', 100),
  sort: choice('Sort', ['newest', 'oldest', 'updated', 'priority']).default('newest'),
  page: z.coerce.number({ message: 'Page: a whole number from 1.' }).int().min(1).max(1_000_000).catch(1),
  shared: z.enum(['', '1']).catch(''),
});
export type ListInput = z.infer<typeof listInput>;
