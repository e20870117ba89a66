// What people send about teams, organisations and themselves, in our words where it does not fit.
import { z } from 'zod';
import { NATIONS } from '../calendar/bank-holidays.ts';
import { needed, oneOf, people, text, time, timeZone } from '../inputs.ts';

/** What the set-up card of a team sends: who does what (Entra object ids, comma-joined), whose it is, its time. */
export const teamInput = z.object({
  facilitators: people,
  deputies: people,
  handlers: people,
  safety: people,
  safetyDeputies: people,
  organisation: text('Organisation', 120),
  ods: text('ODS code', 12),
  timeZone,
  nation: oneOf('Bank holidays', NATIONS).default('england-and-wales'),
});

const MAIL_DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** An organisation, and the mail domains that say who is of it. */
export const organisationInput = z.object({
  name: needed('Name', 120, 'write the name of the organisation.'),
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

/** When the clock may not write to somebody. */
export const quietInput = z.object({
  quietFrom: time('Quiet from', '18:30'),
  quietUntil: time('Quiet until', '07:30'),
});
