// Reminders at the Teams door: one's quiet hours and pauses, and Monday's one message of what was held back.
import { z } from 'zod';
import { mondayCard, settingsCard } from '../cards/reminders/reminders.ts';
import type { ReminderVerb } from '../cards/reminders/verbs.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords } from '../src/calendar/words.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { heldById, heldFor, quietHoursOf } from '../src/delivery/unasked.ts';
import { Refusal } from '../src/errors.ts';
import { quietInput } from '../src/people/inputs.ts';
import { type Person, personById } from '../src/people/people-store.ts';
import type { PeopleService } from '../src/people/service.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type DrawAny,
  type Feature,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

export const REMINDER_COMMANDS = {
  reminders: {
    title: 'My reminders',
    does: 'When I may write to you, and when not',
    scopes: ['personal'],
    listed: true,
  },
  'stop reminders': { title: 'Stop reminders', does: 'The same as pause', scopes: ['personal'], listed: false },
} as const satisfies CommandRows;

export type RemindersDeps = {
  db: Database;
  now: () => Date;
  today: (timeZone: string) => string;
  timeZone: string;
  people: PeopleService;
  /** Draws any feature's message: what was held is told in its own words. */
  draw: DrawAny;
};

export function createRemindersFeature(deps: RemindersDeps): Feature {
  const { db, now } = deps;

  const settings = (turn: ActorTurn): Answer => ({
    kind: 'card',
    intent: { kind: 'reminders.settings', subjectId: turn.actor.personId },
  });

  const verbs: Record<ReminderVerb, Verb> = {
    'reminders.save': verb(quietInput, async (turn, input) => {
      await deps.people.setQuietHours(turn.actor, input);
      return settings(turn);
    }),
    'reminders.open': verb(z.object({ held: z.string().default('') }), async (turn, input) => {
      const held = await heldById(db, input.held);
      if (held?.personId !== turn.actor.personId) throw new Refusal('missing', 'This is not there any more.');
      // Sent below, not put in place of the list: the others on it are still to be opened.
      const { tenantId, personId, kind, subjectId } = held;
      const message = { tenantId, kind, subjectId, to: { person: personId }, dedupeKey: `reminders.open:${held.id}` };
      await db.transaction().execute((trx) => enqueue(trx, message, now()));
      return { kind: 'notice', text: 'I have sent it below.' };
    }),
  };

  const drawSettings: Draw = async (personId, { token, personId: viewer }) => {
    const person = viewer === personId ? await personById(db, personId) : undefined;
    if (!person) return undefined;
    const { from, until } = quietHoursOf(person);
    return settingsCard({ token, ...stateOf(person), quietFrom: from, quietUntil: until });
  };

  function stateOf({ pausedAt, awayUntilOn }: Person): { state: string; isOff: boolean } {
    if (pausedAt) return { state: 'Paused: nothing comes until you press Resume.', isOff: true };
    if (awayUntilOn && awayUntilOn >= deps.today(deps.timeZone)) {
      return { state: `You are away until ${dateWords(awayUntilOn)}. To end it sooner, press Resume.`, isOff: true };
    }
    return { state: 'Reminders come.', isOff: false };
  }

  const drawMonday: Draw = async (batchId, { token, personId }) => {
    const rows = [];
    for (const held of await heldFor(db, batchId, now())) {
      if (held.personId !== personId) continue;
      // What there is nothing to say of any more (done, ended) is left out.
      const drawn = await deps.draw({ kind: held.kind, subjectId: held.subjectId }, { personId, token });
      if (!drawn) continue;
      const due = held.deadlineAt ? dateWords(dateIn(new Date(held.deadlineAt), deps.timeZone)) : '';
      rows.push({ id: held.id, due, words: drawn.summary });
    }
    return rows.length > 0 ? mondayCard({ token, rows }) : undefined;
  };

  return {
    commands: runnable(REMINDER_COMMANDS, {
      reminders: async (turn, rest) => (rest ? undefined : settings(turn)),
      'stop reminders': async (turn, rest) => {
        if (rest) return undefined;
        await deps.people.setLeave(turn.actor, 'pause');
        return settings(turn);
      },
    }),
    verbs,
    draws: { 'reminders.settings': drawSettings, 'unasked.monday': drawMonday },
  };
}
