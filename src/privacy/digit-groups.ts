// Cuts a text into groups of digits and says which of them are written as one number. Telephone numbers are taken out.

/**
 * How a group is joined to the one before it: `none` (they are two numbers), "\n" (a line or cell break), one of
 * " ", "-", ".", "/", "_", or `mixed` (brackets, stars and other ornaments).
 */
type Joint = 'none' | '\n' | ' ' | '-' | '.' | '/' | '_' | 'mixed';

export type DigitGroup = { digits: string; start: number; end: number; joint: Joint };

/** Groups joined to one another. `dotted`: four or more with dots alone between, so an IP address, a version or an OID. */
export type DigitRun = { groups: DigitGroup[]; dotted: boolean };

const longestGap = 5;
const joining = /^[ \n\-–./_*|()[\]']+$/;
const ornaments = /[ *|()[\]']/g;

// How UK numbers that start with 0 are written, by the lengths of their groups (Ofcom's 11 digits). None holds 3-3-4.
const ukPhoneLayouts = new Set('11 5-6 6-5 5-3-3 5-2-4 5-2-2-2 3-4-4 3-8 4-7 4-3-4 4-4-3 4-3-2-2'.split(' '));
const ukNationalDigits = 10;
const fullInternational = 11;

/** The runs of digits in a canonical text, in order, without its telephone numbers. Work grows with length only. */
export function digitRuns(text: string): DigitRun[] {
  const groups = digitGroups(text);
  const runs: DigitRun[] = [];
  let open: DigitGroup[] = [];
  let at = 0;
  function close(): void {
    if (open.length > 0) runs.push({ groups: open, dotted: false });
    open = [];
  }
  for (let group = groups[at]; group; group = groups[at]) {
    const phone = phoneLength(groups, at, text);
    const dotted = phone > 0 ? 0 : dottedLength(groups, at, text);
    if (phone > 0 || dotted > 0 || group.joint === 'none') close();
    if (dotted > 0) runs.push({ groups: groups.slice(at, at + dotted), dotted: true });
    if (phone > 0 || dotted > 0) {
      at += phone || dotted;
      continue;
    }
    open.push(group);
    at += 1;
  }
  close();
  return runs;
}

/** The lengths of groups in the form "3-3-4". */
export function layoutOf(groups: readonly DigitGroup[]): string {
  return groups.map((group) => group.digits.length).join('-');
}

function digitGroups(text: string): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let before = 0;
  for (const match of text.matchAll(/\d+/g)) {
    const start = match.index;
    const end = start + match[0].length;
    const joint = groups.length === 0 ? 'none' : jointOf(text, before, start);
    groups.push({ digits: match[0], start, end, joint });
    before = end;
  }
  return groups;
}

function jointOf(text: string, from: number, to: number): Joint {
  if (to - from > longestGap) return 'none';
  const gap = text.slice(from, to);
  if (!joining.test(gap)) return 'none';
  // A bullet or dash after a line break starts the next item of a list.
  if (gap.includes('\n')) return gap.trim() === '' ? '\n' : 'none';
  const core = gap.replace(ornaments, '').replace('–', '-');
  if (core === '') return gap.trim() === '' ? ' ' : 'mixed';
  if (core === '-' || core === '.' || core === '/' || core === '_') return core;
  return 'mixed';
}

/** How many groups from `at` on make an address or version such as 10.0.19045.5131; 0 where they make none. */
function dottedLength(groups: readonly DigitGroup[], at: number, text: string): number {
  // Judged already, from its first group on.
  if (followsDot(groups, at, text)) return 0;
  let count = 1;
  let single = groups[at]?.digits.length === 1;
  for (let next = groups[at + 1]; next; next = groups[at + count]) {
    if (!followsDot(groups, at + count, text)) break;
    single &&= next.digits.length === 1;
    count += 1;
  }
  // Ten single digits with dots between are a number spelt out, not a version.
  if (count < 4 || (count === 10 && single)) return 0;
  return count;
}

function followsDot(groups: readonly DigitGroup[], at: number, text: string): boolean {
  const [last, next] = [groups[at - 1], groups[at]];
  return last !== undefined && next?.start === last.end + 1 && text[last.end] === '.';
}

/** How many groups from `at` on make a telephone number; 0 where they make none. */
function phoneLength(groups: readonly DigitGroup[], at: number, text: string): number {
  const first = groups[at];
  if (!first) return 0;
  const plus = text[first.start - 1] === '+';
  if (plus && first.digits.startsWith('44')) return ukInternationalLength(groups, at, 2);
  if (first.digits.startsWith('0044')) {
    const count = ukInternationalLength(groups, at, 4);
    // "999 000 0044" ends with the same digits: it is a telephone number only if one follows.
    return digitsIn(groups.slice(at, at + count)) >= 4 + ukNationalDigits - 1 ? count : 0;
  }
  if (plus) return internationalLength(groups, at);
  if (!first.digits.startsWith('0')) return 0;
  for (let count = 1; count <= 4; count += 1) {
    const taken = groups.slice(at, at + count);
    if (taken.slice(1).some(isApart)) return 0;
    if (ukPhoneLayouts.has(layoutOf(taken))) return overlapsHealthForm(groups, at, count) ? 0 : count;
  }
  return 0;
}

function digitsIn(groups: readonly DigitGroup[]): number {
  return groups.map(({ digits }) => digits).join('').length;
}

/** Whether a 3-3-4 begins before or among these groups: "943 076 5919 1030" and "01872 943 476 5919" hold no telephone number. */
function overlapsHealthForm(groups: readonly DigitGroup[], at: number, count: number): boolean {
  for (let from = Math.max(0, at - 2); from < at + count; from += 1) {
    const three = groups.slice(from, from + 3);
    if (layoutOf(three) === '3-3-4' && !three.slice(1).some((group) => group.joint === 'none')) return true;
  }
  return false;
}

/** +44 or 0044 and ten digits after it, "(0)" not counted. It never reaches into a number that follows. */
function ukInternationalLength(groups: readonly DigitGroup[], at: number, codeDigits: number): number {
  let digits = groups[at]?.digits ?? '';
  let count = 1;
  for (let next = groups[at + 1]; next && !isApart(next); next = groups[at + count]) {
    const national = (digits + next.digits).slice(codeDigits).replace(/^0/, '');
    if (national.length > ukNationalDigits) break;
    digits += next.digits;
    count += 1;
  }
  return count;
}

/** "+" and another country's number: up to the group that makes it full, or all where the run ends before that. */
function internationalLength(groups: readonly DigitGroup[], at: number): number {
  let total = groups[at]?.digits.length ?? 0;
  let count = 1;
  for (let next = groups[at + 1]; next && !isApart(next) && total < fullInternational; next = groups[at + count]) {
    total += next.digits.length;
    count += 1;
  }
  // A stray plus sign before a number in the NHS's own form does not make it a telephone number.
  if (layoutOf(groups.slice(at, at + 3)) === '3-3-4') return 0;
  return count;
}

function isApart(group: DigitGroup): boolean {
  return group.joint === 'none' || group.joint === '\n';
}
