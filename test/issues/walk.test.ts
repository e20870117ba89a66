import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  channel,
  dataOf,
  type House,
  inputOf,
  person,
  personal,
  startHouse,
  team,
  textOf,
  verbsOf,
} from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';

const nurse = person('Amina Yusuf');
const lead = person('Sam Okafor');
const colleague = person('Rosa Marsh');
const digital = team('Digital Team', [lead, colleague], { channels: ['Cabinet'] });
const cabinetChannel = channel(digital, 'Cabinet');

describe.each(ENGINES)('From a card to an answer, on %s', (engine) => {
  let house: House;

  beforeEach(async () => {
    house = await startHouse({ engine, people: [nurse, lead, colleague], teams: [digital] });
    await house.deliver(house.acts.installs(lead, channel(digital)));
    await house.says(lead, 'set up cabinet', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'cabinet.save', {
      name: 'Ward Digital Cabinet',
      prefix: 'CAB',
      systems: 'EPR\nE-prescribing',
      deskPhone: '01872 250000',
      deskHours: '7am to 7pm',
      incidentName: 'Datix',
      incidentUrl: 'https://incidents.example/report',
    });
  });
  afterEach(() => house.stop());

  test('a nurse raises, a handler takes and answers, the nurse says that it is fixed', async () => {
    const chat = personal(nurse);
    await house.deliver(house.acts.installs(nurse, chat));
    await house.says(nurse, 'raise the printer on ward 4 is down');

    const cardA = house.lastCard(chat);
    expect(inputOf(cardA.card, 'harm')).toBeDefined();
    const started = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(inputOf(started.card ?? {}, 'title')).toMatchObject({ value: 'the printer on ward 4 is down' });

    const raised = await house.press(nurse, chat, 'issue.raise', {
      title: 'The printer on ward 4 is down',
      system: 'EPR',
      place: 'Ward 4',
    });
    expect(textOf(raised.card ?? {})).toContain('CAB-1');
    expect(textOf(house.lastCard(chat).card)).toContain('CAB-1');

    const posted = house.lastCard(cabinetChannel);
    expect(textOf(posted.card)).toContain('The printer on ward 4 is down');
    expect(JSON.stringify(posted.card)).not.toContain('Amina');
    const taken = await house.press(lead, cabinetChannel, 'issue.take');
    expect(verbsOf(taken.card ?? {})).toContain('issue.update');
    expect(textOf(house.lastCard(chat).card)).toContain('Sam Okafor');

    const before = house.messages(chat).length;
    const data = dataOf(taken.card ?? {}, 'issue.update');
    const on = { in: cabinetChannel, replyTo: posted.id };
    await house.presses(lead, 'issue.update', { ...data, status: 'in-progress', reply: '' }, on);
    expect(house.messages(chat)).toHaveLength(before);
    await house.presses(
      lead,
      'issue.update',
      { ...data, status: 'resolved', reply: 'The printer has a new cable.' },
      on,
    );
    expect(house.messages(chat)).toHaveLength(before + 1);
    const news = house.lastCard(chat);
    expect(textOf(news.card)).toContain('The printer has a new cable.');

    const fixed = await house.press(nurse, chat, 'issue.fixed');
    expect(textOf(fixed.card ?? {})).toContain('Closed: confirmed as fixed');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Closed: confirmed as fixed');
  });
});
