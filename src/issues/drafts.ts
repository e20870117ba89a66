// What drafts are made of and held to: their cabinet, their system, the form that they keep.
import { Refusal } from '../errors.ts';
import type { Queries } from '../store/database.ts';
import { type Cabinet, OTHER_SYSTEM } from './cabinet.ts';
import { cabinetById } from './cabinets-store.ts';
import { type ForHazard, type RaiseInput, TITLE_MAX } from './inputs.ts';
import type { Draft } from './store.ts';

/** A form as it was filled in, and whose it is: `personId` null for nobody in particular. */
export type Typed = RaiseInput & { personId: string | null };

/** The form that a draft keeps while its similar issues are shown. Throws when it keeps none. */
export function typedOf(draft: Draft): Typed {
  // One kept by an older version of the service asked for less.
  const kept = JSON.parse(draft.typed) as Omit<Typed, keyof ForHazard> & Partial<ForHazard>;
  return { workaround: '', version: '', ...kept };
}

/** The cabinet that a draft is for. */
export async function cabinetOfDraft(db: Queries, draft: Draft): Promise<Cabinet> {
  const cabinet = draft.cabinetId ? await cabinetById(db, draft.cabinetId) : undefined;
  if (!cabinet) throw new Refusal('missing', 'This cabinet is not there any more. Write raise to start again.');
  return cabinet;
}

/** The only cabinet there is, or the one chosen. */
export function chooseCabinet(offered: readonly Cabinet[], id: string): Cabinet {
  const only = offered.length === 1 ? offered[0] : undefined;
  const chosen = only ?? offered.find((cabinet) => cabinet.id === id);
  if (chosen) return chosen;
  if (offered.length === 0) {
    throw new Refusal(
      'missing',
      'Your organisation has no digital cabinet here yet. Ask your digital team to write set up cabinet in their channel.',
    );
  }
  throw new Refusal('invalid', 'Cabinet: choose one of the list.');
}

/** Throws unless the system is one of the cabinet’s, Other, or not said. */
export function assertSystem(cabinet: Cabinet, system: string): void {
  if (system === '' || system === OTHER_SYSTEM || cabinet.systems.includes(system)) return;
  throw new Refusal('invalid', 'Which system: choose one of the list, or Other.');
}

/** The beginning of a longer text, cut between words. */
export function shortened(text: string): string {
  const one = text.replace(/\s+/g, ' ');
  if (one.length <= TITLE_MAX) return one;
  // Not through an emoji, which is two of JavaScript's characters.
  const cut = one.slice(0, TITLE_MAX).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return space > TITLE_MAX / 2 ? cut.slice(0, space) : cut;
}
