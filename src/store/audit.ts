// Who did what to what, and when: ids and fixed words only, never what people typed.
import type { Queries } from './database.ts';
import { newId } from './ids.ts';

/** Writes one line. `actorId` null: the clock did it. */
export async function audit(
  db: Queries,
  line: { tenantId: string; actorId: string | null; action: string; subjectId: string; note?: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({ id: newId(now), at: now.toISOString(), note: '', ...line })
    .execute();
}
