// The Cabinet page's part of the tab's API that is for clinical safety: hazard drafts, listed, opened and decided.
import { dateIn } from '../calendar/dates.ts';
import { instantWords, shortDateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import { cabinetById } from '../issues/cabinets-store.ts';
import { type Hazard, handOverAt, seenAtOf } from '../issues/hazard.ts';
import { HAZARD_STATES, hazardRows, type LinkTo } from '../issues/hazard-file.ts';
import { acceptInput, declineInput, hazardListInput, mergeInput } from '../issues/hazards-inputs.ts';
import { othersWhoHave, reportsOf, rootOf } from '../issues/hazards-store.ts';
import type { IssuesService } from '../issues/service.ts';
import type { ShownHazard, ShownHazardDeed, ShownHazardRow, ShownHazards } from '../issues/shown.ts';
import { issueById } from '../issues/store.ts';
import type { Actor } from '../people/actor.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import { teamCalendar } from '../store/working-calendars.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

export type TabHazardsDeps = { db: Database; issues: IssuesService; door: TabDoor; linkTo: LinkTo };

const NOT_THERE = 'There is no such hazard draft that you can see. Go back to the list.';
const NOTHING_SAID = 'Nothing more was said yet';

/** GET hazards, hazards/:id and hazards.csv; POST hazards/csv and hazards/:id/look, accept, decline, merge. */
export function hazardRoutes({ db, issues, door, linkTo }: TabHazardsDeps): Route[] {
  const { hazards } = issues;

  async function list(actor: Actor, input: unknown): Promise<ShownHazards> {
    const found = await hazards.list(actor, parse(hazardListInput, input).page);
    const rows = await Promise.all(found.hazards.map(async (hazard) => row(hazard, await teamOf(hazard))));
    const { total, waiting, page, pages } = found;
    return { rows, total, waiting, page, pages };
  }

  async function teamOf({ cabinetId }: Hazard): Promise<Team> {
    const cabinet = await cabinetById(db, cabinetId);
    const team = cabinet && (await teamById(db, cabinet.teamId));
    if (!team) throw new Refusal('missing', NOT_THERE);
    return team;
  }

  async function row(hazard: Hazard, { timeZone }: Team): Promise<ShownHazardRow> {
    const { id, reference, name, system, state } = hazard;
    const into = state === 'merged' ? `: ${(await rootOf(db, hazard)).reference}` : '';
    const firstSeen = shortDateWords(dateIn(new Date(hazard.firstSeenAt), timeZone));
    return { id, reference, system, firstSeen, name: name || NOTHING_SAID, state: `${HAZARD_STATES[state]}${into}` };
  }

  /** Looking in the tab is not yet "I am looking at this": that is pressed. */
  async function one(actor: Actor, id: string): Promise<ShownHazard> {
    const hazard = await hazards.byId(id);
    if (!hazard || !(await hazards.mayRead(actor, hazard))) throw new Refusal('missing', NOT_THERE);
    const team = await teamOf(hazard);
    const reports = await reportsOf(db, id);
    const { description, name, version, workaround, state } = hazard;
    return {
      ...(await row(hazard, team)),
      description: description === name ? '' : description,
      ...{ version, workaround },
      facts: await facts(hazard, team),
      others: reports.map((report) => [report.place, report.words].filter(Boolean).join(': ')).filter(Boolean),
      may: {
        look: state === 'triage' && hazard.seenAt === null,
        decide: state === 'triage' || state === 'declined' || state === 'accepted',
      },
    };
  }

  async function facts(hazard: Hazard, team: Team) {
    const others = await othersWhoHave(db, hazard.id);
    const rows: [string, string][] = [
      ...(await waits(hazard, team)),
      ['Looked at by', await hazards.nameOf(hazard.decidedBy ?? hazard.seenBy)],
      ['Number in your hazard log', hazard.logRef],
      ['Why it is not a hazard', hazard.state === 'declined' ? hazard.reason : ''],
      ['System', hazard.system],
      ['Version', hazard.version],
      ['Place', hazard.place],
      ['Present work-around', hazard.workaround],
      ['Others who said the same', others === 0 ? '' : String(others)],
      ['First seen', instantWords(new Date(hazard.firstSeenAt), team.timeZone)],
    ];
    return rows.filter(([, value]) => value !== '').map(([title, value]) => ({ title, value }));
  }

  /** By when a draft that waits goes on to the next who can decide. */
  async function waits(hazard: Hazard, team: Team): Promise<[string, string][]> {
    if (hazard.state !== 'triage') return [];
    const seenAt = seenAtOf(hazard, await issueById(db, hazard.issueId));
    const at = handOverAt(hazard.handedAt, seenAt, await teamCalendar(db, team));
    return [[seenAt === null ? 'To be looked at by' : 'To be decided by', instantWords(at, team.timeZone)]];
  }

  /** The drafts that the actor reads, in the columns of published hazard logs. */
  async function csv(actor: Actor): Promise<RouteAnswer> {
    return csvAnswer('hazard-drafts.csv', hazardRows(await hazards.exportAll(actor), linkTo));
  }

  function deed(name: string, run: (actor: Actor, id: string, body: object) => Promise<string>): Route {
    return door.route('POST', `hazards/:id/${name}`, async (actor, { params }, body) => {
      const { id } = await one(actor, params.id ?? '');
      const notice = await run(actor, id, body);
      const json: ShownHazardDeed = { notice, hazard: await one(actor, id) };
      return { status: 200, json };
    });
  }

  return [
    door.route('GET', 'hazards', async (actor, { query }) => ({
      status: 200,
      json: await list(actor, Object.fromEntries(query)),
    })),
    door.route('GET', 'hazards.csv', csv),
    door.route('POST', 'hazards/csv', csv),
    door.route('GET', 'hazards/:id', async (actor, { params }) => ({
      status: 200,
      json: await one(actor, params.id ?? ''),
    })),
    deed('look', async (actor, id) => {
      const { reference } = await hazards.open(actor, id);
      return `Those who wait for ${reference} see that you are looking at it.`;
    }),
    deed('accept', async (actor, id, body) => {
      const { reference, logRef } = await hazards.accept(actor, id, parse(acceptInput, body));
      return `${reference} is in your hazard log as ${logRef}.`;
    }),
    deed('decline', async (actor, id, body) => {
      const { reference } = await hazards.decline(actor, id, parse(declineInput, body).reason);
      return `${reference} is noted as not a hazard.`;
    }),
    deed('merge', async (actor, id, body) => {
      const { reference } = await hazards.merge(actor, id, parse(mergeInput, body));
      return `${reference} is merged.`;
    }),
  ];
}
