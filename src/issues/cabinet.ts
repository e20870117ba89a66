// A digital cabinet's settings, pure: what a facilitator may enter, and what will not work while something is missing.
import { Refusal } from '../errors.ts';
import type { CabinetTable } from '../store/tables.ts';
import type { OwnReplies } from './starters.ts';

export type Cabinet = Omit<CabinetTable, 'systems' | 'replies'> & { systems: readonly string[]; replies: OwnReplies };

/** The choice that stands for every system not in the list. */
export const OTHER_SYSTEM = 'Other';

const PREFIX = /^[A-Z][A-Z0-9]{1,7}$/;
const MOST_SYSTEMS = 40;

/** Tidies a prefix: `cab` becomes `CAB`. Throws a Refusal when it cannot be one. */
export function parsePrefix(text: string): string {
  const prefix = text.trim().toUpperCase().replace(/-$/, '');
  if (PREFIX.test(prefix)) return prefix;
  throw new Refusal('invalid', 'Short letters: 2 to 8 letters and digits, starting with a letter, such as CAB.');
}

/** One system a line, without repeats; `Other` is always offered and need not be listed. */
export function parseSystems(text: string): string[] {
  const systems: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    // A choice's value is the text shown: what no one can see may not be part of it.
    const name = line.replace(/\p{C}/gu, '').trim().replace(/\s+/g, ' ');
    const known = systems.some((system) => system.toLowerCase() === name.toLowerCase());
    if (name && !known && name.toLowerCase() !== OTHER_SYSTEM.toLowerCase()) systems.push(name);
  }
  if (systems.length > MOST_SYSTEMS) {
    throw new Refusal(
      'invalid',
      `Systems: at most ${MOST_SYSTEMS}. Keep the ones people raise most; the rest go under Other.`,
    );
  }
  const long = systems.find((system) => system.length > 60);
  if (long) throw new Refusal('invalid', 'Systems: at most 60 characters a line.');
  return systems;
}

/** An https link, or empty. */
export function parseLink(text: string, label = 'Link of the incident system'): string {
  const link = text.trim();
  if (!link) return '';
  if (/^https:\/\/[^\s]+$/i.test(link) && URL.canParse(link)) return link;
  throw new Refusal('invalid', `${label}: it must start with https://`);
}

/** The reference that people say: `CAB-1`. */
export function referenceOf(prefix: string, number: number): string {
  return `${prefix}-${number}`;
}

/** Splits what somebody typed (`cab-1`, `CAB 1`) into prefix and number. */
export function parseReference(text: string): { prefix: string; number: number } | undefined {
  const match = /^([a-z][a-z0-9]{1,7})[\s-]+(\d{1,9})$/i.exec(text.trim());
  if (!match?.[1] || !match[2]) return undefined;
  return { prefix: match[1].toUpperCase(), number: Number(match[2]) };
}

export const NOBODY_HOLDS_SAFETY = 'Nobody holds clinical safety, so safety concerns go to the facilitators.';

/** What will not work, a sentence each, for the saved card and `doctor`. */
export function missingFrom(cabinet: Pick<Cabinet, 'incidentName' | 'incidentUrl' | 'deskPhone'>, safetyHeld: boolean) {
  const missing: string[] = [];
  if (!safetyHeld) missing.push(NOBODY_HOLDS_SAFETY);
  if (!cabinet.incidentName && !cabinet.incidentUrl) {
    missing.push('The incident system is not named, so people are told to report harm “in your incident system”.');
  }
  if (!cabinet.deskPhone) missing.push('The service desk has no phone number, so people are not told where to call.');
  return missing;
}
