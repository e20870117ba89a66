import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadConfig, readEnvironment, settingNames } from '../src/config.ts';
import { StartFault } from '../src/errors.ts';

const appId = '1a2b3c4d-0000-4000-8000-00000000000a';
const tenantId = '1a2b3c4d-0000-4000-8000-00000000000b';
const identity = { MicrosoftAppId: appId, MicrosoftAppPassword: 'hush', MicrosoftAppTenantId: tenantId };

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof StartFault) return error.faults;
    throw error;
  }
  return [];
}

/** The names that the faults begin with. */
function faulty(env: Record<string, string>): string[] {
  return faultsOf(env).map((fault) => fault.split(':')[0] ?? '');
}

describe('in production', () => {
  test('an identity is enough, and the rest has defaults', () => {
    const { config } = loadConfig(identity);
    expect(config).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      port: 3978,
      identity: { appId, password: 'hush', tenantId },
      tenants: [tenantId],
      admins: [],
      database: { kind: 'sqlite', path: './data/clerk.db' },
      logLevel: 'info',
      sendsPerSecond: 50,
      cabinetDefaults: { personWord: 'someone in our care' },
    });
  });

  test('without any identity each part is a fault, with what to set, and local mode is named as the other way', () => {
    expect(faulty({})).toEqual(['MicrosoftAppId', 'MicrosoftAppTenantId', 'MicrosoftAppPassword', 'CLERK_MODE']);
    expect(faultsOf({})[2]).toMatch(/client secret/);
  });

  test.each(['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId'])(
    'it does not start without %s',
    (name) => {
      expect(faulty({ ...identity, [name]: '  ' })).toEqual([name]);
    },
  );

  test('all faults are listed at once, and no value is repeated in them', () => {
    const wrong = {
      CLERK_MODE: 'test',
      HOST: 'not a host',
      PORT: '70000',
      CLERK_PUBLIC_URL: 'http://clerk.example',
      CLERK_LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://user:SECRET-1@host/db',
      MicrosoftAppId: 'SECRET-2',
      MicrosoftAppTenantId: '00000000-0000-0000-0000-000000000000',
      MicrosoftAppType: 'Wrong',
      TEAMS_APP_ID: '1234',
      CLERK_TENANTS: `${tenantId},everyone`,
      CLERK_ADMINS: 'ada@trust.example',
      CLERK_SENDS_PER_SECOND: '0',
      CLERK_CONTACT_EMAIL: 'desk',
      CLERK_PRIVACY_URL: 'ftp://trust.example',
      CLERK_INCIDENT_URL: 'trust.example',
      ToBotFromChannelOpenIdMetadataUrl: 'http://login.example/keys',
      ToBotFromChannelTokenIssuer: 'x',
      ToBotFromEmulatorOpenIdMetadataUrl: 'http://login.example',
      ToChannelFromBotLoginUrl: 'https://user:SECRET-3@login.example',
      ToChannelFromBotOAuthScope: 'x',
      OAuthUrl: 'http://oauth.example',
      ValidateAuthority: 'perhaps',
    };
    expect(faulty(wrong).toSorted()).toEqual([...Object.keys(wrong), 'MicrosoftAppPassword'].toSorted());
    const words = faultsOf(wrong).join('\n');
    expect(words).not.toMatch(/SECRET/);
    for (const fault of faultsOf(wrong)) expect(fault).toMatch(/: .*\bset\b/);
  });

  test.each(['MultiTenant', 'UserAssignedMSI'])('the type %s is refused, with the way out', (type) => {
    const [fault] = faultsOf({ ...identity, MicrosoftAppType: type });
    expect(fault).toMatch(/^MicrosoftAppType: .*set SingleTenant/);
  });

  test('ids become lower case and lists lose their blanks and doubles', () => {
    const { config } = loadConfig({
      ...identity,
      MicrosoftAppId: appId.toUpperCase(),
      CLERK_TENANTS: ` ${tenantId.toUpperCase()} ,, ${appId},${tenantId}`,
      CLERK_ADMINS: appId.toUpperCase(),
    });
    expect(config.identity?.appId).toBe(appId);
    expect(config.tenants).toEqual([tenantId, appId]);
    expect(config.admins).toEqual([appId]);
  });

  test('an allow-list of nothing is a fault rather than open to all', () => {
    expect(faulty({ ...identity, CLERK_TENANTS: ',' })).toEqual(['CLERK_TENANTS']);
  });

  test('what else is missing is a warning that says what will not work', () => {
    const { warnings } = loadConfig(identity);
    for (const name of [
      'CLERK_PUBLIC_URL',
      'TEAMS_APP_ID',
      'CLERK_ADMINS',
      'CLERK_CONTACT_EMAIL',
      'CLERK_DESK_PHONE',
    ]) {
      expect(warnings.filter((warning) => warning.startsWith(`${name} is not set: `))).toHaveLength(1);
    }
  });

  test('with everything set there is no warning', () => {
    const all = {
      CLERK_PUBLIC_URL: 'https://clerk.trust.example/',
      TEAMS_APP_ID: appId,
      CLERK_ADMINS: appId,
      CLERK_ORGANISATION: 'Testshire Trust',
      CLERK_CONTACT_EMAIL: 'desk@trust.example',
      CLERK_INCIDENT_NAME: 'Reporter',
      CLERK_DESK_PHONE: '01632 960000',
    };
    const { config, warnings } = loadConfig({ ...identity, ...all });
    expect(warnings).toEqual([]);
    expect(config.publicUrl).toBe('https://clerk.trust.example');
  });

  test('an allow-list without the own tenant, and half of another cloud, are warned of', () => {
    const env = { ...identity, CLERK_TENANTS: appId, OAuthUrl: 'https://oauth.example' };
    const words = loadConfig(env).warnings.join('\n');
    expect(words).toMatch(/CLERK_TENANTS does not hold MicrosoftAppTenantId/);
    expect(words).toMatch(/the public cloud's are used for .*ToChannelFromBotLoginUrl/);
  });

  test('channel-service addresses may be http on this machine only', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const { config } = loadConfig({ ...identity, OAuthUrl: `http://${host}:8080` });
      expect(config.channelService.oAuthUrl).toBe(`http://${host}:8080`);
    }
    expect(faulty({ ...identity, OAuthUrl: 'http://127.0.0.1.example' })).toEqual(['OAuthUrl']);
  });

  test('setting one channel-service address leaves the others at the public cloud', () => {
    const { channelService } = loadConfig({ ...identity, OAuthUrl: 'https://oauth.example' }).config;
    expect(channelService).toEqual({
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      tokenIssuer: 'https://api.botframework.com',
      emulatorOpenIdMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      loginUrl: 'https://login.microsoftonline.com',
      oAuthScope: 'https://api.botframework.com',
      oAuthUrl: 'https://oauth.example',
      validateAuthority: true,
    });
  });

  test.each([
    ['sqlite:./data/clerk.db', { kind: 'sqlite', path: './data/clerk.db' }],
    ['sqlite:/var/lib/clerk.db', { kind: 'sqlite', path: '/var/lib/clerk.db' }],
    ['sqlite:///var/lib/clerk.db', { kind: 'sqlite', path: '/var/lib/clerk.db' }],
    ['postgres://u:p@host/db', { kind: 'postgres', url: 'postgres://u:p@host/db' }],
    ['postgresql://u:p@host/db', { kind: 'postgres', url: 'postgresql://u:p@host/db' }],
  ])('DATABASE_URL %s is understood', (url, database) => {
    expect(loadConfig({ ...identity, DATABASE_URL: url }).config.database).toEqual(database);
  });
});

describe('in local mode', () => {
  test('nothing else is needed, it listens on this machine only, takes any tenant and says that it is open', () => {
    const { config, warnings } = loadConfig({ CLERK_MODE: 'local' });
    expect(config).toMatchObject({ mode: 'local', host: '127.0.0.1', tenants: 'any' });
    expect(config.identity).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/local/);
  });

  test.each(['0.0.0.0', '192.0.2.1', '::', 'clerk.example'])('HOST %s is refused', (host) => {
    expect(faulty({ CLERK_MODE: 'local', HOST: host })).toEqual(['HOST']);
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('HOST %s is taken', (host) => {
    expect(loadConfig({ CLERK_MODE: 'local', HOST: host }).config.host).toBe(host);
  });

  test('an app id is refused: it would look as if requests were checked', () => {
    expect(faulty({ CLERK_MODE: 'local', MicrosoftAppId: appId })).toEqual(['MicrosoftAppId']);
  });

  test('an allow-list of tenants is kept where there is one', () => {
    expect(loadConfig({ CLERK_MODE: 'local', CLERK_TENANTS: tenantId }).config.tenants).toEqual([tenantId]);
  });
});

describe('a .env file', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test('is read where there is one, and real variables win', () => {
    const folder = mkdtempSync(join(tmpdir(), 'clerk-env-'));
    writeFileSync(join(folder, '.env'), 'CLERK_ORGANISATION="Testshire Trust"\nPORT=1\n');
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    vi.stubEnv('PORT', '2');
    expect(readEnvironment()).toMatchObject({ CLERK_ORGANISATION: 'Testshire Trust', PORT: '2' });
  });

  test('need not be there', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(mkdtempSync(join(tmpdir(), 'clerk-env-')));
    expect(readEnvironment().PATH).toBe(process.env.PATH);
  });
});

describe('env.sample', () => {
  const sample = readFileSync(new URL('../env.sample', import.meta.url), 'utf8');
  const lines = sample.split('\n').filter((line) => /^#?[A-Za-z_]+=/.test(line));

  test('names every setting, once, and no other', () => {
    const named = lines.map((line) => line.replace(/^#/, '').split('=')[0]);
    expect(named.toSorted()).toEqual(settingNames.toSorted());
  });

  test('has a comment right above each setting', () => {
    const all = sample.split('\n');
    for (const line of lines) expect(all[all.indexOf(line) - 1]).toMatch(/^# \S/);
  });

  test('shows the defaults as they are', () => {
    const shown = parseEnv(lines.map((line) => line.replace(/^#/, '')).join('\n')) as Record<string, string>;
    const examples = { CLERK_PUBLIC_URL: '' };
    const { config } = loadConfig({ ...shown, ...identity, ...examples });
    expect(config).toEqual(loadConfig(identity).config);
  });

  test('holds no secret and no id', () => {
    expect(parseEnv(sample)).toEqual({
      CLERK_MODE: 'production',
      MicrosoftAppId: '',
      MicrosoftAppPassword: '',
      MicrosoftAppTenantId: '',
    });
  });
});
