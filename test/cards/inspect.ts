// Looking into a finished card: its elements, its strings, and what the reference renderer thinks of it.
import { createRequire } from 'node:module';
import type { Card } from '../../cards/render.ts';

export type Node = Record<string, unknown>;

type Event = { readonly message: string };
type Context = { readonly eventCount: number; getEventAt(index: number): Event };
type Reference = {
  readonly AdaptiveCard: new () => {
    hostConfig: unknown;
    parse(card: unknown, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly Event[] };
  };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly HostConfig: new (config: object) => unknown;
  readonly Versions: { readonly v1_5: unknown };
};

// The package's main entry does not load in Node; its bundle does.
const reference: Reference = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** Known to Teams at schema 1.5, though not to the schema itself: the people picker, and charts, which have a fallback. */
const TEAMS_ONLY = /^Property "choices\.data" is supported in version 1\.6|^Unknown element type "Chart\.\w+"/;

/** A people picker may have no choices of its own. */
const NO_CHOICES = 'An Input.ChoiceSet must have at least one choice defined.';

/** As many as Teams shows. */
const MOST_ACTIONS = 6;

/** What the reference renderer finds wrong at schema 1.5, a line each. */
export function faultsOf(card: Card): string[] {
  const context = new reference.SerializationContext(reference.Versions.v1_5);
  const parsed = new reference.AdaptiveCard();
  parsed.hostConfig = new reference.HostConfig({ actions: { maxActions: MOST_ACTIONS } });
  parsed.parse(card, context);
  const faults: string[] = [];
  for (let index = 0; index < context.eventCount; index += 1) faults.push(context.getEventAt(index).message);
  for (const event of parsed.validateProperties().validationEvents) faults.push(event.message);
  const bare = inputsOf(card).filter((input) => Array.isArray(input.choices) && input.choices.length === 0);
  const searched = bare.every((input) => 'choices.data' in input);
  return faults.filter((fault) => !TEAMS_ONLY.test(fault) && !(searched && fault === NO_CHOICES));
}

/** Every object of a card that has a type, fallbacks and the refresh left out unless asked for. */
export function elementsOf(card: Card, more: { fallbacks?: boolean } = {}): Node[] {
  const found: Node[] = [];
  walk(card, (node, key) => {
    if (key === 'data' || key === 'choices.data') return false;
    if (!more.fallbacks && (key === 'fallback' || key === 'refresh')) return false;
    if (typeof node.type === 'string') found.push(node);
    return true;
  });
  return found;
}

/** Every button of a card, wherever it stands. */
export function actionsOf(card: Card): Node[] {
  return elementsOf(card).filter((node) => String(node.type).startsWith('Action.'));
}

export function inputsOf(card: Card): Node[] {
  return elementsOf(card).filter((node) => String(node.type).startsWith('Input.'));
}

/** Every string anywhere in a card. */
export function stringsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (Array.isArray(part)) return part.flatMap(stringsOf);
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(stringsOf) : [];
}

/** The paths of everything in a card that is null or undefined. */
export function holesOf(part: unknown, path = 'card'): string[] {
  if (part === null || part === undefined) return [path];
  if (typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([key, value]) => holesOf(value, `${path}.${key}`));
}

/** The strings that a client draws with Markdown. */
export function markdownOf(card: Card): string[] {
  const found: string[] = [];
  for (const node of elementsOf(card)) {
    if (node.type === 'TextBlock') found.push(String(node.text));
    if (node.type === 'FactSet') found.push(...stringsOf(node.facts));
  }
  return found;
}

/** The strings that a client draws as they are: text runs, what stands in inputs, choices. */
export function plainOf(card: Card): string[] {
  const found: string[] = [];
  for (const node of elementsOf(card)) {
    if (node.type === 'TextRun') found.push(String(node.text));
    if (String(node.type).startsWith('Input.')) found.push(String(node.value ?? ''), ...stringsOf(node.choices));
  }
  return found;
}

/** The size of a card as it is sent, in bytes. */
export function sizeOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card));
}

function walk(part: unknown, enter: (node: Node, key: string) => boolean, key = ''): void {
  if (Array.isArray(part)) {
    for (const item of part) walk(item, enter, key);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const node = part as Node;
  if (!enter(node, key)) return;
  for (const [name, value] of Object.entries(node)) walk(value, enter, name);
}
