// How the cards of hazard drafts are drawn: from the draft's present state, and only for clinical safety.
import { hazardCard, hazardListCard } from '../cards/hazards/hazard.ts';
import { noteCard } from '../cards/issues/handler.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { instantWords, shortDateWords } from '../src/calendar/words.ts';
import { Refusal } from '../src/errors.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import { type Hazard, handOverAt, seenAtOf } from '../src/issues/hazard.ts';
import { HAZARD_STATES } from '../src/issues/hazard-file.ts';
import { othersWhoHave, reportsOf, rootOf } from '../src/issues/hazards-store.ts';
import type { IssuesService } from '../src/issues/service.ts';
import { issueById } from '../src/issues/store.ts';
import { actorById } from '../src/people/actor.ts';
import { CLINICAL_SAFETY, holdersOf, type Team, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import { teamCalendar } from '../src/store/working-calendars.ts';
import type { Draw } from './feature.ts';
import type { TabLink } from './tab-link.ts';

export type HazardDrawDeps = { db: Database; issues: IssuesService; linkTo: TabLink };

export function createHazardDraws({ db, issues, linkTo }: HazardDrawDeps): Record<string, Draw> {
  const { hazards } = issues;

  async function teamOf(hazard: Hazard): Promise<Team | undefined> {
    const cabinet = await cabinetById(db, hazard.cabinetId);
    return cabinet && teamById(db, cabinet.teamId);
  }

  const card: Draw = async (hazardId, { personId, token }) => {
    const hazard = await hazards.byId(hazardId);
    const actor = personId ? await actorById(db, personId) : undefined;
    const team = hazard && (await teamOf(hazard));
    if (!hazard || !actor || !team || !(await hazards.mayRead(actor, hazard))) return undefined;
    const others = await othersWhoHave(db, hazardId);
    const open = hazard.state === 'triage' || hazard.state === 'declined';
    return hazardCard({
      token,
      hazardId,
      reference: hazard.reference,
      name: hazard.name,
      description: hazard.description,
      stateWords: await stateWords(hazard),
      system: hazard.system,
      version: hazard.version,
      place: hazard.place,
      workaround: hazard.workaround,
      othersWords: others === 0 ? '' : String(others),
      firstSeen: instantWords(new Date(hazard.firstSeenAt), team.timeZone),
      who: await hazards.nameOf(hazard.decidedBy ?? hazard.seenBy),
      logRef: hazard.logRef,
      link: linkTo(hazard.reference, hazard.reference),
      reason: hazard.state === 'declined' ? hazard.reason : '',
      ...(await readersWords(hazard, team)),
      canLook: hazard.state === 'triage' && hazard.seenAt === null,
      open,
      others: await reportsOf(db, hazardId),
    });
  };

  async function stateWords(hazard: Hazard): Promise<string> {
    const into = hazard.state === 'merged' ? `: ${(await rootOf(db, hazard)).reference}` : '';
    return `${HAZARD_STATES[hazard.state]}${into}`;
  }

  /** Who reads a draft that waits, by when, and whom it goes to then. */
  async function readersWords(hazard: Hazard, team: Team) {
    const cabinet = await cabinetById(db, hazard.cabinetId);
    const waits = hazard.state === 'triage';
    if (!waits || !cabinet) return { waits: false, readers: [], readBy: '', nextWords: '' };
    const seenAt = seenAtOf(hazard, await issueById(db, hazard.issueId));
    const at = instantWords(handOverAt(hazard.handedAt, seenAt, await teamCalendar(db, team)), team.timeZone);
    const readers = seenAt === null ? await hazards.readersOf(cabinet) : [await hazards.nameOf(hazard.seenBy)];
    const holders = await holdersOf(db, team.id, CLINICAL_SAFETY);
    const deputies = holders.some((one) => one.standing === 'deputy');
    const first = deputies ? 'It then goes to the deputies for clinical safety. After that those' : 'Then those';
    return {
      waits,
      readers: readers.filter(Boolean),
      readBy: seenAt === null ? `It is looked at by ${at}.` : `It is decided by ${at}.`,
      nextWords: `${first} who run ${team.name} are told on each working day that it waits, until it is decided.`,
    };
  }

  /** `subject`: `<person>:<page>`. */
  const list: Draw = async (subject, { personId, token }) => {
    const actor = personId ? await actorById(db, personId) : undefined;
    if (!actor) return undefined;
    const found = await listed(() => hazards.list(actor, Number(subject.split(':')[1])));
    if (!found) return undefined;
    const rows = [];
    for (const hazard of found.hazards) {
      const team = await teamOf(hazard);
      const firstSeen = shortDateWords(dateIn(new Date(hazard.firstSeenAt), team?.timeZone ?? 'Europe/London'));
      const { id: hazardId, reference, name, system } = hazard;
      rows.push({ hazardId, reference, name, system, firstSeen, stateWords: await stateWords(hazard) });
    }
    const heading = found.total === 0 ? 'There are none.' : `${found.waiting} to be decided, ${found.total} in all.`;
    return hazardListCard({ token, heading, rows, page: found.page, pages: found.pages });
  };

  /** To those who run the team: that it waits and for whom, never what it says. */
  const waiting: Draw = async (hazardId) => {
    const hazard = await hazards.byId(hazardId);
    const team = hazard && (await teamOf(hazard));
    const cabinet = hazard && (await cabinetById(db, hazard.cabinetId));
    if (hazard?.state !== 'triage' || !team || !cabinet) return undefined;
    const held = (await holdersOf(db, team.id, CLINICAL_SAFETY)).length > 0;
    const since = instantWords(new Date(hazard.handedAt), team.timeZone);
    const readers = (await hazards.readersOf(cabinet)).join(', ');
    const whom = held
      ? `It waits for clinical safety (${readers || 'nobody who can be reached'}). Please ask them to write hazards to me.`
      : 'Nobody holds clinical safety here, so it waits for those who run the team. Write hazards to me.';
    const words = `A hazard draft has not been decided since ${since}. ${whom}`;
    return noteCard({ reference: hazard.reference, title: '', words, comment: '' });
  };

  return { 'hazard.card': card, 'hazard.list': list, 'hazard.waiting': waiting };
}

/** Who has lost clinical safety meanwhile has no list any more. */
async function listed<Found>(read: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
