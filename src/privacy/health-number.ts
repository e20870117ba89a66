// Finds ten-digit health numbers (NHS, CHI, H&C) that stand without a label.
import { type DigitGroup, type DigitRun, digitRuns, layoutOf } from './digit-groups.ts';

const healthDigits = 10;
const evenSeparators = new Set(['-', ' ', '.', '/', '_']);
const longestPrefix = 24;
// Words that say "here comes the number" (or whose it is); glued in front they are no ticket system's prefix.
const notPrefixes = new Set(
  'no nos num number nr nbr id is was pt pts px patient patients mrn chi hc hcn dob nhs nhsno nhsnumber nhsnum'.split(
    ' ',
  ),
);

/**
 * Whether the tenth digit is the check digit of the first nine: weights 10 to 2, sum modulo 11, taken from 11; 11 counts
 * as 0 and 10 is never issued (ISB 0149, NHS Number Standard; CHI and H&C numbers use the same rule).
 * `digits`: ten ASCII digits without separators; anything else is false. It says nothing of ranges: 0000000000 passes.
 */
export function isValidModulus11(digits: string): boolean {
  if (!/^[0-9]{10}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < healthDigits - 1; place += 1) sum += Number(digits[place]) * (healthDigits - place);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[healthDigits - 1]);
}

/**
 * Looks for a number in a canonical text. `nhs-number`: written 3-3-4, the form that the NHS Number Standard asks for,
 * whatever its check digit (a mistyped number still points to a person, and the NHS's own example fails the check).
 * `possible-nhs-number`: ten digits written otherwise, held to the check digit and to a range in use, because one in
 * eleven of all ticket numbers would pass the check alone.
 */
export function findHealthNumber(text: string): 'nhs-number' | 'possible-nhs-number' | undefined {
  for (const run of digitRuns(text)) {
    for (const window of windowsOf(run)) {
      const kind = judge(window, run.dotted, text);
      if (kind) return kind;
    }
  }
  return undefined;
}

/**
 * The stretches of a run that could be one number: every one to three neighbouring groups, because a bed or a list number
 * may stand in front ("1 943 476 5919"); and of more groups only whole lines, since rows of small numbers are common.
 */
function windowsOf(run: DigitRun): DigitGroup[][] {
  const windows: DigitGroup[][] = [];
  for (let from = 0; from < run.groups.length; from += 1) {
    for (let count = 1; count <= 3 && from + count <= run.groups.length; count += 1) {
      const window = run.groups.slice(from, from + count);
      if (digitCount(window) === healthDigits) windows.push(window);
    }
  }
  for (const line of linesOf(run.groups)) {
    if (line.length > 3 && digitCount(line) === healthDigits) windows.push(line);
  }
  return windows;
}

function linesOf(groups: readonly DigitGroup[]): DigitGroup[][] {
  const lines: DigitGroup[][] = [];
  let line: DigitGroup[] = [];
  for (const group of groups) {
    if (group.joint === '\n' || line.length === 0) {
      line = [];
      lines.push(line);
    }
    line.push(group);
  }
  return lines;
}

function digitCount(groups: readonly DigitGroup[]): number {
  let count = 0;
  for (const group of groups) count += group.digits.length;
  return count;
}

function judge(
  window: readonly DigitGroup[],
  dotted: boolean,
  text: string,
): 'nhs-number' | 'possible-nhs-number' | undefined {
  const start = window[0]?.start ?? 0;
  const digits = window.map((group) => group.digits).join('');
  const prefixed = hasPrefix(text, start);
  if (layoutOf(window) === '3-3-4') {
    // A prefix ("LT-123-456-7890") or a version's dots make the form weaker evidence; then the check digit decides.
    const weak = dotted || prefixed || isVersion(window, text);
    return !weak || couldBeIssued(digits) ? 'nhs-number' : undefined;
  }
  if (dotted || prefixed || !isWrittenAsOne(window)) return undefined;
  return couldBeIssued(digits) ? 'possible-nhs-number' : undefined;
}

/** One kind of separator throughout, as nobody mixes them in a number ("03/04/27 1030" is a date and a time) … */
function isWrittenAsOne(window: readonly DigitGroup[]): boolean {
  const joints = new Set(window.slice(1).map((group) => group.joint));
  if (joints.size === 0) return true;
  // … except where it is spelt out digit by digit.
  if (window.length === healthDigits) return !joints.has('\n');
  const [joint] = joints;
  return joints.size === 1 && joint !== undefined && evenSeparators.has(joint);
}

/** Letters glued in front, directly or by a hyphen or underscore: INC1234567890, REF-1234567890. Not a word apart. */
function hasPrefix(text: string, start: number): boolean {
  const [glued] = /[\p{L}\d_-]*$/u.exec(text.slice(Math.max(0, start - longestPrefix), start)) ?? [''];
  const word = glued.split(/[\d_-]+/).findLast((part) => part !== '');
  return word !== undefined && !notPrefixes.has(word);
}

function isVersion(window: readonly DigitGroup[], text: string): boolean {
  if (window.slice(1).some((group) => group.joint !== '.')) return false;
  const start = window[0]?.start ?? 0;
  return /(?:^|[^\p{L}])(?:version|ver|build|release|firmware|driver)[ :.]{0,2}$/u.test(
    text.slice(Math.max(0, start - longestPrefix), start),
  );
}

function couldBeIssued(digits: string): boolean {
  return isValidModulus11(digits) && isInRange(digits);
}

/**
 * The ranges in use: 320 to 399 H&C (Northern Ireland); 400 to 499 and 600 to 799 NHS (England, Wales, Isle of Man);
 * 900 to 999 kept for tests and synthetic records, refused too so that training and live data are treated alike; and CHI
 * (Scotland), which starts with a date of birth. Not 500 to 599 and 860 to 899 (not issued), nor 800 to 859 (the core of
 * the Republic of Ireland's 18-digit identifier): they would refuse ticket numbers and protect nobody.
 */
function isInRange(digits: string): boolean {
  const start = Number(digits.slice(0, 3));
  if (start >= 320 && start <= 499) return true;
  if (start >= 600 && start <= 799) return true;
  return start >= 900 || startsWithDate(digits);
}

/** DDMMYY. The century is not in it, so 29 February passes in every year that may be a leap year. */
function startsWithDate(digits: string): boolean {
  const [day, month, year] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  const february = year % 4 === 0 ? 29 : 28;
  const longest = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return longest !== undefined && day >= 1 && day <= longest;
}
