// Every input of the buttons on polls, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { cabinetChannel, lead } from '../issues/ward.ts';
import { dataOf, type House } from '../support/clerk.ts';

const ID = { ids: ['poll'] };

export const INPUTS: Record<string, Inputs> = {
  'poll.form': ID,
  'poll.template': { ids: ['poll', 'template'] },
  'poll.create': {
    ids: ['poll', 'people', 'most'],
    choices: ['kind', 'kindTwo', 'kindThree', 'audience', 'mode', 'results', 'reminder', 'closesOn', 'closesAt'],
    free: {
      question: 'Question',
      choices: 'Choices',
      questionTwo: 'Question 2',
      choicesTwo: 'Choices 2',
      questionThree: 'Question 3',
      choicesThree: 'Choices 3',
      about: 'Issue or theme',
    },
  },
  'poll.send': ID,
  'poll.vote': {
    ids: [
      'poll',
      ...['', 'Two', 'Three'].flatMap((nth) => [`choice${nth}`, `choices${nth}`, `scale${nth}`, `quote${nth}`]),
    ],
    free: { text: 'Your answer', textTwo: 'Your answer 2', textThree: 'Your answer 3' },
  },
  'poll.view': { ids: ['poll', 'page'] },
  'poll.follow': ID,
  'poll.status': { ids: ['poll', 'page'] },
  'poll.list': { ids: ['page'] },
  'poll.close': ID,
  'poll.extend': { ids: ['poll'], choices: ['closesOn', 'closesAt'] },
  'poll.cancel': ID,
  'poll.show': ID,
};

const FORM = { question: 'What helps?', kind: 'text', audience: 'channel' };

/** The buttons of a poll that the lead has written, and of one that is open. */
export const seats: SeatMaker = async (house) => {
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const written = await write(house);
  const open = await write(house);
  await house.presses(lead, 'poll.send', open, { in: cabinetChannel });
  const ending = await write(house);
  await house.presses(lead, 'poll.send', ending, { in: cabinetChannel });
  return {
    'poll.form': byLead(written),
    'poll.template': byLead({ ...written, template: 'pulse' }),
    'poll.create': byLead({ ...written, ...FORM }),
    'poll.send': byLead(open),
    'poll.vote': byLead({ ...open, text: 'More time.' }),
    'poll.view': byLead(open),
    'poll.follow': byLead(open),
    'poll.status': byLead(open),
    'poll.list': byLead({}),
    'poll.close': byLead(ending),
    'poll.extend': byLead(open),
    'poll.cancel': byLead(ending),
    'poll.show': byLead(open),
  };
};

async function write(house: House): Promise<{ poll: unknown }> {
  await house.says(lead, 'poll', { in: cabinetChannel });
  const { poll } = dataOf(house.lastCard(cabinetChannel).card, 'poll.create');
  await house.presses(lead, 'poll.create', { poll, ...FORM }, { in: cabinetChannel });
  return { poll };
}
