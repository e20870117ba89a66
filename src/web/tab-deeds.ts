// What somebody may do with an issue in the tab: answer it as who raised it, handle it, release it, remove a text.
import { Refusal } from '../errors.ts';
import type { Opened } from '../issues/access.ts';
import { commentInput, escalateInput, passInput, redactInput, updateInput } from '../issues/inputs.ts';
import { may } from '../issues/rights.ts';
import type { IssuesService } from '../issues/service.ts';
import type { ShownDeed } from '../issues/shown.ts';
import type { Actor } from '../people/actor.ts';
import type { Route, RouteRequest } from './route.ts';
import { parse, type TabDoor } from './tab-door.ts';
import { createViews, type ViewDeps } from './tab-view.ts';

/** Our own ids; anything else in an address is read as a reference that people say. */
const ID = /^[0-9a-v]{24}$/;
/** To who has it too: theirs is one answer of several. */
const NOTED = 'Thank you. It is noted for those who handle it.';
const NOT_THERE = 'There is no such issue that you can see. Go back to the list.';

/** The issue that an address names, for somebody who may see it. */
export async function openedIssue(
  { issues }: { issues: IssuesService },
  actor: Actor,
  request: RouteRequest,
): Promise<Opened> {
  const id = decoded(request.params.id ?? '');
  const { handling } = issues;
  return inTabWords(() => (ID.test(id) ? handling.open(actor, id) : handling.byReference(actor, id)));
}

type Run = (actor: Actor, issueId: string, body: object) => Promise<readonly [Opened, string]>;

/** POST issues/:id/<deed>. Each answers with what is said of it, and the issue as it is then. */
export function issueDeeds(deps: ViewDeps & { door: TabDoor }): Route[] {
  const { door } = deps;
  const { handling, meToos, redacting } = deps.issues;
  const views = createViews(deps);

  function deed(name: string, run: Run): Route {
    return door.route('POST', `issues/:id/${name}`, async (actor, request, body) => {
      const { issue } = await openedIssue(deps, actor, request);
      return answer(await inTabWords(() => run(actor, issue.id, body)));
    });
  }

  async function answer([after, notice]: readonly [Opened, string]) {
    const stillSeen = may('see', after.viewer, after.issue);
    const json: ShownDeed = { notice, ...(stillSeen && { issue: await views.one(after) }) };
    return { status: 200, json };
  }

  return [
    deed('take', async (actor, id) => {
      const after = await handling.takeIssue(actor, id);
      return [after, `You have ${after.issue.reference} now.`];
    }),
    deed('update', async (actor, id, body) => {
      const after = await handling.updateIssue(actor, id, parse(updateInput, body));
      return [after, `${after.issue.reference} is updated. The person who raised it can see it.`];
    }),
    deed('escalate', async (actor, id, body) => {
      const after = await handling.escalateIssue(actor, id, parse(escalateInput, body));
      return [after, `${after.issue.reference} is with the service desk. The person who raised it is told.`];
    }),
    deed('pass', async (actor, id, body) => {
      const { person, why } = parse(passInput, body);
      const after = await handling.passIssue(actor, id, person, why);
      return [after, `${after.issue.reference} is passed on, and they are told.`];
    }),
    deed('release', async (actor, id) => {
      const after = await handling.releaseIssue(actor, id);
      return [after, `${after.issue.reference} is released: the cabinet sees it from now on.`];
    }),
    deed('fixed', async (actor, id) => {
      if (await meToos.answer(actor, id, 'fixed', '')) return [await handling.open(actor, id), NOTED];
      const after = await handling.fixed(actor, id);
      return [after, `Thank you. ${after.issue.reference} is closed.`];
    }),
    deed('notFixed', async (actor, id, body) => {
      const { comment } = parse(commentInput, body);
      if (await meToos.answer(actor, id, 'not-fixed', comment)) return [await handling.open(actor, id), NOTED];
      const after = await handling.isNotFixed(actor, id, comment);
      return [after, `Thank you. ${after.issue.reference} is open again, and those who handle it are told.`];
    }),
    deed('withdraw', async (actor, id) => {
      const after = await meToos.withdraw(actor, id);
      return [after, `You are not counted in ${after.issue.reference} any more, and hear no more of it.`];
    }),
    // Who may remove a text need not be able to read it: so it is not opened for reading first.
    door.route('POST', 'issues/:id/redact', async (actor, request, body) => {
      const { parts } = parse(redactInput, body);
      const id = decoded(request.params.id ?? '');
      const issueId = ID.test(id) ? id : (await inTabWords(() => handling.byReference(actor, id, 'redact'))).issue.id;
      const { reference } = await inTabWords(() => redacting.redact(actor, issueId, parts));
      const notice = `Removed from ${reference} and from its cards. What was written in a chat stays there until it is deleted there.`;
      return answer([await redacting.open(actor, issueId), notice]);
    }),
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The services speak of what to write in a chat; in the tab there is a list to go back to. */
async function inTabWords<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') throw new Refusal('missing', NOT_THERE);
    throw error;
  }
}
