// "Raise as an issue" on a message: the same cards in a dialog, which takes only Submit and can show words only as a
// message or inside a card.

import { withNotice } from '../cards/notice.ts';
import { asDialog, type Rendered } from '../cards/render.ts';
import { DETAIL_MAX } from '../src/issues/inputs.ts';
import { assertNoIdentifiers, findIdentifier } from '../src/privacy/identifiers.ts';
import type { ActorTurn, Answer, DrawAny } from './feature.ts';
import { noticeBody } from './invoke-answer.ts';
import type { Turn } from './turn.ts';

const TITLE = 'Raise an issue';
const RAISED = 'Thank you. The receipt, with its reference, is in your own chat with Digital Clerk.';

export type Dialogs = ReturnType<typeof createDialogs>;

export function createDialogs(deps: {
  draw: DrawAny;
  raise: (turn: ActorTurn, words: string) => Promise<Answer>;
  /** The advice to phone now, where this issue's card gives it; else empty. */
  phoneNow: (issueId: string) => Promise<string>;
  /** Draws a person's form again with what they typed. Undefined when there is no such form. */
  redraw: (turn: Turn, typed: Record<string, string>) => Promise<Rendered | undefined>;
}) {
  /** The dialog that a message action opens, filled in with the words of that message. */
  async function open(turn: ActorTurn): Promise<object> {
    // All of it is checked before it is cut; whoever raises it sees what is left, and the message stays where it is.
    assertNoIdentifiers({ 'The message': turn.quoted });
    return show(turn, await deps.raise(turn, turn.quoted.slice(0, DETAIL_MAX)));
  }

  /** What follows a dialog's button: the next card, or the end. */
  async function next(turn: ActorTurn, answer: Answer): Promise<object> {
    return show(turn, answer);
  }

  async function show(turn: ActorTurn, answer: Answer): Promise<object> {
    if (answer.kind === 'notice') return message(answer.text);
    if (['issue.receipt', 'issue.joined', 'issue.logged'].includes(answer.intent.kind))
      return message([RAISED, await deps.phoneNow(answer.intent.subjectId)].filter(Boolean).join(' '));
    const rendered = await deps.draw(answer.intent, { personId: turn.actor.personId, token: turn.card });
    return rendered ? dialog(rendered) : message('This is not there any more.');
  }

  /** A refusal: a line in the chat, or the same form again, with the reason on top and all that may stand in it. */
  async function refusal(turn: Turn, reason: string): Promise<object> {
    if (turn.kind === 'click') return noticeBody(reason);
    const form = turn.kind === 'dialog-submit' ? await deps.redraw(turn, harmless(turn.data)) : undefined;
    return form ? dialog(withNotice(form, reason)) : message(reason);
  }

  return { open, next, refusal };
}

/** What was typed, less any text that holds an identifier: that is not sent back. */
function harmless(data: Record<string, unknown>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [id, value] of Object.entries(data)) {
    if (typeof value === 'string' && !findIdentifier(value)) kept[id] = value;
  }
  return kept;
}

function dialog(rendered: Rendered): object {
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: asDialog(rendered).card };
  return { task: { type: 'continue', value: { title: TITLE, width: 'medium', height: 'large', card } } };
}

function message(text: string): object {
  return { task: { type: 'message', value: text } };
}
