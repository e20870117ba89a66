// `npm run package`: what is in the zip, and that everything in its way is listed at once and nothing is written.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { fillManifest, type ManifestCommand, type ManifestSettings } from '../../bot/manifest.ts';
import { main, type PackageInput, packageApp, readParts } from '../../bot/run/package.ts';

const SETTINGS: ManifestSettings = {
  teamsAppId: '3f8b1d52-6a0e-4c55-9f0a-2f6f6f3f7a10',
  botId: '9c1e7f04-0d7b-4a9e-8a51-0d0a5b1f2c33',
  publicUrl: 'https://clerk.northmoor.example',
  organisation: 'Northmoor Community Health',
};
const COMMANDS: readonly ManifestCommand[] = [
  { title: 'raise', description: 'Raise a digital issue', scopes: ['personal', 'team'] },
];
const parts = readParts();

function input(changes: Partial<PackageInput> = {}): PackageInput {
  return { ...parts, settings: SETTINGS, commands: COMMANDS, ...changes };
}

function faultsOf(changes: Partial<PackageInput>): readonly string[] {
  const outcome = packageApp(input(changes));
  return outcome.ok ? [] : outcome.faults;
}

describe('the package', () => {
  test('holds the filled manifest and the two icons at its root, and nothing else', () => {
    const outcome = packageApp(input());
    if (!outcome.ok) throw new Error(outcome.faults.join('\n'));
    const files = unzipSync(outcome.zip);
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png']);
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
    expect(manifest).toEqual(fillManifest(JSON.parse(parts.template ?? ''), SETTINGS, COMMANDS));
    expect(manifest).toEqual(outcome.manifest);
    expect(Buffer.from(files['color.png'] ?? [])).toEqual(Buffer.from(parts.color ?? []));
    expect(Buffer.from(files['outline.png'] ?? [])).toEqual(Buffer.from(parts.outline ?? []));
  });

  test('has the same bytes when it is made again', () => {
    const [one, other] = [packageApp(input()), packageApp(input())];
    expect(one.ok && other.ok && Buffer.compare(one.zip, other.zip) === 0).toBe(true);
  });

  test('is not made of missing settings, a wrong manifest and a wrong icon: all of them are listed together', () => {
    const template = parts.template?.replace('"short": "Digital Clerk"', `"short": "${'D'.repeat(31)}"`);
    const faults = faultsOf({ settings: {}, template, color: parts.outline });
    expect(faults).toEqual([
      expect.stringMatching(/^TEAMS_APP_ID /),
      expect.stringMatching(/^MicrosoftAppId /),
      expect.stringMatching(/^CLERK_PUBLIC_URL /),
      expect.stringMatching(/^manifest\/color\.png /),
      expect.stringMatching(/^manifest\/manifest\.json, name\.short: /),
    ]);
  });

  test('is not made of a template that is missing, is not JSON or is no object', () => {
    expect(faultsOf({ template: undefined })).toEqual([expect.stringContaining('cannot be read')]);
    expect(faultsOf({ template: '{ "id": }' })).toEqual([expect.stringContaining('is not valid JSON')]);
    expect(faultsOf({ template: '[]' })).toEqual(['manifest/manifest.json must hold one JSON object.']);
  });

  test('is not made of a template with another id written in place of the placeholder', () => {
    const template = parts.template?.replace(/\$\{\{TEAMS_APP_ID\}\}/, '11111111-2222-4333-8444-555555555555');
    expect(faultsOf({ template })).toEqual(['manifest/manifest.json, id: differs from TEAMS_APP_ID.']);
  });
});

describe('the script', () => {
  const houses: string[] = [];
  afterEach(() => {
    for (const house of houses.splice(0)) rmSync(house, { recursive: true });
  });

  function run(settings: ManifestSettings, prepare: (house: string) => void = () => {}) {
    const house = mkdtempSync(join(tmpdir(), 'clerk-package-'));
    houses.push(house);
    cpSync(new URL('../../manifest/', import.meta.url), join(house, 'manifest'), { recursive: true });
    prepare(house);
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    const code = main(COMMANDS, settings, pathToFileURL(`${house}/`), { log: say, error: say });
    return { code, said: said.join('\n'), zip: join(house, 'dist', 'digital-clerk.zip') };
  }

  test('writes dist/digital-clerk.zip, says so and ends with 0', () => {
    const { code, said, zip } = run(SETTINGS);
    expect(code).toBe(0);
    expect(said).toContain('dist/digital-clerk.zip is ready');
    expect(Object.keys(unzipSync(readFileSync(zip)))).toHaveLength(3);
  });

  test('lists every fault, writes nothing and ends with 1', () => {
    const { code, said, zip } = run({ publicUrl: 'http://clerk.northmoor.example' }, (house) => {
      rmSync(join(house, 'manifest', 'outline.png'));
    });
    expect(code).toBe(1);
    expect(said).toContain('To put right: 4');
    for (const name of ['TEAMS_APP_ID', 'MicrosoftAppId', 'CLERK_PUBLIC_URL', 'manifest/outline.png']) {
      expect(said).toContain(`- ${name} `);
    }
    expect(existsSync(zip)).toBe(false);
  });

  test('says so where the file cannot be written, and ends with 1', () => {
    const { code, said } = run(SETTINGS, (house) => writeFileSync(join(house, 'dist'), 'a file in the way'));
    expect(code).toBe(1);
    expect(said).toContain('cannot be written');
  });
});
