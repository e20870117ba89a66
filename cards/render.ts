// Fills a card template with a view: the only file that knows adaptivecards-templating.
// It also adds what every card needs: the text fallback, and a plain button for clients without Action.Execute.
import { Template } from 'adaptivecards-templating';

/** An Adaptive Card, ready to send. */
export type Card = Record<string, unknown>;

/** A card and its plain line: the text of the notification and of clients that cannot draw the card. */
export type Rendered = { card: Card; summary: string };

type Json = Record<string, unknown>;

const compiled = new WeakMap<object, Template>();

/** Properties that mean "none" when empty, and that some clients draw badly as an empty string. */
const DROPPED_WHEN_EMPTY = ['value', 'placeholder'];

/**
 * Expands `template` with `view` and adds `fallbackText` and the fallbacks of its buttons.
 * Throws a TypeError when the view holds null or undefined: the templating engine would print `${name}` or fail.
 */
export function render(template: object, view: object, summary: string): Rendered {
  assertFilled(view, 'view');
  let ready = compiled.get(template);
  if (!ready) {
    ready = new Template(template);
    compiled.set(template, ready);
  }
  const card = finish(ready.expand({ $root: view })) as Card;
  return { card: { ...card, fallbackText: summary }, summary };
}

/**
 * The same card for a dialog of a message extension, which takes only Action.Submit: each Action.Execute becomes a
 * Submit that carries its verb in `data.verb`. What only a chat can do (`refresh`) is left out.
 */
export function asDialog(rendered: Rendered): Rendered {
  const { refresh: _, ...card } = rendered.card;
  return { card: submitsOnly(card) as Card, summary: rendered.summary };
}

const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text from a person for the middle of a sentence: right-to-left words cannot turn the sentence round
 * (Unicode isolates FSI and PDI, UAX 9). Text without such words comes back as it is.
 */
export function isolate(text: string): string {
  const plain = text.replace(DIRECTION_CONTROLS, '');
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** Signs that nobody can see and that take six bytes each on the wire; line breaks and tabs stay. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu;

function finish(node: unknown): unknown {
  if (typeof node === 'string') return node.toWellFormed().replace(CONTROLS, '');
  if (Array.isArray(node)) return node.map(finish);
  if (!isJson(node)) return node;
  const done: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (value === '' && DROPPED_WHEN_EMPTY.includes(key)) continue;
    // `data` goes back to the bot as it is: nothing in it is a card element.
    done[key] = key === 'data' ? value : finish(value);
  }
  return done.type === 'Action.Execute' ? { ...done, fallback: submitOf(done) } : done;
}

function submitsOnly(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(submitsOnly);
  if (!isJson(node)) return node;
  if (node.type === 'Action.Execute') return submitOf(node);
  const done: Json = {};
  for (const [key, value] of Object.entries(node)) done[key] = key === 'data' ? value : submitsOnly(value);
  return done;
}

function submitOf(execute: Json): Json {
  const { verb, fallback: _, ...rest } = execute;
  return { ...rest, type: 'Action.Submit', data: { ...(isJson(rest.data) ? rest.data : {}), verb } };
}

function assertFilled(value: unknown, path: string): void {
  if (value === null || value === undefined) throw new TypeError(`${path} of a card must not be ${value}`);
  if (typeof value !== 'object') return;
  for (const [key, part] of Object.entries(value)) assertFilled(part, `${path}.${key}`);
}

function isJson(node: unknown): node is Json {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
