// Queries on who comes to a meeting, and who sent apologies.
import type { Queries, Trx } from '../store/database.ts';
import type { AttendanceTable } from '../store/tables-agenda.ts';

export type Attendance = Pick<AttendanceTable, 'personId' | 'answer'>;

/** Who answered for one date of a series; `plannedOn` is the rule's date (YYYY-MM-DD). In the order of person ids. */
export async function attendanceOf(db: Queries, seriesId: string, plannedOn: string): Promise<Attendance[]> {
  return db
    .selectFrom('attendance')
    .select(['personId', 'answer'])
    .where('seriesId', '=', seriesId)
    .where('plannedOn', '=', plannedOn)
    .orderBy('personId')
    .execute();
}

/** Writes a person's answer in place of the one before. */
export async function answerAttendance(trx: Trx, attendance: AttendanceTable): Promise<void> {
  const { answer, answeredAt } = attendance;
  await trx
    .insertInto('attendance')
    .values(attendance)
    .onConflict((conflict) =>
      conflict.columns(['seriesId', 'plannedOn', 'personId']).doUpdateSet({ answer, answeredAt }),
    )
    .execute();
}
