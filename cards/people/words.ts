// The words of the people cards that depend on whom they are about. The fixed words are in the templates.
import { isolate } from '../render.ts';

/**
 * Who runs Digital Clerk in a team, at its welcome. `addedBy` is empty where Teams does not say who added it, and once
 * somebody else runs it; `runBy` then names them, or is empty.
 */
export function runsItWords(addedBy: string, runBy = ''): string {
  if (runBy !== '') return `${isolate(runBy)} is the facilitator: the one who runs me here.`;
  if (addedBy === '') {
    return 'The first member who writes to me here will run me for this team, once a second member confirms it.';
  }
  return `${isolate(addedBy)} added me, and is the first facilitator: the one who runs me here.`;
}

/** What is asked of a second member. */
export function confirmWords(name: string): string {
  return `${isolate(name)} would run Digital Clerk for this team. Another member needs to confirm this.`;
}

/** The greeting of a person's own chat. */
export function greetingWords(name: string): string {
  return name === '' ? 'Hello.' : `Hello ${isolate(name)}.`;
}

/** Who speaks, at the welcome of a team. `teamName` may be empty. */
export function introductionWords(clerkName: string, teamName: string): string {
  const where = teamName === '' ? 'here now' : `now in ${isolate(teamName)}`;
  return `I am ${isolate(clerkName)}, and I am ${where}.`;
}

/** Somebody who was named but cannot be reached, and why. */
export function unreachableWords(name: string, reason: string): string {
  return `${isolate(name)}: ${reason}`;
}
