// One meeting at the Teams door: what people put on its agenda, press while it is held, and take on as actions.
import { z } from 'zod';
import type { AgendaVerb } from '../cards/meetings/verbs.ts';
import { dateWords } from '../src/calendar/words.ts';
import { findMessage } from '../src/delivery/messages.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { Refusal } from '../src/errors.ts';
import {
  actionIdInput,
  actionInput,
  formInput,
  itemInput,
  meetingInput,
  noteInput,
  pageInput,
  passInput,
  proposeInput,
  settingsInput,
  updateInput,
} from '../src/meetings/agenda-inputs.ts';
import { daysInput } from '../src/meetings/days.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { MEETING_CARDS, subjectOf } from '../src/meetings/told.ts';
import type { Team } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import { createAgendaDraws } from './agenda-draw.ts';
import { heldWords } from './agenda-shown.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import type { TabLink } from './tab-link.ts';

export const AGENDA_COMMANDS = {
  agenda: { title: 'Agenda', does: 'The agenda of the next meeting', scopes: ['personal', 'team'], listed: false },
  'my actions': {
    title: 'My actions',
    does: 'What you took on in meetings, and by when',
    scopes: ['personal'],
    listed: false,
  },
  'days off': {
    title: 'Days off',
    does: 'In a channel: the days that this team has off',
    scopes: ['team'],
    listed: false,
  },
} as const satisfies CommandRows;

export type AgendaFeatureDeps = { db: Database; now: () => Date; meetings: MeetingsService; tabLink: TabLink };

type Meeting = { series: string; plannedOn: string };

export function createAgendaFeature(deps: AgendaFeatureDeps): Feature {
  const { db, meetings } = deps;
  const { items, running, actions, settings, days } = meetings;

  /** The meeting that is on, or comes next, of this channel or of one's own teams. */
  async function agenda(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const here = turn.conversation?.scope === 'channel' ? turn.conversation : undefined;
    const all = here ? await meetings.here(here) : await meetings.mine(turn.actor.personId);
    let first: { subjectId: string; startAt: Date; plannedOn: string } | undefined;
    for (const series of all) {
      const next = await meetings.upcoming(series);
      if (!next || (first && first.startAt <= next.startAt)) continue;
      first = { ...next, subjectId: subjectOf(series.id, next.plannedOn) };
    }
    if (!first) return { kind: 'notice', text: 'No meeting is planned here. In a channel, write set up meeting.' };
    const kind = first.startAt <= deps.now() ? 'meeting.start' : 'meeting.agenda';
    return { kind: 'card', intent: { kind, subjectId: first.subjectId } };
  }

  async function myActions(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const intent = { kind: 'meeting.actions', subjectId: `${turn.actor.personId}:1` };
    if (turn.scope === 'personal') return { kind: 'card', intent };
    const to = { person: turn.actor.personId };
    await db.transaction().execute((trx) => enqueue(trx, { tenantId: turn.actor.tenantId, ...intent, to }, deps.now()));
    return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
  }

  async function daysOff(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const team = teamOf(turn);
    await days.assertRuns(turn.actor, team);
    return { kind: 'card', intent: { kind: 'meeting.days', subjectId: team.id } };
  }

  /** The card that was pressed, as all see it now. */
  async function shared(turn: ActorTurn, { series, plannedOn }: Meeting): Promise<Answer> {
    const held = await findMessage(db, turn.card);
    const subjectId = subjectOf(series, plannedOn);
    const isShared = held?.subjectId === subjectId && MEETING_CARDS.some((kind) => kind === held.kind);
    if (isShared) return { kind: 'card', intent: { kind: held.kind, subjectId } };
    return { kind: 'card', intent: { kind: 'meeting.page', subjectId }, onlyForThem: true };
  }

  function own(turn: ActorTurn, kind: string, subjectId: string): Answer {
    return { kind: 'card', intent: { kind, subjectId }, onlyForThem: turn.scope !== 'personal' };
  }

  function moves(to: 'done' | 'later' | 'next'): Verb {
    return verb(itemInput, async (turn, input) => {
      await running.move(turn.actor, input, to);
      return shared(turn, input);
    });
  }

  function attends(answer: 'yes' | 'apologies', text: string): Verb {
    return verb(meetingInput, async (turn, input) => {
      await running.attend(turn.actor, input, answer);
      return { kind: 'notice', text };
    });
  }

  const verbs: Record<AgendaVerb, Verb> = {
    'agenda.view': verb(meetingInput, async (turn, input) => {
      await running.assertSees(turn.actor, input);
      return shared(turn, input);
    }),
    'agenda.form': verb(formInput, async (turn, input) => {
      await running.assertSees(turn.actor, input);
      return own(turn, 'meeting.propose', `${subjectOf(input.series, input.plannedOn)}:${input.part}`);
    }),
    'agenda.propose': verb(proposeInput, async (turn, input) => {
      // A press in one's own chat is on record with its time; in the channel nobody's name stands beside it.
      if (input.anonymous && turn.scope === 'personal') {
        throw new Refusal(
          'invalid',
          'Without your name this works in the channel only: there it leaves no trace of you.',
        );
      }
      const { heldOn } = await items.propose(turn.actor, turn.card, input);
      return { kind: 'notice', text: `Thank you. It is on the agenda of ${dateWords(heldOn)}.` };
    }),
    'agenda.update': verb(updateInput, async (turn, input) => {
      const { heldOn } = await items.update(turn.actor, turn.card, input);
      return { kind: 'notice', text: `Thank you. It is on the agenda of ${dateWords(heldOn)}.` };
    }),
    'agenda.pass': verb(passInput, async (turn, input) => {
      await items.passCpdOver(turn.actor, input.series, input.plannedOn, input.reason);
      return shared(turn, input);
    }),
    'agenda.settings': verb(meetingInput, async (turn, input) => {
      const { id } = await settings.open(turn.actor, input.series);
      return own(turn, 'meeting.settings', id);
    }),
    'series.settings': verb(settingsInput, async (turn, input) => {
      const { title } = await settings.save(turn.actor, input);
      return { kind: 'notice', text: `The settings of ${title} are saved.` };
    }),
    'item.done': moves('done'),
    'item.next': moves('next'),
    'item.later': moves('later'),
    'note.add': verb(noteInput, async (turn, input) => {
      await running.note(turn.actor, turn.card, input);
      return shared(turn, input);
    }),
    'action.add': verb(actionInput, async (turn, input) => {
      await actions.add(turn.actor, turn.card, input);
      return shared(turn, input);
    }),
    'action.done': verb(actionIdInput, async (turn, input) => {
      await actions.done(turn.actor, input.action);
      return own(turn, 'meeting.actions', `${turn.actor.personId}:1`);
    }),
    'action.list': verb(z.object({ page: z.coerce.number().int().min(1).catch(1) }), async (turn, { page }) =>
      own(turn, 'meeting.actions', `${turn.actor.personId}:${page}`),
    ),
    'attend.yes': attends('yes', 'Noted: you are there.'),
    'attend.apologies': attends('apologies', 'Noted: your apologies.'),
    'record.agree': verb(meetingInput, async (turn, input) => {
      await running.agree(turn.actor, input);
      const agreed = await meetings.agenda(input.series, input.plannedOn);
      return {
        kind: 'notice',
        text: agreed ? `The record of ${heldWords(agreed)} is agreed.` : 'The record is agreed.',
      };
    }),
    'record.cpd': verb(meetingInput, async (turn, input) => {
      await running.sayCpdHeld(turn.actor, input);
      return shared(turn, input);
    }),
    'record.view': verb(pageInput, async (turn, input) => {
      await running.assertSees(turn.actor, input);
      return own(turn, 'meeting.page', `${subjectOf(input.series, input.plannedOn)}:${input.page}`);
    }),
    'meeting.more': verb(meetingInput, async (turn, input) => {
      await running.assertSees(turn.actor, input);
      return own(turn, 'meeting.more', subjectOf(input.series, input.plannedOn));
    }),
    'days.save': verb(daysInput, async (turn, input) => {
      const team = teamOf(turn);
      await days.save(turn.actor, team, input);
      return { kind: 'card', intent: { kind: 'meeting.days', subjectId: team.id } };
    }),
  };

  const commands = runnable(AGENDA_COMMANDS, { agenda, 'my actions': myActions, 'days off': daysOff });
  return { commands, verbs, draws: createAgendaDraws(deps) };
}

function teamOf(turn: ActorTurn): Team {
  if (turn.teamHere) return turn.teamHere;
  throw new Refusal('invalid', 'This works in a channel of the team it is for.');
}
