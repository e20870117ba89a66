// Polls in the tab's API: who sees and does what, for every role; and that what too few said is shown nowhere.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seePerson } from '../../src/people/people-store.ts';
import type { ShownPoll, ShownPollDone, ShownPolls, ShownResult } from '../../src/polls/shown.ts';
import { keepAnswers } from '../../src/polls/store.ts';
import { ENGINES } from '../support/databases.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';
import { answerPoll, askPoll, closePoll, MEMBERS } from '../support/tab-polls.ts';
import { person } from '../support/world.ts';

const { teammate, handler, facilitator, deputy, safety, stranger, admin } = cast;

/** Its asker is the teammate; facilitator and deputy run the team. */
const MANAGERS: readonly Role[] = ['teammate', 'facilitator', 'deputy'];
const asked: readonly Role[] = MEMBERS;

const MONDAY = { choice: 'Monday' };
const TUESDAY = { choice: 'Tuesday' };
/** Some who answer: the teammate, who asks, and the deputy are not the first of them. */
const ANSWERING: readonly Role[] = ['handler', 'safety', 'safety-deputy', 'facilitator', 'deputy'];

const WRONG = [
  ['none', undefined, {}],
  ['expired', teammate, { endsIn: -10 }],
  ['forged', teammate, { forged: true }],
  ['of another audience', teammate, { claims: { aud: '00000000-0000-4000-8000-0000000000ff' } }],
] as const;

describe('A poll, in the tab', () => {
  let house: TabHouse;
  let id: string;
  beforeAll(async () => {
    house = await startTabHouse();
    id = await askPoll(house);
  });
  afterAll(() => house.stop());

  test.each(WRONG)('shows and does nothing with a token that is %s', async (_, who, change) => {
    for (const path of [`polls/${id}`, `polls/${id}/texts/1`]) {
      expect((await house.ask(who, path, undefined, change)).status).toBe(401);
    }
    const deeds = ['vote', 'close', 'extend', 'cancel', 'show', 'csv'].map((deed) => `${id}/${deed}`);
    for (const path of ['search', 'csv', ...deeds]) {
      expect((await house.ask(who, `polls/${path}`, MONDAY, change)).status).toBe(401);
    }
    expect((await house.ask(teammate, `polls/${id}`)).body).toMatchObject({ open: true, answered: false });
  });

  test.each(ROLES)('is listed, read and answered by who is asked alone: %s', async (role) => {
    const who = cast[role];
    const status = asked.includes(role) ? 200 : 404;
    const list = (await house.ask(who, 'polls/search', {})).body as ShownPolls;
    expect(list.rows.map((row) => row.id)).toEqual(status === 200 ? [id] : []);
    expect((await house.ask(who, 'polls/csv', {})).text.includes('Which day suits you?')).toBe(status === 200);
    expect((await house.ask(who, `polls/${id}`)).status).toBe(status);
    expect((await house.ask(who, `polls/${id}/csv`, {})).status).toBe(status);
    expect((await house.ask(who, `polls/${id}/texts/1`)).status).toBe(status);
    expect((await house.ask(who, `polls/${id}/vote`, MONDAY)).status).toBe(status);
  });

  test.each(ROLES)('is on the list of what one manages, with how it stands, for who does: %s', async (role) => {
    const manages = MANAGERS.includes(role);
    const list = (await house.ask(cast[role], 'polls/search', { list: 'mine' })).body as ShownPolls;
    expect(list.rows.map((row) => row.id)).toEqual(manages ? [id] : []);
    const file = await house.ask(cast[role], 'polls/csv', { list: 'mine' });
    expect(file.text.includes('Which day suits you?')).toBe(manages);
    const shown = (await house.ask(cast[role], `polls/${id}`)).body as Partial<ShownPoll>;
    expect('manages' in shown).toBe(manages);
  });

  const deeds: [string, object][] = [
    ['extend', { closesOn: '2026-12-24', closesAt: '12:00' }],
    ['show', {}],
    ['cancel', {}],
    ['close', {}],
  ];
  test.each(ROLES.flatMap((role) => deeds.map(([deed, body]) => [role, deed, body] as const)))(
    'is ended and put off by who asked and who runs the team: %s, %s',
    async (role, deed, body) => {
      const one = await askPoll(house);
      const answer = await house.ask(cast[role], `polls/${one}/${deed}`, body);
      const may = MANAGERS.includes(role) || role === 'admin';
      expect(answer.status).toBe(may ? 200 : asked.includes(role) ? 403 : 404);
      const { open, closes } = (await house.ask(safety, `polls/${one}`)).body as ShownPoll;
      expect(open).toBe(!may || !['cancel', 'close'].includes(deed));
      expect(closes.includes('24 December')).toBe(may && deed === 'extend');
      // An admin of the service may mend it, and sees no more of it for that.
      expect((answer.body as Partial<ShownPollDone>).poll !== undefined).toBe(MANAGERS.includes(role));
      await house.ask(admin, `polls/${one}/cancel`, {});
    },
  );

  test('an answer is one person’s own: changed by the next, and shown to nobody else as theirs', async () => {
    await house.ask(teammate, `polls/${id}/vote`, MONDAY);
    const { body } = await house.ask(teammate, `polls/${id}/vote`, TUESDAY);
    expect((body as ShownPollDone).poll?.questions[0]?.said).toEqual(['Tuesday']);
    expect((body as ShownPollDone).poll?.results[0]?.choices[1]?.who).toContain(teammate.name);
    const other = (await house.ask(handler, `polls/${id}`)).body as ShownPoll;
    expect(other.questions[0]?.said).toEqual(['Monday']);
  });

  test('a patient’s number is refused in an answer and in a search, without an echo', async () => {
    const written = await askPoll(house, { question: 'What slows you down?', kind: 'text', choices: '' });
    for (const [path, body] of [
      [`polls/${written}/vote`, { text: 'NHS no 999 123 4567' }],
      ['polls/search', { words: '999 123 4567' }],
      ['polls/csv', { words: '999 123 4567' }],
    ] as const) {
      const answer = await house.ask(teammate, path, body);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.text).not.toContain('4567');
    }
    await house.ask(teammate, `polls/${written}/cancel`, {});
  });

  test('an id that is none, and a question that is none, are not there', async () => {
    expect((await house.ask(teammate, 'polls/nothing')).status).toBe(404);
    expect((await house.ask(teammate, `polls/${id}/texts/3`)).status).toBe(404);
    expect((await house.ask(teammate, `polls/${id}/vote`, { choice: 'Sunday' })).status).toBe(400);
  });
});

describe('What came of a poll, in the tab', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
  });
  afterAll(() => house.stop());

  const seen = async (id: string, who = handler) => (await house.ask(who, `polls/${id}`)).body as ShownPoll;

  /** Everything that the tab's API says of a poll to somebody, one after the other. */
  async function everything(id: string, who = teammate): Promise<string> {
    const lists = [];
    for (const list of ['answer', 'mine', 'results']) {
      lists.push(
        (await house.ask(who, 'polls/search', { list })).text,
        (await house.ask(who, 'polls/csv', { list })).text,
      );
    }
    const rest = [await house.ask(who, `polls/${id}`), await house.ask(who, `polls/${id}/csv`, {})];
    const texts = [await house.ask(who, `polls/${id}/texts/1`), await house.ask(who, `polls/${id}/texts/2`)];
    return [...lists, ...[...rest, ...texts].map(({ text }) => text)].join('\n');
  }

  const SECRET = { mode: 'confidential', question: 'How is it?', choices: 'Good\nBad' };
  const [GOOD, BAD] = [{ choice: 'Good' }, { choice: 'Bad' }];

  test.each(['confidential', 'anonymous'])(
    'a %s poll shows no result while it is open, however many have answered: the next would show itself',
    async (mode) => {
      const id = await askPoll(house, { ...SECRET, mode, results: 'live' });
      await answerPoll(house, id, [GOOD, GOOD, GOOD, BAD, BAD]);
      for (const who of [teammate, facilitator, handler]) {
        expect((await seen(id, who)).results).toEqual([]);
        expect((await house.ask(who, `polls/${id}/csv`, {})).status).toBe(409);
        expect((await house.ask(who, `polls/${id}/texts/1`)).status).toBe(404);
      }
      await house.ask(teammate, `polls/${id}/cancel`, {});
    },
  );

  test.each(['confidential', 'anonymous'])('fewer than five answers to a %s poll are shown nowhere', async (mode) => {
    const id = await askPoll(house, { ...SECRET, mode, questionTwo: 'Why?', kindTwo: 'text' });
    await answerPoll(house, id, Array(4).fill({ ...BAD, textTwo: 'Zebra crossing' }), ANSWERING);
    await closePoll(house, id);
    for (const who of [teammate, deputy]) {
      const all = await everything(id, who);
      expect(all).toContain('That is fewer than 5, so no result is shown.');
      expect(all).not.toContain('Zebra');
      expect((await seen(id, who)).results).toEqual([]);
      expect((await house.ask(who, `polls/${id}/csv`, {})).status).toBe(409);
    }
  });

  test.each(['confidential', 'anonymous'])('five answers to a %s poll are counts, and nobody’s', async (mode) => {
    const id = await askPoll(house, { ...SECRET, mode });
    await answerPoll(house, id, [GOOD, GOOD, GOOD, BAD, BAD]);
    await closePoll(house, id);
    const { results, resultWords } = await seen(id);
    expect(resultWords).toBe('5 of 6 people have answered (83%).');
    expect(results[0]?.choices).toEqual([
      { text: 'Good', count: 3, percent: 60, who: [] },
      { text: 'Bad', count: 2, percent: 40, who: [] },
    ]);
    const file = await house.ask(handler, `polls/${id}/csv`, {});
    expect(file.text).toBe(
      '\uFEFFQuestion,Answer,People,Percent,Who\r\nPeople asked,,6,,\r\nPeople who answered,,5,83,\r\n' +
        'How is it?,Good,3,60,\r\nHow is it?,Bad,2,40,\r\n',
    );
  });

  test.each(['confidential', 'anonymous'])(
    'what fewer than five wrote in a %s poll is left out, and that how many wrote it too',
    async (mode) => {
      const id = await askPoll(house, { ...SECRET, mode, questionTwo: 'Why?', kindTwo: 'text' });
      const wrote = { ...GOOD, textTwo: 'Zebra crossing' };
      await answerPoll(house, id, [wrote, wrote, wrote, wrote, BAD], ANSWERING);
      await closePoll(house, id);
      const { results } = await seen(id);
      expect(results[1]).toMatchObject({ texts: [], tooFewTexts: true });
      expect(await everything(id)).not.toContain('Zebra');
      expect((await house.ask(handler, `polls/${id}/csv`, {})).text).toContain(
        'Why?,Not shown: too few people wrote something.,,,',
      );
      const { body } = await house.ask(handler, `polls/${id}/texts/2`);
      expect(body).toMatchObject({ texts: [], tooFewTexts: true, pages: 1 });
    },
  );

  test('a result that tells what each answered is held until who asked shows it', async () => {
    const id = await askPoll(house, SECRET);
    await answerPoll(house, id, Array(5).fill(GOOD));
    await closePoll(house, id);
    for (const who of [teammate, facilitator, handler]) {
      expect((await seen(id, who)).results).toEqual([]);
      expect((await house.ask(who, `polls/${id}/csv`, {})).status).toBe(409);
    }
    expect((await seen(id, teammate)).manages).toMatchObject({ held: true });
    expect((await house.ask(handler, `polls/${id}/show`, {})).status).toBe(403);
    await house.ask(teammate, `polls/${id}/show`, {});
    expect((await seen(id)).results[0]?.choices[0]?.count).toBe(5);
  });

  test('an anonymous answer is taken once, comes back to nobody, and stands in no log', async () => {
    const id = await askPoll(house, { mode: 'anonymous', question: 'What is it like?', kind: 'text', choices: '' });
    const { body } = await house.ask(teammate, `polls/${id}/vote`, { text: 'Zebra crossing' });
    expect((body as ShownPollDone).poll).toMatchObject({ answered: true, canAnswer: false });
    await house.ask(teammate, `polls/${id}/vote`, { text: 'Okapi crossing' });
    expect(JSON.stringify(body) + (await everything(id))).not.toMatch(/Zebra|Okapi/);
    expect(JSON.stringify(house.lines)).not.toMatch(/Zebra|Okapi/);
    await house.ask(teammate, `polls/${id}/cancel`, {});
    expect((await seen(id)).stateWords).toBe('This poll was cancelled. Nothing needs to be done.');
  });

  test('a file holds no formula', async () => {
    const id = await askPoll(house, { question: '=HYPERLINK("https://evil.example")', choices: '+1\n@sum' });
    await answerPoll(house, id, [{ choice: '+1' }]);
    const result = (await house.ask(teammate, `polls/${id}/csv`, {})).text;
    expect(result).toContain(`"'=HYPERLINK(""https://evil.example"")",'+1,1,100,`);
    expect(result).toContain("'@sum,0,0,");
    const list = (await house.ask(teammate, 'polls/csv', {})).text;
    expect(list).toContain('"\'=HYPERLINK');
    expect(list.startsWith('\uFEFFPoll,State,Answers\r\n')).toBe(true);
    await house.ask(teammate, `polls/${id}/cancel`, {});
  });

  test('what was written comes in pages', async () => {
    const id = await askPoll(house, { question: 'What helps?', kind: 'text', choices: '' });
    await house.clerk.store.db.transaction().execute(async (trx) => {
      for (let number = 1; number <= 25; number += 1) {
        const one = person(`Somebody ${number}`);
        const { tenantId, objectId, name, email } = one;
        const { id: personId } = await seePerson(
          trx,
          { tenantId, objectId, name, email, channelUserId: one.id },
          house.now(),
        );
        await keepAnswers(trx, id, personId, [{ nth: 1, said: [`Thing ${number}`], quotable: false }], house.now());
      }
    });
    const first = (await seen(id)).results[0];
    expect([first?.texts.length, first?.pages]).toEqual([20, 2]);
    const second = (await house.ask(handler, `polls/${id}/texts/1?page=9`)).body as ShownResult;
    expect([second.texts.length, second.page]).toEqual([5, 2]);
    await house.ask(teammate, `polls/${id}/cancel`, {});
  });
});

describe.each(ENGINES)('Lists of polls, in the tab, on %s', (engine) => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse({ engine });
    for (let nth = 1; nth <= 12; nth += 1) {
      await askPoll(house, { question: `Question ${nth} about Printers`, closesOn: `2026-12-${nth + 9}` });
    }
    await askPoll(house, {
      question: 'Which name?',
      questionTwo: '100% sure?',
      closesOn: '2026-12-01',
      kindTwo: 'scale',
    });
  });
  afterAll(() => house.stop());

  const list = async (input: object, who = handler) => (await house.ask(who, 'polls/search', input)).body as ShownPolls;

  test('come in pages, what closes first at the top; a page beyond the last is the last', async () => {
    const first = await list({});
    expect(first).toMatchObject({ total: 13, page: 1, pages: 2 });
    expect(first.rows).toHaveLength(10);
    expect(first.rows[0]).toMatchObject({
      title: 'Which name?',
      words: 'Open until Tuesday 1 December 2026 at 5pm.',
      note: 'Waits for your answer.',
    });
    expect((await list({ page: 2 })).rows).toHaveLength(3);
    expect(await list({ page: 99 })).toEqual(await list({ page: 2 }));
  });

  test('are searched in all their questions, whatever the letter case, and by the very signs', async () => {
    expect((await list({ words: 'pRINTERS' })).total).toBe(12);
    expect((await list({ words: '100% s' })).rows.map(({ title }) => title)).toEqual(['Which name?']);
    expect((await list({ words: '%' })).total).toBe(1);
    expect((await list({ words: '_' })).total).toBe(0);
    expect((await house.ask(handler, 'polls/search', { words: 'x'.repeat(201) })).status).toBe(400);
  });

  test('are taken away whole, as they were searched', async () => {
    const rows = async (input: object) =>
      (await house.ask(handler, 'polls/csv', input)).text.trim().split('\r\n').length - 1;
    expect([await rows({}), await rows({ words: 'printers' }), await rows({ list: 'results' })]).toEqual([13, 12, 0]);
    expect((await house.ask(stranger, 'polls/csv', {})).text.trim().split('\r\n')).toHaveLength(1);
  });

  test('one that has closed goes over to the results', async () => {
    const [first] = (await list({})).rows;
    await closePoll(house, first?.id ?? '');
    expect((await list({})).total).toBe(12);
    expect((await list({ list: 'results' })).rows.map(({ id }) => id)).toEqual([first?.id]);
    expect((await list({ list: 'results' }, stranger)).total).toBe(0);
  });
});
