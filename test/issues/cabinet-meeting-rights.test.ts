// Every role against every button and command of a cabinet's meeting, as cabinet-meeting-rights-table.ts has it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Card, type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { cabinetMeeting } from './cabinet-meeting-rights-table.ts';
import { cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from './cast.ts';

const DATE = { date: '2027-01-14', time: '13:00', minutes: 60, place: 'Room 4' };
const SAID = { title: 'Labels', does: 'Prints them', doesNot: 'Checks no paper', toCheck: 'The name', page: 1 };

let house: House;
let cabinet: string;
let meeting: string;
beforeAll(async () => {
  house = await startCast();
  const { db } = house.clerk.store;
  const named = db.selectFrom('cabinets').select('id').where('name', '=', 'Ward Digital Cabinet');
  cabinet = (await named.executeTakeFirstOrThrow()).id;
  await house.presses(
    cast.facilitator,
    'cabinetMeeting.save',
    { cabinet, ...DATE },
    { in: personal(cast.facilitator) },
  );
  meeting = (await db.selectFrom('cabinetMeetings').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => house.stop());

test.each(cabinetMeeting.deeds)('%s', async (deed) => {
  const seen: Record<string, Outcome> = {};
  for (const role of ROLES) {
    const before = await stored();
    seen[role] = await (deed === 'cabinet meeting' ? typed(role) : pressed(role, deed));
    if (seen[role] !== 'allowed') expect(await stored(), role).toEqual(before);
  }
  expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, cabinetMeeting.cell(role, deed)])));
});

async function stored() {
  const { db } = house.clerk.store;
  return [
    await db.selectFrom('cabinetMeetings').selectAll().orderBy('id').execute(),
    await db.selectFrom('cabinetUpdates').selectAll().orderBy('id').execute(),
    await db.selectFrom('cabinetAskers').selectAll().orderBy('personId').orderBy('wants').execute(),
  ];
}

async function pressed(role: Role, deed: string): Promise<Outcome> {
  const data = deed === 'cabinetMeeting.save' ? { cabinet, ...DATE } : { meeting, ...SAID };
  const answer = await house.presses(cast[role], deed, data, { in: personal(cast[role]) });
  return shows(answer.card, answer.notice);
}

async function typed(role: Role): Promise<Outcome> {
  const before = house.far.sent.length;
  await house.says(cast[role], 'cabinet meeting');
  const [first] = house.far.sent.slice(before);
  return shows(cardOf(first?.activity), first?.activity?.text);
}

function shows(card: Card | undefined, line: string | undefined): Outcome {
  if (!card) return outcomeOf(line);
  return textOf(card).includes('Ward Digital Cabinet') ? 'allowed' : 'not-there';
}
