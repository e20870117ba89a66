// Filling templates: what is added to every card, and what is refused.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the language of card templates, as text.
import { describe, expect, it } from 'vitest';
import { clip, facts, httpsOnly, paragraphs } from '../../cards/parts.ts';
import { asDialog, isolate, render } from '../../cards/render.ts';

const TEMPLATE = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Input.Text', id: 'place', label: 'Where?', value: '${place}', placeholder: '' },
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.Execute', title: 'Go', verb: 'issue.start', data: { card: '${token}', value: '' } },
        { type: 'Action.ToggleVisibility', title: 'More', targetElements: ['more'] },
      ],
    },
  ],
  refresh: { action: { type: 'Action.Execute', title: 'Show', verb: 'issue.view', data: { card: '${token}' } } },
};

describe('render', () => {
  it('adds the fallback text, and a plain button with the same data to each Execute', () => {
    const { card, summary } = render(TEMPLATE, { place: 'Ward 4', token: 't' }, 'A line');
    expect(summary).toBe('A line');
    expect(card).toMatchObject({
      fallbackText: 'A line',
      body: [
        { value: 'Ward 4' },
        {
          actions: [
            {
              data: { card: 't', value: '' },
              fallback: { type: 'Action.Submit', title: 'Go', data: { card: 't', value: '', verb: 'issue.start' } },
            },
            { type: 'Action.ToggleVisibility' },
          ],
        },
      ],
    });
  });

  it('leaves out the empty value and placeholder of an input', () => {
    const { card } = render(TEMPLATE, { place: '', token: 't' }, 'A line');
    const [input] = card.body as object[];
    expect(Object.keys(input ?? {})).toEqual(['type', 'id', 'label']);
  });

  it.each([null, undefined])('refuses a view that holds %s, and says where', (hole) => {
    const view = { token: 't', rows: [{ title: 'a' }, { title: hole }] };
    expect(() => render(TEMPLATE, view, 'A line')).toThrow(`view.rows.1.title of a card must not be ${hole}`);
  });

  it('fills the same template twice without one card touching the other', () => {
    const first = render(TEMPLATE, { place: 'Ward 4', token: 'one' }, 'A line');
    const second = render(TEMPLATE, { place: 'Ward 5', token: 'two' }, 'A line');
    expect(JSON.stringify(first.card)).not.toContain('two');
    expect(JSON.stringify(second.card)).not.toContain('one');
  });
});

describe('asDialog', () => {
  it('turns each Execute into a Submit that carries the verb, keeps the toggles, and drops the refresh', () => {
    const dialog = asDialog(render(TEMPLATE, { place: 'Ward 4', token: 't' }, 'A line'));
    expect(JSON.stringify(dialog.card)).not.toContain('Action.Execute');
    expect(dialog.card.refresh).toBeUndefined();
    expect(dialog.card.body).toMatchObject([
      {},
      {
        actions: [
          { type: 'Action.Submit', title: 'Go', data: { card: 't', value: '', verb: 'issue.start' } },
          { type: 'Action.ToggleVisibility', targetElements: ['more'] },
        ],
      },
    ]);
  });
});

describe('text from people', () => {
  it('is isolated only when it could turn the sentence round', () => {
    expect(isolate('Alex')).toBe('Alex');
    expect(isolate('الجناح 4')).toBe('\u2068الجناح 4\u2069');
    expect(isolate('\u202eevil')).toBe('evil');
    expect(isolate('\u2069\u202eנועה')).toBe('\u2068נועה\u2069');
  });

  it('is split into its lines, however they end', () => {
    expect(paragraphs('one\r\ntwo\n\n \nthree\u2028four')).toEqual([
      { text: 'one' },
      { text: 'two' },
      { text: 'three' },
      { text: 'four' },
    ]);
    expect(paragraphs('')).toEqual([]);
  });

  it('is cut at a whole character', () => {
    expect(clip('👩👩👩', 2)).toBe('👩…');
    expect(clip('two words', 5)).toBe('two…');
    expect(clip('short', 5)).toBe('short');
  });
});

describe('parts', () => {
  it('leaves out facts without a value', () => {
    expect(
      facts([
        ['System', ''],
        ['Place', 'Ward 4'],
      ]),
    ).toEqual([{ title: 'Place', value: 'Ward 4' }]);
  });

  it('takes only https links', () => {
    expect(httpsOnly('https://incidents.example.org/new?a=b')).toBe('https://incidents.example.org/new?a=b');
    for (const url of ['', 'http://a.example', 'javascript:alert(1)', 'https://', 'https://a b']) {
      expect(httpsOnly(url)).toBe('');
    }
  });
});
