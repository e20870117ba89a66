// Every sample of every card: it can be drawn, it is small, it is labelled, and its buttons lead somewhere.
import { describe, expect, it } from 'vitest';
import { withNotice } from '../../cards/notice.ts';
import { asDialog, type Card } from '../../cards/render.ts';
import { everyVerb } from '../rights/every-verb.ts';
import {
  actionsOf,
  elementsOf,
  faultsOf,
  holesOf,
  inputsOf,
  markdownOf,
  type Node,
  sizeOf,
  stringsOf,
} from './inspect.ts';
import { allSamples, ENTRIES, samplesOf, templateNames } from './registry.ts';

const VERBS = await everyVerb();

function executesOf(card: Card): Node[] {
  return elementsOf(card, { fallbacks: true }).filter((node) => node.type === 'Action.Execute');
}

it('every template has a function here, and full, minimal and hostile samples', () => {
  expect(ENTRIES.map((entry) => entry.name).sort()).toEqual(templateNames());
  for (const entry of ENTRIES) {
    expect(samplesOf(entry).map((sample) => sample.kind)).toEqual(
      expect.arrayContaining(['full', 'minimal', 'hostile']),
    );
  }
});

describe.each(allSamples().map((sample) => [`${sample.entry.name} (${sample.kind})`, sample] as const))(
  'the card %s',
  (_, { entry, view }) => {
    const { card, summary } = entry.card(view);

    it('has every place of its template filled', () => {
      expect(holesOf(card)).toEqual([]);
      const typed = stringsOf(view).filter((text) => text.includes('${'));
      for (const text of stringsOf(card)) {
        const ours = typed.reduce((rest, words) => withoutLines(rest, words), text);
        expect(ours).not.toContain('${');
      }
    });

    it('is drawn by the reference renderer without a complaint', () => {
      expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
      expect(faultsOf(card)).toEqual([]);
      expect(faultsOf(asDialog({ card, summary }).card)).toEqual([]);
      expect(faultsOf(withNotice({ card, summary }, 'Title: at most 120 characters.').card)).toEqual([]);
    });

    it('has at most six buttons and is under 25 KB', () => {
      expect(actionsOf(card).length).toBeLessThanOrEqual(6);
      expect(sizeOf(card)).toBeLessThan(25_000);
    });

    it('has a summary of one line, which is also its fallback text', () => {
      expect(summary).toMatch(/^\S.*\S$/);
      expect(card.fallbackText).toBe(summary);
    });

    it('has a heading, text that wraps, and no empty text', () => {
      expect(elementsOf(card).filter((node) => node.style === 'heading')).not.toEqual([]);
      for (const node of elementsOf(card)) {
        if (node.type === 'TextBlock') expect(node).toMatchObject({ wrap: true, text: expect.stringMatching(/\S/) });
        if (node.type === 'TextRun') expect(node.text).toMatch(/\S/);
        if (node.type === 'RichTextBlock') expect(node.inlines).not.toEqual([]);
      }
    });

    it('labels every input, and says what is wrong with a required one', () => {
      for (const input of inputsOf(card)) {
        expect(input.id).toMatch(/^[A-Za-z]+$/);
        expect(input.label).toMatch(/\S/);
        if (input.isRequired) expect(input.errorMessage).toMatch(/\S/);
      }
    });

    it('limits every text input', () => {
      for (const input of inputsOf(card)) {
        if (input.type === 'Input.Text') expect(input.maxLength).toBeGreaterThan(0);
      }
    });

    it('hides no required input', () => {
      const hidden = elementsOf(card).filter((node) => node.isVisible === false);
      expect(hidden.flatMap((node) => inputsOf(node)).filter((input) => input.isRequired)).toEqual([]);
    });

    it('has only buttons with a known verb, its token, and a plain button for old clients', () => {
      for (const execute of executesOf(card)) {
        expect(VERBS).toContain(execute.verb);
        expect(execute.data).toMatchObject({ card: view.token });
        if (execute === refreshOf(card)) continue;
        expect(execute.fallback).toMatchObject({
          type: 'Action.Submit',
          title: execute.title,
          data: { ...(execute.data as Node), verb: execute.verb },
        });
      }
    });

    it('has its buttons in action sets, and no two inputs or targets of one name', () => {
      expect(card.actions).toBeUndefined();
      const ids = elementsOf(card).flatMap((node) => (typeof node.id === 'string' ? [node.id] : []));
      expect(new Set(ids).size).toBe(ids.length);
      for (const action of actionsOf(card)) {
        if (action.type === 'Action.ToggleVisibility') expect(ids).toEqual(expect.arrayContaining(targetsOf(action)));
      }
    });

    it('links only to https, and only by buttons', () => {
      for (const action of actionsOf(card)) {
        if (action.type === 'Action.OpenUrl') expect(action.url).toMatch(/^https:\/\//);
      }
      for (const text of markdownOf(card)) expect(text).not.toMatch(/https?:|\]\(/);
      expect(elementsOf(card).filter((node) => 'selectAction' in node || node.type === 'Image')).toEqual([]);
    });

    it('as a dialog has only submits that carry their verb, and no refresh', () => {
      const dialog = asDialog({ card, summary }).card;
      expect(executesOf(dialog)).toEqual([]);
      expect(dialog.refresh).toBeUndefined();
      const verbs = actionsOf(dialog).flatMap((node) => (node.type === 'Action.Submit' ? [node.data as Node] : []));
      expect(verbs.map((data) => data.verb)).toEqual(actionsOf(card).flatMap((node) => node.verb ?? []));
    });
  },
);

function targetsOf(action: Node): unknown[] {
  return action.targetElements as unknown[];
}

function refreshOf(card: Card): unknown {
  return (card.refresh as Node | undefined)?.action;
}

/** `text` without what a person typed; a typed text of several lines is shown line by line. */
function withoutLines(text: string, words: string): string {
  let rest = text.replaceAll(words, '');
  for (const line of words.split('\n')) rest = rest.replaceAll(line, '');
  return rest;
}
