// Who presents CPD next, pure: whoever presented longest ago, then fewest times; ties by name. Leave and "not me" let
// somebody pass for one date, and keep their place in the queue.

/** A member of the team. `awayUntilOn`: the last day they are away (YYYY-MM-DD); `paused`: no prompts reach them. */
export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly awayUntilOn: string | null;
  readonly paused: boolean;
};

/** Somebody presented, or is going to, on a date (YYYY-MM-DD). */
export type Turn = { readonly on: string; readonly personId: string };

/** A date of the rota. `holderId`: who has it for certain, null for a guest; undefined: the queue decides. */
export type RotaDate = {
  readonly on: string;
  readonly holderId?: string | null;
  readonly declined: ReadonlySet<string>;
};

/** Whether somebody can present on a date: not away then, not paused, and they have not said "not me". */
export function isFree(candidate: Candidate, date: Pick<RotaDate, 'on' | 'declined'>): boolean {
  const away = candidate.awayUntilOn !== null && candidate.awayUntilOn >= date.on;
  return !away && !candidate.paused && !date.declined.has(candidate.id);
}

/** Who is next for a date, after these turns; undefined when nobody is free. */
export function nextInRota(
  candidates: readonly Candidate[],
  turns: readonly Turn[],
  date: Pick<RotaDate, 'on' | 'declined'>,
): Candidate | undefined {
  const rank = new Map(candidates.map(({ id }) => [id, { last: '', times: 0 }]));
  for (const { on, personId } of turns) {
    const mine = rank.get(personId);
    if (!mine) continue;
    mine.times += 1;
    if (on > mine.last) mine.last = on;
  }
  const of = (id: string) => rank.get(id) ?? { last: '', times: 0 };
  const [first] = candidates
    .filter((candidate) => isFree(candidate, date))
    .toSorted(
      (one, other) =>
        compare(of(one.id).last, of(other.id).last) ||
        of(one.id).times - of(other.id).times ||
        one.name.localeCompare(other.name, 'en') ||
        compare(one.id, other.id),
    );
  return first;
}

/**
 * The rota for dates in ascending order: for each who is to present; undefined where nobody is free, null for a guest.
 * `turns` are those of other dates. A date that somebody has for certain counts as their turn before the queue goes on.
 */
export function planRota(
  candidates: readonly Candidate[],
  turns: readonly Turn[],
  dates: readonly RotaDate[],
): (string | null | undefined)[] {
  const known = [...turns];
  for (const { on, holderId } of dates) if (holderId) known.push({ on, personId: holderId });
  return dates.map((date) => {
    if (date.holderId !== undefined) return date.holderId;
    const next = nextInRota(candidates, known, date)?.id;
    if (next) known.push({ on: date.on, personId: next });
    return next;
  });
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
