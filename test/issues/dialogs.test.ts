// "Raise as an issue" on a message: the whole job in a dialog, which takes only Action.Submit, and ends in the person's chat.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../support/activities.ts';
import { type Card, type House, inputOf, personal, textOf, verbsOf } from '../support/clerk.ts';
import { type Person, person } from '../support/world.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  cardsIn,
  chat,
  latestIssue,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  storesChannel,
} from './ward.ts';

let house: House;
beforeEach(async () => {
  house = await openWard();
});
afterEach(() => house.stop());

const COMMAND = 'raiseIssue';

type Shown = { card: Card; message: string };

/** What a dialog shows after an invoke: a card, or a line with which it ends. */
function shown(answer: { status: number; body: unknown }): Shown {
  expect(answer.status).toBe(200);
  const { task } = answer.body as { task: { type: string; value: unknown } };
  if (task.type === 'message') return { card: {}, message: String(task.value) };
  const { title, card } = task.value as { title: string; card: { contentType: string; content: Card } };
  expect(title).toBe('Raise an issue');
  expect(card.contentType).toBe('application/vnd.microsoft.card.adaptive');
  // A dialog of a message extension draws no Action.Execute, and no refresh.
  expect(JSON.stringify(card.content)).not.toContain('Action.Execute');
  expect(card.content).not.toHaveProperty('refresh');
  return { card: card.content, message: '' };
}

/** Opens the dialog on a message of a chat. */
async function open(message: string, who: Person = nurse, place?: Place): Promise<Shown> {
  const options = place ? { in: place } : {};
  return shown(await house.deliver(house.acts.opensMessageAction(who, COMMAND, message, options)));
}

function submitData(node: unknown, verb: string): Record<string, unknown> | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, data } = node as { type?: string; data?: Record<string, unknown> };
  if (type === 'Action.Submit' && data?.verb === verb) return data;
  return Object.values(node).reduce((found, part) => found ?? submitData(part, verb), undefined);
}

/** Sends the dialog with one of its buttons. */
async function send(on: Shown, verb: string, inputs: object = {}, id?: string): Promise<Shown> {
  const data = submitData(on.card, verb);
  if (!data) throw new Error(`The dialog has no button ${verb}: ${on.message || textOf(on.card)}`);
  const options = id ? { id } : {};
  return shown(await house.deliver(house.acts.submitsMessageAction(nurse, COMMAND, { ...data, ...inputs }, options)));
}

/** The form, opened on a message and the first question answered with no. */
async function form(message = '<p>labels print blank</p>'): Promise<Shown> {
  return send(await open(message), 'issue.start', { harm: 'no' });
}

const RAISED = 'Thank you. The receipt, with its reference, is in your own chat with Digital Clerk.';

describe('In a dialog', () => {
  test('the whole job is done: the question, the form with the words of the message, and the receipt in their own chat', async () => {
    const first = await open('<div>The <b>printer</b> on ward&nbsp;4 is down &amp; out</div>');
    expect(inputOf(first.card, 'harm')).toBeDefined();
    expect(textOf(first.card)).toContain('The printer on ward 4 is down & out');
    const second = await send(first, 'issue.start', { harm: 'no' });
    expect(inputOf(second.card, 'title')?.value).toBe('The printer on ward 4 is down & out');
    const end = await send(second, 'issue.raise', {
      title: 'The printer on ward 4 is down',
      system: 'EPR',
      place: 'Ward 4',
    });
    expect(end.message).toBe(RAISED);
    expect(await allIssues(house)).toMatchObject([
      { reference: 'CAB-1', title: 'The printer on ward 4 is down', place: 'Ward 4' },
    ]);
    expect(textOf(house.lastCard(chat).card)).toContain('CAB-1');
    expect(textOf(house.lastCard(cabinetChannel).card)).toContain('The printer on ward 4 is down');
    expect(cardsIn(house, chat)).toHaveLength(1);
  });

  test('raised there, the receipt is edited in place like any other', async () => {
    await send(await form(), 'issue.raise', { title: 'Labels print blank' });
    const { id } = house.lastCard(chat);
    await answer(house, await latestIssue(house), 'in-progress');
    expect(house.lastCard(chat).id).toBe(id);
    expect(textOf(house.lastCard(chat).card)).toContain('In progress');
  });

  test('the safety fork is there too: recorded at once, told in words, or just saved', async () => {
    const fork = await send(await open('<p>the pump did not alarm</p>'), 'issue.start', { harm: 'unsure' });
    expect(textOf(fork.card)).toContain('Make the person safe.');
    expect(JSON.stringify(fork.card)).toContain('Action.OpenUrl');
    expect(await allIssues(house)).toMatchObject([{ harm: 'unsure', flagged: 1, title: '' }]);
    expect(textOf(house.lastCard(personal(safety)).card)).toContain('CAB-1');
    const told = await send(fork, 'issue.safetyForm', { incidentRef: 'W123456' });
    expect((await send(told, 'issue.raise', { title: 'The alarm setting was lost' })).message).toBe(RAISED);
    expect(await allIssues(house)).toMatchObject([{ title: 'The alarm setting was lost', incidentRef: 'W123456' }]);

    const again = await send(await open('<p>the pump did not alarm</p>'), 'issue.start', { harm: 'yes' });
    expect((await send(again, 'issue.safety', { place: 'Ward 4' })).message).toBe(RAISED);
    expect(await latestIssue(house)).toMatchObject({ reference: 'CAB-2', place: 'Ward 4' });
    expect(textOf(house.lastCard(chat).card)).toContain('CAB-2');
  });

  test('sent again, under the same id or a new one, it makes one issue and one receipt', async () => {
    const filled = await form();
    for (const id of ['f:one', 'f:one', 'f:two', 'f:three']) {
      expect((await send(filled, 'issue.raise', { title: 'Labels print blank' }, id)).message).toBe(RAISED);
    }
    expect(await allIssues(house)).toHaveLength(1);
    expect(cardsIn(house, chat)).toHaveLength(1);
  });

  test('with two cabinets they are asked which', async () => {
    await house.presses(lead, 'cabinet.save', { name: 'Stores Cabinet', prefix: 'STO' }, { in: storesChannel });
    const first = await open('<p>labels print blank</p>');
    const [stores] = (inputOf(first.card, 'cabinet')?.choices ?? []) as { value: string }[];
    const second = await send(first, 'issue.start', { harm: 'no', cabinet: stores?.value });
    await send(second, 'issue.raise', { title: 'Labels print blank' });
    expect((await latestIssue(house)).reference).toBe('STO-1');
  });
});

describe('A dialog that is refused', () => {
  test('shows the form again, with the reason and all that was typed', async () => {
    const typed = {
      title: 'x'.repeat(121),
      system: 'EPR',
      place: 'Ward 4',
      detail: 'Since today',
      impact: 'service',
      urgency: 'later',
      share: 'everyone',
    };
    const again = await send(await form(), 'issue.raise', typed);
    expect(textOf(again.card)).toContain('Not sent yet. What is wrong: at most 120 characters.');
    const values = Object.keys(typed).map((id) => inputOf(again.card, id)?.value);
    expect(values).toEqual(Object.values(typed));
    expect((await send(again, 'issue.raise', { ...typed, title: 'Labels print blank' })).message).toBe(RAISED);
    expect(await allIssues(house)).toMatchObject([{ place: 'Ward 4', impact: 'service', share: 'everyone' }]);
  });

  test('for an identifier shows the rest of what was typed, but not that', async () => {
    const typed = {
      title: 'Labels of 943 476 5919 print blank',
      place: 'Ward 4',
      detail: 'dob 03/04/1961',
      system: 'EPR',
    };
    const again = await send(await form(), 'issue.raise', typed);
    expect(textOf(again.card)).toContain('What is wrong: This looks like an NHS number. Remove it.');
    expect(textOf(again.card)).toContain('Tell us more: This looks like a date of birth. Remove it.');
    expect(JSON.stringify(again)).not.toMatch(/943|5919|1961/);
    expect([inputOf(again.card, 'place')?.value, inputOf(again.card, 'system')?.value]).toEqual(['Ward 4', 'EPR']);
    expect(await allIssues(house)).toEqual([]);
  });

  test('at the first question asks it again', async () => {
    const again = await send(await open('<p>labels print blank</p>'), 'issue.start', {});
    expect(textOf(again.card)).toContain(
      'Not sent yet. Could this affect someone’s care: choose one of the four answers.',
    );
    expect(inputOf(again.card, 'harm')).toBeDefined();
    expect((await send(again, 'issue.start', { harm: 'no' })).card).toHaveProperty('body');
  });

  test('on card B keeps what was typed there', async () => {
    const fork = await send(await open('<p>labels print blank</p>'), 'issue.start', { harm: 'yes' });
    const again = await send(fork, 'issue.safety', { incidentRef: 'MRN 00123456', place: 'Ward 4' });
    expect(textOf(again.card)).toContain('Incident reference: This looks like a hospital or patient number.');
    expect(inputOf(again.card, 'place')?.value).toBe('Ward 4');
    expect(JSON.stringify(again)).not.toContain('00123456');
  });

  test('with a form or a button that is not there ends with a clear line', async () => {
    const data = { verb: 'issue.raise', draft: 'no-such-form', title: 'Labels print blank' };
    const gone = await house.deliver(house.acts.submitsMessageAction(nurse, COMMAND, data));
    expect(shown(gone).message).toBe('This form is out of date. Write raise for a new one.');
    const unknown = await house.deliver(house.acts.submitsMessageAction(nurse, COMMAND, { verb: 'issue.explode' }));
    expect(shown(unknown).message).toMatch(/^This button is out of date/);
  });

  test('is another person’s form no more than anybody’s', async () => {
    const data = submitData((await form()).card, 'issue.raise');
    const theirs = house.acts.submitsMessageAction(lead, COMMAND, { ...data, title: '' });
    expect(shown(await house.deliver(theirs)).message).toMatch(/^What is wrong: write one sentence/);
    const raised = house.acts.submitsMessageAction(lead, COMMAND, { ...data, title: 'Labels print blank' });
    expect(shown(await house.deliver(raised)).message).toBe('This form is out of date. Write raise for a new one.');
    expect(await allIssues(house)).toEqual([]);
  });
});

describe('The message that it is used on', () => {
  test.each([
    '<p>Labels of 943 476 5919 print blank</p>',
    '<p>dob&nbsp;03/04/1961</p>',
    `<p>${'word '.repeat(500)}</p><p>CHI 311299 9991</p>`,
  ])('is refused for an identifier, and stays in its chat: %s', async (message) => {
    const refused = await open(message);
    expect(refused.message).toMatch(/^Nothing has been saved\. The message: This looks like .* Remove it\./);
    expect(refused.message).toContain('The message stays in its chat until it is deleted there.');
    expect(await house.clerk.store.db.selectFrom('issueDrafts').selectAll().execute()).toEqual([]);
    expect(JSON.stringify([refused, house.lines, house.far.sent])).not.toMatch(/943 ?476|1961|311299/);
  });

  test('longer than the form is shown cut, for the person to mend', async () => {
    const { card } = await form(`<p>${'word '.repeat(600)}</p>`);
    expect(String(inputOf(card, 'detail')?.value)).toHaveLength(1999);
    expect(String(inputOf(card, 'title')?.value).length).toBeLessThanOrEqual(120);
  });

  test.each([
    ['', ''],
    ['<p>one</p><p>two</p>', 'one two'],
    ['&lt;Alex&gt; wrote &quot;it&#39;s&quot; &#8217;down&#x2019;', `<Alex> wrote "it's" ’down’`],
    [`<p>a_b_c *x* [x](https://evil.example) \${title}</p>`, `a_b_c *x* [x](https://evil.example) \${title}`],
  ])('%j fills the title as %j', async (message, title) => {
    expect(inputOf((await form(message)).card, 'title')?.value ?? '').toBe(title);
  });

  test('in a chat that the bot is not in changes nothing there: all goes on in their own chat', async () => {
    const stranger = person('Priya Nair');
    const elsewhere = personal({ ...stranger, chatId: '19:somebody-and-somebody@unq.gbl.spaces' });
    const first = await open('<p>labels print blank</p>', nurse, elsewhere);
    expect(inputOf(first.card, 'harm')).toBeDefined();
    const second = await send(first, 'issue.start', { harm: 'no' });
    expect((await send(second, 'issue.raise', { title: 'Labels print blank' })).message).toBe(RAISED);
    expect(house.messages(elsewhere)).toEqual([]);
    const conversations = await house.clerk.store.db.selectFrom('conversations').selectAll().execute();
    expect(conversations.map(({ conversationKey }) => conversationKey)).not.toContain(
      '19:somebody-and-somebody@unq.gbl.spaces',
    );
    expect(textOf(house.lastCard(chat).card)).toContain('CAB-1');
  });

  test('is of no use where there is no cabinet, and the dialog says so', async () => {
    await raise(house);
    await house.clerk.store.db.deleteFrom('cabinets').execute();
    expect((await open('<p>labels print blank</p>')).message).toMatch(/no digital cabinet here yet/);
    expect(verbsOf((await open('<p>labels print blank</p>')).card)).toEqual([]);
  });
});
