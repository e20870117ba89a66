// The pieces of patterns for "a label and its value": where a label starts and ends, and what may stand between.
// They are for canonical text: lower case, ASCII digits, "-" for hyphens, "–" for longer dashes, "'" for quotes.
// Every repetition in them has a bound, so that the work on any text grows with its length only.

const raw = String.raw;

/** A label starts a word (an underscore may join it to another: patient_nhs_no) … */
export const wordStart = raw`(?<![\p{L}\d])`;
/** … and ends one; digits may follow at once. */
export const wordEnd = raw`(?!\p{L})`;
/** Punctuation or white space, line breaks too. */
export const mark = raw`[\s:=#.,;()\[\]\-–>*_'|/]`;

const whose = "(?:the|this|that|a|his|her|their|my|our|pt|px|patient(?:'?s)?|person(?:'?s)?)";
const linking =
  `(?:is|was|are|as|of|for|${whose}|number|no|num|id|code|value|field` +
  '|reads|shows?|displays?|appears?|given|recorded|entered|format|wrong|wrongly|incorrect|incorrectly)';

/** Between a label and its value: punctuation, and a few words that carry no other thought ("for the patient is"). */
export const near = `${mark}{0,6}(?:${linking}${mark}{1,4}){0,5}`;

/** Between a value and the label after it … */
export const beforeLabel = raw`\s?[(\[\-–/]?\s?(?:(?:is|was|=)\s)?(?:${whose}\s){0,2}`;
/** … which counts only where it closes the phrase: "(MRN)", "is her dob." but not "03/04/2027 DOB field was blank". */
export const closing = raw`(?=\s?(?:$|[).,;!?\]\n]))`;

/** Some words between label and value, on one line and in one sentence, without any of the given words (a pattern). */
export function wordsWithout(words: string): string {
  return raw`(?:(?!${wordStart}${words}${wordEnd})(?!\.\s)[^\d!?;\n]){0,40}`;
}

/** Compiles pieces of a pattern, in order. */
export function pattern(...pieces: string[]): RegExp {
  return new RegExp(pieces.join(''), 'u');
}
