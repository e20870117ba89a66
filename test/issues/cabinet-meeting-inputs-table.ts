// Every input of the buttons on a cabinet's meeting, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { cabinetChannel, lead } from './ward.ts';

export const INPUTS: Record<string, Inputs> = {
  'cabinetMeeting.save': { ids: ['cabinet'], choices: ['date', 'time', 'minutes'], free: { place: 'Where' } },
  'cabinetMeeting.form': { ids: ['meeting'] },
  'cabinetMeeting.update': {
    ids: ['meeting'],
    free: {
      title: 'What is new',
      does: 'What it does',
      doesNot: 'What it does not do',
      toCheck: 'What people need to check',
    },
  },
  'cabinetMeeting.remind': { ids: ['meeting'] },
  'cabinetMeeting.summary': { ids: ['meeting'] },
  'cabinetMeeting.page': { ids: ['meeting', 'page'] },
};

/** The buttons of a meeting whose date the lead has set. */
export const seats: SeatMaker = async (house) => {
  const byLead = (data: object): Seat => ({ who: lead, place: cabinetChannel, data: { ...data } });
  const { db } = house.clerk.store;
  const { id: cabinet } = await db.selectFrom('cabinets').select('id').executeTakeFirstOrThrow();
  const form = { cabinet, date: '2027-01-14', time: '13:00', minutes: 60, place: 'Room 4' };
  await house.presses(lead, 'cabinetMeeting.save', form, { in: cabinetChannel });
  const { id: meeting } = await db.selectFrom('cabinetMeetings').select('id').executeTakeFirstOrThrow();
  const said = { title: 'Labels', does: 'Prints them', doesNot: 'Checks no paper', toCheck: 'The name' };
  return {
    'cabinetMeeting.save': byLead(form),
    'cabinetMeeting.form': byLead({ meeting }),
    'cabinetMeeting.update': byLead({ meeting, ...said }),
    'cabinetMeeting.remind': byLead({ meeting }),
    'cabinetMeeting.summary': byLead({ meeting }),
    'cabinetMeeting.page': byLead({ meeting, page: 1 }),
  };
};
