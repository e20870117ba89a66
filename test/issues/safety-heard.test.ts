// Who hears of a safety concern: clinical safety, their deputies, and who runs the cabinet where there is nobody else.
import { afterEach, describe, expect, test } from 'vitest';
import { dataOf, type House, personal, textOf } from '../support/clerk.ts';
import { writesBlocked } from '../support/faults.ts';
import {
  cabinetChannel,
  cardsIn,
  chat,
  digital,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
  stored,
} from './ward.ts';

/** All that a place was sent, as one text. */
function sentTo(house: House, place: Parameters<House['messages']>[0]): string {
  return JSON.stringify(house.messages(place));
}

describe('Who hears of it', () => {
  let house: House;
  afterEach(() => house.stop());

  const nobody = { safety: '', safetyDeputies: '' };

  test('where nobody holds clinical safety: those who run the cabinet, who are told that there is nobody', async () => {
    house = await openWard({ team: nobody, cabinet: { safety: '' } });
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    const theirs = house.lastCard(personal(lead));
    expect(textOf(theirs.card)).toContain('CAB-1');
    expect(textOf(theirs.card)).toContain('Nobody holds clinical safety');
    for (const who of [handler, safety]) expect(house.messages(personal(who))).toEqual([]);
    expect(house.messages(cabinetChannel)).toEqual([]);
    expect((await house.press(lead, personal(lead), 'issue.release')).notice).toContain('is released');
    expect((await stored(house, issue)).releasedAt).not.toBeNull();
  });

  test('while the holder is away: the deputy', async () => {
    house = await openWard();
    await house.says(safety, 'away until 27 November');
    await flag(house);
    expect(textOf(house.lastCard(personal(safetyDeputy)).card)).toContain('CAB-1');
    expect(cardsIn(house, personal(safety))).toEqual([]);
    await house.moveTo('2026-11-28T09:00:00Z');
    await flag(house, doctor);
    expect(textOf(house.lastCard(personal(safety)).card)).toContain('CAB-2');
    expect(cardsIn(house, personal(safetyDeputy))).toHaveLength(1);
  });

  test('where the holder has blocked us: the deputy', async () => {
    house = await openWard();
    await house.says(safety, 'hello');
    house.far.fail(writesBlocked, { conversationId: safety.chatId });
    await flag(house);
    expect(textOf(house.lastCard(personal(safetyDeputy)).card)).toContain('CAB-1');
  });

  test('where none of them can be reached: those who run the cabinet hear that, and not what it says', async () => {
    house = await openWard();
    for (const who of [safety, safetyDeputy]) {
      await house.says(who, 'hello');
      await house.deliver(house.acts.uninstalls(who, personal(who)));
    }
    await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: 'The dose showed twice' });
    const heard = sentTo(house, personal(lead));
    expect(heard).toContain('nobody who holds clinical safety can be reached');
    expect(heard).not.toContain('The dose showed twice');
    expect(house.messages(personal(lead))).toHaveLength(1);
    expect(house.messages(personal(handler))).toEqual([]);
  });

  test('an ordinary issue goes to nobody’s own chat but the raiser’s', async () => {
    house = await openWard();
    await raise(house);
    for (const who of digital.members) expect(house.messages(personal(who))).toEqual([]);
    expect(dataOf(house.lastCard(cabinetChannel).card, 'issue.take')).toHaveProperty('issue');
  });
});
