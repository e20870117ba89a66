// The part of the tab's API that is about oneself: actions, reminders, pauses, absence. One's CPD is in tab-mine-cpd.ts.
import { z } from 'zod';
import { dateWords } from '../calendar/words.ts';
import { quietHoursOf } from '../delivery/unasked.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../people/actor.ts';
import { quietInput } from '../people/inputs.ts';
import { personById } from '../people/people-store.ts';
import type { PeopleService } from '../people/service.ts';
import type { ShownMine } from '../people/shown.ts';
import type { Route } from './route.ts';
import { csvAnswer } from './tab-answers.ts';
import { parse, type TabDoor } from './tab-door.ts';
import { actionsInput, MOST_ACTIONS } from './tab-meetings.ts';
import { createMeetingViews, type MeetingViewDeps } from './tab-meetings-view.ts';

export type TabMineDeps = MeetingViewDeps & {
  people: PeopleService;
  door: TabDoor;
  /** Today's date (YYYY-MM-DD). */
  today: () => string;
};

const awayInput = z.object({
  until: z.iso.date({ message: 'Away until: choose the last day that you are away.' }),
});

/** GET mine, mine/actions; POST mine/actions/csv, mine/quiet, mine/away, mine/pause, mine/resume: each answers with what is so afterwards. */
export function mineRoutes(deps: TabMineDeps): Route[] {
  const { db, people, door, today } = deps;
  const views = createMeetingViews(deps);

  async function mine(actor: Actor): Promise<ShownMine> {
    const person = await personById(db, actor.personId);
    if (!person) throw new Refusal('missing', 'You are not known here. Close this tab and open it again.');
    const { from: quietFrom, until: quietUntil } = quietHoursOf(person);
    const { pausedAt, awayUntilOn } = person;
    const paused = pausedAt !== null;
    const away = awayUntilOn !== null && awayUntilOn >= today();
    const state = paused
      ? 'Paused: nothing comes until you resume. You still hear what comes of your own issues.'
      : away
        ? `You are away until ${dateWords(awayUntilOn)}, that day included. Your deputy stands in.`
        : 'Reminders come.';
    return { name: actor.name, reminders: { state, paused, away, quietFrom, quietUntil } };
  }

  function deed(name: string, run: (actor: Actor, body: object) => Promise<void>): Route {
    return door.route('POST', `mine/${name}`, async (actor, _request, body) => {
      await run(actor, body);
      return { status: 200, json: await mine(actor) };
    });
  }

  return [
    door.route('GET', 'mine', async (actor) => ({ status: 200, json: await mine(actor) })),
    door.route('GET', 'mine/actions', async (actor, { query }) => {
      const { show, page } = parse(actionsInput, Object.fromEntries(query));
      return {
        status: 200,
        json: await views.actions(actor, { ownerId: actor.personId }, false, show === 'done', page),
      };
    }),
    door.route('POST', 'mine/actions/csv', async (actor) =>
      csvAnswer('my-actions.csv', await views.actionRows(actor, { ownerId: actor.personId }, MOST_ACTIONS)),
    ),
    deed('quiet', (actor, body) => people.setQuietHours(actor, parse(quietInput, body))),
    deed('pause', (actor) => people.setLeave(actor, 'pause')),
    deed('resume', (actor) => people.setLeave(actor, 'resume')),
    deed('away', async (actor, body) => {
      const { until } = parse(awayInput, body);
      if (until < today()) throw new Refusal('invalid', 'Away until: that day is past. Choose a later one.');
      await people.setLeave(actor, { awayUntilOn: until });
    }),
  ];
}
