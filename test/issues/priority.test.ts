// The receipt: a reference, the priority in words, who looks and when, and the telephone when a whole service stands.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IMPACTS, URGENCIES } from '../../src/issues/priority.ts';
import { type House, textOf } from '../support/clerk.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  flag,
  nurse,
  openWard,
  raise,
  stored,
  take,
} from './ward.ts';

const WORDS = {
  'me later': 'Low (P4)',
  'me today': 'Low (P4)',
  'me now': 'Medium (P3)',
  'team later': 'Low (P4)',
  'team today': 'Medium (P3)',
  'team now': 'High (P2)',
  'service later': 'Medium (P3)',
  'service today': 'High (P2)',
  'service now': 'High (P2)',
} as const;

const pairs = IMPACTS.flatMap((impact) => URGENCIES.map((urgency) => ({ impact, urgency })));

/** The lines of a receipt as people read them. */
function receipt(house: House): string[] {
  return textOf(house.lastCard(chat).card).split('\n');
}

/** What stands after a label on the receipt. */
function fact(house: House, label: string): string | undefined {
  const lines = receipt(house);
  const at = lines.indexOf(`${label}: `);
  return at < 0 ? undefined : lines[at + 1];
}

describe('A receipt', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  test.each(pairs)('says the priority of $impact, $urgency, in words, and never P1', async ({ impact, urgency }) => {
    const issue = await raise(house, { impact, urgency });
    expect(fact(house, 'Priority')).toBe(WORDS[`${impact} ${urgency}`]);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain(WORDS[`${impact} ${urgency}`]);
    expect(JSON.stringify([chat, cabinetChannel].map((place) => house.messages(place)))).not.toContain('P1');
    const phone = impact === 'service' && urgency === 'now';
    expect(receipt(house).some((line) => /Phone the service desk on 01872 250000 \(7am to 7pm\) now/.test(line))).toBe(
      phone,
    );
    expect((await stored(house, issue)).toldToPhoneAt !== null).toBe(phone);
  });

  test('records the very moment at which it said to phone', async () => {
    const issue = await raise(house, { impact: 'service', urgency: 'now' });
    expect(issue.toldToPhoneAt).toBe(house.now().toISOString());
  });

  test('says to phone until it is answered, and no longer', async () => {
    const issue = await raise(house, { impact: 'service', urgency: 'now' });
    await take(house, issue);
    expect(receipt(house).join()).toContain('now. Nobody watches this chat day and night');
    await answer(house, issue, 'resolved', 'It runs again.');
    const [first] = cardsIn(house, chat);
    expect(textOf(first?.card ?? {})).toContain('Did this fix it?');
    expect(textOf(first?.card ?? {})).not.toContain('Phone the service desk');
  });

  test('names the reference, and who looks at it: nobody yet by name, then whoever took it', async () => {
    const issue = await raise(house);
    expect(receipt(house)).toContain('CAB-1');
    expect(receipt(house)).toContain('Labels print blank');
    expect(fact(house, 'Who looks at it')).toBe('Those who handle Ward Digital Cabinet');
    expect(fact(house, 'When')).toBe('On working days; the next is Thursday 26 November 2026');
    await take(house, issue);
    expect(fact(house, 'Who looks at it')).toBe('Sam Okafor');
    expect(fact(house, 'When')).toBeUndefined();
  });

  test('of a safety concern has no P number, and says that clinical safety looks within one working day', async () => {
    await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    expect(fact(house, 'Priority')).toBe('Safety: awaiting clinical safety');
    expect(fact(house, 'Who looks at it')).toBe('Clinical safety, and nobody else until they release it');
    expect(fact(house, 'When')).toMatch(/^By Thursday 26 November 2026 at 9:3\dam$/);
    expect(receipt(house).join()).not.toMatch(/P\d/);
  });

  test('of a safety concern says to phone as well when a whole service stands', async () => {
    await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', {
      title: 'All screens went dark',
      impact: 'service',
      urgency: 'now',
    });
    expect(receipt(house).join()).toContain('Phone the service desk on 01872 250000');
    expect((await allIssues(house))[0]?.toldToPhoneAt).toBe(house.now().toISOString());
  });
});

describe('When it is looked at', () => {
  const cases = [
    { start: '2026-12-24T15:00:00Z', nation: 'england-and-wales', next: 'Tuesday 29 December 2026' },
    { start: '2026-12-24T15:00:00Z', nation: 'none', next: 'Friday 25 December 2026' },
    { start: '2026-11-27T12:00:00Z', nation: 'england-and-wales', next: 'Monday 30 November 2026' },
    { start: '2026-11-27T12:00:00Z', nation: 'scotland', next: 'Tuesday 1 December 2026' },
    { start: '2027-03-16T12:00:00Z', nation: 'northern-ireland', next: 'Thursday 18 March 2027' },
    { start: '2027-03-25T23:59:00Z', nation: 'england-and-wales', next: 'Tuesday 30 March 2027' },
  ];

  test.each(cases)('raised at $start in $nation: $next', async ({ start, nation, next }) => {
    const house = await openWard({ start, team: { nation } });
    await raise(house);
    expect(fact(house, 'When')).toBe(`On working days; the next is ${next}`);
    await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    expect(fact(house, 'When')).toMatch(new RegExp(`^By ${next} at `));
    await house.stop();
  });

  test('a cabinet without a telephone tells people to phone their service desk all the same', async () => {
    const house = await openWard({ cabinet: { deskPhone: '', deskHours: '' } });
    await raise(house, { impact: 'service', urgency: 'now' });
    expect(receipt(house).join()).toContain('Phone your service desk now.');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('High (P2)');
    await house.stop();
  });
});
