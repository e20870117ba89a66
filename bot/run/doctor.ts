// `npm run doctor`: checks what the service needs before it is started, or while it runs. Says each fault with its
// remedy, a count at the end, and an exit code: 0 when all is right, 1 when something is not.
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, loadConfig, readEnvironment } from '../../src/config.ts';
import { countRows } from '../../src/delivery/outbox.ts';
import { StartFault } from '../../src/errors.ts';
import { missingFrom } from '../../src/issues/cabinet.ts';
import { allCabinets } from '../../src/issues/cabinets-store.ts';
import { createLog } from '../../src/log.ts';
import { closedConversations } from '../../src/people/conversations-store.ts';
import { CLINICAL_SAFETY, holdersOf } from '../../src/people/teams-store.ts';
import { type Database, openStore } from '../../src/store/database.ts';
import { createAdapter } from '../adapter.ts';
import { commandTable } from '../command-table.ts';
import { packageApp, readParts } from './package.ts';

export type Finding = { level: 'ok' | 'warning' | 'fault'; words: string };

/** Less than this free, and the database may soon not be able to write. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

/** Runs every check that the settings allow. Nothing is changed, but a new database is made and migrated. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const findings: Finding[] = [nodeVersion()];
  let config: Config;
  try {
    const loaded = loadConfig(env);
    config = loaded.config;
    findings.push({ level: 'ok', words: `Settings: right, mode ${config.mode}.` });
    for (const words of loaded.warnings) findings.push({ level: 'warning', words });
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    return [...findings, ...error.faults.map((words): Finding => ({ level: 'fault', words }))];
  }
  findings.push(...(await database(config)), await token(config), ...appPackage(config));
  return findings;
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return { level: 'ok', words: `Node ${process.versions.node}.` };
  return {
    level: 'fault',
    words: `Node ${process.versions.node} is too old: 24 or later is needed. Run npm ci, which brings it.`,
  };
}

async function database(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (config.database.kind === 'sqlite') {
    const disk = diskFault(config.database.path);
    if (disk) return [disk];
    findings.push({ level: 'ok', words: 'Disk: the folder of the database can be written.' });
  }
  try {
    const store = await openStore(config.database);
    try {
      await store.ping();
      findings.push({ level: 'ok', words: `Database: ${config.database.kind} answers, its schema is up to date.` });
      findings.push(...(await content(store.db)));
    } finally {
      await store.close();
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : 'it does not answer';
    const running = words.startsWith('Another instance');
    findings.push({
      level: running ? 'warning' : 'fault',
      words: running
        ? `Database: ${words} (So the service runs; its content was not looked at.)`
        : `DATABASE_URL: ${words}`,
    });
  }
  return findings;
}

function diskFault(path: string): Finding | undefined {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= LEAST_FREE_BYTES) return undefined;
    return { level: 'fault', words: `Disk: less than 200 MB is free where the database is (${folder}). Make room.` };
  } catch (error) {
    const { code } = error as { code?: string };
    return {
      level: 'fault',
      words: `DATABASE_URL: ${folder} cannot be written (${code}). Give this user the right, or set another path.`,
    };
  }
}

/** What will not work, and what is stuck, as far as the database tells. */
async function content(db: Database): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const cabinet of await allCabinets(db)) {
    const held = (await holdersOf(db, cabinet.teamId, CLINICAL_SAFETY)).length > 0;
    for (const words of missingFrom(cabinet, held))
      findings.push({ level: 'warning', words: `${cabinet.name}: ${words}` });
  }
  const { dead = 0, waiting = 0 } = await countRows(db);
  if (dead > 0) findings.push({ level: 'warning', words: `Outbox: ${dead} messages were given up. The log says why.` });
  findings.push({ level: 'ok', words: `Outbox: ${waiting} messages wait.` });
  const closed = await closedConversations(db);
  if (closed > 0) {
    findings.push({
      level: 'warning',
      words: `${closed} chats or channels cannot be written to: blocked, or the app was removed there.`,
    });
  }
  return findings;
}

async function token(config: Config): Promise<Finding> {
  if (!config.identity) return { level: 'ok', words: 'Identity: none is needed in local mode.' };
  try {
    await createAdapter({ config, log: createLog('silent') }).token();
    return { level: 'ok', words: 'Identity: Entra gives a token for the bot.' };
  } catch (error) {
    const words = error instanceof Error ? error.message : 'no token was given';
    return { level: 'fault', words: `Identity: ${words}` };
  }
}

function appPackage(config: Config): Finding[] {
  if (config.mode === 'local') return [{ level: 'ok', words: 'Teams app package: not needed in local mode.' }];
  const settings = {
    teamsAppId: config.teamsAppId,
    botId: config.identity?.appId,
    publicUrl: config.publicUrl,
    organisation: config.contact.organisation,
  };
  const made = packageApp({ ...readParts(), settings, commands: commandTable() });
  if (made.ok) return [{ level: 'ok', words: 'Teams app package: right, and agrees with the settings.' }];
  // Only the package needs these; the service runs without.
  return made.faults.map((words) => ({ level: 'warning', words: `Teams app package: ${words}` }));
}

async function main(): Promise<void> {
  const findings = await examine(readEnvironment());
  const marks = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' } as const;
  for (const { level, words } of findings) console.log(`${marks[level]}${words}`);
  const faults = findings.filter((finding) => finding.level === 'fault').length;
  const warnings = findings.filter((finding) => finding.level === 'warning').length;
  console.log(`\n${faults} faults, ${warnings} warnings.`);
  process.exitCode = faults > 0 ? 1 : 0;
}

if (import.meta.main) await main();
