// Finds dates of birth by the label beside them: "dob", "date of birth", "born", "aged". A date alone is never one.
import { beforeLabel, closing, near, pattern, wordEnd, wordStart, wordsWithout } from './phrase.ts';

const raw = String.raw;

const birth =
  raw`(?:d[./\s]?o[./\s]?b|dates?[\s_\-]of[\s_\-]birth|birth[\s_\-]?dates?|birthdays?|dyddiad\sgeni)(?:\.|'?s)?` +
  wordEnd;
const born = `(?:born|ganwyd|ganed)${wordEnd}`;
const age = raw`aged?[\s:]{0,2}(?:\d{1,3}(?:\s?(?:years?|yrs?)(?:\sold)?)?)?[\s,;()\-–:]{1,4}`;

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?' +
  '|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)';
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const gap = raw`[\s.,/\-–_']{0,3}`;
const figuresEnd = raw`(?!\d|\.\d)`;

/**
 * A date with its month in words. A day or a year with the month is enough, as few people on a ward share it. A year alone
 * is not: most of a million people share it, and honest reports need it ("all born before 1926 show as babies"); so
 * "born 1961" passes. "3 may" before another word is a verb ("row 3 may fail").
 */
const dateInWords =
  raw`(?:\d{1,2}(?:st|nd|rd|th)?${gap}(?:of\s)?(?!may\s[a-z])${month}${wordEnd}` +
  raw`|\d{4}${gap}${month}${wordEnd}|${month}${gap}\d{1,4}${figuresEnd})`;
// Directly beside the label figures of many shapes are a date: 3 4 61, 1961-04-03, 04/13/1961, 03041961, 03/04, 04/1961.
const figuresNear =
  raw`(?:\d{1,2}SEP\d{1,2}SEP(?:\d{4}|\d{2})|\d{4}SEP\d{1,2}SEP\d{1,2}|\d{8}|\d{6}|\d{1,2}/(?:\d{4}|\d{1,2}))`.replaceAll(
    'SEP',
    raw`\s?[\-–./,_\s]\s?`,
  ) + figuresEnd;
// Some words away only the common ones are: "beds 1, 2, 10" is none.
const figuresFar = raw`(?:\d{1,2}(?<split>[\-–./])\d{1,2}\k<split>(?:\d{4}|\d{2})|\d{4}(?<cut>[\-–./])\d{1,2}\k<cut>\d{1,2})${figuresEnd}`;

// … nor, that far off, two figures and two with dots: "DOB module 10.2.15" is a version.
const notAVersion = raw`(?!\d{1,2}\.\d{1,2}\.\d{2}(?!\d))`;

// "DOB field blank since 3 April 2027" tells when the fault was; "DOB on screen shows as 3 April 1961" tells a birth.
const otherDate =
  '(?:meetings?|released?|upgraded?|updated?|version|go-live|agenda|due|today|yesterday|ticket|server|address)';
const notWhen =
  raw`(?<!${wordStart}(?:since|until|till|by|after|before|at|on|to|(?<!chang(?:ed|es|ing)\s)from)` +
  raw`(?:\sthe)?(?:\s${weekday})?[\s,]{1,2})`;

const patterns: readonly RegExp[] = [
  pattern(wordStart, birth, near, `(?:${figuresNear}|${dateInWords})`),
  pattern(wordStart, birth, wordsWithout(otherDate), notWhen, notAVersion, `(?:${figuresFar}|${dateInWords})`),
  pattern(wordStart, born, near, raw`(?:on\s)?(?:the\s)?(?:${figuresNear}|${dateInWords})`),
  // "Born before 1 January 1926" draws a line between many people; it is nobody's birthday.
  pattern(
    wordStart,
    born,
    wordsWithout(`(?:before|after|since|between|${otherDate})`),
    notAVersion,
    `(?:${figuresFar}|${dateInWords})`,
  ),
  pattern(wordStart, age, `(?:${figuresFar}|${dateInWords})`),
  pattern(raw`(?<!\d)(?:${figuresFar}|${dateInWords}(?:${gap}(?:\d{4}|\d{2}))?)`, beforeLabel, birth, closing),
];

/** Whether a canonical text holds a labelled date of birth. */
export function holdsBirthDate(text: string): boolean {
  return patterns.some((one) => one.test(text));
}
