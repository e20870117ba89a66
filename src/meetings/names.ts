// The names of people on one meeting's agenda.
import { peopleByIds } from '../people/people-store.ts';
import type { Queries } from '../store/database.ts';
import type { Agenda } from './agenda-view.ts';

/** Gives the name of a person; of one who is not there any more, a word in its place. */
export type Names = (id: string | null) => string;

/** The names of these people. */
export async function namesOf(db: Queries, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const known = new Map((await peopleByIds(db, wanted)).map(({ id, name }) => [id, name]));
  return (id) => (id && known.get(id)) || 'Somebody';
}

/** The names of everyone that a meeting's agenda names. */
export async function namesOn(db: Queries, { attendance, updates, actions, elsewhere }: Agenda): Promise<Names> {
  return namesOf(db, [
    ...[...attendance, ...updates].map(({ personId }) => personId),
    ...[...actions, ...elsewhere.earlier].map(({ ownerId }) => ownerId),
  ]);
}
