// The Teams app manifest: fills the template in manifest/ from the settings, and says what is wrong with the result.
// The limits of Microsoft's schema 1.27 are written out here, because a production install has no package to validate
// draft-04 schemas with; they are never laxer than that schema, and test/manifest/ holds the two together.
import { z } from 'zod';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A manifest as JSON, filled or not. Whether it is a right one is what `manifestFaults` says. */
export type Manifest = { readonly [key: string]: Json };

/** A row of the bot's menu in Teams. It comes from the same table as `help`. */
export type ManifestCommand = {
  readonly title: string;
  readonly description: string;
  readonly scopes: readonly ('personal' | 'team')[];
};

/** What the package needs of the settings. Any of them may be missing: `settingsFaults` says what to set. */
export type ManifestSettings = {
  /** TEAMS_APP_ID, a GUID of this installation's own. */
  readonly teamsAppId?: string | undefined;
  /** MicrosoftAppId, the bot's application (client) id. */
  readonly botId?: string | undefined;
  /** CLERK_PUBLIC_URL, https. */
  readonly publicUrl?: string | undefined;
  /** The name of the organisation that runs this installation, shown as the app's developer. */
  readonly organisation?: string | undefined;
};

const SCHEMA_URL = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.27/MicrosoftTeams.schema.json';
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const NO_GUID = '00000000-0000-0000-0000-000000000000';
const PLACEHOLDER = /\$\{\{(\w+)\}\}/g;
// The schema's limit. An organisation with a longer name is named in the description only.
const DEVELOPER_NAME_MAX = 32;

/**
 * Fills the template. In: the template as JSON, the settings, the commands of `help`. Out: a new manifest; the menu of
 * each scope holds that scope's commands in the order given. A placeholder whose setting is missing stays as it is,
 * so that `manifestFaults` finds it. Pure.
 */
export function fillManifest(
  template: Manifest,
  settings: ManifestSettings,
  commands: readonly ManifestCommand[],
): Manifest {
  const filled = fillObject(template, placeholderValues(settings));
  if (!Array.isArray(filled.bots)) return filled;
  const commandLists = menus(commands);
  return { ...filled, bots: filled.bots.map((bot) => (isObject(bot) ? { ...bot, commandLists } : bot)) };
}

function placeholderValues(settings: ManifestSettings): ReadonlyMap<string, string> {
  const { teamsAppId, botId } = settings;
  const organisation = settings.organisation?.trim() || undefined;
  const shortEnough = organisation !== undefined && organisation.length <= DEVELOPER_NAME_MAX;
  const values = new Map([
    ['DEVELOPER_NAME', shortEnough ? organisation : 'Digital Clerk'],
    ['RUN_BY', organisation === undefined ? '' : `\n\nRun by ${organisation}.`],
  ]);
  if (teamsAppId !== undefined) values.set('TEAMS_APP_ID', teamsAppId);
  if (botId !== undefined) values.set('MicrosoftAppId', botId);
  const address = publicAddress(settings.publicUrl);
  if (address !== undefined) {
    values.set('CLERK_PUBLIC_URL', address.href.replace(/\/+$/, ''));
    values.set('CLERK_PUBLIC_HOST', address.host);
  }
  return values;
}

function fillObject(object: Manifest, values: ReadonlyMap<string, string>): Manifest {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fillJson(value, values)]));
}

function fillJson(json: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof json === 'string') {
    return json.replace(PLACEHOLDER, (placeholder: string, name: string) => values.get(name) ?? placeholder);
  }
  if (isList(json)) return json.map((item) => fillJson(item, values));
  return isObject(json) ? fillObject(json, values) : json;
}

function menus(commands: readonly ManifestCommand[]): Json[] {
  const lists: Json[] = [];
  for (const scope of ['personal', 'team'] as const) {
    const own = commands.filter((command) => command.scopes.includes(scope));
    if (own.length === 0) continue;
    lists.push({ scopes: [scope], commands: own.map(({ title, description }) => ({ title, description })) });
  }
  return lists;
}

/** What is wrong with the settings that the package needs: one sentence each, with the name and what to set. */
export function settingsFaults(settings: ManifestSettings): string[] {
  const faults: string[] = [];
  if (!isGuid(settings.teamsAppId)) {
    faults.push(
      'TEAMS_APP_ID is missing or is not a GUID. Set it to a new GUID, made once and then kept: it is how Teams knows this app.',
    );
  }
  if (!isGuid(settings.botId)) {
    faults.push(
      "MicrosoftAppId is missing or is not a GUID. Set it to the application (client) id of the bot's registration in Microsoft Entra.",
    );
  }
  if (publicAddress(settings.publicUrl) === undefined) {
    faults.push(
      'CLERK_PUBLIC_URL is missing or is not an https address that others can reach. Set it to the address of this service, for example https://clerk.example.nhs.uk.',
    );
  }
  return faults;
}

/**
 * The same settings, with whatever `settingsFaults` complains of replaced by a stand-in: so that the template can be
 * checked for itself, and everything that is wrong is listed at once.
 */
export function withStandIns(settings: ManifestSettings): ManifestSettings {
  return {
    ...settings,
    teamsAppId: isGuid(settings.teamsAppId) ? settings.teamsAppId : '00000000-0000-4000-8000-000000000001',
    botId: isGuid(settings.botId) ? settings.botId : '00000000-0000-4000-8000-000000000002',
    publicUrl: publicAddress(settings.publicUrl) === undefined ? 'https://clerk.example' : settings.publicUrl,
  };
}

/**
 * What is wrong with a filled manifest, one sentence each; none when Teams would take it. With settings, also where
 * its ids and domain differ from them. The privacy and terms pages may be an organisation's own, on another domain.
 */
export function manifestFaults(manifest: unknown, settings?: ManifestSettings): string[] {
  const unfilled = unfilledPlaceholders(manifest, '');
  const faults = unfilled.map(({ path, name }) => `${path}: the placeholder \${{${name}}} is not filled.`);
  const parsed = manifestShape.safeParse(manifest);
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join('.');
    if (!unfilled.some((one) => one.path === path)) faults.push(`${path || 'the manifest'}: ${issue.message}.`);
  }
  if (parsed.success && settings !== undefined) faults.push(...disagreements(parsed.data, settings));
  return faults.map((fault) => `manifest/manifest.json, ${fault}`);
}

function unfilledPlaceholders(json: unknown, path: string): { path: string; name: string }[] {
  if (typeof json === 'string') return [...json.matchAll(PLACEHOLDER)].map((match) => ({ path, name: match[1] ?? '' }));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => unfilledPlaceholders(value, path ? `${path}.${key}` : key));
}

function disagreements(manifest: z.infer<typeof manifestShape>, settings: ManifestSettings): string[] {
  const faults: string[] = [];
  if (!sameId(manifest.id, settings.teamsAppId)) faults.push('id: differs from TEAMS_APP_ID.');
  for (const part of ['bots', 'composeExtensions'] as const) {
    const strange = manifest[part].some((one) => !sameId(one.botId, settings.botId));
    if (strange) faults.push(`${part}: the botId differs from MicrosoftAppId.`);
  }
  const host = publicAddress(settings.publicUrl)?.host;
  if (host === undefined || !manifest.validDomains.includes(host)) {
    faults.push('validDomains: the domain of CLERK_PUBLIC_URL is not among them.');
  }
  return faults;
}

function isGuid(value: string | undefined): value is string {
  return value !== undefined && GUID.test(value) && value !== NO_GUID;
}

function sameId(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

/** An https address that Teams can open; undefined of anything else, and of one that only this machine can reach. */
function publicAddress(text: string | undefined): URL | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username || url.search || url.hash) return undefined;
  const onlyHere = !url.hostname.includes('.') || url.hostname.startsWith('127.');
  return onlyHere ? undefined : url;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function isObject(json: Json): json is Manifest {
  return typeof json === 'object' && json !== null && !isList(json);
}

function words(max: number) {
  return z.string('must be text').min(1, 'must not be empty').max(max, `must have at most ${max} characters`);
}

function oneOf<const T extends string>(...values: readonly T[]) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

function fixed<const T extends string | boolean>(value: T) {
  return z.literal(value, `must be ${JSON.stringify(value)}`);
}

function listOf<T extends z.ZodType>(item: T, min: number, max: number, what: string) {
  const message = min === max ? `must hold exactly ${min} ${what}` : `must hold ${min} to ${max} ${what}`;
  return z.array(item, 'must be a list').min(min, message).max(max, message);
}

// Keys that are not known here are refused: Teams refuses a wrong key too, and a part that nobody checks is not right.
function parts<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `holds ${issue.keys.join(', ')}, which bot/manifest.ts does not know; teach it there first`
        : 'is missing or is not an object',
  });
}

const guid = z.string('must be a GUID').refine(isGuid, 'must be a GUID, and not of zeros only');
const address = words(2048).regex(/^https:\/\/[^\s/]+/i, 'must be an https address');
// The template offers personal and team only: a group chat has no cabinet, and the message action works there without.
const botScope = oneOf('personal', 'team', 'groupChat');
// Schema 1.27 takes 12 commands with longer words, but the menu in Teams shows ten and cuts titles at 32 characters.
const command = parts({ title: words(32), description: words(128) });
const commandList = parts({
  scopes: listOf(botScope, 1, 1, 'scope'),
  commands: listOf(command, 1, 10, 'commands').refine(
    (list) => new Set(list.map((one) => one.title.toLowerCase())).size === list.length,
    'must not hold a title twice',
  ),
});
const bot = parts({
  botId: guid,
  scopes: listOf(botScope, 1, 3, 'scopes'),
  isNotificationOnly: fixed(false),
  supportsFiles: fixed(false),
  commandLists: listOf(commandList, 0, 3, 'command lists'),
});
const messageAction = parts({
  id: words(64),
  type: fixed('action'),
  context: listOf(oneOf('compose', 'commandBox', 'message'), 1, 3, 'contexts'),
  title: words(32),
  description: words(128),
  fetchTask: fixed(true),
});
const manifestShape = parts({
  $schema: fixed(SCHEMA_URL),
  manifestVersion: fixed('1.27'),
  version: words(256).regex(
    /^[1-9]\d*\.\d+\.\d+$/,
    'must be a version such as 1.0.0, and Teams takes none below 1.0.0',
  ),
  id: guid,
  localizationInfo: parts({
    defaultLanguageTag: words(8).regex(/^[a-z]{2}(-[a-z]{2})?$/i, 'must be a language such as en-gb'),
  }),
  developer: parts({
    name: words(DEVELOPER_NAME_MAX),
    websiteUrl: address,
    privacyUrl: address,
    termsOfUseUrl: address,
  }),
  name: parts({ short: words(30), full: words(100).optional() }),
  description: parts({ short: words(80), full: words(4000) }),
  icons: parts({ color: fixed('color.png'), outline: fixed('outline.png') }),
  accentColor: words(7).regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #005EB8'),
  bots: listOf(bot, 1, 1, 'bot'),
  composeExtensions: listOf(
    parts({ botId: guid, commands: listOf(messageAction, 1, 10, 'commands') }),
    1,
    1,
    'message extension',
  ),
  permissions: listOf(oneOf('identity', 'messageTeamMembers'), 0, 2, 'permissions'),
  validDomains: listOf(
    words(2048).regex(/^[\w-]+(\.[\w-]+)+(:\d+)?$/, 'must be a domain, without a wildcard'),
    1,
    16,
    'domains',
  ),
  // Teams refuses an app for teams at schema 1.25 or later without it; tier1 is its only value.
  supportsChannelFeatures: fixed('tier1'),
  defaultInstallScope: oneOf('personal', 'team'),
  defaultGroupCapability: parts({ team: fixed('bot') }),
});
