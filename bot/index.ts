// The fuse box: the one place where everything is made and wired. Run it, and it is the service.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { dateIn } from '../src/calendar/dates.ts';
import { startClock } from '../src/clock/clock.ts';
import { type Config, loadConfig, readEnvironment } from '../src/config.ts';
import { releaseLeases } from '../src/delivery/claim.ts';
import { createDispatcher } from '../src/delivery/dispatch.ts';
import { createLimiter } from '../src/delivery/limiter.ts';
import { purgeFinished } from '../src/delivery/outbox.ts';
import { purgeUnasked } from '../src/delivery/unasked.ts';
import { StartFault } from '../src/errors.ts';
import { createLog, describeError, type Log } from '../src/log.ts';
import { purgeCreated } from '../src/store/created.ts';
import { openStore, type Store } from '../src/store/database.ts';
import { purgeInbox, releaseClaims } from '../src/store/inbox.ts';
import { isMigrated } from '../src/store/migrate.ts';
import { openFault } from '../src/store/open-fault.ts';
import { calendarRoutes } from '../src/web/calendar.ts';
import { cpdRoutes } from '../src/web/cpd.ts';
import { doorRoutes } from '../src/web/door.ts';
import { pageRoutes } from '../src/web/pages.ts';
import { createServer } from '../src/web/server.ts';
import { createAdapter } from './adapter.ts';
import { createArrivals } from './arrivals.ts';
import { createDialogs } from './dialogs.ts';
import { createFeatures } from './features.ts';
import { createIssueSearch } from './issues-search.ts';
import { createReplies } from './replies.ts';
import { createRoster, type RosterClient } from './roster.ts';
import { createRouter } from './router.ts';
import { createSender } from './sender.ts';
import { createServices } from './services.ts';
import { tabRoutes } from './tab.ts';
import { createTabLink } from './tab-link.ts';
import { logicOf } from './turn.ts';

const TIME_ZONE = 'Europe/London';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Teams repeats an activity within minutes; finished deliveries are kept a while for whoever asks what happened. */
const INBOX_DAYS = 2;
const OUTBOX_DAYS = 30;
/** How often the instance that leads looks into the outbox: what another instance wrote waits no longer than this. */
const PULSE_MS = 1000;
/** What the log says of it. */
export const DUTY_FAILED = 'something that the clock made due failed; it is tried again in a minute';
/** Where `npm run build` puts the tab. */
const TAB_FOLDER = fileURLToPath(new URL('../dist/tab/', import.meta.url));
/** Where the public cloud's Teams is until it told us better (platform reference, section 5). */
const TEAMS = 'https://smba.trafficmanager.net/teams/';

export type ClerkOptions = {
  config: Config;
  log: Log;
  now?: () => Date;
  /** False in tests: time is moved by hand, and `beat` called. */
  ticking?: boolean;
  /** Gives a request to Teams up after this long. */
  sendTimeoutMs?: number;
  /** Where the tab was built; by default dist/tab. */
  tabFolder?: string;
};

export type Clerk = Awaited<ReturnType<typeof startClerk>>;

/** Opens the database, wires everything, and listens. Throws before it listens when something is wrong. */
export async function startClerk(options: ClerkOptions) {
  const { config, log } = options;
  const now = options.now ?? (() => new Date());
  const store = await openStore(config.database).catch((error: unknown) => {
    throw new StartFault([`DATABASE_URL: ${openFault(error)}`]);
  });
  try {
    // The only instance there is: what was on its way when the last one was killed need not wait for its lease.
    if (config.database.kind === 'sqlite') {
      await releaseLeases(store.db);
      await releaseClaims(store.db, now());
    }
    const parts = wire(options, store, now);
    const { port } = await parts.server.listen(config.host, config.port);
    const ticking = options.ticking ?? true;
    const clock = ticking ? startClock(parts.beat, log) : undefined;
    const pulse = ticking ? setInterval(() => void parts.pulse(), PULSE_MS) : undefined;
    if (ticking) void parts.pulse();
    log.info({ port, mode: config.mode, database: config.database.kind }, 'Digital Clerk is listening');

    /** Takes nothing new, finishes what is in hand, and closes the database. */
    async function stop(): Promise<void> {
      clearInterval(pulse);
      await clock?.stop();
      await parts.server.close();
      await parts.settled();
      await parts.dispatcher.stop();
      await store.close();
    }
    return { ...parts, port, url: `http://127.0.0.1:${port}`, store, stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function wire(options: ClerkOptions, store: Store, now: () => Date) {
  const { config, log } = options;
  const { db } = store;
  const today = (timeZone: string) => dateIn(now(), timeZone);
  const limiter = createLimiter({ perTenantPerSecond: config.sendsPerSecond });
  const { sendTimeoutMs } = options;
  const adapter = createAdapter({ config, log, now, ...(sendTimeoutMs && { sendTimeoutMs }) });
  const services = createServices({ db, now, today, timeZone: TIME_ZONE, config, log });
  const { people, issues, polls } = services;
  const roster = createRoster({
    db,
    log,
    now,
    connector: async (serviceUrl) => (await adapter.connector(serviceUrl)) as unknown as RosterClient,
    limiter,
    memberLeft: people.memberLeft,
  });

  const { features, commands, draw, issuesFeature } = createFeatures({
    db,
    now,
    today,
    timeZone: TIME_ZONE,
    config,
    services,
    roster,
  });
  const sender = createSender({
    db,
    now,
    draw,
    connector: (serviceUrl) => adapter.connector(serviceUrl),
    defaultServiceUrl: TEAMS,
    botKey: `28:${config.identity?.appId ?? 'local'}`,
    plainViews: config.mode === 'local',
  });
  const dispatcher = createDispatcher({
    store,
    limiter,
    now,
    random: Math.random,
    log,
    send: sender.send,
    owner: randomUUID(),
    onUnreachable: (row) => issues.unreachable(row),
  });
  let leading = false;
  const poke = () => {
    if (leading) dispatcher.poke();
  };
  const replies = createReplies({ db, now, log, limiter, draw, sender, poke });
  const arrivals = createArrivals({ db, now, timeZone: TIME_ZONE, admins: config.admins, people, roster });
  const redraw: Parameters<typeof createDialogs>[0]['redraw'] = async (turn, typed) => {
    const here = await arrivals.meet(turn);
    return here && issuesFeature.redraw(typed.draft ?? '', { personId: here.actor.personId, token: here.card }, typed);
  };
  const { raise, phoneNow } = issuesFeature;
  const dialogs = createDialogs({ draw, raise, phoneNow, redraw });
  const verbs = new Map(features.flatMap((feature) => Object.entries(feature.verbs)));
  const search = createIssueSearch({ issues, tabLink: createTabLink(config) });
  const router = createRouter({ db, log, now, arrivals, commands, verbs, replies, dialogs, search, poke });

  /**
   * Does what the clock makes due, and sends what waits; only where this instance leads. What fails is logged, and holds
   * up nothing else: a meeting is not to be missed because a poll could not be closed.
   */
  async function beat(): Promise<void> {
    if (!(await lead())) return;
    const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS);
    const jobs = [
      ...services.duties.map((duty) => () => duty.run()),
      roster.refreshStale,
      () => purgeInbox(db, daysAgo(INBOX_DAYS)),
      () => purgeCreated(db, daysAgo(OUTBOX_DAYS)),
      () => purgeUnasked(db, daysAgo(OUTBOX_DAYS)),
      () => purgeFinished(db, daysAgo(OUTBOX_DAYS)),
    ];
    for (const job of jobs) {
      await job().catch((error: unknown) => log.error(describeError(error), DUTY_FAILED));
    }
    await dispatcher.run();
  }

  async function pulse(): Promise<void> {
    if (await lead()) dispatcher.poke();
  }

  async function lead(): Promise<boolean> {
    leading = await store.lead();
    return leading;
  }

  async function ready(): Promise<{ ok: true } | { ok: false; reason: string }> {
    try {
      await store.ping();
      return (await isMigrated(db)) ? { ok: true } : { ok: false, reason: 'the database is not up to date' };
    } catch {
      return { ok: false, reason: 'the database does not answer' };
    }
  }

  const messages = (authorization: string, body: unknown) => adapter.handle(authorization, body, logicOf(router.route));
  const folder = options.tabFolder ?? TAB_FOLDER;
  const tab = tabRoutes({ ...services, db, config, log, now, today: () => today(TIME_ZONE), poke, folder });
  const calendars = calendarRoutes(services.meetings.calendars);
  const copies = cpdRoutes(services.cpd);
  const routes = [
    ...doorRoutes({ messages, ready, log }),
    ...pageRoutes(config.contact),
    ...calendars,
    ...copies,
    ...tab,
  ];
  const server = createServer({ routes, log });
  return {
    server,
    dispatcher,
    beat,
    pulse,
    settled: replies.settled,
    issues,
    people,
    meetings: services.meetings,
    polls,
    checkins: services.checkins,
    cpd: services.cpd,
    statements: services.statements,
    commands,
    verbs,
    adapter,
  };
}

/** The service as a process: settings, signals, and words for whoever starts it. */
async function main(): Promise<void> {
  const { config, warnings } = loadConfig(readEnvironment());
  const log = createLog(config.logLevel);
  for (const warning of warnings) log.warn({}, warning);
  const clerk = await startClerk({ config, log });
  let stopping = false;
  const end = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: finishing what is in hand');
    await clerk.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    const faults = error instanceof StartFault ? error.faults : [startWords(error)];
    process.stderr.write(`Digital Clerk did not start:\n${faults.map((fault) => `- ${fault}\n`).join('')}`);
    process.stderr.write('All settings are described in env.sample; npm run doctor checks them.\n');
    process.exit(1);
  });
}

function startWords(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') return 'PORT: another program listens there already; stop it or set another port';
  if (code === 'EACCES') return 'PORT: this user may not listen there; set 1024 or higher';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST: this machine has no such address; leave it out';
  return error instanceof Error ? error.message : JSON.stringify(describeError(error));
}
