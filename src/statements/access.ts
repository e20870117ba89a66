// Who may group and answer what was said at an asking, and who may read an organisation's statements.
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { belongingOf } from '../people/membership.ts';
import { organisationsByTeam, personById } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import type { Database, Queries, Trx } from '../store/database.ts';
import type { Asking, Cabinets, Reach, Source } from './ports.ts';
import { lockTheme, themeById } from './store.ts';
import type { Theme } from './theme.ts';

export type StatementsDeps = {
  db: Database;
  now: () => Date;
  /** Today in the service's own zone, YYYY-MM-DD: for memberships. */
  today: () => string;
  /** All of them as one. */
  source: Source;
  cabinets: Cabinets;
};

/** Whether somebody may: they asked, or they run the team as facilitator or deputy. Being an admin shows nobody more. */
export async function mayTend(db: Queries, actor: Actor, asking: Asking): Promise<boolean> {
  if (asking.tenantId !== actor.tenantId) return false;
  const standing = await standingIn(db, asking.teamId, actor);
  return standing.facilitator || (standing.member && asking.askerId === actor.personId);
}

/** The asking, for somebody who may group and answer what was said there. */
export async function tended(db: Queries, source: Source, actor: Actor, key: string): Promise<Asking> {
  const asking = await source.asking(db, key);
  if (!asking || asking.tenantId !== actor.tenantId) throw noTheme();
  if (await mayTend(db, actor, asking)) return asking;
  throw new Refusal(
    'forbidden',
    'Only the person who asked, or somebody who runs the team, can group and answer this.',
  );
}

/** What somebody may group at an asking that they tend. */
export async function reachOf(db: Queries, actor: Actor, asking: Asking): Promise<Reach> {
  return (await standingIn(db, asking.teamId, actor)).facilitator ? 'team' : 'asking';
}

/** A theme with its asking, for somebody who may answer it; locked where it is to be changed. */
export async function tendedTheme(
  db: Queries | Trx,
  source: Source,
  actor: Actor,
  id: string,
  lock?: Trx,
): Promise<{ theme: Theme; asking: Asking }> {
  const theme = lock ? await lockTheme(lock, id) : await themeById(db, id);
  if (!theme || theme.tenantId !== actor.tenantId) throw noTheme();
  return { theme, asking: await tended(db, source, actor, theme.asking) };
}

/** The organisation that somebody belongs to on a day, if it is known. */
export async function organisationOf(db: Queries, personId: string, on: string): Promise<string | undefined> {
  const person = await personById(db, personId);
  const belonging = person && (await belongingOf(db, person, on));
  return belonging?.kind === 'organisation' ? belonging.id : undefined;
}

/** Whether somebody may read an organisation's statements: they belong to it, or are in a team of it. */
export async function mayRead(
  db: Queries,
  personId: string,
  of: { organisationId: string },
  on: string,
): Promise<boolean> {
  if ((await organisationOf(db, personId, on)) === of.organisationId) return true;
  return (await organisationsByTeam(db, personId)).includes(of.organisationId);
}

export function noTheme(): Refusal {
  return new Refusal('missing', 'There is no such theme any more. Write themes for those that are there.');
}

export function noStatement(): Refusal {
  return new Refusal('missing', 'There is no such statement that you can see. Write you said for the latest.');
}
