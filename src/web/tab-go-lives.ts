// The Cabinet page's part of the tab's API about go-lives: what goes live, and whether its hazard workshop is booked.
import { z } from 'zod';
import { dateWords } from '../calendar/words.ts';
import type { GoLive } from '../issues/go-live.ts';
import type { IssuesService } from '../issues/service.ts';
import type { ShownGoLive, ShownGoLives } from '../issues/shown.ts';
import type { Actor } from '../people/actor.ts';
import { peopleByIds } from '../people/people-store.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import type { Route, RouteAnswer } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

export type TabGoLivesDeps = {
  db: Database;
  issues: IssuesService;
  workshop: (goLive: GoLive) => string;
  door: TabDoor;
};

const PAGE_SIZE = 20;
const listInput = z.object({ page: z.coerce.number().int().min(1).max(9_999).catch(1) });

/** GET go-lives, POST go-lives/csv: those of one's teams and those one leads, the soonest first. */
export function goLiveRoutes({ db, issues, workshop, door }: TabGoLivesDeps): Route[] {
  async function list(actor: Actor, input: unknown): Promise<ShownGoLives> {
    const all = await issues.goLives.upcoming({ personId: actor.personId });
    const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
    const page = Math.min(parse(listInput, input).page, pages);
    const rows = await shown(all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
    return { rows, total: all.length, page, pages };
  }

  async function shown(all: readonly GoLive[]): Promise<ShownGoLive[]> {
    const ids = new Set(all.flatMap(({ leadId, managerId }) => [leadId, managerId]));
    const names = new Map((await peopleByIds(db, [...ids])).map(({ id, name }) => [id, name]));
    return all.map((goLive) => ({
      id: goLive.id,
      name: goLive.name,
      system: goLive.system,
      when: dateWords(goLive.liveOn),
      lead: names.get(goLive.leadId) ?? '',
      manager: names.get(goLive.managerId) ?? '',
      workshop: workshop(goLive),
    }));
  }

  async function csv(actor: Actor): Promise<RouteAnswer> {
    const all = await issues.goLives.upcoming({ personId: actor.personId });
    const rows = await shown(all);
    const heading = ['What goes live', 'System', 'Day', 'Clinical lead', 'Project manager', 'Hazard workshop'];
    const lines = rows.map((row, index): Cell[] => {
      return [row.name, row.system, all[index]?.liveOn ?? '', row.lead, row.manager, row.workshop];
    });
    return csvAnswer('go-lives.csv', [heading, ...lines]);
  }

  return [
    door.route('GET', 'go-lives', async (actor, { query }) => ({
      status: 200,
      json: await list(actor, Object.fromEntries(query)),
    })),
    door.route('POST', 'go-lives/csv', csv),
  ];
}
