// What the issue cards send, checked: each fault in words that name the field. Unknown inputs are dropped.
import { z } from 'zod';
import { HARMS, STATUSES } from './issue.ts';
import { IMPACTS, URGENCIES } from './priority.ts';

const REPLY_MAX = 1000;
const COMMENT_MAX = 500;
export const TITLE_MAX = 120;
export const DETAIL_MAX = 2000;
const PLACE_MAX = 100;
const INCIDENT_REF_MAX = 40;

const line = (label: string, max: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .refine((text) => text.length <= max, {
      message: `${label}: at most ${max} characters. Shorten it and send it again.`,
    });

/** What the form (card C) sends. Unknown inputs are dropped. */
export const raiseInput = z.object({
  title: line('What is wrong', TITLE_MAX).refine((text) => text !== '', {
    message: 'What is wrong: write one sentence about it, then send it again.',
  }),
  system: line('System', 60),
  place: line('Place', PLACE_MAX),
  detail: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text.length <= DETAIL_MAX, {
      message: `Details: at most ${DETAIL_MAX} characters. Shorten it and send it again.`,
    }),
  impact: z.enum(IMPACTS, { message: 'Who is held up: choose one of the list.' }).default('team'),
  urgency: z.enum(URGENCIES, { message: 'How soon: choose one of the list.' }).default('today'),
  share: z
    .enum(['handlers', 'everyone'], { message: 'Who may see my name: choose one of the list.' })
    .default('handlers'),
});
export type RaiseInput = z.infer<typeof raiseInput>;

/** What card B sends: nothing about what happened. */
export const safetyInput = z.object({
  incidentRef: line('Incident reference', INCIDENT_REF_MAX),
  system: line('System', 60),
  place: line('Place', PLACE_MAX),
});
export type SafetyInput = z.infer<typeof safetyInput>;

/** What card A sends. */
export const startInput = z.object({
  harm: z.enum(HARMS, { message: 'Choose one of the four answers first.' }),
  cabinet: z.string().default(''),
});

export type StartInput = z.infer<typeof startInput>;

const words = (label: string, max: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text.length <= max, {
      message: `${label}: at most ${max} characters. Shorten it and send it again.`,
    });

/** What a handler's card sends. */
export const updateInput = z.object({
  status: z.enum(STATUSES, { message: 'Status: choose one of the list.' }),
  reply: words('Reply', REPLY_MAX),
});

export type UpdateInput = z.infer<typeof updateInput>;

/** What the raiser's card sends with "not fixed". */
export const commentInput = z.object({ comment: words('What is still wrong', COMMENT_MAX) });

const text = (label: string, max: number) =>
  z
    .string()
    .default('')
    .transform((words) => words.trim())
    .refine((words) => words.length <= max, { message: `${label}: at most ${max} characters.` });

/** What the set-up card sends. Only name and prefix must be filled. */
export const cabinetInput = z.object({
  name: text('Name', 80).refine((name) => name !== '', { message: 'Name: give the cabinet a name.' }),
  prefix: text('Prefix', 12),
  systems: text('Systems', 3000),
  organisation: text('Organisation', 120),
  ods: text('ODS code', 12),
  incidentName: text('Incident system', 80),
  incidentUrl: text('Incident system link', 500),
  deskPhone: text('Service desk phone', 40),
  deskHours: text('Service desk hours', 80),
  personWord: text('Word for a patient', 60),
  handlers: z
    .enum(['facilitators', 'team'], { message: 'Who handles issues: choose one of the list.' })
    .default('facilitators'),
  /** Entra object ids, comma-joined by the people picker. */
  safety: text('Clinical safety', 2000),
});
export type CabinetInput = z.infer<typeof cabinetInput>;
