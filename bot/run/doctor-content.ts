// What the doctor sees in the database: what is missing in cabinets and teams, whom nobody can reach, what is stuck.
import { countRows, listDead } from '../../src/delivery/outbox.ts';
import { type Cabinet, missingFrom } from '../../src/issues/cabinet.ts';
import { allCabinets } from '../../src/issues/cabinets-store.ts';
import { safetyPeople } from '../../src/issues/notices.ts';
import { knownRoute } from '../../src/issues/routing.ts';
import { routesOf } from '../../src/issues/routing-store.ts';
import { closedConversations, conversationById } from '../../src/people/conversations-store.ts';
import { seenAdmins } from '../../src/people/people-store.ts';
import { CLINICAL_SAFETY, holdersOf, rolesOf, teamById } from '../../src/people/teams-store.ts';
import type { Database } from '../../src/store/database.ts';
import { type Finding, ok, warning } from './finding.ts';

const DEAD_SHOWN = 1_000;

/** Looks at a database that is up to date. `admins`: the object ids of CLERK_ADMINS. Changes nothing. */
export async function lookInside(db: Database, admins: readonly string[], now: Date): Promise<Finding[]> {
  const cabinets = await allCabinets(db);
  const findings = cabinets.length > 0 ? [] : [ok('Cabinets: none yet. Write set up cabinet in the channel for it.')];
  for (const cabinet of cabinets) {
    const missing = [...(await missingIn(db, cabinet, now)), ...(await missingAround(db, cabinet))];
    if (missing.length === 0) findings.push(ok(`${cabinet.name}: nothing is missing.`));
    findings.push(...missing.map((words) => warning(`${cabinet.name}: ${words}`)));
  }
  const seen = await seenAdmins(db, admins);
  for (const admin of admins.filter((id) => !seen.includes(id))) {
    findings.push(warning(`CLERK_ADMINS: ${admin} was never seen. If it is the right id, write help to the bot once.`));
  }
  return [...findings, ...(await stuck(db))];
}

async function missingIn(db: Database, cabinet: Cabinet, now: Date): Promise<string[]> {
  const held = (await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY)).length > 0;
  const missing = missingFrom(cabinet, held);
  const { people, heard } = await safetyPeople(db, cabinet, now.toISOString().slice(0, 10));
  if (!heard) {
    const names = people.map(({ name }) => name || 'somebody without a name').join(', ');
    missing.push(
      `Nobody who holds clinical safety can be reached: ${names}. They write to the bot once, or another is named.`,
    );
  }
  return [...missing, ...(await leftIn(db, cabinet))];
}

/** Who gets which issues: lines that name somebody who has left. */
async function leftIn(db: Database, cabinet: Cabinet): Promise<string[]> {
  const lines: string[] = [];
  for (const route of await routesOf(db, cabinet.id)) {
    const { left } = await knownRoute(db, route, cabinet.teamId);
    if (left.length === 0) continue;
    lines.push(
      `Who gets which issues, ${route.name}: ${left.join(' and ')} left the team. Write routing in its channel and ` +
        'choose somebody else.',
    );
  }
  return lines;
}

async function missingAround(db: Database, cabinet: Cabinet): Promise<string[]> {
  const missing: string[] = [];
  const team = await teamById(db, cabinet.teamId);
  const channel = await conversationById(db, cabinet.conversationId);
  if (team?.removedAt) missing.push('The app was removed from its team, so nobody sees its issues. Add it again.');
  else if (channel && channel.state !== 'open') {
    missing.push(`Its channel cannot be written to (${channel.reason}), so nobody sees new issues there.`);
  }
  const run = (await rolesOf(db, cabinet.teamId)).some(({ role, confirmedAt }) => role !== 'handler' && confirmedAt);
  if (!run) missing.push('Nobody runs its team. A member writes set up team there, and an admin or another confirms.');
  return missing;
}

async function stuck(db: Database): Promise<Finding[]> {
  const { waiting } = await countRows(db);
  const findings = [ok(`Outbox: messages that wait: ${waiting}.`)];
  const kinds = new Map<string, number>();
  for (const { kind, lastError } of await listDead(db, { limit: DEAD_SHOWN })) {
    const key = `${kind} (${lastError})`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
  }
  for (const [kind, count] of kinds) {
    const remedy = 'When the cause is mended: npm run doctor -- --requeue.';
    findings.push(warning(`Outbox: given up, ${count} of ${kind}. ${remedy}`));
  }
  const closed = await closedConversations(db);
  if (closed > 0) {
    const why = 'blocked, gone, or the app was removed there; each opens again when somebody writes from it';
    findings.push(warning(`Chats and channels that cannot be written to: ${closed} (${why}).`));
  }
  return findings;
}
