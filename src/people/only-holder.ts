// Whoever alone holds clinical safety of a team cannot pause: a safety concern must not wait for nobody.
import { Refusal } from '../errors.ts';
import type { Queries } from '../store/database.ts';
import { CLINICAL_SAFETY } from './teams-store.ts';

/** Throws, with what to do instead, where a person is the only holder of clinical safety in a team. */
export async function assertNotOnlyHolder(db: Queries, personId: string): Promise<void> {
  const [team] = await teamsHeldAlone(db, personId, CLINICAL_SAFETY);
  if (!team) return;
  throw new Refusal(
    'conflict',
    `You are the only one who holds clinical safety in ${team}, so you cannot pause. Write away until and a date: your ` +
      'deputy stands in. Or write set up team in its channel and name somebody else too.',
  );
}

/** The names of the teams in which a person is the only holder of a function; deputies do not count. */
async function teamsHeldAlone(db: Queries, personId: string, duty: string): Promise<string[]> {
  const rows = await db
    .selectFrom('functionHolders')
    .innerJoin('teams', 'teams.id', 'functionHolders.teamId')
    .select('teams.name')
    .where('functionHolders.personId', '=', personId)
    .where('functionHolders.duty', '=', duty)
    .where('functionHolders.standing', '=', 'holder')
    .where('teams.removedAt', 'is', null)
    .where(({ not, exists, selectFrom, ref }) =>
      not(
        exists(
          selectFrom('functionHolders as other')
            .select('other.personId')
            .where('other.teamId', '=', ref('functionHolders.teamId'))
            .where('other.duty', '=', duty)
            .where('other.standing', '=', 'holder')
            .where('other.personId', '<>', personId),
        ),
      ),
    )
    .orderBy('teams.name')
    .execute();
  return rows.map((row) => row.name);
}
