// Folds what people can type, paste or dictate into one plain spelling, so that the identifier patterns need to know
// only ASCII digits, lower-case letters and a handful of separators.

// Marks go first: a long row of them makes the normaliser itself slow, and a keycap or underlined digit is still a digit.
const marks = /\p{M}+/gu;
const lineBreak = /[\n\r\t\v\f\u0085\u2028\u2029]/;
// U+2800 is a blank Braille cell; U+FFFC and U+FFFD stand where a no-break space was lost in a bad copy.
const white = /[\s\u0085\u2800\ufffc\ufffd]+/gu;
// Zero-width and bidi controls, soft hyphens, tags, private-use and unpaired code units, and the Hangul fillers.
const invisible = /[[\p{C}\u115f\u1160]--[\t-\r\u0085]]+/gv;
const otherDigit = /[\p{Nd}--[0-9]]/gv;
const decimalDigit = /^\p{Nd}$/u;

/**
 * The text in its plain spellings. One where nothing invisible was in it; else two: with the invisible characters taken
 * out (they were inside a group of digits) and with spaces in their stead (they stood between the groups).
 * Spaces in a row become one, and one that holds a line or cell break becomes "\n". Never throws; work grows with length only.
 */
export function canonicalTexts(text: string): string[] {
  const plain = fold(text);
  const without = plain.replace(invisible, '');
  if (without === plain) return [tidy(plain)];
  return [tidy(without), tidy(plain.replace(invisible, ' '))];
}

/** Compatibility forms (full-width, circled, superscript …), marks and other scripts' digits, in lower case. */
function fold(text: string): string {
  return decodeEntities(text)
    .replace(marks, '')
    .normalize('NFKD')
    .replace(marks, '')
    .replace(otherDigit, asciiDigit)
    .toLowerCase();
}

/** The few entities that Teams leaves in a message between digits or in "H&amp;C". */
function decodeEntities(text: string): string {
  return text
    .replace(/&amp;/gi, '&')
    .replace(/&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:shy|zwj|zwnj|lrm|rlm|#173|#8203);/gi, '\u200b');
}

function tidy(text: string): string {
  return text
    .replace(white, (run) => (lineBreak.test(run) ? '\n' : ' '))
    .replace(/[\u2010\u2011\u2043\u02d7]/g, '-')
    .replace(/[[\p{Pd}\u2212\u2500\u2501\u30fc~\u223c]--\-]/gv, '–')
    .replace(/[\u00b7\u2022\u2219\u22c5\u2027\u3002\u30fb]/g, '.')
    .replace(/[\\\u2044\u2215]/g, '/')
    .replace(/\p{Pc}/gu, '_')
    .replace(/[‘’‚‛“”„`´]/g, "'");
}

/**
 * The ASCII digit of a decimal digit of another script. Unicode keeps each script's digits in order from zero and in
 * tens, so the place in the row of neighbouring digits tells the value (two rows may touch, hence the remainder).
 */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let place = 0;
  while (decimalDigit.test(String.fromCodePoint(code - place - 1))) place += 1;
  return String(place % 10);
}
