// The safety fork: what could have harmed somebody is recorded at once, seen by clinical safety alone, and released by them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  doctor,
  flag,
  handler,
  historyOf,
  latestIssue,
  lead,
  nurse,
  openWard,
  safety,
  safetyDeputy,
  stored,
  take,
} from './ward.ts';

/** All that a place was sent, as one text. */
function sentTo(house: House, place: Parameters<House['messages']>[0]): string {
  return JSON.stringify(house.messages(place));
}

describe('A safety concern', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  test.each(['yes', 'unsure'])('is recorded when %s is answered: time and person, and nothing else', async (harm) => {
    await house.says(nurse, 'raise the pump did not alarm on ward 4');
    await house.press(nurse, chat, 'issue.start', { harm, system: 'EPR', place: 'Ward 4', title: 'The pump' });
    const [issue] = await allIssues(house);
    const person = await house.clerk.store.db
      .selectFrom('people')
      .selectAll()
      .where('id', '=', issue?.raiserId ?? '')
      .execute();
    expect(person[0]?.name).toBe('Amina Yusuf');
    expect(issue).toMatchObject({
      reference: 'CAB-1',
      harm,
      flagged: 1,
      state: 'new',
      raisedAt: house.now().toISOString(),
    });
    expect(issue).toMatchObject({
      title: '',
      detail: '',
      system: '',
      place: '',
      incidentRef: '',
      reply: '',
      ownerId: null,
    });
  });

  test('is with clinical safety at once, and with nobody else', async () => {
    await flag(house);
    const { card } = house.lastCard(personal(safety));
    expect(textOf(card)).toContain('CAB-1');
    expect(textOf(card)).toContain('Safety: only clinical safety and the person who raised it see this.');
    expect(textOf(card)).toContain('Amina Yusuf');
    expect(verbsOf(card)).toEqual(expect.arrayContaining(['issue.take', 'issue.update', 'issue.release']));
    for (const who of [lead, handler, safetyDeputy, doctor]) expect(house.messages(personal(who))).toEqual([]);
    expect(house.messages(cabinetChannel)).toEqual([]);
  });

  test('shows card B: make safe, phone, report, with the cabinet’s own number, hours, system and link', async () => {
    await house.says(nurse, 'raise');
    const { card = {} } = await house.press(nurse, chat, 'issue.start', { harm: 'yes' });
    const text = textOf(card).replaceAll('\n', '');
    expect(text).toContain('Make the person safe.');
    expect(text).toContain('Is the system down now? Phone the service desk on 01872 250000 (7am to 7pm).');
    expect(text).toContain('Report what happened in Datix. This chat is not an incident report.');
    expect(text).toContain('Recorded as CAB-1 for clinical safety: the time and your name, nothing else.');
    expect(text).toContain('tell clinical safety what the system did, not what happened to the person');
    expect(JSON.stringify(card)).toContain('https://incidents.example/report');
    for (const id of ['incidentRef', 'system', 'place']) expect(inputOf(card, id)?.isRequired, id).toBeUndefined();
    expect(inputOf(card, 'title')).toBeUndefined();
    expect(verbsOf(card)).toEqual(['issue.safety', 'issue.safetyForm']);
  });

  test('keeps of card B just the reference, the system and the place, and gives the receipt', async () => {
    await flag(house);
    const filled = {
      incidentRef: 'W123456',
      system: 'EPR',
      place: 'Ward 4',
      title: 'A story',
      detail: 'About somebody',
    };
    const { card } = await house.press(nurse, chat, 'issue.safety', filled);
    expect(textOf(card ?? {})).toContain('CAB-1');
    const [issue, ...more] = await allIssues(house);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ incidentRef: 'W123456', system: 'EPR', place: 'Ward 4', title: '', detail: '' });
    expect(textOf(house.lastCard(personal(safety)).card)).toContain('W123456');
  });

  test('takes an incident reference as long as its card does, and no longer', async () => {
    await house.says(nurse, 'raise');
    const { card = {} } = await house.press(nurse, chat, 'issue.start', { harm: 'yes' });
    const most = Number(inputOf(card, 'incidentRef')?.maxLength);
    const over = await house.press(nurse, chat, 'issue.safety', { incidentRef: 'W'.repeat(most + 1) });
    expect(over.notice).toBe(`Incident reference: at most ${most} characters. Shorten it and send it again.`);
    await house.press(nurse, chat, 'issue.safety', { incidentRef: 'W'.repeat(most) });
    expect((await latestIssue(house)).incidentRef).toBe('W'.repeat(most));
  });

  test('told in words completes the same issue, on the card that clinical safety has already', async () => {
    const first = await flag(house);
    const theirs = house.lastCard(personal(safety));
    const form = await house.press(nurse, chat, 'issue.safetyForm', { incidentRef: 'W123456', system: 'EPR' });
    expect(textOf(form.card ?? {})).toContain('Tell clinical safety what the system did');
    expect(textOf(form.card ?? {})).toContain('Say what the system did, not what happened to the person.');
    expect(inputOf(form.card ?? {}, 'system')?.value).toBe('EPR');
    const said = { title: 'The dose showed twice', system: 'EPR', place: 'Ward 4', detail: 'After the update' };
    const raised = await house.press(nurse, chat, 'issue.raise', said);
    expect(textOf(raised.card ?? {})).toContain('The dose showed twice');
    const issues = await allIssues(house);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ id: first.id, reference: 'CAB-1', ...said, incidentRef: 'W123456', flagged: 1 });
    expect(cardsIn(house, personal(safety))).toHaveLength(1);
    expect(house.lastCard(personal(safety)).id).toBe(theirs.id);
    for (const words of ['The dose showed twice', 'After the update']) {
      expect(textOf(house.lastCard(personal(safety)).card)).toContain(words);
      for (const place of [cabinetChannel, personal(lead), personal(handler)]) {
        expect(sentTo(house, place)).not.toContain(words);
      }
    }
  });

  test('is not taken back by another answer on the same card', async () => {
    await house.says(nurse, 'raise');
    const first = house.lastCard(chat);
    await house.press(nurse, chat, 'issue.start', { harm: 'yes' }, first);
    const again = await house.press(nurse, chat, 'issue.start', { harm: 'no' }, first);
    expect(textOf(again.card ?? {})).toContain('Safety first');
    expect(await allIssues(house)).toMatchObject([{ harm: 'yes', flagged: 1 }]);
  });

  test('is what “it could” is not: that goes to the cabinet', async () => {
    await house.says(nurse, 'raise');
    await house.press(nurse, chat, 'issue.start', { harm: 'could' });
    expect(await allIssues(house)).toEqual([]);
    await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank' });
    expect(await allIssues(house)).toMatchObject([{ harm: 'could', flagged: 0 }]);
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('Labels print blank');
  });

  test('is answered like any other: the raiser hears clinical safety’s words', async () => {
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    await take(house, issue, safety);
    await answer(house, issue, 'resolved', 'The doses show once again.', safety);
    const news = house.lastCard(chat);
    expect(textOf(news.card)).toContain('The doses show once again.');
    await house.press(nurse, chat, 'issue.notFixed', { comment: 'Twice again today' });
    expect(textOf(house.lastCard(personal(safety)).card)).toContain('Twice again today');
    expect(sentTo(house, cabinetChannel)).not.toContain('Twice again today');
    expect(await stored(house, issue)).toMatchObject({ state: 'in-progress' });
  });

  test('is in no list, and has no reference that anybody else can ask for', async () => {
    await flag(house);
    for (const who of [lead, handler, doctor]) {
      await house.says(who, 'issue CAB-1');
      expect(house.linesIn(personal(who)).at(-1)).toMatch(/^There is no such issue/);
      await house.says(who, 'issues');
      expect(textOf(house.lastCard(personal(who)).card)).toContain('Nothing is open.');
    }
  });
});

describe('Releasing it', () => {
  let house: House;
  beforeEach(async () => {
    house = await openWard();
  });
  afterEach(() => house.stop());

  /** A safety concern whose raiser has finished: they saved card B. */
  async function flagged() {
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safety');
    return issue;
  }

  test('shows it to the cabinet, without the raiser’s name, and the raiser sees the priority', async () => {
    const issue = await flag(house);
    await house.press(nurse, chat, 'issue.safetyForm');
    await house.press(nurse, chat, 'issue.raise', { title: 'The dose showed twice', impact: 'service' });
    const pressed = await house.press(safety, personal(safety), 'issue.release');
    expect(pressed.notice).toBe('CAB-1 is released: the cabinet sees it from now on.');
    const posted = house.lastCard(cabinetChannel);
    expect(textOf(posted.card)).toContain('The dose showed twice');
    expect(textOf(posted.card)).toContain('High (P2)');
    expect(JSON.stringify(posted.card)).not.toContain('Amina');
    expect(textOf(house.lastCard(chat).card)).toContain('High (P2)');
    expect(await stored(house, issue)).toMatchObject({ releasedAt: house.now().toISOString(), state: 'new' });
    expect((await historyOf(house, issue)).map(({ kind }) => kind)).toEqual(['raised', 'released']);
    expect(verbsOf((await take(house, issue, handler)).card ?? {})).toContain('issue.update');
  });

  test('leaves no card behind that says what is no longer so', async () => {
    await flagged();
    await house.press(safety, personal(safety), 'issue.release');
    const { card } = house.lastCard(personal(safety));
    expect(textOf(card)).not.toContain('only clinical safety and the person who raised it see this');
    expect(verbsOf(card)).not.toContain('issue.release');
    expect(textOf(card)).toContain('CAB-1');
  });

  test('posts one card, however often it is pressed', async () => {
    await flagged();
    const theirs = house.lastCard(personal(safety));
    await house.press(safety, personal(safety), 'issue.release', {}, theirs);
    const again = await house.press(safety, personal(safety), 'issue.release', {}, theirs);
    expect(again.notice).toBe('CAB-1 is released: the cabinet sees it from now on.');
    expect(cardsIn(house, cabinetChannel)).toHaveLength(1);
  });

  test('is for clinical safety and its deputies: who runs the cabinet does not know of it', async () => {
    const issue = await flagged();
    for (const who of [lead, handler, doctor]) {
      const refused = await house.presses(who, 'issue.release', { issue: issue.id }, { in: cabinetChannel });
      expect(refused.notice).toMatch(/^There is no such issue/);
    }
    expect((await house.presses(nurse, 'issue.release', { issue: issue.id })).notice).toMatch(/^Only clinical safety/);
    expect((await stored(house, issue)).releasedAt).toBeNull();
    await house.presses(safetyDeputy, 'issue.release', { issue: issue.id });
    expect((await stored(house, issue)).releasedAt).not.toBeNull();
  });

  test('waits while the raiser may still be writing what was promised to clinical safety alone, for a day', async () => {
    const issue = await flag(house);
    const theirs = house.lastCard(personal(safety));
    const early = await house.press(safety, personal(safety), 'issue.release', {}, theirs);
    expect(early.notice).toMatch(/^The person who raised it may still be writing/);
    expect(await stored(house, issue)).toMatchObject({ releasedAt: null });
    await house.moveTo('2026-11-26T09:31:00Z');
    await house.press(safety, personal(safety), 'issue.release', {}, theirs);
    expect((await stored(house, issue)).releasedAt).not.toBeNull();
  });
});
