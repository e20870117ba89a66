// The check-ins' use cases, assembled: forums and rosters, answering, what follows a digest, the clock's duties.
import { createAnswering } from './answering.ts';
import type { CheckinsDeps } from './deps.ts';
import { createCheckinDuties } from './duties.ts';
import { createForums } from './forums.ts';
import { createMembers } from './members.ts';
import { createOffering } from './offering.ts';
import { createReading } from './reading.ts';

export type CheckinsService = ReturnType<typeof createCheckinsService>;

export function createCheckinsService(deps: CheckinsDeps) {
  return {
    forums: createForums(deps),
    members: createMembers(deps),
    answering: createAnswering(deps),
    offering: createOffering(deps),
    reading: createReading(deps),
    duties: createCheckinDuties(deps),
  };
}
