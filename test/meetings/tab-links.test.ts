// "Open in the tab" on the cards of meetings, actions and CPD.
import { afterEach, describe, expect, test } from 'vitest';
import { personal } from '../support/clerk.ts';
import { placeOn, TAB_ENV } from '../support/tab-place.ts';
import { act, cardWith, ENDS, member, openRoom, owner, POSTED, type Room, room, STARTS } from './room.ts';

describe('The cards of meetings', () => {
  let house: Room;
  afterEach(() => house.stop());

  test('open the series, its record, one’s actions and one’s CPD in the tab', async () => {
    house = await openRoom({ env: TAB_ENV });
    await house.says(owner, 'meetings', { in: room });
    expect(placeOn(cardWith(house, 'series.view').card)).toBe(`meetings/${house.series}`);
    await house.moveTo(POSTED);
    expect(placeOn(cardWith(house, 'Agenda: Clinical').card)).toBe(`meetings/${house.series}`);
    await house.moveTo(STARTS);
    await act(house, owner, 'action.add', { what: 'Book the room', due: '2027-03-12' });
    await house.moveTo(ENDS);
    expect(placeOn(cardWith(house, 'Record: a draft').card)).toBe(`meetings/${house.series}/2027-03-09`);
    await house.says(owner, 'my actions');
    expect(placeOn(cardWith(house, 'Book the room', personal(owner)).card)).toBe('mine/actions');
    await house.says(member, 'my cpd');
    expect(placeOn(cardWith(house, 'My CPD', personal(member)).card)).toBe('mine/cpd');
  });

  test('have no such button where there is no tab to open', async () => {
    house = await openRoom();
    await house.moveTo(POSTED);
    for (const { activity } of house.messages(room)) expect(JSON.stringify(activity)).not.toContain('Open in the tab');
  });
});
