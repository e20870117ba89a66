// The shape of a right manifest. The limits of Microsoft's schema 1.27 are written out here, because a production install
// has no package to validate draft-04 schemas with; they are never laxer than it, and test/manifest/ holds the two together.
import { z } from 'zod';

const SCHEMA_URL = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.27/MicrosoftTeams.schema.json';
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const NO_GUID = '00000000-0000-0000-0000-000000000000';
/** The schema's limit. An organisation with a longer name is named in the description only. */
export const DEVELOPER_NAME_MAX = 32;

/** Whether it is a GUID, and not the one of zeros only. */
export function isGuid(value: string | undefined): value is string {
  return value !== undefined && GUID.test(value) && value !== NO_GUID;
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
        ? `holds ${issue.keys.join(', ')}, which bot/manifest-shape.ts does not know; teach it there first`
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
const searchCommand = parts({
  id: words(64),
  type: fixed('query'),
  context: listOf(oneOf('compose', 'commandBox'), 1, 2, 'contexts'),
  title: words(32),
  description: words(128),
  initialRun: fixed(true),
  parameters: listOf(
    parts({ name: fixed('words'), title: words(32), description: words(128), inputType: fixed('text') }),
    1,
    1,
    'parameter',
  ),
});
// Teams' own name for the chat with the bot: listed first, so that the app opens there and not on the tab.
const chatTab = parts({ entityId: fixed('conversations'), scopes: listOf(fixed('personal'), 1, 1, 'scope') });
const ownTab = parts({
  entityId: words(64),
  name: words(128),
  contentUrl: address,
  websiteUrl: address,
  scopes: listOf(fixed('personal'), 1, 1, 'scope'),
});
const channelTab = parts({
  configurationUrl: address,
  canUpdateConfiguration: fixed(true),
  scopes: listOf(fixed('team'), 1, 1, 'scope'),
});
/** A filled manifest, as strictly as we want it. */
export const manifestShape = parts({
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
    parts({
      botId: guid,
      commands: z.tuple([messageAction, searchCommand], { error: 'must hold the message action and then the search' }),
    }),
    1,
    1,
    'message extension',
  ),
  staticTabs: z.tuple([chatTab, ownTab], { error: 'must hold the chat (conversations) and then one tab' }),
  configurableTabs: listOf(channelTab, 1, 1, 'tab'),
  // Who signs people in to the tab: without it Teams gives the tab no token.
  webApplicationInfo: parts({
    id: guid,
    resource: words(2048).regex(/^api:\/\/[^\s/]+\/[^\s/]+$/, 'must be api://, the domain and the application id'),
  }),
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
