// The identifier guard: refuses free text that holds what looks like an identifier of a patient. Names and addresses
// cannot be told from other words by pattern; the forms say whom not to name, and there is a redact action.
import { Refusal } from '../errors.ts';
import { holdsBirthDate } from './birth-date.ts';
import { canonicalTexts } from './canonical-text.ts';
import { findHealthNumber, isValidModulus11 } from './health-number.ts';
import { findLabelledNumber } from './labelled-number.ts';

export { isValidModulus11 };

export type IdentifierKind =
  | 'nhs-number'
  | 'chi-number'
  | 'hc-number'
  | 'hospital-number'
  | 'date-of-birth'
  | 'possible-nhs-number';

const advice: Record<IdentifierKind, string> = {
  'nhs-number': 'This looks like an NHS number. Remove it.',
  'chi-number': 'This looks like a CHI (Community Health Index) number. Remove it.',
  'hc-number': 'This looks like a Health and Care (H&C) number. Remove it.',
  'hospital-number': 'This looks like a hospital or patient number. Remove it.',
  'date-of-birth': 'This looks like a date of birth. Remove it.',
  'possible-nhs-number':
    'This has a 10-digit number that could be an NHS, CHI or H&C number. Remove it. A ticket or asset number? Put its prefix before it.',
};

/**
 * The first kind of identifier found in what a person typed, or undefined. Labelled ones are looked for first, as the
 * advice on them is the most exact. Takes any string, of any length and in any script; never throws.
 */
export function findIdentifier(text: string): IdentifierKind | undefined {
  for (const canonical of canonicalTexts(text)) {
    const labelled = findLabelledNumber(canonical) ?? (holdsBirthDate(canonical) ? 'date-of-birth' : undefined);
    const kind = labelled ?? findHealthNumber(canonical);
    if (kind) return kind;
  }
  return undefined;
}

/** What the guard took it for and what to remove, in plain words. Never holds any of the text. */
export function removalAdvice(kind: IdentifierKind): string {
  return advice[kind];
}

/**
 * Checks every free text of a form before anything of it is stored, logged or shown.
 * `fields`: what was typed (undefined: left empty), by the label that the person sees.
 * Throws one Refusal of kind `identifier` that names every field at fault and what to remove, and nothing of the text.
 */
export function assertNoIdentifiers(fields: Record<string, string | undefined>): void {
  const faults: string[] = [];
  for (const [label, text] of Object.entries(fields)) {
    const kind = text === undefined ? undefined : findIdentifier(text);
    if (kind) faults.push(`${label}: ${removalAdvice(kind)}`);
  }
  if (faults.length > 0) throw new Refusal('identifier', `Nothing has been saved. ${faults.join(' ')}`);
}
