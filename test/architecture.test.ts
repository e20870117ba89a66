import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const HOUSES = ['bot', 'cards', 'src'] as const;

type Source = { file: string; lines: number; imports: string[] };

const sources = HOUSES.flatMap((house) => filesBelow(join(ROOT, house)))
  .filter((path) => /\.(ts|tsx)$/.test(path))
  .map(read);

/** From the roof down (design, section 1): a floor imports only floors below it, or its own folder. */
const FLOORS = [
  ['web', 'tab'],
  ['meetings', 'checkins', 'polls', 'statements', 'issues', 'competencies', 'rota', 'impact'],
  ['people', 'delivery', 'clock', 'store'],
  ['calendar', 'privacy', 'config.ts', 'settings.ts', 'log.ts', 'errors.ts', 'inputs.ts'],
];
/** On the second floor the rooms stand on each other in one order: each may use those after it. */
const SECOND_FLOOR = ['people', 'delivery', 'clock', 'store'];

const ONE_ROOM: Record<string, RegExp> = {
  botbuilder: /^bot\/(adapter|turn|sender)\.ts$/,
  'botframework-connector': /^bot\/(adapter|turn|sender)\.ts$/,
  '@azure/msal-node': /^bot\/credentials\.ts$/,
  restify: /^src\/web\/server\.ts$/,
  kysely: /^src\/store\//,
  pg: /^src\/store\//,
  'node:sqlite': /^src\/store\//,
  'node-cron': /^src\/clock\/clock\.ts$/,
  'adaptivecards-templating': /^cards\/render\.ts$/,
  '@microsoft/teams-js': /^src\/tab\//,
  react: /^src\/tab\//,
  '@fluentui/react-components': /^src\/tab\//,
  'react-dom': /^src\/tab\//,
  vite: /^bot\/run\/build\.ts$/,
  '@vitejs/plugin-react': /^bot\/run\/build\.ts$/,
  jose: /^src\/web\/auth\.ts$/,
  pino: /^src\/log\.ts$/,
  fflate: /^bot\/run\/package\.ts$/,
  'temporal-polyfill': /^src\/calendar\//,
  'rrule-temporal': /^src\/calendar\/rrule\.ts$/,
};

describe('The house', () => {
  test('has no top-level folder but its own', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    const made = ['node_modules', 'data', 'dist', 'coverage'];
    expect(folders.filter((name) => !made.includes(name)).sort()).toEqual(['bot', 'cards', 'manifest', 'src', 'test']);
  });

  test('imports run one way: bot, cards, src', () => {
    const wrong = edges().filter(([from, to]) => HOUSES.indexOf(houseOf(from)) > HOUSES.indexOf(houseOf(to)));
    expect(wrong.map(show)).toEqual([]);
  });

  test('inside src, a floor stands only on those below it, and features do not know each other', () => {
    const wrong = edges().filter(
      ([from, to]) => houseOf(from) === 'src' && houseOf(to) === 'src' && !allowed(from, to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('a library has one room', () => {
    const wrong = sources.flatMap(({ file, imports }) =>
      imports
        .filter((name) => ONE_ROOM[libraryOf(name)]?.test(file) === false)
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('the environment is read in one file', () => {
    const readers = sources.filter(({ file }) => textOf(file).includes('process.env')).map(({ file }) => file);
    // The playground hands its own environment on to the program that it starts.
    expect(readers).toEqual(['bot/run/playground.ts', 'src/config.ts']);
  });

  test('what is pure neither looks at the clock nor at chance', () => {
    const pure = sources.filter(({ file }) => /^(cards|src\/(calendar|privacy))\//.test(file));
    const wrong = pure.filter(({ file }) =>
      /Date\.now\(|new Date\(\)|Math\.random|randomUUID|randomBytes/.test(textOf(file)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  test('the tab is browser code: of the rest of the house it imports types only', () => {
    const inTab = sources.filter(({ file }) => file.startsWith('src/tab/'));
    const wrong = inTab.flatMap(({ file }) =>
      [...textOf(file).matchAll(/^import (?!type )[^;]*? from '(\.[^']+)'/gm)]
        .map((match) => relative(ROOT, resolve(ROOT, dirname(file), match[1] ?? '')))
        .filter((to) => !to.startsWith('src/tab/'))
        .map((to) => show([file, to])),
    );
    expect(inTab.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('has no circle of files', () => {
    expect(circles()).toEqual([]);
  });

  test('no code file is over 300 lines', () => {
    expect(sources.filter(({ lines }) => lines > 300).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  });

  test('no barrel passes on what another file exports', () => {
    const barrels = sources.filter(({ file }) => /^export (\*|\{[^}]*\}) from /m.test(textOf(file)));
    expect(barrels.map(({ file }) => file)).toEqual([]);
  });
});

function allowed(from: string, to: string): boolean {
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)];
  if (fromRoom === toRoom) return true;
  const [fromFloor, toFloor] = [floorOf(fromRoom), floorOf(toRoom)];
  if (fromFloor !== toFloor) return fromFloor < toFloor;
  if (fromFloor === 2) return SECOND_FLOOR.indexOf(fromRoom) < SECOND_FLOOR.indexOf(toRoom);
  return fromFloor === 3;
}

function floorOf(room: string): number {
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  if (floor < 0) throw new Error(`src/${room} stands on no floor: give it one in the design, and here.`);
  return floor;
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function houseOf(file: string): (typeof HOUSES)[number] {
  return file.split('/')[0] as (typeof HOUSES)[number];
}

function edges(): [from: string, to: string][] {
  return sources.flatMap(({ file, imports }) =>
    imports
      .filter((name) => name.startsWith('.'))
      .map((name): [string, string] => [file, relative(ROOT, resolve(ROOT, dirname(file), name))])
      .filter(([, to]) => !to.endsWith('.json')),
  );
}

/** Files that import each other in a loop, found by taking away what imports nothing that is left. */
function circles(): string[] {
  let left = edges();
  for (;;) {
    const importing = new Set(left.map(([from]) => from));
    const next = left.filter(([, to]) => importing.has(to));
    if (next.length === left.length) return [...importing].sort();
    left = next;
  }
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return { file: relative(ROOT, path), lines: text.split('\n').length - 1, imports };
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function libraryOf(name: string): string {
  if (name.startsWith('node:')) return name;
  const parts = name.split('/');
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function show([from, to]: [string, string]): string {
  return `${from} -> ${to}`;
}
