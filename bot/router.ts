// The one way in for every activity: seen before? who is it, and where? which feature? then the answer.
// Refusals become words here; nobody else has to think of repeats, of old clients, or of who hears what.
import type { ZodError } from 'zod';
import { Refusal } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { assertNoIdentifiers } from '../src/privacy/identifiers.ts';
import type { Database } from '../src/store/database.ts';
import { claimActivity, finishActivity, forgetActivity } from '../src/store/inbox.ts';
import type { Arrivals } from './arrivals.ts';
import type { Commands } from './commands.ts';
import type { Dialogs } from './dialogs.ts';
import type { ActorTurn, Answer, Verb } from './feature.ts';
import { noticeBody } from './invoke-answer.ts';
import type { Replies } from './replies.ts';
import type { Turn } from './turn.ts';

export type RouterDeps = {
  db: Database;
  log: Log;
  now: () => Date;
  arrivals: Arrivals;
  commands: Commands;
  verbs: ReadonlyMap<string, Verb>;
  replies: Replies;
  dialogs: Dialogs;
  /** Tells the dispatcher that there may be something in the outbox. */
  poke: () => void;
};

const PICTURE =
  'Please delete the picture: it may show someone in our care. I have not opened it. Tell us in words what you saw.';
const STAYS = 'What you wrote stays in this chat until you delete it, so please delete it.';
const NO_PERSON = 'This only works for people who are signed in to Teams with an account.';
const UNKNOWN_BUTTON = 'This button is out of date. Write help to see what I can do.';

export function createRouter(deps: RouterDeps) {
  const { db, log, now } = deps;

  /** Handles one activity. Gives the body that an invoke is answered with. Throws only when it should be sent again. */
  async function route(turn: Turn): Promise<object | null> {
    if (turn.kind === 'other') return null;
    const claim = turn.key.activityKey ? await claimActivity(db, turn.key, now()) : ({ kind: 'ours' } as const);
    const invoke = isInvoke(turn);
    if (claim.kind !== 'ours') {
      // A repeat of a message needs no second answer; a repeat of a click gets the first one's, or the present state.
      if (!invoke) return null;
      if (claim.kind === 'done' && claim.answer) return JSON.parse(claim.answer) as object;
    }
    try {
      const body = invoke ? await invoked(turn) : await handled(turn);
      await finishActivity(db, turn.key, body && JSON.stringify(body), now());
      deps.poke();
      return body;
    } catch (error) {
      await forgetActivity(db, turn.key);
      if (!(error instanceof Refusal)) throw error;
      log.info({ refusal: error.kind, verb: turn.verb }, 'a request was refused');
      return invoke ? deps.dialogs.refusal(turn, error.message) : null;
    }
  }

  /** Messages, installs, people who come and go. Gives no body. */
  async function handled(turn: Turn): Promise<null> {
    if (turn.kind === 'message' || turn.kind === 'submit') await said(turn);
    else await deps.arrivals.handle(turn);
    return null;
  }

  async function said(turn: Turn): Promise<void> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return;
    try {
      if (turn.hasFiles) deps.replies.later(here, { kind: 'notice', text: PICTURE });
      if (turn.kind === 'submit') return deps.replies.later(here, await press(here));
      if (!turn.text && turn.hasFiles) return;
      assertNoIdentifiers({ 'What you wrote': turn.text });
      deps.replies.later(here, await deps.commands.run(here));
      await deps.arrivals.greetFirstWriter(here);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.info({ refusal: error.kind, verb: turn.verb }, 'a request was refused');
      const text = error.kind === 'identifier' && turn.kind === 'message' ? `${error.message} ${STAYS}` : error.message;
      deps.replies.later(here, { kind: 'notice', text });
    }
  }

  async function invoked(turn: Turn): Promise<object> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return noticeBody(NO_PERSON);
    if (turn.kind === 'dialog') return deps.dialogs.open(here);
    const answer = await press(here);
    if (turn.kind === 'dialog-submit') return deps.dialogs.next(here, answer);
    return deps.replies.inPlace(here, answer);
  }

  async function press(here: ActorTurn): Promise<Answer> {
    const verb = deps.verbs.get(here.verb);
    if (!verb) throw new Refusal('missing', UNKNOWN_BUTTON);
    const parsed = verb.input.safeParse(here.data);
    if (!parsed.success) throw new Refusal('invalid', faultOf(parsed.error));
    return verb.run(here, parsed.data);
  }

  return { route };
}

function isInvoke(turn: Turn): boolean {
  return turn.kind === 'click' || turn.kind === 'dialog' || turn.kind === 'dialog-submit';
}

/** The first fault in words; our schemas carry their own, the library's are not for people. */
function faultOf(error: ZodError): string {
  const ours = error.issues.map((issue) => issue.message).filter((message) => !message.startsWith('Invalid'));
  return ours[0] ?? 'Something in the form could not be read. Check it and send it again.';
}
