// The door of the tab's API: who asks, on every path below /api/tab/; the body only afterwards; refusals in plain words.
import { z } from 'zod';
import type { Config } from '../config.ts';
import { Refusal, type RefusalKind } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../people/actor.ts';
import { type Person, peopleWithNames, personById, seePerson } from '../people/people-store.ts';
import { isLoopback } from '../settings.ts';
import type { Database } from '../store/database.ts';
import { createSignIn, type SignInFault } from './auth.ts';
import type { Route, RouteAnswer, RouteRequest } from './route.ts';

export type TabDoorDeps = {
  db: Database;
  config: Config;
  log: Log;
  now: () => Date;
  /** Tells the dispatcher that there may be something in the outbox. */
  poke: () => void;
};

/** Answers for somebody who is signed in. `body` is empty for a GET. A Refusal becomes an answer in words. */
export type Handler = (actor: Actor, request: RouteRequest, body: object) => Promise<RouteAnswer>;

/** In local mode there is no sign-in: this header says which of the demo people asks. */
export const PERSON_HEADER = 'x-clerk-person';

const STATUS: Record<RefusalKind, number> = {
  invalid: 400,
  identifier: 400,
  forbidden: 403,
  missing: 404,
  conflict: 409,
};
const ROLES = 'Roles are given with "set up team" and "set up cabinet" in the channel of the cabinet.';

export type TabDoor = ReturnType<typeof createTabDoor>;

export function createTabDoor(deps: TabDoorDeps) {
  const { db, config, log, now } = deps;
  const signIn = createSignIn(deps);

  async function whoAsks({ headers }: RouteRequest): Promise<{ actor: Actor } | { fault: SignInFault }> {
    if (config.mode === 'local') return picked(headers);
    const checked = await signIn(String(headers.authorization ?? ''));
    if ('fault' in checked) return checked;
    const { tenantId, objectId, name } = checked.caller;
    const person = await seePerson(db, { tenantId, objectId, name, channelUserId: '', email: '' }, now());
    return { actor: actorOf(person) };
  }

  async function picked(headers: RouteRequest['headers']): Promise<{ actor: Actor } | { fault: SignInFault }> {
    const person = isHere(headers) ? await personById(db, String(headers[PERSON_HEADER] ?? '')) : undefined;
    if (person) return { actor: actorOf(person) };
    const cause =
      'This is local mode, which has no sign-in: choose one of the people first. It answers this machine only.';
    return { fault: { status: 401, error: 'Choose who you are first.', cause } };
  }

  function actorOf({ id: personId, tenantId, objectId, name }: Person): Actor {
    return { personId, tenantId, objectId, name, admin: config.admins.includes(objectId) };
  }

  /** A route below /api/tab/. After a POST what it caused is sent. */
  function route(method: Route['method'], path: string, handler: Handler): Route {
    const answer = async (request: RouteRequest): Promise<RouteAnswer> => {
      const asks = await whoAsks(request);
      if ('fault' in asks) {
        const { status, error, cause } = asks.fault;
        log.info({ status, cause }, 'somebody was not let into the tab');
        return { status, json: { error, cause }, ...(status === 401 && { headers: { 'www-authenticate': 'Bearer' } }) };
      }
      const read = method === 'POST' ? await request.readBody?.() : { body: {} };
      if (!read || 'fault' in read) return { status: read?.fault.status ?? 400, json: { error: read?.fault.error } };
      const answer = await answered(() => handler(asks.actor, request, read.body));
      if (method === 'POST') deps.poke();
      return answer;
    };
    return { method, path: `/api/tab/${path}`, late: true, answer };
  }

  async function answered(handle: () => Promise<RouteAnswer>): Promise<RouteAnswer> {
    try {
      return await handle();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.info({ refusal: error.kind }, 'a request of the tab was refused');
      const cause = error.kind === 'forbidden' ? { cause: ROLES } : {};
      return { status: STATUS[error.kind], json: { error: error.message, ...cause } };
    }
  }

  /** Whatever is not known is not told to strangers either: 401 first, then 404. */
  function rest(): Route[] {
    const nothing: Handler = async () => ({ status: 404, json: { error: 'There is nothing at this address' } });
    return (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => route(method, '*', nothing));
  }

  /** In local mode, the people to choose from; elsewhere the address does not exist. */
  function people(): Route[] {
    if (config.mode !== 'local') return [];
    const answer = async ({ headers }: RouteRequest): Promise<RouteAnswer> => {
      if (!isHere(headers)) return { status: 401, json: { error: 'Local mode answers this machine only.' } };
      const found = await peopleWithNames(db, 50);
      return { status: 200, json: { people: found.map(({ id, name }) => ({ value: id, title: name })) } };
    };
    return [{ method: 'GET', path: '/api/tab/people', answer }];
  }

  return { route, rest, people };
}

/** Asked of this machine by its own name: a page elsewhere whose name was turned to this address does not get in. */
function isHere(headers: RouteRequest['headers']): boolean {
  const host = `http://${String(headers.host ?? '')}`;
  return URL.canParse(host) && isLoopback(new URL(host).hostname);
}

/** Checks input; the first fault in our own words becomes a Refusal. */
export function parse<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const ours = parsed.error.issues.map((issue) => issue.message).filter((message) => !message.startsWith('Invalid'));
  throw new Refusal('invalid', ours[0] ?? 'Something in the form could not be read. Check it and send it again.');
}

/** The mark of a filled-in form: what is made with it is made once, also when it is sent again. */
export function formToken(body: object): string {
  const mark = z
    .string()
    .default('')
    .refine((form) => /^[\w-]{8,64}$/.test(form), {
      message: 'This form is out of date. Open the page again.',
    });
  return `tab:${parse(z.object({ form: mark }), body).form}`;
}
