// Every input of the buttons on reminders, and somebody who may press each.
import type { Inputs, SeatMaker } from '../identifiers/inputs.ts';
import { chat, nurse } from '../issues/ward.ts';

export const INPUTS: Record<string, Inputs> = {
  'reminders.open': { ids: ['held'] },
  'reminders.save': { choices: ['quietFrom', 'quietUntil'] },
};

export const seats: SeatMaker = async () => ({
  'reminders.open': { who: nurse, place: chat, data: { held: 'none' } },
  'reminders.save': { who: nurse, place: chat, data: { quietFrom: '18:00', quietUntil: '09:00' } },
});
