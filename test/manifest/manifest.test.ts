// The manifest template, filled: held against the schema that Microsoft publishes and against the limits we keep.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { default as draft04 } from 'ajv-draft-04';
import { default as formats } from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fillManifest,
  type Json,
  type Manifest,
  type ManifestCommand,
  type ManifestSettings,
  manifestFaults,
  settingsFaults,
} from '../../bot/manifest.ts';

const SETTINGS: ManifestSettings = {
  teamsAppId: '3f8b1d52-6a0e-4c55-9f0a-2f6f6f3f7a10',
  botId: '9C1E7F04-0d7b-4a9e-8a51-0d0a5b1f2c33',
  publicUrl: 'https://clerk.northmoor.example',
};
const COMMANDS: readonly ManifestCommand[] = [
  { title: 'raise', description: 'Raise a digital issue', scopes: ['personal', 'team'] },
  { title: 'my issues', description: 'See the issues you raised', scopes: ['personal'] },
  { title: 'set up cabinet', description: 'Set up the cabinet of this channel', scopes: ['team'] },
];

const template: Manifest = JSON.parse(readFileSync(new URL('../../manifest/manifest.json', import.meta.url), 'utf8'));
const schemaPath = '@microsoft/app-manifest/build/json-schemas/teams/v1.27/MicrosoftTeams.schema.json';
const ajv = new draft04.default({ strict: false, allErrors: true });
formats.default(ajv);
const published = ajv.compile<unknown>(
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(schemaPath), 'utf8')),
);

function publishedFaults(manifest: Json): string[] {
  published(manifest);
  return (published.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** A copy of `json` in which the value at `path` is `value`; undefined takes it away. */
function withValue(json: Json, path: string, value: Json | undefined): Json {
  const copy = structuredClone(json);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent: unknown = copy;
  for (const key of keys) parent = Reflect.get(Object(parent), key);
  if (value === undefined) Reflect.deleteProperty(Object(parent), last);
  else Reflect.set(Object(parent), last, value);
  return copy;
}

/** Every place in `json`, as dotted paths. */
function places(json: Json, path = ''): string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...places(value, place)];
  });
}

function placeholder(name: string): string {
  return `\${{${name}}}`;
}

const filled = fillManifest(template, SETTINGS, COMMANDS);

describe('a filled manifest', () => {
  test('has no fault by the published schema 1.27 or by our own checks', () => {
    expect(publishedFaults(filled)).toEqual([]);
    expect(manifestFaults(filled, SETTINGS)).toEqual([]);
  });

  test('carries the ids, the pages and the domain of the settings', () => {
    expect(filled).toMatchObject({
      id: SETTINGS.teamsAppId,
      bots: [{ botId: SETTINGS.botId }],
      composeExtensions: [{ botId: SETTINGS.botId }],
      developer: {
        websiteUrl: 'https://clerk.northmoor.example/accessibility',
        privacyUrl: 'https://clerk.northmoor.example/privacy',
        termsOfUseUrl: 'https://clerk.northmoor.example/terms',
      },
      validDomains: ['clerk.northmoor.example'],
    });
  });

  test('is the same for an address with slashes at its end, and keeps a port and a path', () => {
    expect(fillManifest(template, { ...SETTINGS, publicUrl: `${SETTINGS.publicUrl}//` }, COMMANDS)).toEqual(filled);
    const behindProxy = { ...SETTINGS, publicUrl: 'https://apps.northmoor.example:8443/clerk/' };
    const manifest = fillManifest(template, behindProxy, COMMANDS);
    expect(manifest).toMatchObject({
      developer: { privacyUrl: 'https://apps.northmoor.example:8443/clerk/privacy' },
      validDomains: ['apps.northmoor.example:8443'],
    });
    expect(manifestFaults(manifest, behindProxy)).toEqual([]);
  });

  test('opens with the chat, has the cabinet as a tab for people and channels, and says who signs people in', () => {
    const tab = 'https://clerk.northmoor.example/tab/';
    expect(filled).toMatchObject({
      staticTabs: [
        { entityId: 'conversations', scopes: ['personal'] },
        { entityId: 'cabinet', contentUrl: tab, websiteUrl: tab, scopes: ['personal'] },
      ],
      configurableTabs: [{ configurationUrl: `${tab}config`, scopes: ['team'] }],
      webApplicationInfo: {
        id: SETTINGS.botId,
        resource: `api://clerk.northmoor.example/${SETTINGS.botId}`,
      },
    });
  });

  test('lists in each scope the commands of that scope, in the order given', () => {
    expect(filled).toMatchObject({
      bots: [
        {
          scopes: ['personal', 'team', 'groupChat'],
          commandLists: [
            { scopes: ['personal'], commands: [{ title: 'raise' }, { title: 'my issues' }] },
            { scopes: ['team'], commands: [{ title: 'raise' }, { title: 'set up cabinet' }] },
          ],
        },
      ],
    });
  });

  test('leaves out the menu of a scope without commands', () => {
    const manifest = fillManifest(template, SETTINGS, COMMANDS.slice(1, 2));
    expect(manifest).toMatchObject({ bots: [{ commandLists: [{ scopes: ['personal'] }] }] });
    expect(JSON.stringify(manifest.bots)).not.toContain('"scopes":["team"]');
  });

  test('offers one message action and one search, asks for no permission to read messages and takes no files', () => {
    expect(filled).toMatchObject({
      bots: [{ supportsFiles: false }],
      composeExtensions: [
        {
          commands: [
            { id: 'raiseIssue', type: 'action', title: 'Raise as an issue', context: ['message'], fetchTask: true },
            { id: 'findIssue', type: 'query', context: ['compose', 'commandBox'], parameters: [{ name: 'words' }] },
          ],
        },
      ],
      supportsChannelFeatures: 'tier1',
      accentColor: '#005EB8',
    });
    expect(filled).not.toHaveProperty('authorization');
    expect(JSON.stringify(filled)).not.toMatch(/\.Read\.|Read\.(Group|Chat)/);
  });

  test('names the organisation as the developer where its name fits, and in the description always', () => {
    const short = fillManifest(template, { ...SETTINGS, organisation: 'Northmoor Community $& Health' }, COMMANDS);
    expect(short).toMatchObject({ developer: { name: 'Northmoor Community $& Health' } });
    const long = 'Northmoor and Eastvale Integrated Health and Care Partnership';
    const manifest = fillManifest(template, { ...SETTINGS, organisation: long }, COMMANDS);
    expect(manifest).toMatchObject({
      developer: { name: 'Digital Clerk' },
      description: { full: expect.stringContaining(`\n\nRun by ${long}.`) },
    });
    expect(filled).toMatchObject({ developer: { name: 'Digital Clerk' } });
    expect(fillManifest(template, { ...SETTINGS, organisation: ' ' }, COMMANDS)).toEqual(filled);
  });

  test('leaves the template as it was', () => {
    const before = structuredClone(template);
    fillManifest(template, SETTINGS, COMMANDS);
    expect(template).toEqual(before);
  });
});

describe('limits', () => {
  const full = (length: number) => 'm'.repeat(length);
  const menu = (count: number, titleLength: number, descriptionLength: number): ManifestCommand[] =>
    Array.from({ length: count }, (_, row) => ({
      title: String(row).padStart(titleLength, 'c'),
      description: full(descriptionLength),
      scopes: ['personal', 'team'],
    }));

  test('a manifest with the longest values allowed has no fault by either', () => {
    let manifest: Json = fillManifest(template, { ...SETTINGS, organisation: full(32) }, menu(10, 32, 128));
    const longest: [string, string][] = [
      ['name.short', full(30)],
      ['name.full', full(100)],
      ['description.short', full(80)],
      ['description.full', full(4000)],
      ['developer.privacyUrl', `https://clerk.example/${full(2048 - 22)}`],
      ['composeExtensions.0.commands.0.title', full(32)],
      ['composeExtensions.0.commands.0.description', full(128)],
    ];
    for (const [path, value] of longest) manifest = withValue(manifest, path, value);
    expect(publishedFaults(manifest)).toEqual([]);
    expect(manifestFaults(manifest, SETTINGS)).toEqual([]);
  });

  test.each([
    ['11 commands', menu(11, 8, 10), 'bots.0.commandLists.0.commands: must hold 1 to 10 commands'],
    [
      'a title of 33 characters',
      menu(1, 33, 10),
      'bots.0.commandLists.0.commands.0.title: must have at most 32 characters',
    ],
    ['a description of 129 characters', menu(1, 8, 129), 'commands.0.description: must have at most 128 characters'],
    ['no description', menu(1, 8, 0), 'commands.0.description: must not be empty'],
    ['the same title twice', [...menu(1, 8, 10), ...menu(1, 8, 10)], 'commands: must not hold a title twice'],
  ])('%s in a menu is a fault', (_, commands, fault) => {
    expect(manifestFaults(fillManifest(template, SETTINGS, commands)).join('\n')).toContain(fault);
  });

  test.each([
    ['name.short', full(31), 'must have at most 30 characters'],
    ['description.short', full(81), 'must have at most 80 characters'],
    ['description.full', full(4001), 'must have at most 4000 characters'],
    ['developer.name', full(33), 'must have at most 32 characters'],
    ['developer.privacyUrl', 'http://clerk.northmoor.example/privacy', 'must be an https address'],
    ['validDomains.0', '*.northmoor.example', 'must be a domain, without a wildcard'],
    ['validDomains.0', 'https://clerk.northmoor.example', 'must be a domain, without a wildcard'],
    ['version', '0.1.0', 'Teams takes none below 1.0.0'],
    ['id', '00000000-0000-0000-0000-000000000000', 'must be a GUID, and not of zeros only'],
    ['manifestVersion', '1.26', 'must be "1.27"'],
    ['accentColor', 'blue', 'must be a colour such as #005EB8'],
    ['icons.color', 'icon.svg', 'must be "color.png"'],
    ['supportsChannelFeatures', undefined, 'must be "tier1"'],
    ['bots.0.supportsFiles', true, 'must be false'],
    ['configurableTabs.0.configurationUrl', 'http://clerk.northmoor.example/tab/', 'must be an https address'],
    ['configurableTabs.0.scopes.0', 'groupChat', 'must be "team"'],
    ['staticTabs.1.scopes.0', 'team', 'must be "personal"'],
    ['staticTabs.0.entityId', 'about', 'must be "conversations"'],
    ['webApplicationInfo.resource', 'https://clerk.northmoor.example', 'must be api://'],
  ])('%s as %j is a fault with its place and the remedy', (path, value, remedy) => {
    const faults = manifestFaults(withValue(filled, path, value));
    expect(faults).toEqual([expect.stringContaining(`manifest/manifest.json, ${path}: `)]);
    expect(faults[0]).toContain(remedy);
  });

  test('a part that our checks do not know is a fault, not passed over', () => {
    const manifest = withValue(filled, 'authorization', {});
    expect(manifestFaults(manifest)).toEqual([expect.stringContaining('holds authorization, which')]);
  });
});

describe('placeholders and settings', () => {
  test('every placeholder left in a manifest is a fault of its own', () => {
    const faults = manifestFaults(fillManifest(template, {}, COMMANDS));
    expect(faults).toHaveLength(13);
    expect(faults[0]).toBe(`manifest/manifest.json, id: the placeholder ${placeholder('TEAMS_APP_ID')} is not filled.`);
    for (const name of ['TEAMS_APP_ID', 'MicrosoftAppId', 'CLERK_PUBLIC_URL', 'CLERK_PUBLIC_HOST']) {
      expect(faults.join('\n')).toContain(placeholder(name));
    }
    expect(manifestFaults(withValue(filled, 'name.short', `Clerk ${placeholder('SUFFIX')}`))).toEqual([
      `manifest/manifest.json, name.short: the placeholder ${placeholder('SUFFIX')} is not filled.`,
    ]);
  });

  test('ids and a domain that differ from the settings are faults, letter case aside', () => {
    const other = '11111111-2222-4333-8444-555555555555';
    const faults = manifestFaults(filled, { teamsAppId: other, botId: other, publicUrl: 'https://other.example' });
    expect(faults).toEqual([
      'manifest/manifest.json, id: differs from TEAMS_APP_ID.',
      'manifest/manifest.json, bots: the botId differs from MicrosoftAppId.',
      'manifest/manifest.json, composeExtensions: the botId differs from MicrosoftAppId.',
      'manifest/manifest.json, webApplicationInfo: differs from api://, the domain of CLERK_PUBLIC_URL, and MicrosoftAppId.',
      'manifest/manifest.json, staticTabs, configurableTabs: an address is not on the domain of CLERK_PUBLIC_URL.',
      'manifest/manifest.json, validDomains: the domain of CLERK_PUBLIC_URL is not among them.',
    ]);
    expect(manifestFaults(filled, { ...SETTINGS, botId: SETTINGS.botId?.toLowerCase() })).toEqual([]);
  });

  test('all missing settings are listed at once, each with its name and what to set', () => {
    const faults = settingsFaults({});
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/^TEAMS_APP_ID .*Set it to/);
    expect(faults[1]).toMatch(/^MicrosoftAppId .*Set it to/);
    expect(faults[2]).toMatch(/^CLERK_PUBLIC_URL .*Set it to/);
    expect(settingsFaults(SETTINGS)).toEqual([]);
  });

  test.each([
    'http://clerk.northmoor.example',
    'https://localhost:3978',
    'https://127.0.0.1',
    'https://[::1]',
    'https://user:pass@clerk.northmoor.example',
    'https://clerk.northmoor.example/?a=b',
    'clerk.northmoor.example',
    '',
  ])('%j is no public address', (publicUrl) => {
    expect(settingsFaults({ ...SETTINGS, publicUrl })).toEqual([expect.stringMatching(/^CLERK_PUBLIC_URL /)]);
  });

  test.each(['', 'bot', '00000000-0000-0000-0000-000000000000', `${SETTINGS.botId}0`])('%j is no id', (id) => {
    expect(settingsFaults({ ...SETTINGS, botId: id, teamsAppId: id })).toHaveLength(2);
  });
});

test('our own checks are never laxer than the published schema', () => {
  const long = (length: number) => 'x'.repeat(length);
  const lengths = [0, 1, 7, 31, 32, 33, 65, 81, 101, 129, 257, 2049, 4001];
  const text = fc.constantFrom(...lengths.map(long), 'https://a.example', '1.27', '#12345g', 'team', '*.example');
  const value = fc.oneof(
    text,
    fc.constantFrom<Json | undefined>(undefined, null, 0, true, false, {}, [], [[]], [{}], ['team', 'team', 'x']),
    fc.array(text, { maxLength: 18 }),
    fc.array(fc.constant({ title: 'a', description: 'b' }), { maxLength: 13 }),
  );
  const place = fc.constantFrom(...places(filled), 'extra', 'name.full', 'bots.0.extra', 'authorization');
  const seen = { refusedByBoth: 0, takenByBoth: 0 };
  fc.assert(
    fc.property(place, value, (path, changed) => {
      const manifest = withValue(filled, path, changed);
      const theirs = publishedFaults(manifest).length;
      const ours = manifestFaults(manifest).length;
      if (theirs > 0 && ours > 0) seen.refusedByBoth += 1;
      if (theirs === 0 && ours === 0) seen.takenByBoth += 1;
      expect(theirs === 0 || ours > 0, `${path} passes our checks: ${publishedFaults(manifest).join('; ')}`).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(seen.refusedByBoth).toBeGreaterThan(100);
  expect(seen.takenByBoth).toBeGreaterThan(10);
});
