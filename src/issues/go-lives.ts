// Go-lives: written down by the team, booked or declared not to need a workshop by who leads them; and what the clock does.
import { addDays, dateIn, instantOf } from '../calendar/dates.ts';
import { doEach } from '../clock/each.ts';
import { refreshMessages } from '../delivery/messages.ts';
import { sayUnasked } from '../delivery/unasked.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { findPerson } from '../people/people-store.ts';
import { standingIn } from '../people/standing.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import { audit } from '../store/audit.ts';
import { createOnce } from '../store/created.ts';
import type { Queries, Trx } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { teamCalendar } from '../store/working-calendars.ts';
import type { IssuesDeps } from './deps.ts';
import { book, type GoLive, needsNone, reminderDue } from './go-live.ts';
import { type GoLiveInput, guardGoLive } from './go-lives-inputs.ts';
import { changeGoLive, goLiveById, goLivesFrom, insertGoLive, lockGoLive, openGoLives } from './go-lives-store.ts';
import { keepsSafe } from './rights.ts';

/** Plans further off are not plans yet; what is past stays in the list for a month. */
const FURTHEST_DAYS = 1_100;
const PAST_DAYS = 30;

export type GoLivesService = ReturnType<typeof createGoLives>;

export function createGoLives({ db, now }: Pick<IssuesDeps, 'db' | 'now'>) {
  /** Writes a go-live of a team down, or changes it. `token`: of the card pressed, so that one press makes one. */
  async function save(actor: Actor, teamId: string, token: string, input: GoLiveInput): Promise<GoLive> {
    const { name, system, liveOn } = input;
    guardGoLive({ name, system });
    return db.transaction().execute(async (trx) => {
      const known = input.goLive === '' ? undefined : await ledBy(trx, actor, input.goLive);
      const team = await teamOfMember(trx, actor, known?.teamId ?? teamId, known !== undefined);
      assertDay(liveOn, team);
      const leadId = await personOf(trx, actor, 'Clinical lead', input.lead);
      const managerId = await personOf(trx, actor, 'Project manager', input.manager);
      const said = { name, system, liveOn, leadId, managerId, updatedAt: now().toISOString() };
      if (known) return changed(trx, actor, 'golive.save', known, said);
      const key = { personId: actor.personId, token, verb: 'golive.save' };
      const made = await createOnce(trx, key, () => add(trx, actor, team, said), now());
      return (await goLiveById(trx, made.id)) ?? missing();
    });
  }

  async function add(trx: Trx, actor: Actor, team: Team, said: Omit<GoLive, keyof typeof BLANK | Given>) {
    const goLive: GoLive = {
      ...BLANK,
      ...said,
      id: newId(now()),
      tenantId: actor.tenantId,
      teamId: team.id,
      createdBy: actor.personId,
      createdAt: now().toISOString(),
    };
    await insertGoLive(trx, goLive);
    await note(trx, actor, 'golive.save', goLive.id);
    return goLive.id;
  }

  async function booked(actor: Actor, goLiveId: string, workshopOn: string): Promise<GoLive> {
    return db.transaction().execute(async (trx) => {
      const goLive = await ledBy(trx, actor, goLiveId);
      return changed(trx, actor, 'golive.booked', goLive, book(goLive, workshopOn, actor.personId, now()));
    });
  }

  async function notNeeded(actor: Actor, goLiveId: string, reason: string): Promise<GoLive> {
    guardGoLive({ reason });
    return db.transaction().execute(async (trx) => {
      const goLive = await ledBy(trx, actor, goLiveId);
      return changed(trx, actor, 'golive.notNeeded', goLive, needsNone(goLive, reason, actor.personId, now()));
    });
  }

  async function changed(
    trx: Trx,
    actor: Actor,
    deed: string,
    goLive: GoLive,
    change: Partial<GoLive> | undefined,
  ): Promise<GoLive> {
    if (!change) return goLive;
    await changeGoLive(trx, goLive.id, change);
    await note(trx, actor, deed, goLive.id);
    await refreshMessages(trx, { tenantId: goLive.tenantId, subjectIds: [goLive.id] }, now());
    return { ...goLive, ...change };
  }

  /** A go-live for a change by those who answer for it: its lead and manager, clinical safety, who runs the team. */
  async function ledBy(trx: Trx, actor: Actor, goLiveId: string): Promise<GoLive> {
    const goLive = await lockGoLive(trx, goLiveId);
    if (!goLive || !(await mayRead(trx, actor, goLive))) return missing();
    const standing = await standingIn(trx, goLive.teamId, actor);
    const theirs = [goLive.leadId, goLive.managerId].includes(actor.personId);
    if (theirs || keepsSafe(standing) || standing.configures) return goLive;
    throw new Refusal(
      'forbidden',
      'Only its clinical lead, its project manager, clinical safety and those who run the team can change a go-live.',
    );
  }

  async function mayRead(queries: Queries, actor: Actor, goLive: GoLive): Promise<boolean> {
    if (goLive.tenantId !== actor.tenantId) return false;
    if ([goLive.leadId, goLive.managerId].includes(actor.personId)) return true;
    const standing = await standingIn(queries, goLive.teamId, actor);
    return standing.member || standing.configures;
  }

  async function teamOfMember(trx: Trx, actor: Actor, teamId: string, known: boolean): Promise<Team> {
    const team = await teamById(trx, teamId);
    if (team && (known || (await standingIn(trx, team.id, actor)).member)) return team;
    throw new Refusal('forbidden', 'Only members of this team can write down its go-lives.');
  }

  function assertDay(liveOn: string, team: Team): void {
    const today = dateIn(now(), team.timeZone);
    if (liveOn < today) throw new Refusal('invalid', 'Day of the go-live: it is past. Choose today or a later day.');
    if (liveOn > addDays(today, FURTHEST_DAYS)) {
      throw new Refusal('invalid', 'Day of the go-live: it is more than three years off. Choose a nearer one.');
    }
  }

  /** Only who was seen can be reminded: a bot cannot address an e-mail. */
  async function personOf(trx: Trx, actor: Actor, label: string, objectId: string): Promise<string> {
    if (objectId.trim() === '') throw new Refusal('invalid', `${label}: choose a person.`);
    const person = await findPerson(trx, actor.tenantId, objectId.trim());
    if (person) return person.id;
    throw new Refusal(
      'invalid',
      `${label}: I have not met this person yet. Ask them to write hello to me, then try again.`,
    );
  }

  /** The go-lives of a team, or of all that somebody has to do with, the soonest first; those of the last month too. */
  async function upcoming(of: { teamId: string } | { personId: string }): Promise<GoLive[]> {
    return goLivesFrom(db, of, addDays(dateIn(now(), 'Europe/London'), -PAST_DAYS));
  }

  /** Throws unless the actor is a member of the team. */
  async function assertMember(actor: Actor, teamId: string): Promise<void> {
    if ((await standingIn(db, teamId, actor)).member) return;
    throw new Refusal('forbidden', 'Only members of this team can see its go-lives and write them down.');
  }

  async function open(actor: Actor, goLiveId: string): Promise<GoLive> {
    const goLive = await goLiveById(db, goLiveId);
    return goLive && (await mayRead(db, actor, goLive)) ? goLive : missing();
  }

  /** Reminds lead and manager of each go-live without a workshop. Safe to run as often as one likes. */
  async function run(): Promise<void> {
    await doEach(await openGoLives(db, addDays(dateIn(now(), 'UTC'), -1)), async (goLive) => {
      const team = await teamById(db, goLive.teamId);
      const due = team && reminderDue(goLive, await teamCalendar(db, team), dateIn(now(), team.timeZone));
      if (team && due) await db.transaction().execute((trx) => remind(trx, goLive, team, due.days));
    });
  }

  async function remind(trx: Trx, { id, tenantId, leadId, managerId, liveOn }: GoLive, team: Team, days: number) {
    const deadline = instantOf(liveOn, '00:00', team.timeZone);
    for (const personId of new Set([leadId, managerId])) {
      const about = { tenantId, personId, kind: 'golive.reminder', subjectId: id, sort: 'reminder' } as const;
      const dedupeKey = `golive:${id}:${liveOn}:${days}:${personId}`;
      await sayUnasked(trx, { ...about, dedupeKey, deadline, expires: deadline }, now());
    }
  }

  async function note(trx: Trx, { tenantId, personId: actorId }: Actor, action: string, subjectId: string) {
    await audit(trx, { tenantId, actorId, action, subjectId }, now());
  }

  return {
    save,
    booked,
    notNeeded,
    upcoming,
    assertMember,
    open,
    byId: (goLiveId: string) => goLiveById(db, goLiveId),
    run,
  };
}

type Given = 'id' | 'tenantId' | 'teamId' | 'createdBy' | 'createdAt';
const BLANK = { state: 'open', workshopOn: '', reason: '', decidedBy: null, decidedAt: null } as const;

function missing(): never {
  throw new Refusal('missing', 'This is not there any more. Write go-lives for those that are.');
}
