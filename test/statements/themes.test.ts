import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cabinetChannel, chat, doctor, flag, handler, lead, nurse, openWard, raise } from '../issues/ward.ts';
import { type Card, dataOf, type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { desk, group, keyOf, latestStatement, write } from './board.ts';

describe('Themes', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  const choicesOf = (card: Card) => (inputOf(card, 'parts')?.choices as { title: string; value: string }[]) ?? [];

  async function form() {
    await house.says(lead, 'themes');
    const { value: asking } = inputOf(house.lastCard(desk).card, 'asking') ?? {};
    return (await house.press(lead, desk, 'theme.form', { asking })).card ?? {};
  }

  test('are made of the cabinet’s issues, and say how many people said it and when', async () => {
    const first = await raise(house, { title: 'Labels print blank', system: 'EPR' });
    const second = await raise(house, { title: 'Label printer is slow' }, doctor);
    await group(house, 'Printing labels', [first, second]);
    const shown = textOf(house.lastCard(desk).card);
    expect(shown).toContain('Printing labels');
    expect(shown).toContain('2 people');
    expect(shown).toContain('on Wednesday 25 November 2026');
    expect(shown).toContain('CAB-1: Labels print blank');
    expect(shown).toContain('Not answered yet');
  });

  test('count a person once, however many issues they raised', async () => {
    const issues = [await raise(house), await raise(house, { title: 'Labels again' })];
    await group(house, 'Labels', issues);
    expect(textOf(house.lastCard(desk).card)).toContain('1 person');
  });

  test('are suggested from like words, and start with what the suggestion holds', async () => {
    const like = [
      await raise(house, { title: 'Labels print blank' }),
      await raise(house, { title: 'Label printing fails' }),
    ];
    await raise(house, { title: 'Cannot log in' });
    const card = await form();
    expect(textOf(card)).toContain('These share words.');
    const started = await house.press(lead, desk, 'theme.form', {}, suggestionOf(card));
    expect(
      String(inputOf(started.card ?? {}, 'parts')?.value)
        .split(',')
        .sort(),
    ).toEqual(like.map(keyOf).sort());
  });

  /** The card with the suggestion's button alone. */
  function suggestionOf(card: Card) {
    const { id, thread } = house.lastCard(desk);
    const picked = everyExecute(card).find((node) => (node.data as Card).picked);
    return { id, thread, card: { body: [picked] } };
  }

  function everyExecute(node: unknown): Card[] {
    if (Array.isArray(node)) return node.flatMap(everyExecute);
    if (typeof node !== 'object' || node === null) return [];
    const own = node as Card;
    return [...(own.type === 'Action.Execute' ? [own] : []), ...Object.values(own).flatMap(everyExecute)];
  }

  test('never hold or offer a flagged issue; once it is released they may', async () => {
    const plain = await raise(house);
    const hidden = await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: 'The pump alarm did not sound' });
    expect(choicesOf(await form()).map((choice) => choice.value)).toEqual([keyOf(plain)]);
    await house.press(lead, desk, 'theme.save', { name: 'Alarms', parts: [plain, hidden].map(keyOf).join(',') });
    expect(textOf(house.lastCard(desk).card)).not.toContain('pump');
    const { db } = house.clerk.store;
    expect(await db.selectFrom('themeParts').select('part').execute()).toEqual([{ part: keyOf(plain) }]);
  });

  test('leave out an issue that was flagged after it was grouped', async () => {
    const [one, other] = [await raise(house), await raise(house, { title: 'The pump is silent' })];
    await group(house, 'Kit', [one, other]);
    const { db } = house.clerk.store;
    await db.updateTable('issues').set({ flagged: 1 }).where('id', '=', other.id).execute();
    await house.says(lead, 'themes');
    await house.press(lead, desk, 'theme.view');
    expect(textOf(house.lastCard(desk).card)).toContain('Labels print blank');
    expect(textOf(house.lastCard(desk).card)).not.toContain('pump');
  });

  test('keep what is on another page of the form when this page is saved', async () => {
    const issues = [];
    for (let index = 0; index < 14; index += 1) issues.push(await raise(house, { title: `Label trouble ${index}` }));
    const oldest = issues[0];
    if (!oldest) throw new Error('Nothing was raised.');
    await form();
    const second = await house.press(lead, desk, 'theme.form', {}, nextOf());
    expect(choicesOf(second.card ?? {}).map((choice) => choice.value)).toContain(keyOf(oldest));
    await house.press(lead, desk, 'theme.save', { name: 'Labels', parts: keyOf(oldest) });
    await house.press(lead, desk, 'theme.form');
    const first = inputOf(house.lastCard(desk).card, 'parts');
    expect(first?.value).toBe(keyOf(oldest));
    const another = issues.at(-1);
    await house.press(lead, desk, 'theme.save', {
      name: 'Labels',
      parts: [oldest, another].flatMap((one) => (one ? keyOf(one) : [])).join(','),
    });
    expect(await house.clerk.store.db.selectFrom('themeParts').select('part').execute()).toHaveLength(2);
  });

  function nextOf() {
    const { id, thread, card } = house.lastCard(desk);
    return { id, thread, card: { body: everyExecute(card).filter((node) => Number((node.data as Card).page) === 2) } };
  }

  test('are for those who run the team alone; a handler is told so', async () => {
    await raise(house);
    await house.says(handler, 'themes');
    expect(house.linesIn(personal(handler)).at(-1)).toMatch(/^Only the person who asked/);
    await house.says(lead, 'themes', { in: cabinetChannel });
    expect(house.linesIn(cabinetChannel).at(-1)).toBe('I have sent it to you in our own chat.');
    expect(verbsOf(house.lastCard(desk).card)).toContain('theme.form');
  });

  test('are made once, however often Teams sends the click', async () => {
    const issue = await raise(house);
    await form();
    const card = house.lastCard(desk);
    const filled = { name: 'Labels', parts: keyOf(issue) };
    await house.press(lead, desk, 'theme.save', filled, card);
    await house.press(lead, desk, 'theme.save', filled, card);
    expect(await house.clerk.store.db.selectFrom('themes').selectAll().execute()).toHaveLength(1);
  });

  test('can be taken away while nobody was told of them', async () => {
    const theme = await group(house, 'Labels', [await raise(house)]);
    await write(house, theme);
    const dropped = await house.presses(lead, 'theme.drop', { theme }, { in: desk });
    expect(textOf(dropped.card ?? {})).not.toContain('Labels');
    await expect(latestStatement(house)).rejects.toThrow();
  });

  test('need a name and something in them, and take no identifier of a patient', async () => {
    const issue = await raise(house);
    await form();
    const save = (filled: object) => house.press(lead, desk, 'theme.save', filled);
    expect((await save({ name: '', parts: keyOf(issue) })).notice).toContain('Name of the theme: give it a name');
    expect((await save({ name: 'Labels', parts: '' })).notice).toContain('choose at least one');
    expect((await save({ name: 'For 999 123 4567', parts: keyOf(issue) })).notice).toContain('Name of the theme: ');
    expect(dataOf(house.lastCard(desk).card, 'theme.save')).toBeDefined();
  });
});
