// Very many people who have a chat with the bot, put into a database at once: by hand they would take an hour.
import type { Database } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import type { Person } from '../support/world.ts';
import { person } from '../support/world.ts';

export function crowdOf(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => person(`Colleague ${index + 1}`));
}

/** Records them as seen, each with a chat of their own. */
export async function seat(
  db: Database,
  crowd: readonly Person[],
  { serviceUrl, botKey, now }: { serviceUrl: string; botKey: string; now: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (let from = 0; from < crowd.length; from += 100) {
      const some = crowd.slice(from, from + 100).map((who) => ({ who, id: newId(now) }));
      await trx
        .insertInto('people')
        .values(
          some.map(({ who, id }) => ({
            id,
            tenantId: who.tenantId,
            objectId: who.objectId,
            channelUserId: who.id,
            name: who.name,
            email: who.email,
            timeZone: '',
            pausedAt: null,
            awayUntilOn: null,
            quietFrom: '',
            quietUntil: '',
            guest: 0 as const,
          })),
        )
        .execute();
      await trx
        .insertInto('conversations')
        .values(
          some.map(({ who, id }) => ({
            id: newId(now),
            tenantId: who.tenantId,
            conversationKey: who.chatId,
            scope: 'personal' as const,
            serviceUrl,
            botKey,
            personId: id,
            teamId: null,
            state: 'open' as const,
            reason: '',
            seenAt: now.toISOString(),
            welcomedAt: now.toISOString(),
          })),
        )
        .execute();
    }
  });
}
