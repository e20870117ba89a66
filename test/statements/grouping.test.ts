import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestGroups, type Worded } from '../../src/statements/grouping.ts';

const things = (...texts: string[]): Worded[] => texts.map((text, index) => ({ key: `key-${index}`, text }));

describe('Suggested groups', () => {
  test('find the same word in its forms, and name it as people wrote it', () => {
    const said = things(
      'Labels print blank on ward 4',
      'The label printer is slow',
      'Printing labels takes three tries',
      'I cannot log in',
      'Logging in takes ten minutes',
    );
    const [labels, log] = suggestGroups(said);
    expect(labels?.keys).toEqual(['key-0', 'key-1', 'key-2']);
    expect(labels?.words).toEqual(expect.arrayContaining(['label', 'print']));
    expect(log).toEqual({ words: ['log'], keys: ['key-3', 'key-4'] });
  });

  test('are not made of words that say nothing', () => {
    expect(suggestGroups(things('It would not work for me', 'You should have been there when it would not'))).toEqual(
      [],
    );
  });

  test('are none where nothing is shared', () => {
    expect(suggestGroups(things('Printers', 'Passwords', ''))).toEqual([]);
    expect(suggestGroups([])).toEqual([]);
  });

  const words = fc.constantFrom('label', 'labels', 'print', 'login', 'slow', 'rota', 'the', 'x');
  const texts = fc.array(
    fc.array(words, { maxLength: 6 }).map((some) => some.join(' ')),
    { maxLength: 20 },
  );

  test('hold each thing once, two or more each, and do not depend on the order', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 4 }), (some, most) => {
        const said = things(...some);
        const groups = suggestGroups(said, most);
        const keys = groups.flatMap((group) => group.keys);
        expect(groups.length).toBeLessThanOrEqual(most);
        expect(new Set(keys).size).toBe(keys.length);
        for (const group of groups) expect(group.keys.length).toBeGreaterThanOrEqual(2);
        expect(suggestGroups(said.toReversed(), most)).toEqual(groups);
      }),
    );
  });
});
