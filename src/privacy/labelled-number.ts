// Finds numbers of patients by the label beside them: "NHS no", "CHI", "H&C", "MRN", "hospital no" and their like.
import { beforeLabel, closing, mark, near, pattern, wordEnd, wordStart, wordsWithout } from './phrase.ts';

export type LabelledNumber = 'nhs-number' | 'chi-number' | 'hc-number' | 'hospital-number';

type Rule = { kind: LabelledNumber; pattern: RegExp };

const raw = String.raw;

const number = '(?:numbers?|nums?|nbrs?|nos?|nr|identifiers?|ids?|#)';
// "no" is also the English word ("NHS no longer takes 1234567890"), so free words may follow only these.
const surelyNumber = '(?:numbers?|nums?|nbrs?|identifiers?|ids?|#)';

// Ten digits in any grouping, and no eleventh: a telephone number is no match.
const tenDigits = raw`\d(?:[\s.,\-–/_*|()\[\]']{0,3}\d){9}(?!\d)`;
// "NHS" by itself is part of many names ("the NHS 2026-2027 10 year plan"), so only these shapes count after it.
const tenDigitsPlain = raw`(?:\d{10}|\d{3}[\s.\-–/]?\d{3}[\s.\-–/]?\d{4}|\d{6}[\s.\-–/]\d{4})(?!\d)`;
const notADate = raw`(?!\d{1,4}[\-–./]\d{1,2}[\-–./]\d{2,4}(?!\d))`;
const notPrefixed = raw`(?<![\p{L}\d][\-_.]?)`;
// Words that say that ten digits further on are something else.
const otherThing =
  '(?:ticket|call|case|ref|reference|incident|request|change|job|order|asset|serial|tag|phone|tel|ext|fax)';

const recordLabel = raw`(?:mrns?|m\.r\.n\.?)`;
// The plurals "patient numbers" and "unit numbers" are counts.
const recordHolder =
  raw`(?:hospitals?|hosp\.?|case[\s\-]?notes?|medical\srecords?|chart|district|pas|rio` +
  raw`|(?:unit|patient(?:'?s)?|pts?|px)(?!\s(?:numbers|nos)))`;
const recordNumber = raw`${recordHolder}${mark}{0,2}(?:ref(?:erence)?\s)?${number}${wordEnd}`;
// Not numbers of somebody: "MRN is 100% blank"; nor "the hospital number is 01872 250000".
const notACount =
  raw`(?!\d{1,4}\s?(?:%|(?:per\s?cent|times|patients|people|records|labels|digits|characters|beds|staff|errors|pages)` +
  `${wordEnd}))`;
const notAPhone = raw`(?!\(?0[1-35789](?:[\s\-)]{0,2}\d){9}(?!\d)|\+|0044)`;
// Three digits at least ("hospital number 2" is a place), with letters glued in front or between; never a version, "v2.10".
const localNumber =
  raw`${notACount}(?:(?!v\d)[a-z]{0,5}[\-–/_]?\d(?:[\-–./_]?[a-z]{0,2}\d){2}` +
  raw`|\d{2,4}(?:\s\d{2,4}){1,4}(?!\d)|[a-z]{1,3}\s${notAPhone}\d{5})`;
const localNumberBefore = raw`${notPrefixed}[a-z]{0,5}-?\d(?:[\-./]?\d){4,13}[a-z]?`;

const rules: readonly Rule[] = [
  { kind: 'nhs-number', pattern: pattern(wordStart, raw`n\.?h\.?s\.?`, wordEnd, `${mark}{0,4}`, tenDigitsPlain) },
  ...healthNumberRules('nhs-number', raw`n[.\s]{0,2}h[.\s]{0,2}s\.?`, false),
  ...healthNumberRules('nhs-number', raw`rhif\sgig`, true),
  ...healthNumberRules('chi-number', raw`(?:chi|c\.h\.i\.?|community\shealth\sindex)`, true),
  ...healthNumberRules('hc-number', raw`(?:hcn|h\s?(?:&|\+|and)\s?c)`, true),
  ...healthNumberRules('hc-number', raw`(?:hc|hsc|health\s(?:and|&)\s(?:social\s)?care)`, false),
  {
    kind: 'hospital-number',
    pattern: pattern(wordStart, recordLabel, wordEnd, near, localNumber),
  },
  {
    kind: 'hospital-number',
    pattern: pattern(wordStart, recordNumber, near, notAPhone, localNumber),
  },
  {
    kind: 'hospital-number',
    pattern: pattern(localNumberBefore, beforeLabel, `(?:${recordLabel}${wordEnd}|${recordNumber})`, closing),
  },
];

/** The kind of the first labelled number of a patient in a canonical text, in the order of the rules. */
export function findLabelledNumber(text: string): LabelledNumber | undefined {
  return rules.find((rule) => rule.pattern.test(text))?.kind;
}

/**
 * Ten digits beside the label of a health number, whatever the check digit: directly, some words further on, or before
 * the label. `alone`: the label needs no "number" after it.
 */
function healthNumberRules(kind: LabelledNumber, label: string, alone: boolean): Rule[] {
  const named = `${label}${mark}{0,2}${number}${wordEnd}`;
  const either = alone ? `(?:${named}|${label}${wordEnd})` : named;
  const farther = [`${mark}{0,2}`, surelyNumber, wordEnd, wordsWithout(otherThing), notPrefixed, notADate];
  return [
    { kind, pattern: pattern(wordStart, either, near, tenDigits) },
    { kind, pattern: pattern(wordStart, label, ...farther, tenDigits) },
    { kind, pattern: pattern(notPrefixed, tenDigits, beforeLabel, either, closing) },
  ];
}
