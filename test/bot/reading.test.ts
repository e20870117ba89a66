// What Teams sends now and then in another shape: read so that nothing is lost, and nothing told to those it is not for.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  cabinetChannel,
  chat,
  digital,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
} from '../issues/ward.ts';
import { channel, type House, inputOf, personal, textOf } from '../support/clerk.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

describe('An activity in an unusual shape', () => {
  test('a mention followed by &nbsp; is the command all the same', async () => {
    const said = house.acts.says(lead, 'set up cabinet', { in: cabinetChannel });
    await house.deliver({ ...said, text: String(said.text).replace('</at> ', '</at>&nbsp;') });
    expect(inputOf(house.lastCard(cabinetChannel).card, 'prefix')).toBeDefined();
  });

  test('a channel message without its type is never answered with what is one person’s own', async () => {
    await raise(house, { title: 'Labels print blank' });
    const said = house.acts.says(nurse, 'my issues', { in: cabinetChannel });
    const { conversationType: _, isGroup: __, ...conversation } = said.conversation as Record<string, unknown>;
    const before = house.messages(cabinetChannel).length;
    await house.deliver({ ...said, conversation });
    const told = house.messages(cabinetChannel).slice(before);
    expect(JSON.stringify(told)).not.toContain('Labels print blank');
  });

  test('an installation update without an action closes nothing', async () => {
    const { action: _, ...update } = house.acts.uninstalls(lead, channel(digital)) as Record<string, unknown>;
    await house.deliver(update as never);
    await raise(house, { title: 'Labels print blank' });
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Labels print blank');
  });

  test('a view that Teams asks for by itself is only read: nothing of it is kept', async () => {
    const issue = await raise(house, { title: 'Labels print blank' });
    const kept = async () => (await house.clerk.store.db.selectFrom('inbox').select('activityKey').execute()).length;
    const press = (who: typeof lead) => {
      const on = house.lastCard(cabinetChannel).id;
      const act = house.acts.presses(who, 'issue.view', { issue: issue.id }, { in: cabinetChannel, replyTo: on });
      return house.deliver({ ...act, value: { ...(act.value as object), trigger: 'automatic' } });
    };
    const before = await kept();
    expect(JSON.stringify((await press(handler)).body)).toContain('issue.update');
    expect(JSON.stringify((await press(nurse)).body)).toContain('issue.take');
    expect(await kept()).toBe(before);
  });
});

test('what is pressed on the welcome of one’s own chat stays there: the receipt is kept and follows the issue', async () => {
  await house.deliver(house.acts.installs(nurse, chat));
  const welcome = house.lastCard(chat);
  await house.press(nurse, chat, 'help.run', {}, welcome);
  await house.press(nurse, chat, 'issue.start', { harm: 'no' });
  await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank' });
  expect(house.messages(chat)).toHaveLength(1);
  expect(textOf(house.lastCard(chat).card)).toContain('CAB-1');
  await house.press(handler, cabinetChannel, 'issue.take');
  expect(textOf(house.lastCard(chat).card)).toContain(handler.name);
});

test('a safety concern that waits goes to who takes over when its holder leaves the team', async () => {
  await flag(house);
  expect(house.messages(personal(safetyDeputy))).toEqual([]);
  const left = house.acts.leaves([safety], channel(digital)) as Record<string, unknown>;
  // Now and then Teams names who left by the 29: id alone.
  const membersRemoved = (left.membersRemoved as { id: string }[]).map(({ id }) => ({ id }));
  await house.deliver({ ...left, membersRemoved } as never);
  expect(textOf(house.lastCard(personal(safetyDeputy)).card)).toContain('CAB-1');
});
