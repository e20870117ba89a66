// Moving a cabinet to another channel of its team: what comes later appears there, and who may do it.
import { afterEach, describe, expect, test } from 'vitest';
import { channel, type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cast, digital as castTeam, type Outcome, outcomeOf, ROLES, type Role, startCast } from './cast.ts';
import { moving } from './rights-table.ts';
import {
  answer,
  CABINET,
  cabinetChannel,
  cardsIn,
  chat,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  storesChannel,
  take,
} from './ward.ts';

let house: House;
afterEach(() => house.stop());

const shownIn = (place: typeof cabinetChannel) => cardsIn(house, place).map(({ card }) => textOf(card));

describe('A cabinet that is moved', () => {
  test('shows new issues in its new channel; cards in the old one stay true', async () => {
    house = await openWard();
    await house.says(lead, 'set up cabinet', { in: cabinetChannel });
    await house.press(lead, cabinetChannel, 'cabinet.save', CABINET);
    const early = await raise(house);
    await house.says(lead, 'move cabinet', { in: storesChannel });
    expect(textOf(house.lastCard(storesChannel).card)).toContain('New issues appear in this channel.');
    const old = shownIn(cabinetChannel).find((text) => text.includes('New issues appear'));
    expect(old).toContain('New issues appear in another channel of this team.');
    const late = await raise(house, { title: 'Screens are dark' });
    expect(shownIn(storesChannel).join()).toContain(late.reference);
    expect(shownIn(cabinetChannel).join()).not.toContain(late.reference);
    await take(house, early);
    expect(shownIn(cabinetChannel).find((text) => text.includes(early.title))).toContain('Sam Okafor');
    await house.says(lead, 'issues', { in: storesChannel });
    expect(textOf(house.lastCard(storesChannel).card)).toContain('Open issues: Ward Digital Cabinet');
    const audit = house.clerk.store.db.selectFrom('audit').select('action').where('action', '=', 'cabinet.move');
    expect(await audit.execute()).toHaveLength(1);
  });

  test('tells of an issue of before that is not fixed: who has it, or the new channel, where it can be taken', async () => {
    house = await openWard();
    const first = await raise(house);
    await answer(house, first, 'resolved', 'A new cable.', handler);
    const second = await raise(house, { title: 'Screens are dark' });
    await answer(house, second, 'resolved', 'They are bright.');
    await house.says(lead, 'move cabinet', { in: storesChannel });
    await house.presses(nurse, 'issue.notFixed', { issue: first.id }, { in: chat });
    expect(textOf(house.lastCard(personal(handler)).card)).toContain('Not fixed. Back with Rosa Marsh.');
    await house.clerk.store.db.updateTable('issues').set({ ownerId: null }).where('id', '=', second.id).execute();
    await house.presses(nurse, 'issue.notFixed', { issue: second.id }, { in: chat });
    expect(textOf(house.lastCard(storesChannel).card)).toContain(second.reference);
    expect(verbsOf(house.lastCard(storesChannel).card)).toContain('issue.take');
  });

  test('is the one that is named where a team has several; never two in one channel, nor one of another team', async () => {
    house = await openWard();
    const words = async (text: string, place = storesChannel) => {
      await house.says(lead, text, { in: place });
      return house.linesIn(place).at(-1);
    };
    expect(await words('move cabinet', cabinetChannel)).toMatch(/^This team has no other digital cabinet/);
    const { safety: _, ...settings } = { safety: '', ...CABINET };
    const stores = { ...settings, name: 'Stores Cabinet', prefix: 'STO' };
    await house.presses(lead, 'cabinet.save', stores, { in: storesChannel });
    expect(await words('move cabinet')).toMatch(/^This channel has Stores Cabinet already/);
    expect(await words('move cabinet CAB')).toMatch(/^This channel has Stores Cabinet already/);
    expect(await words('move cabinet NON')).toMatch(/^Which one\?/);
    await house.says(lead, 'move cabinet STO', { in: storesChannel });
    expect(textOf(house.lastCard(storesChannel).card)).toContain('Stores Cabinet');
    const cabinets = await house.clerk.store.db.selectFrom('cabinets').select(['prefix', 'conversationId']).execute();
    expect(new Set(cabinets.map(({ conversationId }) => conversationId)).size).toBe(2);
  });

  test('is moved by who runs its team, and by nobody else', async () => {
    house = await startCast();
    const where = channel(castTeam);
    const { db } = house.clerk.store;
    const home = await db.selectFrom('cabinets').selectAll().where('name', '=', 'Ward Digital Cabinet').execute();
    const seen: Partial<Record<Role, Outcome>> = {};
    for (const role of ROLES) {
      const before = house.messages(where).length;
      await house.says(cast[role], 'move cabinet', { in: where });
      const [said] = house.messages(where).slice(before);
      seen[role] = cardOf(said?.activity) ? 'allowed' : outcomeOf(said?.activity.text);
      const now = await db
        .selectFrom('cabinets')
        .selectAll()
        .where('id', '=', home[0]?.id ?? '')
        .executeTakeFirst();
      expect(now?.conversationId === home[0]?.conversationId, role).toBe(seen[role] !== 'allowed');
      await db
        .updateTable('cabinets')
        .set(home[0] ?? {})
        .where('id', '=', home[0]?.id ?? '')
        .execute();
    }
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, moving.cell(role, 'move cabinet')])));
  });
});
