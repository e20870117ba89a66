// Raising an issue: the ways in, the first question, the form, and the receipt.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Card, channel, dataOf, type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import {
  allIssues,
  cabinetChannel,
  cardsIn,
  chat,
  digital,
  doctor,
  lead,
  nurse,
  openWard,
  raise,
  storesChannel,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

/** What an input of a card is filled with. */
function filledWith(card: Card, id: string): unknown {
  return inputOf(card, id)?.value;
}

describe('The ways in', () => {
  test('raise, alone, asks whether it could affect someone’s care, with its four answers, and nothing else', async () => {
    await house.says(nurse, 'raise');
    const { card } = house.lastCard(chat);
    expect(inputOf(card, 'harm')).toMatchObject({
      label: 'Could this affect someone’s care?',
      isRequired: true,
      choices: ['no', 'could', 'yes', 'unsure'].map((value) => expect.objectContaining({ value })),
    });
    expect(verbsOf(card)).toEqual(['issue.start']);
    expect(inputOf(card, 'cabinet')).toBeUndefined();
    expect(await allIssues(house)).toEqual([]);
  });

  test.each(['raise the printer is down', 'Raise: the printer is down', '  RAISE   the printer is down '])(
    '%j fills in the title',
    async (text) => {
      await house.says(nurse, text);
      expect(textOf(house.lastCard(chat).card)).toContain('the printer is down');
      const { card } = await house.press(nurse, chat, 'issue.start', { harm: 'could' });
      expect(filledWith(card ?? {}, 'title')).toBe('the printer is down');
    },
  );

  test('a word that only begins with raise is none', async () => {
    await house.says(nurse, 'raised floor');
    expect(textOf(house.lastCard(chat).card)).toContain('Hello, I am Digital Clerk');
  });

  test('a mention in a channel gets one line there, and the card comes in the person’s own chat', async () => {
    const before = house.messages(cabinetChannel).length;
    await house.says(nurse, 'raise the printer is down', { in: cabinetChannel });
    const there = house.messages(cabinetChannel).slice(before);
    expect(there.map(({ activity }) => activity.text)).toEqual(['I have sent it to you in our own chat.']);
    expect(there[0]?.thread).toContain(';messageid=');
    expect(cardsIn(house, chat)).toHaveLength(1);
    expect(inputOf(house.lastCard(chat).card, 'harm')).toBeDefined();
    expect(textOf(house.lastCard(chat).card)).toContain('the printer is down');
  });

  test('four words that are no command are offered to be raised, with the title filled in', async () => {
    await house.says(nurse, 'labels always print blank');
    const offer = house.lastCard(chat);
    expect(textOf(offer.card)).toContain('Shall I raise this?');
    expect(textOf(offer.card)).toContain('labels always print blank');
    const first = await house.press(nurse, chat, 'issue.open');
    expect(inputOf(first.card ?? {}, 'harm')).toBeDefined();
    const form = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(filledWith(form.card ?? {}, 'title')).toBe('labels always print blank');
  });

  test.each([
    'hi, the printer on ward 4 is down',
    'Hello. Labels print blank again today',
    'help the printer is on fire',
    'issue with the printer on ward 4',
    'issues with logging in again today',
    'pause button does not work',
    'away day booking is broken',
  ])('a sentence that only begins like a command is offered too: %j', async (text) => {
    await house.says(nurse, text);
    const { card } = house.lastCard(chat);
    expect(textOf(card)).toContain('Shall I raise this?');
    expect(textOf(card)).toContain(text);
  });

  test('three words get help, and so do four in a channel', async () => {
    await house.says(nurse, 'labels print blank');
    expect(verbsOf(house.lastCard(chat).card)).toContain('help.run');
    await house.says(nurse, 'labels always print blank', { in: cabinetChannel });
    expect(verbsOf(house.lastCard(cabinetChannel).card)).not.toContain('issue.open');
  });

  test('who does not want to raise what they wrote gets help instead, and nothing is raised', async () => {
    await house.says(nurse, 'labels always print blank');
    const answer = await house.press(nurse, chat, 'help.run');
    expect(textOf(answer.card ?? {})).toContain('Hello, I am Digital Clerk');
    expect(await allIssues(house)).toEqual([]);
  });
});

describe('Where it goes', () => {
  test('with two cabinets they are asked which, and what they chose gets it', async () => {
    await house.presses(lead, 'cabinet.save', { name: 'Stores Cabinet', prefix: 'STO' }, { in: storesChannel });
    await house.says(nurse, 'raise');
    const choice = inputOf(house.lastCard(chat).card, 'cabinet');
    const choices = choice?.choices as { title: string; value: string }[];
    expect(choices.map(({ title }) => title)).toEqual(['Stores Cabinet', 'Ward Digital Cabinet']);
    const stores = choices[0]?.value;
    await house.press(nurse, chat, 'issue.start', { harm: 'no', cabinet: stores });
    const raised = await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank' });
    expect(textOf(raised.card ?? {})).toContain('STO-1');
    expect(textOf(house.lastCard(storesChannel).card)).toContain('Labels print blank');
    expect(JSON.stringify(house.messages(cabinetChannel))).not.toContain('Labels print blank');
  });

  test('written in the channel of one of two cabinets, that one is preset', async () => {
    await house.presses(lead, 'cabinet.save', { name: 'Stores Cabinet', prefix: 'STO' }, { in: storesChannel });
    await house.says(nurse, 'raise', { in: cabinetChannel });
    const choice = inputOf(house.lastCard(chat).card, 'cabinet');
    const choices = choice?.choices as { title: string; value: string }[];
    expect(choices.find(({ value }) => value === choice?.value)?.title).toBe('Ward Digital Cabinet');
  });

  test('with no cabinet yet they are told what to do about it', async () => {
    const other = await openWard({ cabinet: { prefix: 'CAB' } });
    await other.clerk.store.db.deleteFrom('cabinets').execute();
    await other.says(nurse, 'raise');
    expect(other.linesIn(chat)).toEqual([expect.stringContaining('no digital cabinet here yet')]);
    await other.stop();
  });

  test('each cabinet counts its own references', async () => {
    expect((await raise(house)).reference).toBe('CAB-1');
    expect((await raise(house, { title: 'Screens are dark' }, doctor)).reference).toBe('CAB-2');
    await house.presses(lead, 'cabinet.save', { name: 'Ward Digital Cabinet', prefix: 'WDC' }, { in: cabinetChannel });
    expect((await raise(house)).reference).toBe('WDC-3');
    expect((await allIssues(house)).map(({ reference }) => reference)).toEqual(['CAB-1', 'CAB-2', 'WDC-3']);
  });
});

describe('Three taps and one sentence', () => {
  test('is all it takes from raise to the receipt', async () => {
    let taps = 0;
    let sentences = 0;
    await house.says(nurse, 'raise');
    const required = (card: Card) => ['harm', 'title', 'system', 'place'].filter((id) => inputOf(card, id)?.isRequired);
    const first = house.lastCard(chat);
    expect(required(first.card)).toEqual(['harm']);
    taps += 1; // No
    taps += 1; // Next
    const form = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(required(form.card ?? {})).toEqual(['title']);
    sentences += 1;
    taps += 1; // Raise it
    // What the client sends besides: every other input as the card has it, the folded ones too.
    const preset = ['system', 'place', 'detail', 'impact', 'urgency', 'share'].map((id) => [
      id,
      filledWith(form.card ?? {}, id) ?? '',
    ]);
    const inputs = { ...Object.fromEntries(preset), title: 'Labels print blank' };
    const receipt = await house.press(nurse, chat, 'issue.raise', inputs);
    expect(textOf(receipt.card ?? {})).toContain('CAB-1');
    expect({ taps, sentences }).toEqual({ taps: 3, sentences: 1 });
    expect(cardsIn(house, chat)).toHaveLength(1);
  });

  test('the rest is folded away behind Add more, in the same card, with what goes without saying', async () => {
    await house.says(nurse, 'raise');
    const form = (await house.press(nurse, chat, 'issue.start', { harm: 'no' })).card ?? {};
    const more = (form.body as Card[]).find((node) => node.id === 'more');
    expect(more?.isVisible).toBe(false);
    const inside = ['detail', 'impact', 'urgency', 'share'].map((id) => inputOf(more ?? {}, id)?.value ?? '');
    expect(inside).toEqual(['', 'team', 'today', 'handlers']);
    expect(JSON.stringify(form)).toContain('Action.ToggleVisibility');
    expect(textOf(form)).toMatch(/not an incident report, and nobody watches it day and night/);
    expect(textOf(form)).toMatch(/do not name anyone in our care/);
  });
});

describe('What is in the channel', () => {
  test('is the issue without its raiser, for whom they did not ask to be named', async () => {
    await raise(house, { detail: 'Since the update', system: 'EPR', place: 'Ward 4' });
    const { card } = house.lastCard(cabinetChannel);
    for (const words of ['CAB-1', 'Labels print blank', 'EPR', 'Ward 4', 'New', 'P3'])
      expect(textOf(card)).toContain(words);
    for (const hidden of ['Amina', 'Since the update']) expect(JSON.stringify(card)).not.toContain(hidden);
    expect(new Set(verbsOf(card))).toEqual(new Set(['issue.take', 'issue.view']));
  });

  test('names the raiser where they wish it', async () => {
    await raise(house, { share: 'everyone' });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Amina Yusuf');
  });

  test('asks the clients of handlers alone to show them their own view', async () => {
    await raise(house);
    const refresh = house.lastCard(cabinetChannel).card.refresh as { userIds: string[]; action: Card };
    expect(refresh.action.verb).toBe('issue.view');
    expect(refresh.userIds).toHaveLength(2);
    expect(refresh.userIds).toContain(lead.id);
    expect(dataOf(house.lastCard(cabinetChannel).card, 'issue.take')).toHaveProperty('card');
    expect(house.messages(channel(digital))).toHaveLength(1);
    expect(house.messages(personal(lead))).toHaveLength(0);
  });
});
