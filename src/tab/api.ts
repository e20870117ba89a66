// Requests to our own API: the token is fetched when it is needed, and what goes wrong becomes words.
import type { ShownFault } from '../issues/shown.ts';

/** What failed and what to do, as it is shown. `cause` is for whoever looks after the service. */
export class Fault extends Error {
  override readonly cause: string | undefined;
  constructor(words: string, cause?: string) {
    super(words);
    this.name = 'Fault';
    this.cause = cause;
  }
}

export type Api = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
  file(path: string, body: object): Promise<Blob>;
};

const UNREACHABLE = 'Digital Clerk cannot be reached. Check your connection, then try again.';
/** Shorter than any token lives; Teams renews its own. */
const TOKEN_MS = 4 * 60_000;

/** The API as whoever the header names. A header that is refused is fetched anew, once. */
export function createApi(header: () => Promise<Record<string, string>>): Api {
  let kept: { headers: Promise<Record<string, string>>; until: number } | undefined;

  function identity(fresh: boolean): Promise<Record<string, string>> {
    if (!fresh && kept && performance.now() < kept.until) return kept.headers;
    const headers = header();
    kept = { headers, until: performance.now() + TOKEN_MS };
    headers.catch(() => {
      kept = undefined;
    });
    return headers;
  }

  async function send(path: string, body: object | undefined, again = true): Promise<Response> {
    const headers = { ...(await identity(!again)), ...(body && { 'content-type': 'application/json' }) };
    const init = { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(addressOf(path), init).catch(() => {
      throw new Fault(UNREACHABLE);
    });
    if (response.status === 401 && again) return send(path, body, false);
    if (!response.ok) throw await faultOf(response);
    return response;
  }

  return {
    get: async (path) => (await send(path, undefined)).json(),
    post: async (path, body) => (await send(path, body)).json(),
    file: async (path, body) => (await send(path, body)).blob(),
  };
}

/** The people of local mode; undefined where there is a sign-in. */
export async function demoPeople(): Promise<{ value: string; title: string }[] | undefined> {
  const response = await fetch(addressOf('people')).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { people } = (await response.json()) as { people: { value: string; title: string }[] };
  return people;
}

// Relative to the page: a proxy may put the service below a path of its own.
function addressOf(path: string): string {
  return new URL(`../api/tab/${path}`, document.baseURI).href;
}

async function faultOf(response: Response): Promise<Fault> {
  const said = (await response.json().catch(() => undefined)) as ShownFault | undefined;
  const words = said?.error ?? 'Something went wrong. Try again; if it happens again, tell whoever looks after this.';
  return new Fault(words, said?.cause);
}

/** Any error in words. */
export function wordsOf(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault('Something went wrong. Close this tab and open it again.');
}
