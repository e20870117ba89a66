// The kinds of value that a setting can have: each parses one string and says, when it is wrong, what to set.
import { isIP } from 'node:net';
import { z } from 'zod';

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const nilGuid = '00000000-0000-0000-0000-000000000000';

/** Any text that is not blank. */
export const text = z.string();

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `set one of ${words.join(', ')}` });
}

/** `true` or `false`. */
export const yesOrNo = oneOf(['true', 'false']).transform((word) => word === 'true');

/** A whole number between two limits, both allowed. */
export function wholeNumber(least: number, most: number) {
  const error = `set a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }));
}

function isGuid(value: string): boolean {
  return guidPattern.test(value) && value !== nilGuid;
}

/** A GUID, made lower case. The one of zeros only is refused: it is what people leave in place of the right one. */
export const guid = z
  .string()
  .toLowerCase()
  .refine(isGuid, { error: 'set a GUID, for example 1a2b3c4d-0000-4000-8000-123456789abc' });

/** GUIDs with commas between them; at least one. */
export const guids = z
  .string()
  .toLowerCase()
  .transform((list) => [
    ...new Set(
      list
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ])
  .refine((ids) => ids.length > 0 && ids.every(isGuid), { error: 'set GUIDs with commas between them' });

/** An e-mail address. */
export const email = z.email({ error: 'set an e-mail address' });

/** The type of the bot's registration. The others are refused by name, with the reason. */
export const appType = z.string().superRefine((type, context) => {
  if (type === 'SingleTenant') return;
  const reasons: Record<string, string> = {
    MultiTenant: 'Azure makes no multi-tenant bots any more; set SingleTenant, and list the tenants in CLERK_TENANTS',
    UserAssignedMSI: 'managed identities are not supported yet; set SingleTenant and use a client secret',
  };
  context.addIssue({ code: 'custom', message: reasons[type] ?? 'set SingleTenant' });
});

/** Whether a host name or address means this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** An address or host name to listen on. */
export const host = z.string().refine((value) => isIP(value) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value), {
  error: 'set an IP address or host name, for example 127.0.0.1',
});

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username || url.password || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** A web address: https, or http where the host is this machine. */
export const webAddress = z
  .string()
  .refine(isWebAddress, { error: 'set an address that starts with https:// (http:// only for this machine)' });

/** A web address, or `off`, which becomes undefined. */
export const webAddressOrOff = z
  .string()
  .refine((value) => value === 'off' || isWebAddress(value), {
    error: 'set an address that starts with https:// (http:// only for this machine), or off',
  })
  .transform((value) => (value === 'off' ? undefined : value));

/** `sqlite:PATH` or `postgres://…`. The value is never repeated in a message: it may hold a password. */
export const database = z.string().transform((value, context) => {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(value)?.[1];
  if (path) return { kind: 'sqlite' as const, path };
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return { kind: 'postgres' as const, url: value };
  context.addIssue({ code: 'custom', message: 'set sqlite:PATH (for example sqlite:./data/clerk.db) or postgres://…' });
  return z.NEVER;
});
