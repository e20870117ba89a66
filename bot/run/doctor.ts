// `npm run doctor`: checks what the service needs before it is started, or while it runs, and changes nothing. Says each
// fault with its remedy, a count at the end, and an exit code: 0 when all is right, 1 when something is not.
// `npm run doctor -- --requeue` gives messages that were given up another try.
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Config, loadConfig, readEnvironment } from '../../src/config.ts';
import { requeueDead } from '../../src/delivery/outbox.ts';
import { StartFault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { type Beside, openBeside } from '../../src/store/beside.ts';
import { openFault } from '../../src/store/open-fault.ts';
import { createAdapter } from '../adapter.ts';
import { commandTable } from '../command-table.ts';
import { settingsFaults } from '../manifest.ts';
import { lookInside } from './doctor-content.ts';
import { type Finding, fault, ok, report, warning } from './finding.ts';
import { HOUSE, packageApp, readParts, ZIP_PATH } from './package.ts';

/** Less than this free, and the database may soon not be able to write. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const PATIENCE_MS = 10_000;

/** Runs every check that the settings allow. `house` is the folder of the project. */
export async function examine(env: NodeJS.ProcessEnv, house: URL = HOUSE): Promise<Finding[]> {
  const { config, findings } = settings(env);
  if (!config) return [nodeVersion(), ...findings];
  const outside = [await keys(config), await token(config), ...appPackage(config, house)];
  return [nodeVersion(), ...findings, ...(await database(config)), ...outside];
}

function nodeVersion(): Finding {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= 24) return ok(`Node ${node}.`);
  return fault(`Node ${node} is too old: 24 or later is needed. Run npm ci, which brings it.`);
}

function settings(env: NodeJS.ProcessEnv): { config?: Config; findings: Finding[] } {
  try {
    const { config, warnings } = loadConfig(env);
    return { config, findings: [ok(`Settings: right, mode ${config.mode}.`), ...warnings.map(warning)] };
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    return { findings: error.faults.map(fault) };
  }
}

async function database(config: Config): Promise<Finding[]> {
  const disk = config.database.kind === 'sqlite' ? diskOf(config.database.path) : [];
  if (disk.some(({ level }) => level === 'fault')) return disk;
  let beside: Beside | undefined;
  try {
    beside = await openBeside(config.database);
  } catch (error) {
    return [...disk, fault(`DATABASE_URL: ${openFault(error)}. Without it the service does not start.`)];
  }
  if (!beside) return [...disk, ok('Database: there is none yet; the service makes it at its first start.')];
  try {
    return [...disk, ...(await contentOf(beside, config))];
  } finally {
    await beside.close();
  }
}

async function contentOf(beside: Beside, config: Config): Promise<Finding[]> {
  const { kind } = config.database;
  try {
    await beside.tryWriting();
  } catch (error) {
    return [fault(`DATABASE_URL: the ${kind} database opens but cannot be written: ${openFault(error)}.`)];
  }
  if (beside.schema === 'none') return [ok(`Database: ${kind}, empty; the service fills it at its first start.`)];
  if (beside.schema === 'newer') {
    const remedy = 'Start that version again, or restore the backup made before it.';
    return [fault(`Database: it was used by a newer version of Digital Clerk. ${remedy}`)];
  }
  if (beside.schema === 'older') {
    return [warning('Database: of an older version; the next start brings it up to date. Make a backup before.')];
  }
  const answers = ok(`Database: ${kind}, answers, can be written, and is up to date.`);
  return [answers, ...(await lookInside(beside.db, config.admins, new Date()))];
}

/** The folder of the SQLite file, or the nearest one above it that is there, which the service would make it in. */
function diskOf(path: string): Finding[] {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= LEAST_FREE_BYTES) return [ok(`Disk: ${folder} can be written and has room.`)];
    return [fault(`Disk: less than 200 MB is free where the database is (${folder}). Make room.`)];
  } catch (error) {
    return [fault(`DATABASE_URL: ${openFault(error)}: ${folder}`)];
  }
}

/** Without the keys of Teams no request can be checked: all are refused. */
async function keys(config: Config): Promise<Finding> {
  if (!config.identity) return ok('Keys of Teams: not needed in local mode.');
  const url = config.channelService.openIdMetadataUrl;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const found = (await response.json()) as { jwks_uri?: string };
    if (response.ok && found.jwks_uri) return ok('Keys of Teams: can be fetched.');
  } catch {
    // Whatever it was, the remedy is the same.
  }
  return fault(
    `Keys of Teams: cannot be fetched from ${url}, so every message is refused. Let this machine reach it; ` +
      'another cloud than the public one needs ToBotFromChannelOpenIdMetadataUrl.',
  );
}

async function token(config: Config): Promise<Finding> {
  if (!config.identity) return ok('Identity: none is needed in local mode.');
  try {
    await createAdapter({ config, log: createLog('silent') }).token();
    return ok('Identity: Entra gives a token for the bot.');
  } catch (error) {
    const { code = 'no token' } = error as { code?: string };
    return fault(`Identity: Entra gives no token for the bot (${code}). ${tokenRemedy(code, config)}`);
  }
}

function tokenRemedy(code: string, config: Config): string {
  if (code === 'invalid_client') {
    return 'MicrosoftAppPassword is wrong or has run out: make a new client secret in Entra and set it.';
  }
  if (code === 'unauthorized_client' || code === 'invalid_request' || code === 'invalid_grant') {
    return 'Check that MicrosoftAppId and MicrosoftAppTenantId are those of one registration in Entra.';
  }
  const { host } = new URL(config.channelService.loginUrl);
  return `Let this machine reach ${host}, and check MicrosoftAppTenantId.`;
}

function appPackage(config: Config, house: URL): Finding[] {
  const given = {
    teamsAppId: config.teamsAppId,
    botId: config.identity?.appId,
    publicUrl: config.publicUrl,
    organisation: config.contact.organisation,
  };
  const made = packageApp({ ...readParts(house), settings: given, commands: commandTable() });
  if (made.ok) return [ok('Teams app package: right, and agrees with the settings.'), ...madeBefore(made.zip, house)];
  const ofSettings = settingsFaults(given);
  const wrong = made.faults.filter((words) => !ofSettings.includes(words)).map(fault);
  if (config.mode === 'local') return wrong.length > 0 ? wrong : [ok('Teams app package: not needed in local mode.')];
  // The service runs without them; only the package cannot be made.
  return [...wrong, ...ofSettings.map((words) => warning(`Teams app package: ${words}`))];
}

/** The same parts make the same bytes; so a package that differs is of other settings or another version. */
function madeBefore(zip: Uint8Array, house: URL): Finding[] {
  const file = new URL(ZIP_PATH, house);
  if (!existsSync(file) || readFileSync(file).equals(zip)) return [];
  return [warning(`${ZIP_PATH} is of other settings or another version. Run npm run package, and upload it again.`)];
}

/** Messages that were given up are tried again, as if for the first time; a running service sends them at once. */
export async function requeue(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const { config, findings } = settings(env);
  if (!config) return findings;
  try {
    const beside = await openBeside(config.database);
    if (beside?.schema !== 'current') return [fault('Database: it is not one that this version has run on.')];
    const count = await requeueDead(beside.db, new Date()).finally(() => beside.close());
    return [ok(`Outbox: given up and now tried again: ${count}.`)];
  } catch (error) {
    return [fault(`DATABASE_URL: ${openFault(error)}`)];
  }
}

async function run(asked: readonly string[]): Promise<Finding[]> {
  const strange = asked.find((word) => word !== '--requeue');
  if (strange) return [fault('Only --requeue can be asked for; without it, everything is checked.')];
  try {
    const env = readEnvironment();
    return await (asked.length > 0 ? requeue(env) : examine(env));
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    return error.faults.map(fault);
  }
}

if (import.meta.main) process.exitCode = report(await run(process.argv.slice(2)));
