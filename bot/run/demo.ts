// The demo organisation of the Playground: invented people, their team, and a digital cabinet that is set up.
import { claimWelcome, seeConversation } from '../../src/people/conversations-store.ts';
import { seePerson } from '../../src/people/people-store.ts';
import { addMember, CLINICAL_SAFETY, setHolders } from '../../src/people/teams-store.ts';
import type { Clerk } from '../index.ts';

const TENANT = '11111111-0000-4000-8000-000000000001';
const BOT = { id: '28:22222222-0000-4000-8000-000000000002', name: 'Digital Clerk' };
const TEAM = { id: '19:general@thread.tacv2', name: 'Digital Team', groupId: '33333333-0000-4000-8000-000000000003' };
const CABINET_CHANNEL = { id: '19:cabinet@thread.tacv2', name: 'Cabinet' };

/** Their id in a chat is their object id too: a people picker gives the object id in Teams, and the other one here. */
type DemoPerson = { objectId: string; name: string };

// The Playground takes exactly six people: the one who uses it, and five others.
const PEOPLE: readonly DemoPerson[] = [
  ['Amina Yusuf', 'a0'],
  ['Sam Okafor', 'b1'],
  ['Rosa Marsh', 'c2'],
  ['Tomasz Nowak', 'd3'],
  ['Priya Raman', 'e4'],
  ['Gwen Pryce', 'f5'],
].map(([name = '', mark = '']) => ({ name, objectId: `44444444-0000-4000-8000-0000000000${mark}` }));

const [YOU, ...OTHERS] = PEOPLE;

/** The Playground's own configuration (its schema 0.1.x), as YAML: JSON is YAML too. */
export function playgroundConfig(): string {
  const account = ({ objectId, name }: DemoPerson) => {
    const [givenName = '', surname = ''] = name.split(' ');
    const email = `${givenName}.${surname}@trust.example`.toLowerCase();
    return { id: objectId, name, userPrincipleName: email, aadObjectId: objectId, givenName, surname, email };
  };
  const config = {
    version: '0.1.1',
    tenantId: TENANT,
    bot: BOT,
    currentUser: YOU && account(YOU),
    users: OTHERS.map(account),
    personalChat: { id: 'a:personal-demo' },
    groupChat: { id: '19:group@thread.v2', name: 'Ward 4 huddle' },
    team: { id: TEAM.id, name: TEAM.name, aadGroupId: TEAM.groupId, channels: [CABINET_CHANNEL] },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * Makes the demo organisation, unless it is there: you run the team and handle its issues, somebody else holds
 * clinical safety. `serviceUrl` is where the Playground's connector listens.
 */
export async function seedDemo(clerk: Clerk, serviceUrl: string): Promise<void> {
  const { db } = clerk.store;
  const now = new Date();
  const seen = [];
  for (const { objectId, name } of PEOPLE) {
    seen.push(await seePerson(db, { tenantId: TENANT, objectId, channelUserId: objectId, name, email: '' }, now));
  }
  const [you, safety] = seen;
  if (!you || !safety) return;
  const { id: personId, tenantId, objectId, name } = you;
  const actor = { personId, tenantId, objectId, name, admin: false };
  const team = await clerk.people.installed({ tenantId, teamKey: TEAM.id, name: TEAM.name }, actor);
  for (const person of seen) await addMember(db, team.id, person.id, now);
  const place = { tenantId, scope: 'channel' as const, serviceUrl, botKey: BOT.id, personId: null, teamId: team.id };
  await seeConversation(db, { ...place, conversationKey: TEAM.id }, now);
  const channel = await seeConversation(db, { ...place, conversationKey: CABINET_CHANNEL.id }, now);
  // The Playground installs the bot in each channel; Teams only in General, so only there it says hello.
  await claimWelcome(db, channel.id, now);
  if (await clerk.issues.cabinets.ofConversation(channel.id)) return;
  await clerk.issues.cabinets.save(actor, channel.id, {
    name: 'Northdale digital cabinet',
    prefix: 'CAB',
    systems: 'EPR\nE-prescribing\nPathology results\nWorkstations on wheels\nWi-Fi\nPrinting',
    organisation: 'Northdale Community Trust',
    ods: '',
    incidentName: 'Northdale incident reporting',
    incidentUrl: 'https://incidents.example/report',
    deskPhone: '01632 960100',
    deskHours: '7am to 7pm',
    personWord: '',
    handlers: 'facilitators',
    safety: safety.objectId,
  });
  await db
    .transaction()
    .execute((trx) => setHolders(trx, team.id, CLINICAL_SAFETY, 'holder', [safety.id], personId, now));
}
