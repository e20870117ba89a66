// Reads every setting once, at start. Nothing else in the service looks at process.env. The service does not start
// on a wrong setting: all faults are listed at once, each with the variable's name and what to set.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { StartFault } from './errors.ts';
import * as kinds from './settings.ts';

/** Who the bot is in Entra: an app registration of a single-tenant bot with a client secret. */
export type Identity = { readonly appId: string; readonly password: string; readonly tenantId: string };

/** Where the Bot Framework's own services are; the public cloud's unless set. */
export type ChannelService = {
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  readonly emulatorOpenIdMetadataUrl: string;
  readonly loginUrl: string;
  readonly oAuthScope: string;
  readonly oAuthUrl: string;
  readonly validateAuthority: boolean;
};

/** The organisation that runs this bot, for the privacy, terms and accessibility pages. */
export type Contact = {
  readonly organisation: string | undefined;
  readonly email: string | undefined;
  readonly privacyUrl: string | undefined;
};

/** What a new cabinet's form is filled in with; the cabinet itself holds what counts. */
export type CabinetDefaults = {
  readonly incidentName: string | undefined;
  readonly incidentUrl: string | undefined;
  readonly deskPhone: string | undefined;
  readonly deskHours: string | undefined;
  readonly personWord: string;
};

export type Database =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** `identity` is undefined in local mode only. `tenants` are lower-case Entra tenant ids that may use this bot;
 * 'any' only in local mode. `publicUrl` has no slash at its end. */
export type Config = {
  readonly mode: 'production' | 'local';
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly teamsAppId: string | undefined;
  readonly identity: Identity | undefined;
  readonly channelService: ChannelService;
  /** Where the keys of a tenant are published that sign people in to the tab; no slash at its end. */
  readonly tabLoginUrl: string;
  /** Where bank holidays are published; undefined: they are never looked up. */
  readonly bankHolidaysUrl: string | undefined;
  readonly tenants: readonly string[] | 'any';
  readonly admins: readonly string[];
  readonly database: Database;
  readonly logLevel: string;
  readonly sendsPerSecond: number;
  readonly contact: Contact;
  readonly cabinetDefaults: CabinetDefaults;
};

// The public cloud's values (botframework-connector's AuthenticationConstants). All are always handed to the SDK:
// it takes one set value as a sign that all are set, and leaves the others undefined.
const schema = z.object({
  CLERK_MODE: kinds.oneOf(['production', 'local']).default('production'),
  HOST: kinds.host.optional(),
  PORT: kinds.wholeNumber(0, 65_535).default(3978),
  CLERK_PUBLIC_URL: kinds.webAddress.optional(),
  CLERK_LOG_LEVEL: kinds.oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_URL: kinds.database.default({ kind: 'sqlite', path: './data/clerk.db' }),

  MicrosoftAppId: kinds.guid.optional(),
  MicrosoftAppPassword: kinds.text.optional(),
  MicrosoftAppTenantId: kinds.guid.optional(),
  MicrosoftAppType: kinds.appType.default('SingleTenant'),
  TEAMS_APP_ID: kinds.guid.optional(),
  CLERK_TENANTS: kinds.guids.optional(),
  CLERK_ADMINS: kinds.guids.default([]),
  CLERK_SENDS_PER_SECOND: kinds.wholeNumber(1, 500).default(50),

  CLERK_ORGANISATION: kinds.text.optional(),
  CLERK_CONTACT_EMAIL: kinds.email.optional(),
  CLERK_PRIVACY_URL: kinds.webAddress.optional(),

  CLERK_INCIDENT_NAME: kinds.text.optional(),
  CLERK_INCIDENT_URL: kinds.webAddress.optional(),
  CLERK_DESK_PHONE: kinds.text.optional(),
  CLERK_DESK_HOURS: kinds.text.optional(),
  CLERK_PERSON_WORD: kinds.text.default('someone in our care'),

  ToBotFromChannelOpenIdMetadataUrl: kinds.webAddress.default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  ToBotFromChannelTokenIssuer: kinds.webAddress.default('https://api.botframework.com'),
  ToBotFromEmulatorOpenIdMetadataUrl: kinds.webAddress.default(
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  ),
  ToChannelFromBotLoginUrl: kinds.webAddress.default('https://login.microsoftonline.com'),
  ToChannelFromBotOAuthScope: kinds.webAddress.default('https://api.botframework.com'),
  OAuthUrl: kinds.webAddress.default('https://api.botframework.com'),
  ValidateAuthority: kinds.yesOrNo.default(true),
  CLERK_TAB_LOGIN_URL: kinds.webAddress.default('https://login.microsoftonline.com'),
  CLERK_BANK_HOLIDAYS_URL: kinds.webAddressOrOff.default('https://www.gov.uk/bank-holidays.json'),
});

type Settings = z.infer<typeof schema>;
type Name = keyof Settings;

/** The names of all settings, in the order of env.sample. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

const channelServiceNames: readonly Name[] = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
];

/** The process's environment with what a `.env` file in the working directory adds; real variables win.
 * Throws a StartFault where the file is there but cannot be read. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const path = join(process.cwd(), '.env');
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...process.env };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ...process.env };
    throw new StartFault([`.env: the file is there but cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/**
 * Turns an environment into settings. Blank values count as not set; ids become lower case.
 * Throws a StartFault that lists every fault. `warnings` say what is not set and what will not work without it.
 */
export function loadConfig(env: NodeJS.ProcessEnv): { config: Config; warnings: readonly string[] } {
  const { settings, wrong } = parseSettings(env);
  const isSet = (name: Name) => Boolean(env[name]?.trim());
  const faults = [...wrong.values(), ...findFaults(settings, (name) => isSet(name) && !wrong.has(name), isSet)];
  if (faults.length > 0) throw new StartFault(faults);
  return { config: toConfig(settings), warnings: findWarnings(settings, isSet) };
}

// Field by field, so that one wrong value does not hide the next. Values are never repeated in a fault: some are secret.
function parseSettings(env: NodeJS.ProcessEnv): { settings: Settings; wrong: Map<string, string> } {
  const wrong = new Map<string, string>();
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(schema.shape)) {
    const raw = env[name]?.trim() || undefined;
    const parsed = kind.safeParse(raw);
    if (!parsed.success) wrong.set(name, `${name}: ${parsed.error.issues[0]?.message ?? 'is not right'}`);
    values[name] = parsed.success ? parsed.data : kind.safeParse(undefined).data;
  }
  return { settings: values as Settings, wrong };
}

function findFaults(settings: Settings, isRight: (name: Name) => boolean, isSet: (name: Name) => boolean): string[] {
  const faults: string[] = [];
  if (settings.CLERK_MODE === 'local') {
    if (settings.HOST !== undefined && !kinds.isLoopback(settings.HOST)) {
      faults.push(
        'HOST: local mode has no sign-in, so it may listen on this machine only; set 127.0.0.1 or leave it out',
      );
    }
    if (isSet('MicrosoftAppId')) {
      faults.push('MicrosoftAppId: local mode has no identity; leave it out, or set CLERK_MODE=production');
    }
    return faults;
  }
  const needed = { MicrosoftAppId: 'the Application (client) ID', MicrosoftAppTenantId: 'the Directory (tenant) ID' };
  for (const [name, what] of Object.entries(needed)) {
    if (!isSet(name as Name)) faults.push(`${name}: not set; set ${what} of the bot's app registration in Entra`);
  }
  if (!isRight('MicrosoftAppPassword')) {
    faults.push("MicrosoftAppPassword: not set; set a client secret of the bot's app registration in Entra");
  }
  if (faults.length === 3 && !isSet('CLERK_MODE')) {
    faults.push('CLERK_MODE: not set, so production; to try the bot on this machine without Teams, set local');
  }
  return faults;
}

function findWarnings(settings: Settings, isSet: (name: Name) => boolean): string[] {
  if (settings.CLERK_MODE === 'local') {
    return ['CLERK_MODE is local: whoever can reach this port is believed. Never use it for real work'];
  }
  const warnings: string[] = [];
  const without = (name: Name, loss: string) => {
    if (!isSet(name)) warnings.push(`${name} is not set: ${loss}`);
  };
  without('CLERK_PUBLIC_URL', 'the Teams app package cannot be made, and nothing can link to this service');
  without('TEAMS_APP_ID', 'the Teams app package cannot be made, and links into Teams will not work');
  without('CLERK_ADMINS', 'nobody can mend roles, or confirm who runs a team where a policy put the bot');
  without('CLERK_ORGANISATION', 'the privacy, terms and accessibility pages cannot say who runs this service');
  without('CLERK_CONTACT_EMAIL', 'the privacy, terms and accessibility pages cannot say whom to write to');
  without('CLERK_INCIDENT_NAME', 'a new cabinet will not say where to report an incident until somebody fills it in');
  without('CLERK_DESK_PHONE', 'a new cabinet will not say which service desk to phone until somebody fills it in');
  if (isSet('CLERK_TENANTS') && !settings.CLERK_TENANTS?.includes(settings.MicrosoftAppTenantId ?? '')) {
    warnings.push("CLERK_TENANTS does not hold MicrosoftAppTenantId: people of the bot's own tenant are refused");
  }
  const missing = channelServiceNames.filter((name) => !isSet(name));
  if (missing.length > 0 && missing.length < channelServiceNames.length) {
    warnings.push(
      `Only some addresses of another cloud are set; the public cloud's are used for ${missing.join(', ')}`,
    );
  }
  return warnings;
}

function toConfig(settings: Settings): Config {
  const local = settings.CLERK_MODE === 'local';
  const tenants = settings.CLERK_TENANTS ?? (settings.MicrosoftAppTenantId ? [settings.MicrosoftAppTenantId] : []);
  return {
    mode: settings.CLERK_MODE,
    host: settings.HOST ?? (local ? '127.0.0.1' : '0.0.0.0'),
    port: settings.PORT,
    publicUrl: settings.CLERK_PUBLIC_URL?.replace(/\/+$/, ''),
    teamsAppId: settings.TEAMS_APP_ID,
    identity: toIdentity(settings),
    channelService: {
      openIdMetadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl,
      tokenIssuer: settings.ToBotFromChannelTokenIssuer,
      emulatorOpenIdMetadataUrl: settings.ToBotFromEmulatorOpenIdMetadataUrl,
      loginUrl: settings.ToChannelFromBotLoginUrl,
      oAuthScope: settings.ToChannelFromBotOAuthScope,
      oAuthUrl: settings.OAuthUrl,
      validateAuthority: settings.ValidateAuthority,
    },
    bankHolidaysUrl: settings.CLERK_BANK_HOLIDAYS_URL,
    tabLoginUrl: settings.CLERK_TAB_LOGIN_URL.replace(/\/+$/, ''),
    tenants: local && tenants.length === 0 ? 'any' : tenants,
    admins: settings.CLERK_ADMINS,
    database: settings.DATABASE_URL,
    logLevel: settings.CLERK_LOG_LEVEL,
    sendsPerSecond: settings.CLERK_SENDS_PER_SECOND,
    contact: {
      organisation: settings.CLERK_ORGANISATION,
      email: settings.CLERK_CONTACT_EMAIL,
      privacyUrl: settings.CLERK_PRIVACY_URL,
    },
    cabinetDefaults: {
      incidentName: settings.CLERK_INCIDENT_NAME,
      incidentUrl: settings.CLERK_INCIDENT_URL,
      deskPhone: settings.CLERK_DESK_PHONE,
      deskHours: settings.CLERK_DESK_HOURS,
      personWord: settings.CLERK_PERSON_WORD,
    },
  };
}

function toIdentity(settings: Settings): Identity | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenantId } = settings;
  if (settings.CLERK_MODE === 'local' || !appId || !password || !tenantId) return undefined;
  return { appId, password, tenantId };
}
