// Text from people is shown as it is, whatever it holds: never as Markdown, never as a template, never as a link.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the language of card templates, as text.
import { describe, expect, it } from 'vitest';
import { actionsOf, faultsOf, holesOf, markdownOf, plainOf } from './inspect.ts';
import { ENTRIES, samplesOf, type View } from './registry.ts';

const HOSTILE = [
  'Siân O\'Neill-"Bee" *RN*',
  '<Alex>',
  'a_b_c',
  'Test ($~&)',
  'الطابعة معطلة في الجناح 4',
  'המדפסת במחלקה 4 לא עובדת',
  '🖨️ 👩🏽‍⚕️ 🔥🔥🔥',
  '${title}',
  '${$root.token} @{card}',
  '[x](https://evil.example)',
  '<at>Everyone</at>',
  '1. **bold** # heading `code` ~~gone~~',
  'back\\slash "quote" \'single\' `tick`',
  '{{DATE(2026-08-06T08:00:00Z)}}',
] as const;

const ISOLATES = /[\u2068\u2069]/g;

/** The view with `text` in the field at `path`: a text, a list of texts, or a field of each item of a list. */
function withText(view: View, path: string, text: string): View {
  const [field = '', inner] = path.split('.');
  const value = view[field];
  if (!Array.isArray(value)) return { ...view, [field]: text };
  const items = inner === undefined ? [text] : value.map((item: View) => ({ ...item, [inner]: text }));
  return { ...view, [field]: items };
}

function fullView(entry: (typeof ENTRIES)[number]): View {
  const full = samplesOf(entry).find((sample) => sample.kind === 'full');
  if (!full) throw new Error(`${entry.name} has no full sample`);
  return full.view;
}

/** Where a choice must be in the list, what is typed is put there too, as the service does. */
function prepared(entry: (typeof ENTRIES)[number], path: string, text: string): View {
  const view = withText(fullView(entry), path, text);
  return path === 'system' && 'systems' in view ? withText(view, 'systems', text) : view;
}

/** A link that is no https link is no button: `incidentUrl` of the form stays what was typed, in its input. */
describe.each(ENTRIES.flatMap((entry) => entry.said.map((path) => [entry.name, path, entry] as const)))(
  'the card %s, with text from people in %s',
  (_, path, entry) => {
    it.each(HOSTILE)('shows %s exactly, as plain text', (text) => {
      const { card } = entry.card(prepared(entry, path, text));
      const shown = [...plainOf(card), ...actionsOf(card).map((action) => String(action.title))];
      expect(shown.map((words) => words.replace(ISOLATES, '')).join('\n')).toContain(text);
      expect(markdownOf(card).join('\n')).not.toContain(text);
      expect(holesOf(card)).toEqual([]);
      expect(faultsOf(card)).toEqual([]);
    });
  },
);

it('people’s text never makes a link that is not https', () => {
  const safety = ENTRIES.find((entry) => entry.name === 'issues/safety');
  if (!safety) throw new Error('the safety card is gone');
  for (const url of [
    'javascript:alert(1)',
    'http://plain.example',
    'https://',
    'data:text/html,x',
    'HTTPS://a b.example',
  ]) {
    const { card } = safety.card({ ...fullView(safety), incidentUrl: url });
    expect(actionsOf(card).map((action) => action.type)).not.toContain('Action.OpenUrl');
  }
});

it('right-to-left words are kept apart from the sentence around them', () => {
  const confirm = ENTRIES.find((entry) => entry.name === 'people/confirm');
  const shown = confirm ? plainOf(confirm.card({ token: 't', name: 'נועה לוי' }).card) : [];
  expect(shown.join()).toContain('\u2068נועה לוי\u2069 would run');
});
