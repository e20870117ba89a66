// `npm run package`: writes dist/digital-clerk.zip, the package that an administrator uploads to Teams.
// It holds the filled manifest and the two icons, at its root, and is written only when nothing is wrong with them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { readEnvironment } from '../../src/config.ts';
import { commandTable } from '../command-table.ts';
import {
  fillManifest,
  type Json,
  type Manifest,
  type ManifestCommand,
  type ManifestSettings,
  manifestFaults,
  settingsFaults,
  withStandIns,
} from '../manifest.ts';

export const HOUSE = new URL('../../', import.meta.url);
export const ZIP_PATH = 'dist/digital-clerk.zip';
const COLOR_ICON_SIDE = 192;
const OUTLINE_ICON_SIDE = 32;
// One date for every entry, so that the same parts make the same bytes (a zip cannot hold a date before 1980).
const ENTRY_DATE = new Date(1980, 0, 1);

/** The files of manifest/; undefined for one that cannot be read. */
export type PackageParts = {
  readonly template: string | undefined;
  readonly color: Uint8Array | undefined;
  readonly outline: Uint8Array | undefined;
};

/** What the package is made of: the files, the settings, and the commands of `help`. */
export type PackageInput = PackageParts & {
  readonly settings: ManifestSettings;
  readonly commands: readonly ManifestCommand[];
};

/** Either the package or everything that is in its way, one sentence each. */
export type PackageOutcome =
  | { readonly ok: true; readonly manifest: Manifest; readonly zip: Uint8Array }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Makes the package, or says all that is wrong with settings, manifest and icons. Pure: `npm run doctor` asks it too.
 */
export function packageApp(input: PackageInput): PackageOutcome {
  const { settings, commands, color, outline } = input;
  const template = readTemplate(input.template);
  const faults = [...settingsFaults(settings), ...template.faults, ...iconFaults(color, outline)];
  if (template.manifest !== undefined) {
    const usable = withStandIns(settings);
    faults.push(...manifestFaults(fillManifest(template.manifest, usable, commands), usable));
  }
  if (faults.length > 0 || !template.manifest || !color || !outline) return { ok: false, faults };

  const manifest = fillManifest(template.manifest, settings, commands);
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  const entries = { 'manifest.json': text, 'color.png': color, 'outline.png': outline };
  return { ok: true, manifest, zip: zipSync(entries, { level: 9, mtime: ENTRY_DATE }) };
}

function readTemplate(text: string | undefined): { manifest?: Manifest; faults: string[] } {
  if (text === undefined) return { faults: ['manifest/manifest.json cannot be read. Put the file back.'] };
  try {
    const json: Json = JSON.parse(text);
    if (isManifest(json)) return { manifest: json, faults: [] };
    return { faults: ['manifest/manifest.json must hold one JSON object.'] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { faults: [`manifest/manifest.json is not valid JSON: ${reason}`] };
  }
}

function isManifest(json: Json): json is Manifest {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/**
 * What is wrong with the two icons, given as the bytes of their files. The sizes are the schema's; Teams also refuses
 * an outline icon with a pixel that is neither white nor transparent, of which only the alpha channel is looked for.
 */
export function iconFaults(color: Uint8Array | undefined, outline: Uint8Array | undefined): string[] {
  const faults: string[] = [];
  if (!hasSide(color, COLOR_ICON_SIDE)) faults.push('manifest/color.png must be a PNG of 192 by 192 pixels.');
  if (!hasSide(outline, OUTLINE_ICON_SIDE)) {
    faults.push('manifest/outline.png must be a PNG of 32 by 32 pixels.');
  } else if (pngHeader(outline)?.colourType !== 6) {
    faults.push('manifest/outline.png must be white on transparent (PNG colour type 6, red, green, blue and alpha).');
  }
  return faults;
}

function hasSide(bytes: Uint8Array | undefined, side: number): boolean {
  const header = pngHeader(bytes);
  return header?.width === side && header.height === side;
}

/** Reads the signature and the IHDR chunk (PNG specification, 5.2 and 11.2.2); undefined where there is none. */
function pngHeader(bytes: Uint8Array | undefined): { width: number; height: number; colourType: number } | undefined {
  if (bytes === undefined || bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  if (!isPng || view.getUint32(12) !== 0x49484452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20), colourType: view.getUint8(25) };
}

/** Reads the three files of manifest/ below `house`, the folder of the project. */
export function readParts(house: URL = HOUSE): PackageParts {
  const template = readPart(new URL('manifest/manifest.json', house));
  return {
    template: template === undefined ? undefined : new TextDecoder().decode(template),
    color: readPart(new URL('manifest/color.png', house)),
    outline: readPart(new URL('manifest/outline.png', house)),
  };
}

function readPart(file: URL): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * The script: reads manifest/, writes dist/digital-clerk.zip below `house` and says so, or says all that is in the
 * way and writes nothing. Out: the exit code, 0 or 1.
 */
export function main(
  commands: readonly ManifestCommand[],
  settings: ManifestSettings,
  house: URL = HOUSE,
  out: Pick<Console, 'log' | 'error'> = console,
): number {
  const outcome = packageApp({ ...readParts(house), settings, commands });
  if (!outcome.ok) {
    out.error(`The Teams app package was not made. To put right: ${outcome.faults.length}`);
    for (const fault of outcome.faults) out.error(`- ${fault}`);
    return 1;
  }
  const zip = new URL(ZIP_PATH, house);
  try {
    mkdirSync(new URL('.', zip), { recursive: true });
    writeFileSync(zip, outcome.zip);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    out.error(`${fileURLToPath(zip)} cannot be written: ${reason}`);
    return 1;
  }
  out.log(`${ZIP_PATH} is ready: version ${outcome.manifest.version}, bot ${settings.botId}, ${settings.publicUrl}`);
  out.log('Checked by our own rules, which are at least as strict as the schema 1.27 that Microsoft publishes.');
  out.log('Next: an administrator uploads it in the Teams admin centre, under Teams apps, Manage apps.');
  return 0;
}

if (import.meta.main) {
  const env = readEnvironment();
  const settings = {
    teamsAppId: env.TEAMS_APP_ID,
    botId: env.MicrosoftAppId,
    publicUrl: env.CLERK_PUBLIC_URL,
    organisation: env.CLERK_ORGANISATION,
  };
  process.exitCode = main(commandTable(), settings);
}
