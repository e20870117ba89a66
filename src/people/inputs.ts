// What people send about teams, organisations and themselves, in our words where it does not fit.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { isTimeZone } from '../calendar/dates.ts';

const picked = z
  .string()
  .default('')
  .transform((ids) => [
    ...new Set(
      ids
        .split(',')
        .map((id) => id.trim().toLowerCase())
        .filter(Boolean),
    ),
  ]);
const text = (label: string, most: number) =>
  z
    .string()
    .default('')
    .transform((words) => words.trim())
    .refine((words) => words.length <= most, { message: `${label}: at most ${most} characters.` });

/** What the set-up card of a team sends: who does what (Entra object ids, comma-joined), whose it is, its time. */
export const teamInput = z.object({
  facilitators: picked,
  deputies: picked,
  handlers: picked,
  safety: picked,
  safetyDeputies: picked,
  organisation: text('Organisation', 120),
  ods: text('ODS code', 12),
  timeZone: text('Time zone', 60)
    .transform((zone) => zone || 'Europe/London')
    .refine(isTimeZone, { message: 'Time zone: write it as in Europe/London.' }),
  nation: z.enum(NATIONS, { message: 'Bank holidays: choose one of the list.' }).default('england-and-wales'),
});

const MAIL_DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** An organisation, and the mail domains that say who is of it. */
export const organisationInput = z.object({
  name: text('Name', 120).refine((name) => name !== '', { message: 'Name: write the name of the organisation.' }),
  ods: text('ODS code', 12),
  domains: text('Mail domains', 2000)
    .transform((lines) =>
      lines
        .toLowerCase()
        .split(/[\s,]+/)
        .map((domain) => domain.replace(/^@/, ''))
        .filter(Boolean),
    )
    .refine((domains) => domains.every((domain) => MAIL_DOMAIN.test(domain)), {
      message: 'Mail domains: write what stands after the @ of an address, one a line, as in trust.nhs.uk.',
    }),
});

const wallTime = (label: string) =>
  z
    .string({ message: `${label}: write a time as in 18:30.` })
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: `${label}: write a time as in 18:30.` });

/** When the clock may not write to somebody. */
export const quietInput = z.object({ quietFrom: wallTime('Quiet from'), quietUntil: wallTime('Quiet until') });
