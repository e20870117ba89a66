// Who is in a team, asked of Teams: page by page, and one by one when somebody unknown turns up.
import type { Limiter } from '../src/delivery/limiter.ts';
import { describeError, type Log } from '../src/log.ts';
import { findConversation } from '../src/people/conversations-store.ts';
import { seePerson } from '../src/people/people-store.ts';
import { addMember, membersOf, type Team, teamsToRead, updateTeam } from '../src/people/teams-store.ts';
import type { Database, Trx } from '../src/store/database.ts';
import type { Turn } from './turn.ts';

type Account = {
  id?: string;
  name?: string;
  aadObjectId?: string;
  objectId?: string;
  email?: string;
  userPrincipalName?: string;
  userRole?: string;
};

/** What is used of the connector client. */
export type RosterClient = {
  conversations: {
    getConversationMember(conversationId: string, memberId: string): Promise<Account>;
    getConversationPagedMembers(
      conversationId: string,
      options: { pageSize: number; continuationToken?: string },
    ): Promise<{ members?: Account[]; continuationToken?: string }>;
  };
};

export type Listed = { name: string; email: string; guest: 0 | 1 };

type Where = Pick<Turn, 'serviceUrl' | 'key' | 'team'>;

export type Roster = ReturnType<typeof createRoster>;

const PAGE = 500;
const STALE_MS = 24 * 60 * 60 * 1000;
/** How soon a roster that could not be read is tried again. */
const RETRY_MS = 15 * 60 * 1000;
const TEAMS_A_BEAT = 5;

export function createRoster(deps: {
  db: Database;
  log: Log;
  now: () => Date;
  connector: (serviceUrl: string) => Promise<RosterClient>;
  limiter: Pick<Limiter, 'reserve'>;
  memberLeft: (trx: Trx, teamId: string, personId: string) => Promise<void>;
}) {
  const { db, log, now } = deps;

  /** One member of the conversation, or undefined when Teams does not list them (or does not answer). */
  async function member(where: Where, channelUserId: string): Promise<Listed | undefined> {
    try {
      const client = await deps.connector(where.serviceUrl);
      counts(where);
      const account = await client.conversations.getConversationMember(placeOf(where), channelUserId);
      return listed(account);
    } catch (error) {
      log.info(describeError(error), 'somebody is not on the roster');
      return undefined;
    }
  }

  /** Reads the whole roster of a team. A failure leaves what was known, and is only logged: it is read again later. */
  async function refresh(where: Where, team: Team): Promise<void> {
    let accounts: Account[];
    try {
      accounts = await readAll(where);
    } catch (error) {
      log.warn(describeError(error), 'a roster could not be read');
      const soon = new Date(now().getTime() - STALE_MS + RETRY_MS).toISOString();
      return updateTeam(db, team.id, { rosterAt: soon });
    }
    const present = new Set<string>();
    for (const account of accounts) {
      const objectId = (account.aadObjectId ?? account.objectId ?? '').toLowerCase();
      if (!objectId) continue;
      const seen = { tenantId: team.tenantId, objectId, channelUserId: account.id ?? '', ...listed(account) };
      const person = await seePerson(db, seen, now());
      present.add(person.id);
      await addMember(db, team.id, person.id, now());
    }
    const gone = (await membersOf(db, team.id)).filter((known) => !present.has(known.id));
    await db.transaction().execute(async (trx) => {
      for (const person of gone) await deps.memberLeft(trx, team.id, person.id);
      await updateTeam(trx, team.id, { rosterAt: now().toISOString() });
    });
  }

  /** Teams counts a read to the tenant as it does a send, so that sends must leave room for it. It never waits itself. */
  function counts(where: Where): void {
    deps.limiter.reserve(`members ${placeOf(where)}`, where.key.tenantId, now().getTime());
  }

  async function readAll(where: Where): Promise<Account[]> {
    const client = await deps.connector(where.serviceUrl);
    const accounts: Account[] = [];
    let continuationToken: string | undefined;
    do {
      counts(where);
      const page = await client.conversations.getConversationPagedMembers(placeOf(where), {
        pageSize: PAGE,
        ...(continuationToken && { continuationToken }),
      });
      accounts.push(...(page.members ?? []));
      continuationToken = page.continuationToken || undefined;
    } while (continuationToken);
    return accounts;
  }

  /** Reads rosters that were read a day ago or more: a join or a leave that Teams never told us of is mended. */
  async function refreshStale(): Promise<void> {
    const before = new Date(now().getTime() - STALE_MS).toISOString();
    for (const team of await teamsToRead(db, before, TEAMS_A_BEAT)) {
      const { tenantId, teamKey, name } = team;
      const general = await findConversation(db, tenantId, teamKey);
      const key = { tenantId, conversationKey: teamKey, activityKey: '' };
      if (general) await refresh({ serviceUrl: general.serviceUrl, key, team: { teamKey, name } }, team);
      else await updateTeam(db, team.id, { rosterAt: now().toISOString() });
    }
  }

  return { member, refresh, refreshStale };
}

/** A team's members are those of its General channel, whose id is the team's. */
function placeOf(where: Where): string {
  return where.team?.teamKey ?? where.key.conversationKey;
}

function listed(account: Account): Listed {
  const { name = '', email, userPrincipalName = '', userRole } = account;
  // Entra names guests so: `gwen_other.example#EXT#@…`.
  const guest = userRole === 'guest' || /#ext#/i.test(userPrincipalName) ? 1 : 0;
  return { name, email: email ?? userPrincipalName, guest };
}
