// Whom a question or an answer about an issue reaches: who raised it, who has it too, and who came with what was merged.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draft } from '../polls/team.ts';
import { answerWith, DID } from '../statements/board.ts';
import { type House, personal, textOf } from '../support/clerk.ts';
import { type Person, person } from '../support/world.ts';
import { cabinetChannel, cardsIn, chat, doctor, handler, lead, nurse, openWard, raise } from './ward.ts';

const midwife = person('Cara Dunn');

let house: House;
beforeEach(async () => {
  house = await openWard({ people: [midwife] });
});
afterEach(() => house.stop());

async function joins(who: Person): Promise<void> {
  await house.says(who, 'raise');
  await house.press(who, personal(who), 'issue.start', { harm: 'no' });
  await house.press(who, personal(who), 'issue.raise', { title: 'Blank labels printed' });
  await house.press(who, personal(who), 'issue.metoo');
}

describe('Who has an issue too', () => {
  test('is asked by a poll about it, and so is who raised what was merged into it', async () => {
    const issue = await raise(house);
    const asked = async () => {
      const { answer } = await draft(house, { audience: 'about', about: issue.reference }, lead, personal(lead));
      return answer.notice ?? textOf(answer.card ?? {});
    };
    expect(await asked()).toContain('1 person');
    await joins(doctor);
    expect(await asked()).toContain('2 people');
    const other = await raise(house, { title: 'The tray of the printer is stuck' }, midwife);
    await house.presses(lead, 'issue.merge', { issue: other.id, into: issue.reference }, { in: cabinetChannel });
    expect(await asked()).toContain('3 people');
  });

  test('reads in person what was said and done about it; who took it back does not', async () => {
    const issue = await raise(house);
    await joins(doctor);
    await joins(midwife);
    await house.press(midwife, personal(midwife), 'issue.withdraw');
    await answerWith(house, [issue]);
    const readBy = (who: Person) =>
      cardsIn(house, personal(who)).filter(({ card }) => textOf(card).includes(DID.words)).length;
    expect([nurse, doctor, midwife, handler].map(readBy)).toEqual([1, 1, 0, 0]);
    expect(textOf(house.lastCard(chat).card)).toContain('You said, we did');
  });
});
