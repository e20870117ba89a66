// The routes every instance has: Teams comes in by /api/messages; a load balancer asks /healthz and /readyz.
import { describeError, type Log } from '../log.ts';
import type { Route } from './route.ts';

/** `messages` takes an activity with its Authorization header ('' without one) and says what to answer.
 * `ready` says whether requests can be served now; `reason` is shown to whoever asks, so it holds no secret. */
export type Doors = {
  readonly messages: (authorization: string, body: unknown) => Promise<{ status: number; body?: unknown }>;
  readonly ready: () => Promise<{ ok: true } | { ok: false; reason: string }>;
  readonly log: Log;
};

/** POST /api/messages, GET /healthz, GET /readyz. */
export function doorRoutes(doors: Doors): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/messages',
      answer: async ({ headers, body }) => {
        const answer = await doors.messages(String(headers.authorization ?? ''), body);
        return { status: answer.status, json: answer.body };
      },
    },
    { method: 'GET', path: '/healthz', answer: () => ({ status: 200, json: { alive: true } }) },
    {
      method: 'GET',
      path: '/readyz',
      answer: async () => {
        const state = await isReady(doors);
        return state.ok
          ? { status: 200, json: { ready: true } }
          : { status: 503, json: { ready: false, reason: state.reason } };
      },
    },
  ];
}

async function isReady(doors: Doors): Promise<{ ok: true } | { ok: false; reason: string }> {
  try {
    return await doors.ready();
  } catch (error) {
    doors.log.warn(describeError(error), 'the readiness check failed');
    return { ok: false, reason: 'the check itself failed' };
  }
}
