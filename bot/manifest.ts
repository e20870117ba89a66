// The Teams app manifest: fills the template in manifest/ from the settings, and says what is wrong with the result.
import type { z } from 'zod';
import { DEVELOPER_NAME_MAX, isGuid, manifestShape } from './manifest-shape.ts';

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

const PLACEHOLDER = /\$\{\{(\w+)\}\}/g;

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
  const { id, resource } = manifest.webApplicationInfo;
  if (!sameId(id, settings.botId) || !sameId(resource, `api://${host}/${settings.botId}`)) {
    faults.push('webApplicationInfo: differs from api://, the domain of CLERK_PUBLIC_URL, and MicrosoftAppId.');
  }
  const addresses = [
    ...manifest.staticTabs.flatMap((tab) => ('contentUrl' in tab ? [tab.contentUrl, tab.websiteUrl] : [])),
    ...manifest.configurableTabs.map((tab) => tab.configurationUrl),
  ];
  if (addresses.some((one) => publicAddress(one)?.host !== host)) {
    faults.push('staticTabs, configurableTabs: an address is not on the domain of CLERK_PUBLIC_URL.');
  }
  if (host === undefined || !manifest.validDomains.includes(host)) {
    faults.push('validDomains: the domain of CLERK_PUBLIC_URL is not among them.');
  }
  return faults;
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
