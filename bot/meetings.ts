// Meetings at the Teams door: `set up meeting`, `meetings`, one's calendar; what people press on their cards.
import { z } from 'zod';
import type { MeetingVerb } from '../cards/meetings/verbs.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { Refusal } from '../src/errors.ts';
import { clashInput, editInput, moveInput, seriesIdInput, seriesInput, skipInput } from '../src/meetings/inputs.ts';
import type { Series } from '../src/meetings/series.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import type { Conversation } from '../src/people/conversations-store.ts';
import type { Database } from '../src/store/database.ts';
import { type ActorTurn, type Answer, type CommandRows, type Feature, runnable, type Verb, verb } from './feature.ts';
import { createMeetingDraws } from './meetings-draw.ts';
import type { TabLink } from './tab-link.ts';
import type { InTeamsCalendar } from './teams-calendar.ts';

export const MEETING_COMMANDS = {
  'set up meeting': {
    title: 'Set up a meeting',
    does: 'In a channel: a regular meeting, right across clock changes',
    scopes: ['team'],
    listed: true,
  },
  meetings: {
    title: 'Meetings',
    does: 'The next dates, and how to change one',
    scopes: ['personal', 'team'],
    listed: true,
  },
  calendar: {
    title: 'My calendar',
    does: 'Your meetings in your own calendar',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

export type MeetingsFeatureDeps = {
  db: Database;
  now: () => Date;
  meetings: MeetingsService;
  /** Where this service is reached from outside; undefined: no calendar can be read. */
  publicUrl: string | undefined;
  inTeamsCalendar: InTeamsCalendar;
  tabLink: TabLink;
};

export function createMeetingsFeature(deps: MeetingsFeatureDeps): Feature {
  const { db, meetings } = deps;

  async function setUp(turn: ActorTurn): Promise<Answer> {
    const channel = channelOf(turn);
    await meetings.assertMember(turn.actor, channel);
    return { kind: 'card', intent: { kind: 'meeting.form', subjectId: channel.id } };
  }

  /** In a channel its meetings, in one's own chat those of one's teams; the only one is opened at once. */
  async function list(turn: ActorTurn): Promise<Answer> {
    const here = turn.conversation?.scope === 'channel' ? turn.conversation : undefined;
    const all = here ? await meetings.here(here) : await meetings.mine(turn.actor.personId);
    const only = all.length === 1 ? all[0] : undefined;
    if (only) return series(turn, only, turn.kind === 'click');
    const subjectId = `${here ? `here:${here.id}` : `mine:${turn.actor.personId}`}:1`;
    return { kind: 'card', intent: { kind: 'meeting.list', subjectId }, onlyForThem: turn.kind === 'click' };
  }

  async function calendar(turn: ActorTurn): Promise<Answer> {
    if (!deps.publicUrl) {
      return {
        kind: 'notice',
        text: 'Calendars cannot be read yet: this service has no public address (CLERK_PUBLIC_URL).',
      };
    }
    const { tenantId, personId } = turn.actor;
    await db.transaction().execute(async (trx) => {
      const subjectId = await meetings.calendars.link(trx, turn.actor);
      await enqueue(trx, { tenantId, kind: 'meeting.calendar', subjectId, to: { person: personId } }, deps.now());
    });
    return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
  }

  /** `own`: with what can be filled in, on a card that no change of the series draws again. */
  function series(turn: ActorTurn, { id }: Series, own: boolean): Answer {
    const subjectId = own ? `${id}:own` : id;
    const onlyForThem = own && turn.scope !== 'personal';
    return { kind: 'card', intent: { kind: 'meeting.series', subjectId }, onlyForThem, fleeting: own };
  }

  const verbs: Record<MeetingVerb, Verb> = {
    'series.form': verb(z.object({}), setUp),
    'series.save': verb(seriesInput, async (turn, input) => {
      const saved = await meetings.save(turn.actor, channelOf(turn), input);
      if (saved.kind === 'saved') return series(turn, saved.series, false);
      const [exactly, last] = saved.meaning.answers.map((answer) => answer.words);
      throw new Refusal(
        'invalid',
        `${saved.meaning.question} Choose under "Monthly only": exactly that one (${exactly}), or the last one (${last}).`,
      );
    }),
    'series.confirm': verb(seriesIdInput, async (turn, input) =>
      series(turn, await meetings.confirm(turn.actor, input.series), false),
    ),
    'series.view': verb(seriesIdInput, async (turn, input) => {
      const found = await meetings.byId(input.series);
      if (!found || !(await mayRead(turn, found))) throw new Refusal('missing', 'This meeting is not there any more.');
      return series(turn, found, true);
    }),
    'series.list': verb(z.object({ page: z.coerce.number().int().min(1).catch(1) }), async (turn, { page }) => {
      const here =
        turn.conversation?.scope === 'channel' ? `here:${turn.conversation.id}` : `mine:${turn.actor.personId}`;
      return { kind: 'card', intent: { kind: 'meeting.list', subjectId: `${here}:${page}` }, onlyForThem: true };
    }),
    'series.edit': verb(seriesIdInput, async (turn, input) => {
      const { id } = await meetings.openEdit(turn.actor, input.series);
      const intent = { kind: 'meeting.edit', subjectId: `${id}:edit` };
      return { kind: 'card', intent, onlyForThem: turn.scope !== 'personal', fleeting: true };
    }),
    'series.change': verb(editInput, async (turn, input) =>
      series(turn, await meetings.edit(turn.actor, input), false),
    ),
    'series.here': verb(seriesIdInput, async (turn, input) =>
      series(turn, await meetings.goOnHere(turn.actor, input.series, channelOf(turn)), false),
    ),
    'series.pause': verb(seriesIdInput, async (turn, input) =>
      series(turn, await meetings.pause(turn.actor, input.series), false),
    ),
    'series.resume': verb(seriesIdInput, async (turn, input) =>
      series(turn, await meetings.resume(turn.actor, input.series), false),
    ),
    'series.end': verb(seriesIdInput, async (turn, input) => {
      const { title } = await meetings.end(turn.actor, input.series);
      return { kind: 'notice', text: `${title} has ended. Nothing more is held or posted.` };
    }),
    'series.answer': verb(clashInput, async (turn, input) => {
      await meetings.answerClash(turn.actor, input.series, input.plannedOn, input.answer);
      return { kind: 'card', intent: { kind: 'meeting.ask', subjectId: `${input.series}:${input.plannedOn}` } };
    }),
    'occurrence.skip': verb(skipInput, async (turn, { series: id, plannedOn, reason }) =>
      series(turn, await meetings.skip(turn.actor, id, plannedOn, reason), false),
    ),
    'occurrence.move': verb(moveInput, async (turn, { series: id, plannedOn, date, time }) =>
      series(turn, await meetings.move(turn.actor, id, plannedOn, date, time), false),
    ),
    'calendar.link': verb(z.object({}), calendar),
    'calendar.revoke': verb(z.object({}), async (turn) => {
      await meetings.calendars.revoke(turn.actor);
      return { kind: 'card', intent: { kind: 'meeting.calendar', subjectId: '' }, onlyForThem: true };
    }),
  };

  async function mayRead(turn: ActorTurn, found: Series): Promise<boolean> {
    const mine = await meetings.mine(turn.actor.personId);
    return mine.some((one) => one.id === found.id);
  }

  const commands = runnable(MEETING_COMMANDS, { 'set up meeting': setUp, meetings: list, calendar });
  return { commands, verbs, draws: createMeetingDraws(deps) };
}

function channelOf(turn: ActorTurn): Conversation {
  if (turn.conversation?.scope === 'channel') return turn.conversation;
  throw new Refusal('invalid', 'Write set up meeting in the channel that the meeting is for.');
}
