// The far side of a rehearsal: a small server that speaks as much of the Bot Connector's REST interface as the bot uses,
// and keeps what the bot sends. It listens on this machine only.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Player = { readonly name: string; readonly objectId: string; readonly email: string };

/** An activity of the bot, as it came over the wire. */
export type Sent = {
  /** The chat or channel, without the thread. */
  readonly conversationId: string;
  readonly activityId: string;
  /** An edit of a message that was sent before. */
  readonly edit: boolean;
  readonly activity: Activity;
};

export type Activity = {
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly content?: Record<string, unknown> }[];
};

export type RehearsalConnector = {
  /** What the bot has sent since the last call. */
  take(): Sent[];
  readonly serviceUrl: string;
  close(): Promise<void>;
};

/** A person's chat with the bot, by who they are. */
export function chatOf({ objectId }: Pick<Player, 'objectId'>): string {
  return `a:${objectId}`;
}

/** `membersOf`: who is in the team that a channel belongs to. */
export async function startRehearsalConnector(
  membersOf: (conversationId: string) => readonly Player[],
): Promise<RehearsalConnector> {
  let sent: Sent[] = [];
  let last = 0;
  const nextId = () => String(1_790_000_000_000 + ++last);

  function answer(method: string, path: string, body: Record<string, unknown>): { status: number; body: object } {
    const [, conversation = '', kind, third] = path.split('/').map(decodeURIComponent);
    const conversationId = conversation.split(';')[0] ?? '';
    const members = membersOf(conversationId);
    if (kind === 'pagedmembers') return { status: 200, body: { members: members.map(accountOf) } };
    if (kind === 'members') return one(members.find(({ objectId }) => objectId === third));
    if (kind === 'activities') {
      const edit = method === 'PUT';
      const activityId = edit ? (third ?? '') : nextId();
      sent.push({ conversationId, activityId, edit, activity: body as Activity });
      return { status: edit ? 200 : 201, body: { id: activityId } };
    }
    const [to] = (body.members ?? []) as { id: string }[];
    return { status: 201, body: { id: chatOf({ objectId: to?.id ?? '' }) } };
  }

  function one(found: Player | undefined): { status: number; body: object } {
    return found ? { status: 200, body: accountOf(found) } : { status: 404, body: { error: { code: 'NotFound' } } };
  }

  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const made = answer(request.method ?? '', pathname.replace(/^.*\/v3\//, ''), body);
      response.statusCode = made.status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(made.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    serviceUrl: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function accountOf({ name, objectId, email }: Player): object {
  return { id: objectId, name, objectId, aadObjectId: objectId, email, userPrincipalName: email };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
