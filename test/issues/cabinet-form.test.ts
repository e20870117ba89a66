// Setting up a cabinet: what must be filled, what will not work without the rest, and what people then choose from.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Card, channel, type House, inputOf, personal, startHouse, textOf, verbsOf } from '../support/clerk.ts';
import { CABINET, cabinetChannel, chat, digital, handler, lead, nurse, raise, safety } from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await startHouse({ people: [nurse, ...digital.members], teams: [digital] });
  await house.deliver(house.acts.installs(lead, channel(digital)));
});
afterEach(() => house.stop());

async function setUp(filled: object): Promise<{ card: Card; notice: string | undefined }> {
  await house.says(lead, 'set up cabinet', { in: cabinetChannel });
  const { card = {}, notice } = await house.press(lead, cabinetChannel, 'cabinet.save', filled);
  return { card, notice };
}

const FIELDS = [
  'name',
  'prefix',
  'systems',
  'handlers',
  'organisation',
  'ods',
  'safety',
  'incidentName',
  'incidentUrl',
];

describe('set up cabinet', () => {
  test('asks for all there is to say, of which only name and letters must be filled', async () => {
    await house.says(lead, 'set up cabinet', { in: cabinetChannel });
    const { card } = house.lastCard(cabinetChannel);
    const all = [...FIELDS, 'deskPhone', 'deskHours', 'personWord'];
    expect(all.filter((id) => inputOf(card, id))).toEqual(all);
    expect(all.filter((id) => inputOf(card, id)?.isRequired)).toEqual(['name', 'prefix']);
    expect(inputOf(card, 'personWord')?.value).toBe('someone in our care');
    expect(inputOf(card, 'handlers')?.value).toBe('facilitators');
    expect(verbsOf(card)).toEqual(['cabinet.save']);
  });

  test('with name and letters alone works, and says what will not work yet', async () => {
    const { card } = await setUp({ name: 'Ward Digital Cabinet', prefix: 'cab' });
    const text = textOf(card);
    expect(text).toContain('Ward Digital Cabinet');
    expect(text).toContain('CAB-1');
    expect(text).toContain('Nobody holds clinical safety, so safety concerns go to the facilitators.');
    expect(text).toContain('The incident system is not named');
    expect(text).toContain('The service desk has no phone number');
    expect(textOf(house.lastCard(cabinetChannel).card)).toBe(text);
    expect((await raise(house)).reference).toBe('CAB-1');
  });

  test('with everything has nothing to warn of', async () => {
    const { card } = await setUp({ ...CABINET, safety: safety.objectId });
    expect(textOf(card)).toContain('Nina Shaw');
    expect(textOf(card)).not.toMatch(/Nobody holds|not named|no phone number/);
  });

  test('offers people the systems, and Other, by the text that is shown', async () => {
    await setUp({ ...CABINET, systems: 'EPR\n\n e-prescribing \nEPR\nother', personWord: 'patient' });
    await house.says(nurse, 'raise');
    const form = (await house.press(nurse, chat, 'issue.start', { harm: 'no' })).card ?? {};
    const choices = ['EPR', 'e-prescribing', 'Other'].map((name) => ({ title: name, value: name }));
    expect(inputOf(form, 'system')?.choices).toEqual(choices);
    expect(textOf(form)).toContain('Please do not name a patient.');
    expect(textOf(form)).toContain('It goes to Ward Digital Cabinet.');
  });

  test('again changes it, with what it was filled in; references go on', async () => {
    await setUp(CABINET);
    await raise(house);
    await house.says(lead, 'set up cabinet', { in: cabinetChannel });
    const { card } = house.lastCard(cabinetChannel);
    for (const id of ['name', 'prefix', 'systems', 'deskPhone', 'deskHours', 'incidentName', 'incidentUrl'] as const) {
      expect(inputOf(card, id)?.value, id).toBe(CABINET[id]);
    }
    await house.press(lead, cabinetChannel, 'cabinet.save', { ...CABINET, name: 'Digital Cabinet' });
    expect((await raise(house)).reference).toBe('CAB-2');
    expect(await house.clerk.store.db.selectFrom('cabinets').select('name').execute()).toEqual([
      { name: 'Digital Cabinet' },
    ]);
  });

  test('by the press of Change on the saved card opens the form in its place', async () => {
    await setUp(CABINET);
    const edit = await house.press(lead, cabinetChannel, 'cabinet.edit');
    expect(inputOf(edit.card ?? {}, 'name')?.value).toBe('Ward Digital Cabinet');
  });

  test.each([
    [{ name: '' }, /^Name of the cabinet: give it a name/],
    [{ name: 'x'.repeat(81) }, /^Name of the cabinet: at most 80/],
    [{ prefix: '' }, /^Short letters: 2 to 8/],
    [{ prefix: 'C A B' }, /^Short letters: 2 to 8/],
    [{ systems: 'x'.repeat(61) }, /^Systems: at most 60 characters a line/],
    [{ systems: Array.from({ length: 41 }, (_, at) => `S${at}`).join('\n') }, /^Systems: at most 40/],
    [{ incidentUrl: 'http://incidents.example' }, /^Link of the incident system: it must start with https/],
    [{ incidentUrl: 'javascript:alert(1)' }, /^Link of the incident system: it must start with https/],
    [{ handlers: 'everyone' }, /^Who handles issues: choose one of the list/],
    [{ safety: nurse.objectId }, /is not a member of this team/],
  ])('refuses %j in a sentence that says what is wrong, and saves nothing', async (filled, words) => {
    const { notice } = await setUp({ ...CABINET, ...filled });
    expect(notice).toMatch(words);
    expect(await house.clerk.store.db.selectFrom('cabinets').selectAll().execute()).toEqual([]);
    expect(verbsOf(house.lastCard(cabinetChannel).card)).toEqual(['cabinet.save']);
  });

  test('is for who runs the team, in a channel', async () => {
    await house.says(handler, 'set up cabinet', { in: cabinetChannel });
    expect(house.linesIn(cabinetChannel)).toEqual([
      'Only a facilitator of this team, or their deputy, can set up a cabinet.',
    ]);
    await house.says(lead, 'set up cabinet');
    expect(house.linesIn(personal(lead))).toEqual([
      expect.stringContaining('in the channel where its issues should appear'),
    ]);
  });
});
