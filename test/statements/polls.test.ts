// A poll as a source of what was said: with a poll made up here, held against the port (src/statements/ports.ts).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestCabinets, issueSource } from '../../bot/statements-sources.ts';
import { digestItemBytes } from '../../cards/statements/statements.ts';
import { type Actor, actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import type { Asking, Said, Source } from '../../src/statements/ports.ts';
import { createStatementsService, type StatementsService } from '../../src/statements/service.ts';
import { draftKey, type Statement } from '../../src/statements/statement.ts';
import { cabinetChannel, cardsIn, doctor, handler, lead, nurse, openWard, raise, safety } from '../issues/ward.ts';
import { type House, personal, textOf } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { DID } from './board.ts';

const KEY = 'poll:1';
const answer = (key: string, text: string, changes: Partial<Said> = {}): Said => ({
  key,
  text,
  reference: '',
  quotable: false,
  personIds: [],
  unnamed: 1,
  question: '1:1',
  sort: 'text',
  on: '2026-11-20',
  system: '',
  ...changes,
});

describe('A poll', () => {
  let house: House;
  let service: StatementsService;
  let asking: Asking;
  let said: Said[];
  let asker: Actor;
  let told: string[];
  let wrote: string[];

  beforeEach(async () => {
    house = await openWard();
    for (const who of [handler, nurse, doctor, safety]) await house.says(who, 'help');
    const { db } = house.clerk.store;
    const cabinet = await db.selectFrom('cabinets').selectAll().executeTakeFirstOrThrow();
    // Rosa handles issues and runs nothing: she may because she asked.
    asker = await actorOf(handler);
    const { tenantId, organisationId, teamId, conversationId } = cabinet;
    const where = { key: KEY, tenantId, organisationId, teamId, conversationId };
    asking = { ...where, title: 'Did it work?', askerId: asker.personId, anonymous: false, closedOn: '2026-11-25' };
    said = [
      answer('answer:1', 'I reprint every label twice', { quotable: true }),
      answer('answer:2', 'Labels are slow'),
    ];
    [told, wrote] = [[], []];
    service = createStatementsService({
      db,
      now: house.now,
      today: () => house.now().toISOString().slice(0, 10),
      sources: [issueSource(), madeUp()],
      cabinets: digestCabinets(),
      sizeOf: digestItemBytes,
    });
  });
  afterEach(() => house.stop());

  function madeUp(): Source {
    return {
      asking: async (_db, key) => (key === KEY ? asking : undefined),
      askings: async () => [asking],
      closed: async () => [asking],
      said: async () => said,
      read: async (_db, keys) => said.filter(({ key }) => keys.includes(key)),
      hearers: async () => told,
      answerers: async () => wrote,
    };
  }

  async function actorOf(who: Person): Promise<Actor> {
    const { db } = house.clerk.store;
    const found = await findPerson(db, who.tenantId, who.objectId);
    const actor = found && (await actorById(db, found.id));
    if (!actor) throw new Error(`${who.name} was not seen.`);
    return actor;
  }

  async function theme(keys: readonly string[], by = asker): Promise<string> {
    const input = { asking: KEY, theme: '', name: 'Labels', parts: [...keys], offered: [] };
    return (await service.themes.save(by, `card-${keys.join()}`, input)).id;
  }

  async function write(id: string, changes: object = {}): Promise<Statement> {
    const blank = { when: '', link: '', reviewOn: '', doer: '', quotes: [] as string[] };
    return service.statements.save(asker, { theme: id, ...blank, ...DID, outcome: 'did', ...changes });
  }

  async function publish(draft: Statement): Promise<void> {
    await service.statements.publish(asker, 'card', { asking: KEY, drafts: [draftKey(draft)] });
    await house.settle();
  }

  async function reminders(): Promise<(readonly [string, string])[]> {
    await service.duties.run();
    const rows = await house.clerk.store.db
      .selectFrom('unasked')
      .selectAll()
      .where('kind', '=', 'theme.unanswered')
      .execute();
    return rows.map((row) => [row.subjectId, row.personId] as const);
  }

  test('is grouped and answered by who asked, though they run nothing; by no other member', async () => {
    const id = await theme(['answer:1']);
    expect((await service.themes.mine(asker)).themes.map((one) => one.id)).toEqual([id]);
    expect((await service.themes.mine(await actorOf(lead))).themes).toHaveLength(1);
    expect((await service.themes.mine(await actorOf(safety))).themes).toHaveLength(0);
    expect((await service.themes.mine(asker)).untouched).toHaveLength(0);
    await expect(theme(['answer:2'], await actorOf(safety))).rejects.toThrow(/^Only the person who asked/);
  });

  test('does not open the team’s issues to who asked and does not run the team', async () => {
    await raise(house, { title: 'The rota is wrong' });
    const offered = async (by: Actor) => {
      const { said: all } = await service.themes.offer(by, { asking: KEY, theme: '', picked: [], page: 1 });
      return all.map(({ text }) => text);
    };
    expect(await offered(asker)).not.toContain('The rota is wrong');
    expect(await offered(await actorOf(lead))).toContain('The rota is wrong');
  });

  test('is quoted only where its writer allowed it', async () => {
    const id = await theme(['answer:1', 'answer:2']);
    const draft = await write(id, { quotes: ['answer:1', 'answer:2'] });
    expect(draft.quotes).toEqual(['I reprint every label twice']);
    await publish(draft);
    const shown = textOf(house.lastCard(cabinetChannel).card);
    expect(shown).toContain('“I reprint every label twice”');
    expect(shown).not.toContain('Labels are slow');
  });

  test('tells in person only those who asked to hear', async () => {
    told = [(await actorOf(nurse)).personId];
    wrote = [...told, (await actorOf(doctor)).personId];
    await publish(await write(await theme(['answer:1'])));
    const heard = (who: Person) => cardsIn(house, personal(who)).some(({ card }) => textOf(card).includes(DID.words));
    expect([heard(nurse), heard(doctor)]).toEqual([true, false]);
  });

  test('without a theme, or with one unanswered, stays on the asker’s list, with one reminder a week', async () => {
    expect((await service.themes.mine(asker)).untouched.map(({ key }) => key)).toEqual([KEY]);
    house.setClock('2026-12-01T10:00:00Z');
    expect(await reminders()).toEqual([]);
    house.setClock('2026-12-02T10:00:00Z');
    await reminders();
    expect(await reminders()).toEqual([[KEY, asker.personId]]);
    const id = await theme(['answer:1']);
    house.setClock('2026-12-09T10:00:00Z');
    await reminders();
    expect(await reminders()).toHaveLength(2);
    await publish(await write(id));
    house.setClock('2026-12-16T10:00:00Z');
    expect(await reminders()).toHaveLength(2);
  });

  test('goes to those who run the team in the fourth week', async () => {
    house.setClock('2026-12-23T10:00:00Z');
    expect(await reminders()).toEqual([[KEY, (await actorOf(lead)).personId]]);
  });

  test('asks those who answered whether it helped, each in their own chat', async () => {
    wrote = [(await actorOf(nurse)).personId];
    await publish(await write(await theme(['answer:1'])));
    house.setClock('2027-01-06T10:00:00Z');
    await service.duties.run();
    await house.settle();
    const asked = cardsIn(house, personal(nurse)).filter(({ card }) => textOf(card).includes('Did it help?'));
    expect(asked).toHaveLength(1);
    expect(textOf(house.lastCard(cabinetChannel).card)).not.toContain('Did it help?');
  });

  test('that was anonymous asks in the channel, and counts nobody below five', async () => {
    asking = { ...asking, anonymous: true };
    const id = await theme(['answer:1', 'answer:2']);
    expect((await write(id)).people).toBe(0);
    said = Array.from({ length: 5 }, (_, index) => answer(`answer:${index}`, `Labels ${index}`));
    const all = await theme(said.map(({ key }) => key));
    const draft = await write(all);
    expect(draft.people).toBe(5);
    await publish(draft);
    wrote = [(await actorOf(nurse)).personId];
    house.setClock('2027-01-06T10:00:00Z');
    await Promise.all([service.duties.run(), service.duties.run()]);
    await house.settle();
    const asked = cardsIn(house, cabinetChannel).filter(({ card }) => textOf(card).includes('Did it help?'));
    expect(asked).toHaveLength(1);
    const input = { statement: draft.id, helped: 'yes', comment: '' } as const;
    expect((await service.reading.sayWhether(await actorOf(safety), input)).id).toBe(draft.id);
  });
});
