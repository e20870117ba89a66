// Hazard drafts: made of what could affect care, handed over until somebody decides, never scored, closed or lost.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { writesBlocked } from '../support/faults.ts';
import { allHazards, DOSE, hazardOf, joins, raiseCould } from './hazard-ward.ts';
import {
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
  stored,
  take,
} from './ward.ts';

const safetyChat = personal(safety);
const deputyChat = personal(safetyDeputy);

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

function said(place: Parameters<House['messages']>[0]): string {
  return cardsIn(house, place)
    .map(({ card }) => textOf(card))
    .join('\n');
}

describe('A hazard draft', () => {
  test('is made of what could affect care: the raiser’s words, system, place, first seen, and nothing judged', async () => {
    const issue = await raiseCould(house);
    expect(await allHazards(house)).toMatchObject([
      {
        issueId: issue.id,
        reference: 'CAB-1',
        name: DOSE.title,
        description: DOSE.detail,
        system: DOSE.system,
        place: DOSE.place,
        version: '',
        workaround: '',
        state: 'triage',
        firstSeenAt: issue.raisedAt,
      },
    ]);
    const columns = Object.keys((await allHazards(house))[0] ?? {}).join(' ');
    expect(columns).not.toMatch(/severity|likelihood|risk|score|cause|effect|harm/i);
  });

  test('has the version and the present work-around that the form asks for where it could affect care, and only there', async () => {
    await house.says(nurse, 'raise');
    const harmless = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(inputOf(harmless.card ?? {}, 'workaround')).toBeUndefined();
    await house.says(nurse, 'raise');
    const form = await house.press(nurse, chat, 'issue.start', { harm: 'could' });
    for (const id of ['workaround', 'version']) expect(inputOf(form.card ?? {}, id)).toBeDefined();
    const said = { ...DOSE, workaround: 'We read it from the paper chart', version: '4.2' };
    await house.press(nurse, chat, 'issue.raise', said);
    expect(await allHazards(house)).toMatchObject([{ workaround: said.workaround, version: '4.2', state: 'triage' }]);
    const { card } = house.lastCard(safetyChat);
    for (const words of ['Present work-around', said.workaround, 'Version', '4.2'])
      expect(textOf(card)).toContain(words);
    expect(inputOf(card, 'workaround')?.value).toBe(said.workaround);
  });

  test('takes them from who has it too where nobody said them before, and of a safety concern from its form', async () => {
    const issue = await raiseCould(house, { ...DOSE, version: '4.2' });
    const filled = { ...DOSE, workaround: 'We phone the ward', version: '9.9' };
    await house.says(doctor, 'raise');
    await house.press(doctor, personal(doctor), 'issue.start', { harm: 'could' });
    await house.press(doctor, personal(doctor), 'issue.raise', filled);
    await house.press(doctor, personal(doctor), 'issue.metoo');
    expect(await hazardOf(house, issue)).toMatchObject({ workaround: 'We phone the ward', version: '4.2' });
    const concern = await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: 'The dose was cut off', workaround: 'Two of us look' });
    expect(await hazardOf(house, concern)).toMatchObject({ workaround: 'Two of us look', version: '' });
  });

  test('is not made of what has no effect on care', async () => {
    await raise(house);
    expect(await allHazards(house)).toEqual([]);
    expect(house.messages(safetyChat)).toEqual([]);
  });

  test('goes to clinical safety at once, with who reads it and when; the issue goes to the cabinet as ever', async () => {
    await raiseCould(house);
    const { card } = house.lastCard(safetyChat);
    const text = textOf(card);
    for (const words of ['Hazard draft CAB-1', 'New hazard for triage', DOSE.title, DOSE.detail, DOSE.system]) {
      expect(text).toContain(words);
    }
    expect(text).toContain('Read by Nina Shaw. It is looked at by Thursday 26 November 2026 at 9:30am.');
    expect(text).toContain('It then goes to the deputies for clinical safety.');
    expect(text).toContain('never scores, closes or deletes');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain(DOSE.title);
    for (const who of [lead, handler, safetyDeputy]) expect(house.messages(personal(who))).toEqual([]);
    expect(textOf(house.lastCard(chat).card)).toContain('Clinical safety by Thursday 26 November 2026');
  });

  test('of a safety concern is made at once, and takes over what is told afterwards', async () => {
    const issue = await flag(house);
    expect(await hazardOf(house, issue)).toMatchObject({ name: '', description: '', state: 'triage' });
    await house.press(nurse, chat, 'issue.safetyForm', { system: 'EPR', place: 'Ward 4' });
    await house.press(nurse, chat, 'issue.raise', { title: DOSE.title, detail: DOSE.detail, system: 'EPR', place: '' });
    expect(await hazardOf(house, issue)).toMatchObject({
      name: DOSE.title,
      description: DOSE.detail,
      system: 'EPR',
      place: 'Ward 4',
    });
    // One card, not two: that of the concern leads to the draft.
    expect(cardsIn(house, safetyChat)).toHaveLength(1);
    await house.press(safety, safetyChat, 'hazard.view');
    expect(textOf(house.lastCard(safetyChat).card)).toContain('Hazard draft CAB-1');
    for (const place of [cabinetChannel, personal(lead), personal(handler)]) expect(said(place)).not.toContain('CAB-1');
  });

  test('gets the words of others who have the same; without one it is made', async () => {
    const issue = await raiseCould(house);
    await joins(house, issue, 'On our ward too', 'Ward 7');
    await joins(house, issue, 'On our ward too', 'Ward 7');
    const { card } = house.lastCard(safetyChat);
    expect(textOf(card)).toContain('Ward 7: On our ward too');
    expect(textOf(card).match(/On our ward too/g)).toHaveLength(1);
    const harmless = await raise(house, { title: 'Labels print blank' }, doctor);
    await joins(house, harmless, 'It could: the wrong label was on the bag');
    expect(await hazardOf(house, harmless)).toMatchObject({ state: 'triage', name: 'Labels print blank' });
  });
});

describe('Clinical safety', () => {
  test('accepts it with the number of their own hazard log', async () => {
    const issue = await raiseCould(house);
    const none = await house.press(safety, safetyChat, 'hazard.accept');
    expect(none.notice).toContain('Number in your hazard log: write it');
    const filled = { logRef: 'HAZ-42', version: '4.2', workaround: 'Check the paper chart' };
    const { card = {} } = await house.press(safety, safetyChat, 'hazard.accept', filled);
    for (const words of ['Accepted into the hazard log', 'HAZ-42', '4.2', 'Check the paper chart', 'Nina Shaw']) {
      expect(textOf(card)).toContain(words);
    }
    expect(verbsOf(card)).toEqual(['hazard.list']);
    expect(await hazardOf(house, issue)).toMatchObject({ state: 'accepted', logRef: 'HAZ-42' });
  });

  test('cannot decline what is in their hazard log: it is closed there', async () => {
    const issue = await raiseCould(house);
    const form = house.lastCard(safetyChat);
    await house.press(safety, safetyChat, 'hazard.accept', { logRef: 'HAZ-42' }, form);
    const later = await house.press(safety, safetyChat, 'hazard.decline', { reason: 'Fixed' }, form);
    expect(later.notice).toBe('CAB-1 is in your hazard log as HAZ-42. Close it there.');
    expect((await hazardOf(house, issue)).state).toBe('accepted');
  });

  test('declines it only with a reason; what another says afterwards brings it back', async () => {
    const issue = await raiseCould(house);
    const form = house.lastCard(safetyChat);
    const none = await house.press(safety, safetyChat, 'hazard.decline', {}, form);
    expect(none.notice).toBe('Why it is not a hazard: write the reason.');
    const { card = {} } = await house.press(safety, safetyChat, 'hazard.decline', { reason: 'A display only' }, form);
    expect(textOf(card)).toContain('A display only');
    await joins(house, issue, 'It was given twice');
    expect(await hazardOf(house, issue)).toMatchObject({ state: 'triage', seenAt: null });
    expect(cardsIn(house, safetyChat)).toHaveLength(2);
    expect(textOf(house.lastCard(safetyChat).card)).toContain('It was given twice');
  });

  test('merges it into another, never into itself, in a circle, or into what is none', async () => {
    const first = await raiseCould(house);
    const second = await raiseCould(house, { title: 'Doses come twice' }, doctor);
    const third = await raiseCould(house, { title: 'The alarm is silent' }, doctor);
    const data = { hazard: (await hazardOf(house, second)).id };
    const merge = async (from: typeof first, into: string) => {
      const hazard = (await hazardOf(house, from)).id;
      return house.presses(safety, 'hazard.merge', { hazard, into }, { in: safetyChat });
    };
    expect((await merge(second, 'CAB-2')).notice).toContain('cannot be merged into itself');
    expect((await merge(second, 'CAB-9')).notice).toContain('no hazard draft with that reference');
    expect((await merge(second, 'the other')).notice).toContain('write the reference');
    expect(textOf((await merge(second, 'cab 1')).card ?? {})).toContain('Merged into another: CAB-1');
    expect((await merge(first, 'CAB-2')).notice).toContain('cannot be merged into itself');
    expect((await merge(second, 'CAB-3')).notice).toContain('was merged into another');
    await house.presses(safety, 'hazard.decline', { hazard: (await hazardOf(house, third)).id, reason: 'It rings' });
    expect((await merge(first, 'CAB-3')).notice).toContain('was found not to be a hazard');
    expect((await house.presses(safety, 'hazard.accept', { ...data, logRef: 'HAZ-1' })).notice).toContain('merged');
    await joins(house, second, 'Here too');
    const view = await house.presses(safety, 'hazard.view', { hazard: (await hazardOf(house, first)).id });
    expect(textOf(view.card ?? {})).toContain('Others who have this: \n1');
  });

  test('finds them all with hazards, those that wait first, five to a page', async () => {
    for (let index = 1; index <= 6; index += 1) await raiseCould(house, { title: `Hazard ${index}` });
    const last = await house.clerk.store.db.selectFrom('hazardDrafts').selectAll().orderBy('id', 'desc').execute();
    await house.presses(safety, 'hazard.decline', { hazard: last[0]?.id, reason: 'None' }, { in: safetyChat });
    await house.says(safety, 'hazards');
    const { card } = house.lastCard(safetyChat);
    expect(textOf(card)).toContain('5 to be decided, 6 in all.');
    expect(textOf(card)).toContain('Hazard 5');
    expect(textOf(card)).not.toContain('Hazard 6');
    const second = await house.press(safety, safetyChat, 'hazard.list', {});
    expect(textOf(second.card ?? {})).toContain('Hazard 6');
    const opened = await house.press(safety, safetyChat, 'hazard.view', { hazard: last[0]?.id });
    expect(textOf(opened.card ?? {})).toContain('Not a hazard');
  });

  test('still reads in full what they released, and handles it no more', async () => {
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: DOSE.title, detail: DOSE.detail });
    await house.presses(safety, 'issue.release', { issue: issue.id }, { in: safetyChat });
    await house.says(safety, 'issue CAB-1');
    const { card } = house.lastCard(safetyChat);
    expect(textOf(card)).toContain(DOSE.detail);
    expect(textOf(card)).toContain('Amina Yusuf');
    expect(inputOf(card, 'reply')).toBeUndefined();
    expect(verbsOf(card)).toEqual(['hazard.view']);
    expect((await answer(house, issue, 'resolved', 'Done', safety)).notice).toMatch(/^Only those who handle/);
  });
});

describe('A draft that nobody looks at', () => {
  test('goes to the deputy after one working day, then to facilitators each working day until it is decided', async () => {
    await raiseCould(house);
    await house.moveTo('2026-11-26T09:29:00Z');
    expect(house.messages(deputyChat)).toEqual([]);
    await house.moveTo('2026-11-26T09:31:00Z');
    expect(said(deputyChat)).toContain('Hazard draft CAB-1');
    expect(house.messages(personal(lead))).toEqual([]);
    await house.moveTo('2026-11-27T09:31:00Z');
    expect(cardsIn(house, personal(lead))).toHaveLength(1);
    expect(said(personal(lead))).toContain('A hazard draft has not been decided since');
    expect(said(personal(lead))).toContain('Nina Shaw');
    expect(said(personal(lead))).not.toContain(DOSE.title);
    // A weekend is no working day.
    await house.moveTo('2026-11-28T09:31:00Z');
    await house.moveTo('2026-11-29T09:31:00Z');
    expect(cardsIn(house, personal(lead))).toHaveLength(1);
    await house.moveTo('2026-11-30T09:31:00Z');
    await house.moveTo('2026-11-30T15:00:00Z');
    expect(cardsIn(house, personal(lead))).toHaveLength(2);
    await house.press(safety, safetyChat, 'hazard.accept', { logRef: 'HAZ-42' });
    await house.moveTo('2026-12-01T09:31:00Z');
    expect(cardsIn(house, personal(lead))).toHaveLength(2);
    expect(cardsIn(house, deputyChat)).toHaveLength(1);
  });

  test('goes on in the night and to who has paused: it is exempt', async () => {
    await house.says(safetyDeputy, 'pause');
    await house.moveTo('2026-11-25T22:00:00Z');
    await raiseCould(house);
    expect(said(safetyChat)).toContain('CAB-1');
    await house.moveTo('2026-11-26T22:01:00Z');
    expect(said(deputyChat)).toContain('Hazard draft CAB-1');
  });

  test('stays with who has opened it, for a working week', async () => {
    await raiseCould(house);
    const { card = {} } = await house.press(safety, safetyChat, 'hazard.view');
    expect(textOf(card)).toContain('Read by Nina Shaw. It is decided by Wednesday 2 December 2026');
    await house.moveTo('2026-12-01T12:00:00Z');
    expect(house.messages(deputyChat)).toEqual([]);
    await house.moveTo('2026-12-02T12:00:00Z');
    expect(said(deputyChat)).toContain('Hazard draft CAB-1');
  });

  test('goes straight to facilitators where there is no deputy, and to who holds it from now on', async () => {
    await house.stop();
    house = await openWard({ team: { safetyDeputies: '' } });
    await raiseCould(house);
    await house.moveTo('2026-11-26T09:31:00Z');
    expect(said(personal(lead))).toContain('A hazard draft has not been decided');
    const settings = { facilitators: lead.objectId, safety: handler.objectId };
    await house.presses(lead, 'team.save', settings, { in: cabinetChannel });
    expect(said(personal(handler))).toContain('Hazard draft CAB-1');
    expect((await house.press(safety, safetyChat, 'hazard.accept', { logRef: 'HAZ-1' })).notice).toMatch(
      /^There is no such/,
    );
  });

  test('that could not be delivered goes to the next at once', async () => {
    await house.says(safety, 'hello');
    house.far.fail(writesBlocked, { conversationId: safety.chatId });
    await raiseCould(house);
    await house.moveTo('2026-11-25T10:00:00Z');
    expect(said(deputyChat)).toContain('Hazard draft CAB-1');
  });
});

describe('The issue of a draft', () => {
  test('does not close by itself while the draft is open', async () => {
    const issue = await raiseCould(house);
    await take(house, issue);
    await answer(house, issue, 'resolved', 'The update was taken back.');
    await house.moveTo('2026-12-20T09:00:00Z');
    expect((await stored(house, issue)).state).toBe('resolved');
    const { id } = await hazardOf(house, issue);
    await house.presses(safety, 'hazard.accept', { hazard: id, logRef: 'HAZ-42' }, { in: safetyChat });
    await house.moveTo('2026-12-20T09:01:00Z');
    expect((await stored(house, issue)).state).toBe('closed');
    expect((await hazardOf(house, issue)).state).toBe('accepted');
  });
});

describe('The draft of an issue that is merged', () => {
  test('stays, counts who has the whole, and keeps the whole open until it is decided', async () => {
    const whole = await raise(house, { title: 'Labels print blank' }, doctor);
    const part = await raiseCould(house);
    await house.presses(lead, 'issue.merge', { issue: part.id, into: whole.reference }, { in: cabinetChannel });
    expect(textOf(house.lastCard(safetyChat).card)).toContain('Others who have this: \n1');
    await answer(house, whole, 'resolved', 'The update was taken back.');
    await house.moveTo('2026-12-20T09:00:00Z');
    expect((await stored(house, whole)).state).toBe('resolved');
    const { id } = await hazardOf(house, part);
    await house.presses(safety, 'hazard.decline', { hazard: id, reason: 'A display only' }, { in: safetyChat });
    await house.moveTo('2026-12-20T09:01:00Z');
    expect((await stored(house, whole)).state).toBe('closed');
    expect(await hazardOf(house, part)).toMatchObject({ state: 'declined', name: DOSE.title });
  });
});

test('No line of the service deletes a hazard draft, or what others said of it', () => {
  const files = ['bot', 'src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  expect(files.filter((text) => text.includes("insertInto('hazardDrafts')"))).toHaveLength(1);
  const deletes = /(deleteFrom\(|delete\s+from\s+)['"`]?hazard/i;
  expect(files.filter((text) => deletes.test(text))).toEqual([]);
});

describe('A pause', () => {
  test('is refused to the only holder of clinical safety, with what to do instead', async () => {
    await house.says(safety, 'pause');
    expect(house.linesIn(safetyChat).at(-1)).toContain(
      'You are the only one who holds clinical safety in Digital Team, so you cannot pause. Write away until and a date',
    );
    const settings = { facilitators: lead.objectId, safety: `${safety.objectId},${handler.objectId}` };
    await house.presses(lead, 'team.save', settings, { in: cabinetChannel });
    await house.says(safety, 'pause');
    expect(house.linesIn(safetyChat).at(-1)).toContain('Paused');
  });
});
