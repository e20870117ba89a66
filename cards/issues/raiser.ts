// What the raiser gets: a receipt, edited in place at each state, and news when there is something to read or do.
import { facts, paragraphs } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import newsTemplate from './news.json' with { type: 'json' };
import receiptTemplate from './receipt.json' with { type: 'json' };

/** What both cards end with: the question whether it is fixed, or the way to have it looked at again. */
type Answers = {
  /** Resolved: "Did this fix it?" */
  ask: boolean;
  /** Could not be fixed, or closed in the last 30 days: it can be looked at again. Of no effect while `ask`. */
  canReopen: boolean;
};

export type ReceiptView = Answers & {
  token: string;
  issueId: string;
  reference: string;
  title: string;
  system: string;
  place: string;
  stateWords: string;
  priorityWords: string;
  /** Who looks at it: a name, or the cabinet's; may be empty. */
  who: string;
  /** When, in words; may be empty. */
  when: string;
  /** The advice to phone now (phoneNowWords), or empty. */
  phoneNow: string;
  /** The service desk's reference, once it was handed over; or empty. */
  deskRef: string;
  /** haveWords(count). */
  have: string;
  /** The reference of the issue that this one was merged into, or empty. */
  sameAs: string;
  /** How it came to be theirs where they did not raise it themselves, or empty. */
  note: string;
  /** They have it too, and may take that back. */
  canWithdraw: boolean;
  /** The latest reply, or empty. */
  reply: string;
  replyBy: string;
};

/** The receipt of who raised it or has it too. Verbs `issue.fixed`, `issue.notFixed` (input `comment`), `issue.withdraw`. */
export function receiptCard(view: ReceiptView): Rendered {
  const filled = {
    ...view,
    // Once it is answered, nobody needs to phone.
    phoneNow: view.ask || view.canReopen ? '' : view.phoneNow,
    facts: facts([
      ['State', view.stateWords],
      ['Priority', view.priorityWords],
      ['Who looks at it', view.who],
      ['When', view.when],
      ['System', view.system],
      ['Place', view.place],
      ['Service desk reference', view.deskRef],
      ['Handled together with', view.sameAs],
      ['Who has this', view.have],
    ]),
    ...said(view.reply, view.replyBy),
    ...answers(view),
  };
  return render(receiptTemplate, filled, `${view.reference}: ${view.stateWords}`);
}

export type NewsView = Answers & {
  token: string;
  issueId: string;
  reference: string;
  title: string;
  /** newsHeading(state). */
  heading: string;
  reply: string;
  /** Who wrote the reply; may be empty. */
  from: string;
  stateWords: string;
  /** Whom to answer, while the issue waits for the raiser (no button of this card does it); otherwise left out. */
  answerTo?: string;
};

/** The new message to the raiser, with the words of the reply. Verbs `issue.fixed`, `issue.notFixed` (input `comment`). */
export function newsCard(view: NewsView): Rendered {
  const filled = {
    ...view,
    ...said(view.reply, view.from),
    ...answers(view),
    answerTo: isolate(view.answerTo ?? ''),
  };
  return render(newsTemplate, filled, `${view.reference}: ${view.heading}`);
}

function said(reply: string, by: string) {
  return {
    lines: paragraphs(reply),
    hasReply: reply.trim() !== '',
    by: by === '' ? 'Reply' : `Reply from ${isolate(by)}`,
  };
}

function answers({ ask, canReopen }: Answers) {
  return { ask, again: canReopen && !ask, more: canReopen || ask };
}
