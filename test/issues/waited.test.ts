// What waited until a day that has passed: it comes back to who has it, once, and to others where they cannot hear it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cabinetChannel, cardsIn, chat, flag, handler, lead, nurse, openWard, raise, safety } from './ward.ts';

const PAST = 'The day until which it was to wait has passed.';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

/** How many cards in somebody's chat say that the day has passed. */
function saidTo(who: typeof lead): number {
  return cardsIn(house, personal(who)).filter(({ card }) => textOf(card).includes(PAST)).length;
}

async function waits(issue: { id: string }, until: string, who = handler): Promise<void> {
  const data = { status: 'waiting', reply: 'The supplier has it.', waitingFor: 'the supplier', waitingUntil: until };
  await house.presses(who, 'issue.update', { issue: issue.id, ...data }, { in: cabinetChannel });
}

describe('An issue that waits until a day', () => {
  test('comes back to who has it on the working day after, once, as its own card', async () => {
    const issue = await raise(house);
    await waits(issue, '2026-11-27');
    await house.moveTo('2026-11-27T16:00:00Z');
    expect(saidTo(handler)).toBe(0);
    // Saturday: it is quiet until Monday.
    await house.moveTo('2026-11-28T10:00:00Z');
    expect(saidTo(handler)).toBe(0);
    await house.moveTo('2026-11-30T08:01:00Z');
    await house.moveTo('2026-12-01T10:00:00Z');
    expect(saidTo(handler)).toBe(1);
    expect(verbsOf(house.lastCard(personal(handler)).card)).toContain('issue.update');
    for (const who of [lead, safety]) expect(house.messages(personal(who))).toEqual([]);
    await waits(issue, '2026-12-04');
    expect(saidTo(handler)).toBe(0);
    await house.moveTo('2026-12-07T09:00:00Z');
    expect(saidTo(handler)).toBe(1);
    expect(cardsIn(house, personal(handler))).toHaveLength(2);
  });

  test('is not said to wait any more when it was dealt with before it could be said', async () => {
    const issue = await raise(house);
    await waits(issue, '2026-11-27');
    await house.moveTo('2026-11-28T10:00:00Z');
    const answered = { issue: issue.id, status: 'resolved', reply: 'It is here.' };
    await house.presses(handler, 'issue.update', answered, { in: cabinetChannel });
    await house.moveTo('2026-11-30T10:00:00Z');
    expect(house.messages(personal(handler))).toEqual([]);
  });

  test.each(['pause', 'away until 4 December'])(
    'comes to those who run the cabinet while who has it cannot hear: %s',
    async (words) => {
      const issue = await raise(house);
      await waits(issue, '2026-11-26');
      await house.says(handler, words);
      await house.moveTo('2026-11-27T10:00:00Z');
      expect([saidTo(handler), saidTo(lead)]).toEqual([0, 1]);
    },
  );

  test('and is a safety concern comes to clinical safety alone', async () => {
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    await waits(issue, '2026-11-26', safety);
    await house.moveTo('2026-11-27T10:00:00Z');
    expect(saidTo(safety)).toBeGreaterThan(0);
    expect(saidTo(lead)).toBe(0);
  });
});
