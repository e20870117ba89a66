// Everybody who could want something of an issue: two organisations in one tenant, one in another, and one person for
// each role. The house is set up through the door, as these people would do it.
import type { Issue } from '../../src/issues/issue.ts';
import { channel, type House, person, personal, startHouse, team, verbsOf } from '../support/clerk.ts';
import { homeTenant, otherTenant, type Person } from '../support/world.ts';

export const ROLES = [
  'stranger',
  'raiser',
  'teammate',
  'handler',
  'facilitator',
  'deputy',
  'safety',
  'safety-deputy',
  'admin',
  'removed',
  'other-organisation',
  'other-tenant',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is who. The stranger, the raiser and the admin are of the organisation, and in no team. */
export const cast: Readonly<Record<Role, Person>> = {
  stranger: person('Iris Bell'),
  raiser: person('Amina Yusuf'),
  teammate: person('Tom Reed'),
  handler: person('Rosa Marsh'),
  facilitator: person('Sam Okafor'),
  deputy: person('Dee Lowe'),
  safety: person('Nina Shaw'),
  'safety-deputy': person('Omar Hale'),
  admin: person('Ada Moss'),
  removed: person('Lee Frost'),
  'other-organisation': { ...person('Otto Kemp'), email: 'otto.kemp@community.example' },
  'other-tenant': person('Tess Vance', otherTenant),
};

const inTeam: readonly Role[] = ['teammate', 'handler', 'facilitator', 'deputy', 'safety', 'safety-deputy'];
export const members = inTeam.map((role) => cast[role]);

export const digital = team('Digital Team', [...members, cast.removed], { channels: ['Cabinet'] });
export const community = team('Community Digital', [cast['other-organisation']]);
export const elsewhere = team('Elsewhere Digital', [cast['other-tenant']], { tenantId: otherTenant });

export const cabinetChannel = channel(digital, 'Cabinet');
export const northfield = 'Northfield Trust';
export const southmere = 'Southmere Community';

const CABINET = { name: 'Ward Digital Cabinet', prefix: 'CAB', systems: 'EPR', organisation: northfield };

/** What `set up cabinet` of the home team is saved with. */
export function cabinetSettings(changes: object = {}): object {
  return { ...CABINET, safety: cast.safety.objectId, ...changes };
}

/** What `set up team` of the home team is saved with. */
export function teamSettings(changes: object = {}): object {
  const roles = {
    facilitators: cast.facilitator.objectId,
    deputies: cast.deputy.objectId,
    handlers: cast.handler.objectId,
    safety: cast.safety.objectId,
    safetyDeputies: cast['safety-deputy'].objectId,
  };
  return { ...roles, organisation: northfield, ods: '', timeZone: 'Europe/London', ...changes };
}

/** The house with everyone in their role. `removed` was a handler, and has left the team. */
export async function startCast(): Promise<House> {
  const house = await startHouse({
    people: Object.values(cast),
    teams: [digital, community, elsewhere],
    env: { CLERK_ADMINS: cast.admin.objectId, CLERK_TENANTS: `${homeTenant},${otherTenant}` },
  });
  await house.deliver(house.acts.installs(cast.facilitator, channel(digital)));
  const everyHandler = [cast.handler, cast.removed].map((who) => who.objectId).join(',');
  await house.presses(cast.facilitator, 'team.save', teamSettings({ handlers: everyHandler }), { in: cabinetChannel });
  await house.presses(cast.facilitator, 'cabinet.save', cabinetSettings(), { in: cabinetChannel });
  await setUpOthers(house);
  await removeOne(house);
  for (const who of Object.values(cast)) await house.says(who, 'help');
  return house;
}

async function setUpOthers(house: House): Promise<void> {
  const other = cast['other-organisation'];
  await house.deliver(house.acts.installs(other, channel(community)));
  const theirs = { name: 'Community Cabinet', prefix: 'CAB', systems: 'Rota', organisation: southmere };
  await house.presses(other, 'cabinet.save', theirs, { in: channel(community) });
  const far = cast['other-tenant'];
  await house.deliver(house.acts.installs(far, channel(elsewhere)));
  await house.presses(far, 'cabinet.save', { name: 'Elsewhere Cabinet', prefix: 'CAB' }, { in: channel(elsewhere) });
  for (const [name, domains] of [
    [northfield, 'trust.example'],
    [southmere, 'community.example'],
  ]) {
    await house.presses(cast.admin, 'organisation.save', { name, ods: '', domains });
  }
}

async function removeOne(house: House): Promise<void> {
  house.far.teams.splice(house.far.teams.indexOf(digital), 1, { ...digital, members });
  await house.deliver(house.acts.leaves([cast.removed], channel(digital)));
}

export type Raised = { id: string; reference: string; title: string };

export const DETAIL = 'The queue says paused and nobody can resume it.';

/** Raises an issue in the raiser's chat, as far as the last card. `harm` `yes` flags it for clinical safety. */
export async function raise(house: House, title: string, harm: 'no' | 'yes' = 'no'): Promise<Raised> {
  const who = cast.raiser;
  const chat = personal(who);
  await house.says(who, 'raise');
  await house.press(who, chat, 'issue.start', { harm });
  if (harm === 'yes') await house.press(who, chat, 'issue.safetyForm');
  const asked = await house.press(who, chat, 'issue.raise', { title, detail: DETAIL });
  if (verbsOf(asked.card ?? {}).includes('issue.new')) await house.press(who, chat, 'issue.new');
  const issues = await house.clerk.store.db.selectFrom('issues').selectAll().where('title', '=', title).execute();
  const [issue] = issues;
  if (!issue || issues.length > 1) throw new Error(`${issues.length} issues are called ${title}.`);
  return { id: issue.id, reference: issue.reference, title };
}

/** What is stored of an issue now, and how many steps its history has: a deed that is refused changes neither. */
export async function standOf(house: House, id: string): Promise<{ issue: Issue; steps: number }> {
  const { db } = house.clerk.store;
  const issue = await db.selectFrom('issues').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const events = await db.selectFrom('issueEvents').select('id').where('issueId', '=', id).execute();
  return { issue: issue as Issue, steps: events.length };
}

export type Outcome = 'allowed' | 'refused' | 'not-there';

const NOT_THERE =
  /^(There is no such|This form is out of date|This is not there any more|This cabinet is not|This meeting is not|This entry is not)/;
const REFUSED = /^(Only |Another member|Organisation: |You cannot|You are with|This is settled)/;

/** What a line to somebody says: that there is no such thing, that they may not, or neither. */
export function outcomeOf(line: string | undefined): Outcome {
  if (line && NOT_THERE.test(line)) return 'not-there';
  return line && REFUSED.test(line) ? 'refused' : 'allowed';
}
