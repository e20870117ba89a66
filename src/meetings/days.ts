// A team's own days off, and bank holidays that it works all the same.

import { z } from 'zod';
import { isDate } from '../calendar/dates.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { standingIn } from '../people/standing.ts';
import type { Team } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import { localDays, setLocalDay } from '../store/working-calendars.ts';
import type { MeetingsDeps } from './managing.ts';
import { plansNow, tellReplanned } from './replanning.ts';

/** `usual`: as the bank holidays say; it takes back what was said before. */
export const daysInput = z.object({
  date: z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine(isDate, { message: 'Which day: choose a date that exists.' }),
  kind: z.enum(['off', 'worked', 'usual'], { message: 'Choose what is on that day.' }).default('off'),
});
export type DaysInput = z.infer<typeof daysInput>;

export function createDays({ db, now }: MeetingsDeps) {
  /** Throws unless the actor runs the team. */
  async function assertRuns(actor: Actor, team: Team): Promise<void> {
    if ((await standingIn(db, team.id, actor)).configures) return;
    throw new Refusal('forbidden', 'Only a facilitator of this team, or their deputy, can change its days off.');
  }

  /** Changes one day; whoever owns a meeting that is planned otherwise now hears of it. */
  async function save(actor: Actor, team: Team, { date, kind }: DaysInput): Promise<void> {
    await assertRuns(actor, team);
    await db.transaction().execute(async (trx) => {
      const before = await plansNow(trx, now(), team.id);
      const day = { teamId: team.id, offOn: date, setBy: actor.personId, setAt: now().toISOString() };
      await setLocalDay(trx, day, kind === 'usual' ? undefined : kind);
      const { tenantId, personId: actorId } = actor;
      await audit(trx, { tenantId, actorId, action: 'days.save', subjectId: team.id, note: kind }, now());
      await tellReplanned(trx, before, now(), { teamId: team.id, by: actor.personId });
    });
  }

  return { assertRuns, save, of: (teamId: string) => localDays(db, [teamId]) };
}
