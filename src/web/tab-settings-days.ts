// The Settings page's part of the tab's API about a team's own days off, and bank holidays that it works.
import { dateIn } from '../calendar/dates.ts';
import { dateWords } from '../calendar/words.ts';
import { Refusal } from '../errors.ts';
import { daysInput } from '../meetings/days.ts';
import type { MeetingsService } from '../meetings/service.ts';
import type { Actor } from '../people/actor.ts';
import type { PeopleService } from '../people/service.ts';
import type { ShownDays } from '../people/shown.ts';
import { type Team, teamById } from '../people/teams-store.ts';
import type { Database } from '../store/database.ts';
import type { Cell } from './csv.ts';
import type { Route } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';

export type DaysDeps = {
  db: Database;
  now: () => Date;
  meetings: Pick<MeetingsService, 'days'>;
  people: PeopleService;
  door: TabDoor;
};

const KINDS = { off: 'Day off', worked: 'Worked, though a bank holiday' } as const;

/** GET settings/teams/:id/days; POST the same (one day), and days/csv. Days that are past are not shown. */
export function dayRoutes({ db, now, meetings, people, door }: DaysDeps): Route[] {
  const { days } = meetings;

  /** The team, for who may change it; for everyone else it is not there. */
  async function teamOf(actor: Actor, id: string): Promise<Team> {
    const team = await teamById(db, id);
    const mine = team?.tenantId === actor.tenantId && (await people.standing(id, actor)).configures;
    if (!team || !mine) throw new Refusal('missing', 'There is no such team that you can set up. Go back to the list.');
    return team;
  }

  async function coming({ id, timeZone }: Team) {
    const today = dateIn(now(), timeZone);
    return (await days.of(id)).filter(({ offOn }) => offOn >= today);
  }

  async function shown(team: Team): Promise<ShownDays> {
    const all = await coming(team);
    const rows = all.map(({ offOn, kind }) => ({ date: offOn, when: dateWords(offOn), what: KINDS[kind] }));
    return { id: team.id, name: team.name, rows };
  }

  return [
    door.route('GET', 'settings/teams/:id/days', async (actor, { params }) => ({
      status: 200,
      json: await shown(await teamOf(actor, params.id ?? '')),
    })),
    door.route('POST', 'settings/teams/:id/days', async (actor, { params }, body) => {
      const team = await teamOf(actor, params.id ?? '');
      await days.save(actor, team, parse(daysInput, body));
      return { status: 200, json: await shown(team) };
    }),
    door.route('POST', 'settings/teams/:id/days/csv', async (actor, { params }) => {
      const rows = await coming(await teamOf(actor, params.id ?? ''));
      const lines = rows.map(({ offOn, kind }): Cell[] => [offOn, KINDS[kind]]);
      return csvAnswer('days-off.csv', [['Day', 'What is on it'], ...lines]);
    }),
  ];
}
