import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestCabinets, issueSource } from '../../bot/statements-sources.ts';
import { digestItemBytes } from '../../cards/statements/statements.ts';
import { actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { createStatementsService } from '../../src/statements/service.ts';
import { cabinetChannel, cardsIn, chat, doctor, lead, nurse, openWard, raise } from '../issues/ward.ts';
import { type House, person, personal, textOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import type { Person } from '../support/world.ts';
import { answerWith, desk, group, latestStatement, PLAN, publish, write } from './board.ts';

describe.each(ENGINES)('You said, we did, on %s', (engine) => {
  let house: House;
  const others = ['Ada', 'Bob', 'Cyd', 'Dan'].map((name) => person(`${name} Poole`));

  beforeEach(async () => {
    house = await openWard({ engine, people: others });
  });
  afterEach(() => house.stop());

  const serviceOf = () =>
    createStatementsService({
      db: house.clerk.store.db,
      now: house.now,
      today: () => house.now().toISOString().slice(0, 10),
      sources: [issueSource()],
      cabinets: digestCabinets(),
      sizeOf: digestItemBytes,
    });

  async function actor(who: Person) {
    const { db } = house.clerk.store;
    const found = await findPerson(db, who.tenantId, who.objectId);
    const one = found && (await actorById(db, found.id));
    if (!one) throw new Error(`${who.name} was not seen.`);
    return one;
  }

  /** Whether the theme's card tells how many say that it helped, and what they wrote. */
  async function shownOfHelp(theme: string): Promise<boolean[]> {
    const opened = await house.presses(lead, 'theme.view', { theme }, { in: desk });
    const told = textOf(opened.card ?? {});
    return [told.includes('4 yes, 0 a little, 1 no'), told.includes('Still slow')];
  }

  test('from issues to a plan, to what was done, to whether it helped, to the measures', async () => {
    const everyone = [nurse, ...others];
    const issues = [];
    for (const who of everyone) issues.push(await raise(house, { title: 'Labels print blank', system: 'EPR' }, who));
    const theme = await answerWith(house, issues, PLAN, 'labels print blank');
    expect(cardsIn(house, cabinetChannel).filter(({ card }) => textOf(card).includes(PLAN.words))).toHaveLength(1);
    await house.moveTo('2026-12-16T10:00:00Z');
    await publish(house, await write(house, theme));
    await house.moveTo('2027-01-28T10:00:00Z');
    await house.settle();
    for (const [index, who] of everyone.entries()) {
      await house.says(doctor, 'you said measures');
      const shown = textOf(house.lastCard(personal(doctor)).card);
      expect(shown).toMatch(/It helped\s+Not shown/);
      const helped = index === 0 ? 'no' : 'yes';
      await house.press(who, personal(who), 'statement.helped', { helped, comment: index === 0 ? 'Still slow' : '' });
      // Shown from the fifth on, the sixth could be had by subtraction: nothing is shown while people are asked.
      expect(await shownOfHelp(theme)).toEqual([false, false]);
    }
    await house.moveTo('2027-02-11T10:00:00Z');
    await house.press(others[3] ?? nurse, personal(others[3] ?? nurse), 'statement.helped', { helped: 'yes' });
    expect(await shownOfHelp(theme)).toEqual([false, false]);
    await house.moveTo('2027-02-12T10:00:00Z');
    const late = await house.press(nurse, chat, 'statement.helped', { helped: 'yes' });
    expect(late.notice).toBe('This was asked until Thursday 11 February 2027. Your answer was not counted.');
    expect(await shownOfHelp(theme)).toEqual([true, true]);
    await house.says(doctor, 'you said measures');
    expect(textOf(house.lastCard(personal(doctor)).card)).toMatch(/80%/);
    expect(await serviceOf().reading.measures((await latestStatement(house)).organisationId)).toMatchObject([
      { quarter: '2027-1', measures: { themes: 0 } },
      { quarter: '2026-4', measures: { themes: 1, answered: 100, changed: 100, medianDays: 0, helped: 80 } },
      { quarter: '2026-3' },
      { quarter: '2026-2' },
    ]);
  });

  test('the wall is read by month and by system, a page at a time, and themes are handed to the agenda', async () => {
    for (const [index, system] of ['EPR', 'EPR', 'E-prescribing', 'Other'].entries()) {
      const issue = await raise(house, { title: `Trouble ${index}`, system });
      await answerWith(house, [issue], { words: `Answer ${index}` }, `Theme ${index}`);
    }
    await house.moveTo('2026-12-02T10:00:00Z');
    const later = await raise(house, { title: 'Later', system: 'EPR' }, doctor);
    await answerWith(house, [later], { words: 'Answer in December' }, 'December');
    await group(house, 'Waiting', [await raise(house, { title: 'Waiting' })]);
    const { reading, themesOf } = serviceOf();
    const reader = await actor(nurse);
    const words = async (wanted: object) => {
      const found = await reading.wall(reader, { page: 1, ...wanted });
      return [found.statements.map((one) => one.words), found.total, found.pages] as const;
    };
    expect(await words({})).toEqual([['Answer in December', 'Answer 3', 'Answer 2'], 5, 2]);
    expect(await words({ page: 2 })).toEqual([['Answer 1', 'Answer 0'], 5, 2]);
    expect(await words({ page: 9, size: 20 })).toMatchObject([{ length: 5 }, 5, 1]);
    expect(await words({ month: '2026-12' })).toEqual([['Answer in December'], 1, 1]);
    expect(await words({ month: '2026-11', system: 'EPR' })).toEqual([['Answer 1', 'Answer 0'], 2, 1]);
    const [team] = await house.clerk.store.db.selectFrom('teams').select('id').execute();
    expect(await themesOf(team?.id ?? '')).toContainEqual(
      expect.objectContaining({ name: 'Waiting', people: 1, answered: false }),
    );
    expect(await themesOf(team?.id ?? '')).toHaveLength(6);
  });

  test('turning the pages of `you said` shows every statement once', async () => {
    for (let index = 0; index < 4; index += 1) {
      await answerWith(
        house,
        [await raise(house, { title: `Trouble ${index}` })],
        { words: `Answer ${index}` },
        `T${index}`,
      );
    }
    await house.says(nurse, 'you said', { in: cabinetChannel });
    const shared = house.lastCard(cabinetChannel);
    expect(textOf(shared.card)).toContain('Page 1 of 2');
    const next = await house.press(nurse, cabinetChannel, 'statement.list', {}, shared);
    expect(textOf(next.card ?? {})).toContain('Answer 0');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Page 1 of 2');
    expect(textOf(house.lastCard(chat).card)).toContain('Answer 3');
  });
});

test('a card of statements opens them in the tab, where there is one to open', async () => {
  const env = { TEAMS_APP_ID: '3f8b1d52-6a0e-4c55-9f0a-2f6f6f3f7a10', CLERK_PUBLIC_URL: 'https://clerk.trust.example' };
  const house = await openWard({ env });
  try {
    await answerWith(house, [await raise(house, { title: 'Labels print blank' })]);
    await house.says(nurse, 'you said');
    const card = JSON.stringify(house.lastCard(chat).card);
    expect(card).toContain('Open in the tab');
    expect(decodeURIComponent(card)).toContain(`"subEntityId":"said/${(await latestStatement(house)).id}"`);
  } finally {
    await house.stop();
  }
});
