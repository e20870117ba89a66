// One of the measured servers, as a child process of run.ts: `stock` is the SDK's own CloudAdapter on restify as its
// samples have it; `door` is our server and adapter around the same echo; `clerk` is the whole service. All without tokens.
import { join } from 'node:path';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import restify from 'restify';
import { createAdapter } from '../../bot/adapter.ts';
import { startClerk } from '../../bot/index.ts';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { doorRoutes } from '../../src/web/door.ts';
import { createServer } from '../../src/web/server.ts';

const [kind = '', folder = '.'] = process.argv.slice(2);
const { config } = loadConfig({
  CLERK_MODE: 'local',
  PORT: '0',
  CLERK_LOG_LEVEL: 'warn',
  CLERK_BANK_HOLIDAYS_URL: 'off',
  CLERK_SENDS_PER_SECOND: '500',
  DATABASE_URL: `sqlite:${join(folder, 'clerk.db')}`,
});
const log = createLog(config.logLevel);

const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hello', wrap: true }] };

async function echo(context: TurnContext): Promise<void> {
  if (context.activity.type === 'invoke') {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    return;
  }
  await context.sendActivity({ type: 'message', text: context.activity.text });
}

const starts: Record<string, () => Promise<number>> = {
  async stock() {
    const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
    const server = restify.createServer();
    server.use(restify.plugins.bodyParser());
    // The published types of restify are of another version.
    const take = adapter.process.bind(adapter) as (
      request: unknown,
      response: unknown,
      logic: typeof echo,
    ) => Promise<void>;
    server.post('/api/messages', async (request, response) => take(request, response, echo));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
    return server.address().port;
  },
  async door() {
    const adapter = createAdapter({ config, log });
    const messages = (authorization: string, body: unknown) => adapter.handle(authorization, body, echo);
    const routes = doorRoutes({ messages, ready: async () => ({ ok: true }), log });
    return (await createServer({ routes, log }).listen('127.0.0.1', 0)).port;
  },
  clerk: async () => (await startClerk({ config, log })).port,
};

const start = starts[kind];
if (!start) throw new Error(`There is no server ${kind}.`);
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: await start() });
