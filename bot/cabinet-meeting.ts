// The cabinet's open meeting at the Teams door: `cabinet meeting`, and what people press on its cards.
import type { CabinetMeetingVerb } from '../cards/cabinet-meeting/verbs.ts';
import { enqueue } from '../src/delivery/outbox.ts';
import { Refusal } from '../src/errors.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { dateInput, meetingInput, pageInput, updateInput } from '../src/issues/cabinet-meeting-inputs.ts';
import type { IssuesService } from '../src/issues/service.ts';
import type { Database } from '../src/store/database.ts';
import { createCabinetMeetingDraws } from './cabinet-meeting-draw.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  type Intent,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

export const CABINET_MEETING_COMMANDS = {
  'cabinet meeting': {
    title: 'Cabinet meeting',
    does: 'The next open meeting: what is new, what was raised and answered',
    scopes: ['personal', 'team'],
    listed: false,
  },
} as const satisfies CommandRows;

export type CabinetMeetingFeatureDeps = { db: Database; now: () => Date; issues: IssuesService };

export function createCabinetMeetingFeature(deps: CabinetMeetingFeatureDeps): Feature {
  const { issues } = deps;
  const { meetings } = issues;

  /** `cabinet meeting`, perhaps with a cabinet's name; `cabinet meeting date` sets the date. */
  async function open(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    const setsDate = /^date\b/i.test(rest);
    const name = rest.replace(/^date\b\s*/i, '').trim();
    const cabinet = await cabinetOf(turn, name);
    if (!cabinet) {
      if (isSentence(rest)) return undefined;
      throw new Refusal('missing', 'This cabinet is not there for you. Write set up cabinet in the channel it is for.');
    }
    if (setsDate) await meetings.assertNoSeries(turn.actor, cabinet.id);
    const kind = setsDate ? 'cabinetMeeting.date' : 'cabinetMeeting.card';
    const intent = { kind, subjectId: cabinet.id };
    // In another channel than its own, people of other organisations may read along.
    const alone = turn.scope === 'personal' || turn.conversation?.id === cabinet.conversationId;
    return alone ? { kind: 'card', intent, onlyForThem: turn.kind === 'click' } : inOwnChat(turn, intent);
  }

  /** The one that is named, that of the channel, else the first of the person's organisation. */
  async function cabinetOf(turn: ActorTurn, name: string): Promise<Cabinet | undefined> {
    const offered = await issues.raising.cabinetsFor(turn.actor);
    const wanted = name.toLowerCase();
    if (wanted) return offered.find((one) => [one.prefix.toLowerCase(), one.name.toLowerCase()].includes(wanted));
    const here = turn.conversation && (await issues.cabinets.ofConversation(turn.conversation.id));
    return here && (await meetings.mayRead(turn.actor, here.id)) ? here : offered[0];
  }

  async function inOwnChat(turn: ActorTurn, intent: Intent): Promise<Answer> {
    const { tenantId, personId: person } = turn.actor;
    await deps.db.transaction().execute((trx) => enqueue(trx, { tenantId, ...intent, to: { person } }, deps.now()));
    return { kind: 'notice', text: 'I have sent it to you in our own chat.' };
  }

  const verbs: Record<CabinetMeetingVerb, Verb> = {
    'cabinetMeeting.save': verb(dateInput, async (turn, { cabinet, ...input }) => {
      const { id } = await meetings.setDate(turn.actor, cabinet, input);
      return { kind: 'card', intent: { kind: 'cabinetMeeting.card', subjectId: id } };
    }),
    'cabinetMeeting.form': verb(meetingInput, async (turn, { meeting }) => {
      await meetings.mayAdd(turn.actor, meeting);
      return own({ kind: 'cabinetMeeting.update', subjectId: meeting }, true);
    }),
    'cabinetMeeting.update': verb(updateInput, async (turn, { meeting, ...input }) => {
      const { cabinetId } = await meetings.addUpdate(turn.actor, meeting, input);
      return own({ kind: 'cabinetMeeting.card', subjectId: cabinetId });
    }),
    'cabinetMeeting.remind': verb(meetingInput, async (turn, { meeting }) => {
      await meetings.ask(turn.actor, meeting, 'reminder');
      return { kind: 'notice', text: 'I will remind you in our own chat, an hour before.' };
    }),
    'cabinetMeeting.summary': verb(meetingInput, async (turn, { meeting }) => {
      await meetings.ask(turn.actor, meeting, 'summary');
      return { kind: 'notice', text: 'I will send you in our own chat what came of it.' };
    }),
    'cabinetMeeting.page': verb(pageInput, async (turn, { meeting, page }) => {
      const { id } = await meetings.open(turn.actor, meeting);
      return own({ kind: 'cabinetMeeting.page', subjectId: `${id}:${page}` });
    }),
  };

  const commands = runnable(CABINET_MEETING_COMMANDS, { 'cabinet meeting': open });
  return { commands, verbs, draws: createCabinetMeetingDraws(deps) };
}

/** One's own view: what others see of the card stays. */
function own(intent: Intent, fleeting = false): Answer {
  return { kind: 'card', intent, onlyForThem: true, ...(fleeting && { fleeting }) };
}
