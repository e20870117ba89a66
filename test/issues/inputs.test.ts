// What the cards send, good and bad: each fault is a clear sentence, each hostile text is shown as it was written.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { channel, type House, inputOf, person, personal, textOf, verbsOf } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  chat,
  digital,
  doctor,
  flag,
  latestIssue,
  lead,
  nurse,
  openWard,
  raise,
  stored,
  take,
} from './ward.ts';

let house: House;
beforeAll(async () => {
  house = await openWard();
});
afterAll(() => house.stop());

/** Opens card C in the nurse's chat. */
async function form(): Promise<void> {
  await house.says(nurse, 'raise');
  await house.press(nurse, chat, 'issue.start', { harm: 'no' });
}

/** Sends card C, which must be refused; gives what it says, after the same card was sent as it should be. */
async function refusedForm(filled: object): Promise<string | undefined> {
  await form();
  const before = await allIssues(house);
  const on = house.lastCard(chat);
  const refused = await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank', ...filled }, on);
  expect(refused.card).toBeUndefined();
  expect(await allIssues(house)).toEqual(before);
  expect(house.lastCard(chat)).toEqual(on);
  const sent = await house.press(nurse, chat, 'issue.raise', { title: 'Labels print blank' }, on);
  const asked = verbsOf(sent.card ?? {}).includes('issue.new');
  const mended = asked ? await house.press(nurse, chat, 'issue.new') : sent;
  expect(mended.card).toBeDefined();
  expect(await allIssues(house)).toHaveLength(before.length + 1);
  return refused.notice;
}

describe('Card C refuses, in a sentence that names the field, and takes the same card once it is mended:', () => {
  test.each([
    ['a title of 121 characters', { title: 'x'.repeat(121) }, /^What is wrong: at most 120 characters\. Shorten it/],
    ['10,000 emoji as a title', { title: '🙂'.repeat(10_000) }, /^What is wrong: at most 120 characters/],
    ['no title', { title: '' }, /^What is wrong: write one sentence/],
    ['a title of blanks', { title: ' \n\t\u00a0 ' }, /^What is wrong: write one sentence/],
    ['a title that nobody can see', { title: '\u200b\u2060\ufeff' }, /^What is wrong: write one sentence/],
    ['a title that is no text', { title: { text: 'x' } }, /could not be read/],
    ['2,001 characters of detail', { detail: 'x'.repeat(2001) }, /^Tell us more: at most 2000 characters/],
    ['a place of 101 characters', { place: 'x'.repeat(101) }, /^Where: at most 100 characters/],
    [
      'a system that is not in the list',
      { system: 'Another system' },
      /^Which system: choose one of the list, or Other/,
    ],
    ['an impact that is not in the list', { impact: 'everyone' }, /^Who is affected: choose one of the list/],
    ['an urgency that is not in the list', { urgency: 'yesterday' }, /^How soon you need it: choose one of the list/],
    ['a share that is not in the list', { share: 'nobody' }, /^Who may see your name: choose one of the list/],
  ])('%s', async (_what, filled, words) => {
    expect(await refusedForm(filled)).toMatch(words);
  });
});

describe('Other cards refuse', () => {
  test.each([undefined, '', 'maybe', 'NO', 7, ['no']])('%j as the answer to the first question', async (harm) => {
    await house.says(nurse, 'raise');
    const refused = await house.press(nurse, chat, 'issue.start', { harm });
    expect(refused.notice).toBe('Could this affect someone’s care: choose one of the four answers.');
    expect(inputOf(house.lastCard(chat).card, 'harm')).toBeDefined();
  });

  test('card C before the first question was answered', async () => {
    await house.says(nurse, 'raise');
    const { draft } = { ...(house.lastCard(chat).card as { draft?: string }), draft: await latestDraft() };
    const refused = await house.presses(nurse, 'issue.raise', { draft, title: 'Labels print blank' });
    expect(refused.notice).toBe('Answer the first question on the card before this one.');
  });

  test.each(['closed', 'new', '', 'Resolved'])('%j as a status', async (status) => {
    const issue = await raise(house);
    const refused = await answer(house, issue, status, 'It runs again.');
    expect(refused.notice).toBe('Where it is now: choose one of the list.');
    expect(await stored(house, issue)).toMatchObject({ state: 'new', reply: '' });
  });

  test('a reply of 1,001 characters and a comment of 501', async () => {
    const issue = await raise(house);
    const reply = await answer(house, issue, 'resolved', 'x'.repeat(1001));
    expect(reply.notice).toBe('Reply: at most 1000 characters. Shorten it and send it again.');
    await answer(house, issue, 'resolved', 'x'.repeat(1000));
    const comment = await house.press(nurse, chat, 'issue.notFixed', { comment: 'x'.repeat(501) });
    expect(comment.notice).toBe('What is still wrong: at most 500 characters. Shorten it and send it again.');
    expect(await stored(house, issue)).toMatchObject({ state: 'resolved' });
  });

  test('a system on card B that is not in the list', async () => {
    const issue = await flag(house);
    const refused = await house.press(nurse, chat, 'issue.safety', { system: 'Another system' });
    expect(refused.notice).toMatch(/^Which system: choose one of the list/);
    expect(await stored(house, issue)).toMatchObject({ system: '' });
  });
});

describe('Card C takes', () => {
  test('120 characters of title and 2,000 of detail, and shows all of them', async () => {
    const filled = { title: 't'.repeat(120), detail: 'd'.repeat(2000), place: 'p'.repeat(100), system: 'Other' };
    const issue = await raise(house, filled);
    expect(issue).toMatchObject(filled);
    const taken = textOf((await take(house, issue)).card ?? {});
    for (const words of Object.values(filled)) expect(taken).toContain(words);
  });

  test('one sentence, and fills in the rest', async () => {
    await form();
    await house.press(nurse, chat, 'issue.raise', { title: '  Smartcards \n expire   early ' });
    expect(await latestIssue(house)).toMatchObject({
      title: 'Smartcards expire early',
      ...{ detail: '', system: '', place: '', incidentRef: '' },
      ...{ impact: 'team', urgency: 'today', share: 'handlers', harm: 'no', flagged: 0 },
    });
  });

  test('none of what it does not ask for', async () => {
    const strange = { state: 'closed', ownerId: 'me', flagged: 1, reference: 'CAB-999', raiserId: 'you', harm: 'yes' };
    const issue = await raise(house, { ...strange, card2: 'x', id: 'y', priority: 'P1' });
    expect(issue).toMatchObject({ state: 'new', ownerId: null, flagged: 0, harm: 'no' });
    expect(issue.reference).not.toBe('CAB-999');
  });

  test('and remembers system and place for the next time, for this person alone', async () => {
    await raise(house, { system: 'E-prescribing', place: 'Ward 9' }, doctor);
    await raise(house, { system: 'EPR', place: 'Ward 4' });
    await house.says(doctor, 'raise');
    const next = (await house.press(doctor, personal(doctor), 'issue.start', { harm: 'no' })).card ?? {};
    expect(inputOf(next, 'system')?.value).toBe('E-prescribing');
    expect(inputOf(next, 'place')?.value).toBe('Ward 9');
    await house.press(doctor, personal(doctor), 'issue.raise', { title: 'Screens are dark', system: '', place: '' });
    await house.says(doctor, 'raise');
    const last = (await house.press(doctor, personal(doctor), 'issue.start', { harm: 'no' })).card ?? {};
    expect([inputOf(last, 'system')?.value, inputOf(last, 'place')?.value]).toEqual([undefined, undefined]);
  });
});

describe('A long text after raise', () => {
  /** What card C is filled with. */
  async function filled(text: string) {
    await house.says(nurse, `raise ${text}`);
    const { card = {} } = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    return { title: String(inputOf(card, 'title')?.value), detail: String(inputOf(card, 'detail')?.value ?? '') };
  }

  test('of 120 characters is the title', async () => {
    const text = `${'word '.repeat(23)}words`;
    expect(await filled(text)).toEqual({ title: text, detail: '' });
  });

  test('fills the details with all of it, and the title with whole words of its beginning', async () => {
    const text = `${'word '.repeat(24)}end\nand a second line`;
    const { title, detail } = await filled(text);
    expect(detail).toBe(text);
    expect(title).toBe('word '.repeat(24).trim());
  });

  test('without blanks is not cut through a sign', async () => {
    const { title, detail } = await filled(`a${'🙂'.repeat(80)}`);
    expect(title.isWellFormed()).toBe(true);
    expect(title).not.toContain('\ufffd');
    expect(detail).toBe(`a${'🙂'.repeat(80)}`);
  });

  test('of 2,000 characters loses nothing', async () => {
    const text = 'word '.repeat(400).trim().padEnd(2000, '!');
    expect((await filled(text)).detail).toBe(text);
  });

  test.each([
    ['2,001 characters', 'x'.repeat(2001)],
    ['10,000 emoji', '🙂'.repeat(10_000)],
  ])('of %s is refused, rather than cut without a word', async (_what, text) => {
    for (const words of [`raise ${text}`, `the printer on ward 4 ${text}`]) {
      const before = house.messages(chat).length;
      await house.says(nurse, words);
      expect(house.messages(chat)).toHaveLength(before + 1);
      expect(house.linesIn(chat).at(-1)).toMatch(/^What you wrote: at most 2000 characters\. Shorten it/);
    }
  });
});

const hostile = [
  `Siân O'Neill-"Bee" *RN*`,
  '<Alex>',
  'a_b_c',
  'Test ($~&)',
  'تم تعطيل الطابعة في الجناح',
  `\${title}`,
  `{{title}} \${$root.token}`,
  '[x](https://evil.example)',
  '<b>Sam</b> &lt;b&gt; &amp;',
  '**bold** `code` # head',
  '😀👩🏽‍⚕️🏥',
  'back\\slash "quotes" \\n',
];

describe.each(hostile)('The text %j', (text) => {
  beforeEach(() => house.settle());

  test('is shown as it was written, wherever people see it', async () => {
    const issue = await raise(house, { title: text, place: text, detail: text });
    expect(issue).toMatchObject({ title: text, place: text, detail: text });
    await take(house, issue);
    const handlers = await answer(house, issue, 'waiting', text);
    await house.says(nurse, `issue ${issue.reference}`);
    await house.says(doctor, 'issues');
    const cards = [
      handlers.card,
      house.lastCard(chat).card,
      house.lastCard(cabinetChannel).card,
      house.lastCard(personal(doctor)).card,
    ];
    for (const card of cards) {
      expect(textOf(card ?? {}).replace(/[\u2068\u2069]/g, '')).toContain(text);
      expect(markdownOf(card ?? {})).not.toContain(text);
    }
  });

  test('is filled into the form as it was written, and so is it as a message', async () => {
    await house.says(nurse, `raise ${text}`);
    const { card = {} } = await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    expect(inputOf(card, 'title')?.value).toBe(text);
  });

  test('is somebody’s name as it is', async () => {
    const who = person(text);
    const other = await openWard({ people: [who], cabinet: { handlers: 'team' } });
    await raise(other, { share: 'everyone' }, who);
    expect(textOf(other.lastCard(cabinetChannel).card).replace(/[\u2068\u2069]/g, '')).toContain(text);
    await other.deliver(other.acts.joins([who], channel(digital)));
    await take(other, await latestIssue(other), who);
    const refused = await take(other, await latestIssue(other), lead);
    expect(refused.notice?.replace(/[\u2068\u2069]/g, '')).toBe(`CAB-1: ${text} has it already.`);
    await other.stop();
  });
});

/** All text of a card that a client reads as Markdown: people's words never stand there. */
function markdownOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(markdownOf).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const element = node as Record<string, unknown>;
  const own = element.type === 'TextBlock' || element.type === 'FactSet' ? JSON.stringify(element) : '';
  return [own, ...Object.values(element).map(markdownOf)].join('\n');
}

describe.each(ENGINES)('Signs that no keyboard has, on %s,', (engine) => {
  test('do not come between a person and their issue', async () => {
    const other = await openWard({ engine });
    await other.says(nurse, 'raise a\u0000b');
    await other.press(nurse, chat, 'issue.start', { harm: 'no' });
    const raised = await other.press(nurse, chat, 'issue.raise', {
      title: 'a\u0000b',
      detail: 'x\ud800y',
      place: '\u0007',
    });
    expect(textOf(raised.card ?? {})).toContain('CAB-1');
    expect(await latestIssue(other)).toMatchObject({ title: 'ab', detail: 'x\ufffdy' });
    await other.stop();
  });
});

async function latestDraft(): Promise<string> {
  const rows = await house.clerk.store.db.selectFrom('issueDrafts').select('id').orderBy('id').execute();
  return rows.at(-1)?.id ?? '';
}
