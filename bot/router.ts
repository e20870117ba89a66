// The one way in for every activity: seen before? who is it, and where? which feature? then the answer.
// Refusals become words here; nobody else has to think of repeats, of old clients, or of who hears what.
import { setTimeout } from 'node:timers/promises';
import type { ZodError } from 'zod';
import { Refusal, StillBusy } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { forgetHour } from '../src/people/conversations-store.ts';
import { assertNoIdentifiers } from '../src/privacy/identifiers.ts';
import type { Database } from '../src/store/database.ts';
import { type Claim, claimActivity, finishActivity, forgetActivity } from '../src/store/inbox.ts';
import type { Arrivals } from './arrivals.ts';
import type { Commands } from './commands.ts';
import type { Dialogs } from './dialogs.ts';
import type { ActorTurn, Answer, Verb } from './feature.ts';
import { type Search, searchMessage } from './issues-search.ts';
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
  search: Search;
  /** Tells the dispatcher that there may be something in the outbox. */
  poke: () => void;
};

/** Well within the 15 s that Teams waits for an answer. */
const LONGEST_WAIT_MS = 8_000;
const LOOK_AGAIN_MS = 100;
const PICTURE =
  'Please delete the picture: it may show someone in our care. I have not opened it. Tell us in words what you saw.';
const STAYS = 'What you wrote stays in this chat until you delete it, so please delete it.';
const THEIRS_STAYS = 'The message stays in its chat until it is deleted there.';
const NO_PERSON = 'This only works for people who are signed in to Teams with an account.';
const UNKNOWN_BUTTON = 'This button is out of date. Write help to see what I can do.';

export function createRouter(deps: RouterDeps) {
  const { db, log, now } = deps;

  /** Handles one activity. Gives the body that an invoke is answered with. Throws only when it should be sent again. */
  async function route(turn: Turn): Promise<object | null> {
    if (turn.kind === 'other') return null;
    if (turn.automatic) return refreshed(turn);
    if (turn.kind === 'search') return found(turn);
    const invoke = isInvoke(turn);
    const claim = await claimOf(turn, invoke);
    if (claim.kind !== 'ours') {
      // A repeat of a message needs no second answer; a repeat of a click gets the first one's, or the present state.
      // Whoever is at it now may not live to finish it: then Teams has to send it again.
      if (!invoke && claim.kind === 'busy') throw new StillBusy();
      if (!invoke) return null;
      if (claim.kind === 'done' && claim.answer) return JSON.parse(claim.answer) as object;
    }
    try {
      const { body, discreet } = invoke ? await invoked(turn) : await handled(turn);
      await finishActivity(db, turn.key, { answer: body && JSON.stringify(body), discreet }, now());
      if (discreet) await forgetHour(db, turn.key.tenantId, turn.key.conversationKey, now());
      deps.poke();
      return body;
    } catch (error) {
      await forgetActivity(db, turn.key);
      if (!(error instanceof Refusal)) throw error;
      note(error, turn);
      return invoke ? deps.dialogs.refusal(turn, wordsOf(error, turn)) : null;
    }
  }

  /** Claims the activity. A message that another delivery is at is waited for: Teams asks only whether it arrived. */
  async function claimOf(turn: Turn, invoke: boolean): Promise<Claim> {
    if (!turn.key.activityKey) return { kind: 'ours' };
    let claim = await claimActivity(db, turn.key, now());
    for (let waited = 0; !invoke && claim.kind === 'busy' && waited < LONGEST_WAIT_MS; waited += LOOK_AGAIN_MS) {
      await setTimeout(LOOK_AGAIN_MS);
      claim = await claimActivity(db, turn.key, now());
    }
    return claim;
  }

  /** A view that Teams asks for by itself: only read, and nothing of it kept. Who may not see it keeps the shared card. */
  async function refreshed(turn: Turn): Promise<object> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return deps.dialogs.refusal(turn, NO_PERSON);
    try {
      return await deps.replies.inPlace(here, await press(here));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return deps.replies.shared(here);
    }
  }

  /** A search is only read, at every key that is pressed: nothing of it is kept. */
  async function found(turn: Turn): Promise<object> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return searchMessage(NO_PERSON);
    try {
      return await deps.search(here);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note(error, turn);
      return searchMessage(error.message);
    }
  }

  /** Messages, installs, people who come and go. Gives no body. */
  async function handled(turn: Turn): Promise<Handled> {
    if (turn.kind === 'message' || turn.kind === 'submit') return { body: null, discreet: await said(turn) };
    await deps.arrivals.handle(turn);
    return { body: null, discreet: false };
  }

  /** Answers what was written, or pressed in an old client. True where it was an anonymous act. */
  async function said(turn: Turn): Promise<boolean> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return false;
    try {
      if (turn.hasFiles) deps.replies.later(here, { kind: 'notice', text: PICTURE });
      if (turn.kind === 'submit') {
        const answer = await press(here);
        deps.replies.later(here, answer);
        return isDiscreet(answer);
      }
      if (!turn.text && turn.hasFiles) return false;
      assertNoIdentifiers({ 'What you wrote': turn.text });
      deps.replies.later(here, await deps.commands.run(here));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note(error, turn);
      deps.replies.later(here, { kind: 'notice', text: wordsOf(error, turn) });
    }
    // Also who was refused: `set up cabinet` is likely the first thing that anybody writes in a team.
    if (turn.kind === 'message') await deps.arrivals.greetFirstWriter(here);
    return false;
  }

  async function invoked(turn: Turn): Promise<Handled> {
    const here = await deps.arrivals.meet(turn);
    if (!here) return { body: deps.dialogs.refusal(turn, NO_PERSON), discreet: false };
    if (turn.kind === 'dialog') return { body: await deps.dialogs.open(here), discreet: false };
    const answer = await press(here);
    const discreet = isDiscreet(answer);
    if (turn.kind === 'dialog-submit') return { body: await deps.dialogs.next(here, answer), discreet };
    return { body: await deps.replies.inPlace(here, answer), discreet };
  }

  function note({ kind }: Refusal, turn: Turn): void {
    // A verb that we do not know could be anything that somebody wrote.
    log.info({ refusal: kind, verb: deps.verbs.has(turn.verb) ? turn.verb : '' }, 'a request was refused');
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

/** What an invoke is answered with (null for others), and whether it was an anonymous act. */
type Handled = { body: object | null; discreet: boolean };

function isDiscreet(answer: Answer): boolean {
  return answer.kind === 'card' && answer.discreet === true;
}

/** A refusal in words; of what was sent to a chat they say that it is still there. */
function wordsOf({ kind, message }: Refusal, turn: Turn): string {
  if (kind !== 'identifier') return message;
  if (turn.kind === 'message') return `${message} ${STAYS}`;
  return turn.kind === 'dialog' ? `${message} ${THEIRS_STAYS}` : message;
}

function isInvoke(turn: Turn): boolean {
  return turn.kind === 'click' || turn.kind === 'dialog' || turn.kind === 'dialog-submit';
}

/** The first fault in words; our schemas carry their own, the library's are not for people. */
function faultOf(error: ZodError): string {
  const ours = error.issues.map((issue) => issue.message).filter((message) => !message.startsWith('Invalid'));
  return ours[0] ?? 'Something in the form could not be read. Check it and send it again.';
}
