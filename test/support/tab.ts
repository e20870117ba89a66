// A house with its tab: people with every role around one cabinet, and requests to the API as each of them.

import type { ShownRaise } from '../../src/issues/shown.ts';
import { seeConversation } from '../../src/people/conversations-store.ts';
import { addOrganisation, seePerson, startMembership } from '../../src/people/people-store.ts';
import { addMember, CLINICAL_SAFETY, giveRole, removeMember, setHolders } from '../../src/people/teams-store.ts';
import { startAuthority, type TokenChange } from './authority.ts';
import { startHouse } from './clerk.ts';
import type { Engine } from './databases.ts';
import { homeTenant, otherTenant, type Person, person, team } from './world.ts';

export const cast = {
  stranger: person('Nadia Petrov'),
  raiser: person('Amina Yusuf'),
  teammate: person('Rosa Marsh'),
  handler: person('Tomasz Nowak'),
  facilitator: person('Sam Okafor'),
  deputy: person('Priya Raman'),
  safety: person('Gwen Pryce'),
  'safety-deputy': person('Hanna Weir'),
  admin: person('Leo Brandt'),
  removed: person('Kit Osei'),
  'other-organisation': person('Idris Vaughan'),
  'other-tenant': person('Mira Solberg', otherTenant),
} satisfies Record<string, Person>;

export type Role = keyof typeof cast;
export const ROLES = Object.keys(cast) as Role[];

const digital = team('Digital Team', [], { channels: ['Cabinet'] });

export type Answer = { status: number; body: Record<string, unknown>; text: string; headers: Headers };
export type TabHouse = Awaited<ReturnType<typeof startTabHouse>>;

/** Starts service and authority, with two organisations in one tenant and one in another. */
export async function startTabHouse(options: { engine?: Engine; tabFolder?: string; now?: string } = {}) {
  let now: () => Date = () => new Date(options.now ?? '2026-11-25T09:30:00Z');
  let appId = '';
  const authority = await startAuthority(
    () => appId,
    () => now(),
  );
  const house = await startHouse({
    engine: options.engine ?? 'sqlite',
    people: Object.values(cast),
    teams: [digital],
    env: {
      CLERK_TAB_LOGIN_URL: authority.url,
      CLERK_ADMINS: cast.admin.objectId,
      CLERK_TENANTS: `${homeTenant},${otherTenant}`,
    },
    ...(options.tabFolder && { tabFolder: options.tabFolder }),
  });
  now = house.now;
  appId = house.far.appId;
  const cabinetId = await settle(house);

  /** A request to the API as somebody, or as nobody. A body makes it a POST. */
  async function ask(who: Person | undefined, path: string, body?: object, change?: TokenChange): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (who) headers.authorization = await authority.headerFor(who, change);
    if (body) headers['content-type'] = 'application/json';
    const init = { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${house.clerk.url}/api/tab/${path}`, init);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, body: json ? JSON.parse(text) : {}, text, headers: response.headers };
  }

  /** Raises an issue through the API; gives its id. */
  async function raise(who: Person, title: string, extra: { harm?: string } & Record<string, string> = {}) {
    const { harm = 'no', ...fields } = extra;
    const begun = (await ask(who, 'raise', {})).body as ShownRaise;
    const started = (await ask(who, `raise/${begun.draft}/start`, { harm })).body as ShownRaise;
    if (started.step === 'safety') await ask(who, `raise/${begun.draft}/safetyForm`, {});
    const asked = (await ask(who, `raise/${begun.draft}/raise`, { title, ...fields })).body as ShownRaise;
    // Asked whether it is one that is open already: it is not.
    const body = asked.step === 'similar' ? (await ask(who, `raise/${begun.draft}/new`, {})).body : asked;
    return (body as Extract<ShownRaise, { issue: object }>).issue.id;
  }

  async function stop(): Promise<void> {
    await house.stop();
    await authority.close();
  }

  return { ...house, authority, ask, raise, cabinetId, stop };
}

/** The organisation, its team with every role, its cabinet; and the others. Gives the cabinet's id. */
async function settle({ clerk, far, now }: Awaited<ReturnType<typeof startHouse>>): Promise<string> {
  const { db } = clerk.store;
  const at = now();
  const today = at.toISOString().slice(0, 10);
  const ids = new Map<Person, string>();
  for (const one of Object.values(cast)) {
    const { tenantId, objectId, name, email } = one;
    ids.set(one, (await seePerson(db, { tenantId, objectId, name, email, channelUserId: one.id }, at)).id);
  }
  const idOf = (one: Person) => ids.get(one) ?? '';
  const own = await addOrganisation(db, homeTenant, 'Northdale Community Trust', '', at);
  const other = await addOrganisation(db, homeTenant, 'Eastvale Hospitals', '', at);
  for (const role of ROLES.filter((one) => !one.startsWith('other-'))) {
    await startMembership(db, idOf(cast[role]), own.id, 'admin', today, at);
  }
  await startMembership(db, idOf(cast['other-organisation']), other.id, 'admin', today, at);

  const lead = cast.facilitator;
  const actor = { personId: idOf(lead), tenantId: homeTenant, objectId: lead.objectId, name: lead.name, admin: false };
  const place = await clerk.people.installed({ tenantId: homeTenant, teamKey: digital.id, name: digital.name }, actor);
  const members: Role[] = ['teammate', 'handler', 'facilitator', 'deputy', 'safety', 'safety-deputy', 'removed'];
  for (const role of members) await addMember(db, place.id, idOf(cast[role]), at);
  for (const role of ['handler', 'deputy'] as const) {
    await giveRole(db, { teamId: place.id, personId: idOf(cast[role]), role, givenBy: null, confirmed: true }, at);
  }
  await giveRole(
    db,
    { teamId: place.id, personId: idOf(cast.removed), role: 'handler', givenBy: null, confirmed: true },
    at,
  );
  await db.transaction().execute((trx) => removeMember(trx, place.id, idOf(cast.removed), at));

  const channel = digital.channels.find((one) => one.name === 'Cabinet');
  const where = { tenantId: homeTenant, serviceUrl: far.serviceUrl, botKey: far.botId, personId: null };
  const seen = { ...where, scope: 'channel' as const, conversationKey: channel?.id ?? '', teamId: place.id };
  const conversation = await seeConversation(db, seen, at);
  const cabinet = await clerk.issues.cabinets.save(actor, conversation.id, {
    name: 'Northdale digital cabinet',
    prefix: 'CAB',
    systems: 'EPR\nE-prescribing\nPrinting',
    organisation: '',
    ods: '',
    incidentName: 'Northdale incident reporting',
    incidentUrl: 'https://incidents.example/report',
    deskPhone: '01632 960100',
    deskHours: '7am to 7pm',
    personWord: '',
    handlers: 'facilitators',
    safety: cast.safety.objectId,
  });
  await db
    .transaction()
    .execute((trx) =>
      setHolders(trx, place.id, CLINICAL_SAFETY, 'deputy', [idOf(cast['safety-deputy'])], actor.personId, at),
    );
  return cabinet.id;
}
