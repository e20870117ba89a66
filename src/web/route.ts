// What the HTTP server asks of a route: a method, a path, and a function from a request to an answer. Routes know
// nothing of the server's library.
import type { BodyFault } from './body.ts';

/** `body` is the parsed JSON object of a POST, undefined otherwise. Header names are lower case. */
export type RouteRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly body: object | undefined;
  /** Reads the body of a `late` route; of any other there is nothing left to read. */
  readonly readBody?: () => Promise<{ body: object } | { fault: BodyFault }>;
};

/** `json` is sent as JSON, `html` as a page, `text` and `bytes` with a content type of their own among the headers;
 * nothing where all are undefined. */
export type RouteAnswer = {
  readonly status: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * A route. `path` may hold parameters, as in `/calendar/:id`, and end in `*`. A GET route answers HEAD too.
 * `late`: the body is not read before the route asks for it, for routes that first look at who is asking.
 */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly late?: boolean;
  readonly answer: (request: RouteRequest) => Promise<RouteAnswer> | RouteAnswer;
};
