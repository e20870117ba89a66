// `npm run doctor`: each fault has a line with its remedy; it changes nothing and works beside a running service.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandTable } from '../../bot/command-table.ts';
import { examine } from '../../bot/run/doctor.ts';
import { type Finding, report } from '../../bot/run/finding.ts';
import { main as makePackage } from '../../bot/run/package.ts';
import { openBeside } from '../../src/store/beside.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { ENGINES, type Engine, freshDatabase } from '../support/databases.ts';
import { serverError } from '../support/faults.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let folder: string;
let far: Connector;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-doctor-'));
  far = await startConnector();
});
afterEach(async () => {
  await far.close();
  rmSync(folder, { recursive: true });
});

/** Settings with nothing left out. */
function whole(changes: Record<string, string> = {}): Record<string, string> {
  return {
    ...far.environment,
    DATABASE_URL: `sqlite:${folder}/clerk.db`,
    CLERK_PUBLIC_URL: 'https://clerk.trust.example',
    TEAMS_APP_ID: '1a2b3c4d-0000-4000-8000-123456789abc',
    CLERK_ADMINS: '1a2b3c4d-0000-4000-8000-123456789abd',
    CLERK_ORGANISATION: 'Northfield Trust',
    CLERK_CONTACT_EMAIL: 'digital@trust.example',
    CLERK_INCIDENT_NAME: 'Datix',
    CLERK_DESK_PHONE: '01872 250000',
    ...changes,
  };
}

/** The lines of one level. */
function lines(findings: readonly Finding[], level: Finding['level']): string[] {
  return findings.filter((finding) => finding.level === level).map(({ words }) => words);
}

async function faults(changes: Record<string, string> = {}): Promise<string[]> {
  return lines(await examine(whole(changes)), 'fault');
}

/** The setting of a new database; the store on it is closed. */
async function databaseOf(engine: Engine, fill?: (store: Store) => Promise<unknown>): Promise<string> {
  const setting = engine === 'sqlite' ? { kind: engine, path: `${folder}/clerk.db` } : await freshDatabase(engine);
  const store = await openStore(setting);
  await fill?.(store);
  await store.close();
  return setting.kind === 'sqlite' ? `sqlite:${setting.path}` : setting.url;
}

describe('On a right installation', () => {
  test('before the first start: all is right, and no file or folder is made', async () => {
    const findings = await examine(whole({ DATABASE_URL: `sqlite:${folder}/not/yet/clerk.db` }));
    expect(lines(findings, 'fault')).toEqual([]);
    expect(lines(findings, 'warning')).toEqual([]);
    expect(lines(findings, 'ok').join('\n')).toMatch(/makes it at its first start/);
    expect(existsSync(join(folder, 'not'))).toBe(false);
  });

  test.each(ENGINES)(
    'on a database on %s: it answers and can be written, and nothing stays of the try',
    async (engine) => {
      const DATABASE_URL = await databaseOf(engine);
      const findings = await examine(whole({ DATABASE_URL }));
      expect(lines(findings, 'fault')).toEqual([]);
      expect(lines(findings, 'ok').join('\n')).toMatch(/answers, can be written, and is up to date/);
      expect(await faults({ DATABASE_URL })).toEqual([]);
    },
  );

  test('in local mode nothing of Teams or Entra is asked for', async () => {
    const findings = await examine({ CLERK_MODE: 'local', DATABASE_URL: `sqlite:${folder}/clerk.db` });
    expect(lines(findings, 'fault')).toEqual([]);
    expect(far.tokensAsked()).toBe(0);
  });
});

describe('Of the settings', () => {
  test('every wrong one is a line, as at the start', async () => {
    const found = await faults({ PORT: 'many', MicrosoftAppId: '', CLERK_ADMINS: 'Sam' });
    expect(found).toHaveLength(3);
    expect(found.join('\n')).toMatch(/PORT: .*\n?/);
    expect(found.join('\n')).toMatch(/MicrosoftAppId: not set/);
    expect(found.join('\n')).toMatch(/CLERK_ADMINS: set GUIDs/);
  });

  test('what is not set and not needed is a warning that says what will not work', async () => {
    const findings = await examine(whole({ CLERK_DESK_PHONE: '' }));
    expect(lines(findings, 'warning')).toEqual([expect.stringMatching(/^CLERK_DESK_PHONE is not set: /)]);
  });
});

describe('Of the database', () => {
  test('a folder that cannot be made or used', async () => {
    writeFileSync(join(folder, 'letter'), 'no folder');
    const found = await faults({ DATABASE_URL: `sqlite:${folder}/letter/clerk.db` });
    expect(found).toEqual([expect.stringMatching(/^DATABASE_URL: the folder .*give this user the right/)]);
  });

  test('a file that is no database', async () => {
    writeFileSync(join(folder, 'clerk.db'), 'This is a letter and no database.\n'.repeat(40));
    expect(await faults()).toEqual([expect.stringMatching(/^DATABASE_URL: file is not a database/)]);
  });

  test.each([
    ['nothing answers', 'postgres://clerk:letmein@127.0.0.1:1/clerk', /does not answer at this address/],
    [
      'there is no such host',
      'postgres://clerk:letmein@nowhere.invalid/clerk',
      /the host of the database is not known/,
    ],
  ])('PostgreSQL where %s, without the password', async (_name, DATABASE_URL, words) => {
    const found = await faults({ DATABASE_URL });
    expect(found).toEqual([expect.stringMatching(/^DATABASE_URL: /)]);
    expect(found[0]).toMatch(words);
    expect(found[0]).not.toContain('letmein');
  });

  test('PostgreSQL that has no such database, or does not know the password', async () => {
    const { url } = (await freshDatabase('postgres')) as { url: string };
    expect(await faults({ DATABASE_URL: `${url}_not` })).toEqual([expect.stringMatching(/no database of this name/)]);
    const wrong = url.replace(':clerk@', ':letmein@');
    const found = await faults({ DATABASE_URL: wrong });
    expect(found).toEqual([expect.stringMatching(/does not let this user in/)]);
    expect(found[0]).not.toContain('letmein');
  });

  test.each(ENGINES)('on %s: a newer version used it', async (engine) => {
    const DATABASE_URL = await databaseOf(engine, ({ db }) =>
      db
        .insertInto('kyselyMigration' as never)
        .values({ name: '999-later', timestamp: '2027-01-01' } as never)
        .execute(),
    );
    expect(await faults({ DATABASE_URL })).toEqual([expect.stringMatching(/newer version of Digital Clerk.*backup/)]);
  });

  test('an empty PostgreSQL is right, and stays empty', async () => {
    const setting = await freshDatabase('postgres');
    const DATABASE_URL = (setting as { url: string }).url;
    const findings = await examine(whole({ DATABASE_URL }));
    expect(lines(findings, 'fault')).toEqual([]);
    expect(lines(findings, 'ok').join('\n')).toMatch(/Database: postgres, empty/);
    const beside = await openBeside(setting);
    expect(await beside?.db.introspection.getTables({ withInternalKyselyTables: true })).toEqual([]);
    await beside?.close();
  });

  test('a database that may be read only', async () => {
    const { url } = (await freshDatabase('postgres')) as { url: string };
    const readOnly = `${url}?options=-c%20default_transaction_read_only%3Don`;
    expect(await faults({ DATABASE_URL: readOnly })).toEqual([expect.stringMatching(/opens but cannot be written/)]);
  });
});

describe('Of Entra and Teams', () => {
  test('a secret that is wrong or has run out', async () => {
    const found = await faults({ MicrosoftAppPassword: 'an old one' });
    expect(found).toEqual([expect.stringMatching(/^Identity: .*\(invalid_client\).*make a new client secret/)]);
    expect(found[0]).not.toContain('an old one');
  });

  test('Entra that does not answer right', async () => {
    far.failTokens(serverError(503));
    expect(await faults()).toEqual([expect.stringMatching(/^Identity: .*Let this machine reach 127\.0\.0\.1/)]);
  });

  test('keys of Teams that cannot be fetched', async () => {
    const found = await faults({ ToBotFromChannelOpenIdMetadataUrl: 'https://127.0.0.1:1/openid' });
    expect(found).toEqual([expect.stringMatching(/^Keys of Teams: .*every message is refused/)]);
  });
});

describe('Of the Teams app package', () => {
  /** A copy of the project's manifest, to spoil. */
  function copyOfManifest(): URL {
    cpSync(join(ROOT, 'manifest'), join(folder, 'manifest'), { recursive: true });
    return pathToFileURL(`${folder}/`);
  }

  test('a manifest that is not right, an icon of the wrong size', async () => {
    const house = copyOfManifest();
    const file = join(folder, 'manifest/manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"manifestVersion"', '"manifestVersions"'));
    writeFileSync(join(folder, 'manifest/color.png'), readFileSync(join(folder, 'manifest/outline.png')));
    const found = lines(await examine(whole(), house), 'fault').join('\n');
    expect(found).toMatch(/manifest\/manifest\.json, .*manifestVersion/);
    expect(found).toMatch(/manifest\/color\.png must be/);
  });

  test('a public address that Teams cannot open is a warning: the service runs without the package', async () => {
    const findings = await examine(whole({ CLERK_PUBLIC_URL: 'http://localhost:3978' }));
    expect(lines(findings, 'fault')).toEqual([]);
    expect(lines(findings, 'warning')).toEqual([expect.stringMatching(/^Teams app package: CLERK_PUBLIC_URL/)]);
  });

  test('a package made with other settings', async () => {
    const house = copyOfManifest();
    const settings = {
      teamsAppId: '1a2b3c4d-0000-4000-8000-123456789abc',
      botId: far.appId,
      publicUrl: 'https://clerk.trust.example',
      organisation: 'Northfield Trust',
    };
    makePackage(commandTable(), settings, house, { log: () => {}, error: () => {} });
    expect(lines(await examine(whole(), house), 'warning')).toEqual([]);
    const other = await examine(whole({ CLERK_PUBLIC_URL: 'https://bot.trust.example' }), house);
    expect(lines(other, 'warning')).toEqual([expect.stringMatching(/^dist\/digital-clerk\.zip is of other settings/)]);
  });
});

test('the report has a line for each, a count, and 1 as exit code only where something must be put right', () => {
  const said: string[] = [];
  const out = { log: (line: string) => void said.push(line) };
  const findings: Finding[] = [
    { level: 'ok', words: 'Fine.' },
    { level: 'warning', words: 'Hm.' },
    { level: 'fault', words: 'No.' },
  ];
  expect(report(findings, out)).toBe(1);
  expect(said).toEqual(['ok      Fine.', 'warning Hm.', 'FAULT   No.', '\nTo put right: 1. Warnings: 1.']);
  expect(report(findings.slice(0, 2), out)).toBe(0);
});
