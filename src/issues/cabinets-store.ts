// Queries on cabinets.
import type { Queries, Trx } from '../store/database.ts';
import type { CabinetTable } from '../store/tables.ts';
import type { Cabinet } from './cabinet.ts';
import type { OwnReplies } from './starters.ts';

export async function cabinetById(db: Queries, id: string): Promise<Cabinet | undefined> {
  const row = await db.selectFrom('cabinets').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asCabinet(row);
}

export async function cabinetOfConversation(db: Queries, conversationId: string): Promise<Cabinet | undefined> {
  const row = await db
    .selectFrom('cabinets')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .executeTakeFirst();
  return row && asCabinet(row);
}

/** The cabinets of one organisation, by name. */
export async function cabinetsOf(db: Queries, tenantId: string, organisationId: string): Promise<Cabinet[]> {
  const rows = await db
    .selectFrom('cabinets')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('organisationId', '=', organisationId)
    .orderBy('name')
    .execute();
  return rows.map(asCabinet);
}

/** The cabinets of a team, by name. */
export async function cabinetsOfTeam(db: Queries, teamId: string): Promise<Cabinet[]> {
  const rows = await db.selectFrom('cabinets').selectAll().where('teamId', '=', teamId).orderBy('name').execute();
  return rows.map(asCabinet);
}

/** All cabinets, for `doctor`. */
export async function allCabinets(db: Queries): Promise<Cabinet[]> {
  const rows = await db.selectFrom('cabinets').selectAll().orderBy('name').execute();
  return rows.map(asCabinet);
}

export async function saveCabinet(trx: Trx, cabinet: Cabinet): Promise<void> {
  const row = { ...cabinet, systems: JSON.stringify(cabinet.systems), replies: JSON.stringify(cabinet.replies) };
  const { id: _, lastNumber: __, createdAt: ___, ...changed } = row;
  await trx
    .insertInto('cabinets')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
    .execute();
}

/** The next number of a cabinet's references. The update takes the row's lock, so two raisers never get the same. */
export async function nextNumber(trx: Trx, cabinetId: string): Promise<number> {
  const row = await trx
    .updateTable('cabinets')
    .set((set) => ({ lastNumber: set('lastNumber', '+', 1) }))
    .where('id', '=', cabinetId)
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return row.lastNumber;
}

/** The cabinets of one organisation, and those of the teams that a person is a member of, by name. */
export async function cabinetsAround(
  db: Queries,
  tenantId: string,
  around: { organisationId: string | undefined; personId: string },
): Promise<Cabinet[]> {
  const rows = await db
    .selectFrom('cabinets')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where((is) =>
      is.or([
        is('organisationId', '=', around.organisationId ?? ''),
        is(
          'teamId',
          'in',
          is
            .selectFrom('teamMembers')
            .select('teamMembers.teamId')
            .where('teamMembers.personId', '=', around.personId)
            .where('teamMembers.leftAt', 'is', null),
        ),
      ]),
    )
    .orderBy('name')
    .execute();
  return rows.map(asCabinet);
}

function asCabinet(row: CabinetTable): Cabinet {
  return { ...row, systems: JSON.parse(row.systems) as string[], replies: JSON.parse(row.replies) as OwnReplies };
}
