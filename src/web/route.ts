// What the HTTP server asks of a route: a method, a path, and a function from a request to an answer. Routes know
// nothing of the server's library.

/** `body` is the parsed JSON object of a POST, undefined otherwise. Header names are lower case. */
export type RouteRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly body: object | undefined;
};

/** `json` is sent as JSON, `html` as a page, `text` with its own content type; nothing where all are undefined. */
export type RouteAnswer = {
  readonly status: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A route. `path` may hold parameters, as in `/calendar/:id`. A GET route answers HEAD too. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (request: RouteRequest) => Promise<RouteAnswer> | RouteAnswer;
};
