// What the handler, not the raiser, says of an issue: its sort, the note for IT, for whom it waits; and the service desk.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, inputOf, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  cabinetChannel,
  cardsIn,
  chat,
  handler,
  historyOf,
  lead,
  nurse,
  openWard,
  raise,
  stored,
  take,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

const SORT = { kind: 'fault', burden: 'time', sector: 'social-care', techNote: 'Driver 4.2 on PS03, roll back.' };

async function update(issue: { id: string }, inputs: object, who = lead) {
  return house.presses(who, 'issue.update', { issue: issue.id, ...inputs }, { in: cabinetChannel });
}

/** Everything that was ever sent to the raiser. */
function toldNurse(): string {
  return JSON.stringify(house.far.sent.filter(({ conversationId }) => conversationId === nurse.chatId));
}

describe('What a handler says of an issue', () => {
  test('is kept, shown to handlers, and in the history with who and when in the team’s zone', async () => {
    const issue = await raise(house);
    const saved = await update(issue, { status: 'in-progress', reply: '', ...SORT });
    expect(await stored(house, issue)).toMatchObject({ ...SORT, state: 'in-progress' });
    const form = saved.card ?? {};
    expect(inputOf(form, 'sector')).toMatchObject({ value: 'social-care' });
    expect(textOf(form)).toContain('Sorted: A fault, Time, Social care');
    expect(textOf(form)).toContain('Note for IT: Driver 4.2 on PS03, roll back.');
    expect(textOf(form)).toMatch(/Wednesday 25 November 2026 at 9:30am, Sam Okafor/);
    const events = await historyOf(house, issue);
    expect(events.map(({ kind }) => kind)).toEqual(['raised', 'sorted', 'noted', 'updated']);
    expect(events[1]?.at).toMatch(/^2026-11-25T09:30:\d\d\.\d{3}Z$/);
  });

  test('keeps the note for IT from the person who raised it, in every message and in the tab’s history', async () => {
    const issue = await raise(house);
    await update(issue, { status: 'waiting', reply: 'We are on it.', ...SORT });
    expect(toldNurse()).toContain('We are on it.');
    expect(toldNurse()).not.toContain('PS03');
    await house.says(nurse, `issue ${issue.reference}`);
    expect(toldNurse()).not.toContain('PS03');
    const { listing } = house.clerk.issues;
    const now = await stored(house, issue);
    expect((await listing.history(now, false)).map(({ kind }) => kind)).not.toContain('noted');
    expect((await listing.history(now, true)).map(({ kind }) => kind)).toContain('noted');
  });

  test('stays as it was where a card does not ask for it, and a save that changes nothing is no step', async () => {
    const issue = await raise(house);
    await update(issue, { status: 'in-progress', reply: '', ...SORT });
    await update(issue, { status: 'in-progress', reply: '' });
    expect(await stored(house, issue)).toMatchObject(SORT);
    expect(await historyOf(house, issue)).toHaveLength(4);
  });

  test('names for whom it waits and until when, to handlers and to the person who raised it', async () => {
    const issue = await raise(house);
    const waits = {
      status: 'waiting',
      reply: 'A part is ordered.',
      waitingFor: 'the supplier',
      waitingUntil: '2026-12-04',
    };
    await update(issue, waits);
    const words = 'Waiting: for the supplier, until Friday 4 December 2026';
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain(words);
    const [receipt, news] = cardsIn(house, chat).map(({ card }) => textOf(card));
    expect(receipt).toContain(words);
    expect(news).toContain('Your issue has to wait');
    expect(news).not.toContain('Please answer');
    expect((await historyOf(house, issue)).at(-1)).toMatchObject({ kind: 'waits', words: '2026-12-04 the supplier' });
    await update(issue, { status: 'in-progress', reply: '' });
    expect(await stored(house, issue)).toMatchObject({ waitingFor: '', waitingUntilOn: null });
  });

  test('waits until no day that is past, and until none that does not exist', async () => {
    const issue = await raise(house);
    const past = await update(issue, { status: 'waiting', reply: 'A part.', waitingUntil: '2026-11-24' });
    expect(past.notice).toMatch(/^Waiting until: this date is past/);
    const none = await update(issue, { status: 'waiting', reply: 'A part.', waitingUntil: '2026-02-30' });
    expect(none.notice).toMatch(/^Waiting until: choose a date/);
    expect(await stored(house, issue)).toMatchObject({ state: 'new' });
  });

  test('with a patient’s number in the reply is refused, and nothing of it is kept or said', async () => {
    const issue = await raise(house);
    const refused = await update(issue, { status: 'resolved', reply: 'Fixed for 999 123 4560', ...SORT });
    expect(refused.notice).toMatch(/ Reply: /);
    expect(await stored(house, issue)).toMatchObject({ state: 'new', reply: '', kind: '' });
    expect(await historyOf(house, issue)).toHaveLength(1);
  });
});

describe('Two people who take the same issue at once', () => {
  test('one has it, and the other is told who', async () => {
    const issue = await raise(house);
    const answers = await Promise.all([take(house, issue, lead), take(house, issue, handler)]);
    const winner = answers.findIndex(({ card }) => card !== undefined);
    const names = ['Sam Okafor', 'Rosa Marsh'];
    expect(answers.filter(({ card }) => card)).toHaveLength(1);
    expect(answers[1 - winner]?.notice).toBe(`CAB-1: ${names[winner]} has it already.`);
    expect((await historyOf(house, issue)).filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });
});

describe('Handing an issue to the service desk', () => {
  test('keeps the desk’s reference and link, and tells the person who raised it', async () => {
    const issue = await raise(house);
    const desk = { deskRef: 'INC0012345', deskUrl: 'https://desk.example/INC0012345' };
    const form = await house.presses(handler, 'issue.escalate', { issue: issue.id, ...desk }, { in: cabinetChannel });
    expect(textOf(form.card ?? {})).toContain('Handed to the service desk: INC0012345');
    const [receipt, news] = cardsIn(house, chat).map(({ card }) => textOf(card));
    expect(receipt).toContain('INC0012345');
    expect(news).toContain('Your issue is with the service desk');
    expect(news).toContain('INC0012345');
    expect(news).toContain('https://desk.example/INC0012345');
    expect(await stored(house, issue)).toMatchObject({ ...desk, state: 'in-progress' });
  });

  test('said again is said once; without a reference, or with a link that is none, it is refused', async () => {
    const issue = await raise(house);
    const hand = (inputs: object) =>
      house.presses(handler, 'issue.escalate', { issue: issue.id, ...inputs }, { in: cabinetChannel });
    expect((await hand({})).notice).toMatch(/^Service desk reference: write/);
    expect((await hand({ deskRef: 'INC1', deskUrl: 'ftp://x' })).notice).toMatch(/^Service desk link: it must start/);
    await hand({ deskRef: 'INC1' });
    await hand({ deskRef: 'INC1' });
    expect(cardsIn(house, chat)).toHaveLength(2);
    expect(cardOf(house.messages(personal(nurse)).at(-1)?.activity)).toBeDefined();
  });
});
