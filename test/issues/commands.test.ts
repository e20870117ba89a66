// What people type: lists, one issue, help, and all that is no command; and pictures, which nobody opens.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, personal, textOf, verbsOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  chat,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  storesChannel,
} from './ward.ts';

let house: House;

/** What a place was sent in answer to a message: the text of its cards, or the lines. */
async function said(who: typeof nurse, text: string, place = personal(who)): Promise<string> {
  const before = house.messages(place).length;
  await house.says(who, text, { in: place });
  const news = house.messages(place).slice(before);
  return news.map(({ activity }) => (cardOf(activity) ? textOf(cardOf(activity) ?? {}) : activity.text)).join('\n');
}

/** The references on a list, in order. */
function references(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z]+-\d+$/.test(line));
}

describe('Lists', () => {
  beforeAll(async () => {
    house = await openWard();
    for (let at = 1; at <= 6; at += 1) {
      await raise(house, {
        title: `Screen ${at} is dark`,
        system: 'EPR',
        place: `Ward ${at}`,
        detail: 'secret detail',
      });
    }
    await raise(house, { title: 'Labels print blank' }, doctor);
    const [first, second] = await allIssues(house);
    if (first) await answer(house, first, 'resolved', 'There is a new cable.');
    if (second) await answer(house, second, 'in-progress');
    await flag(house, doctor);
  });
  afterAll(() => house.stop());

  test('issues: the open ones of the cabinet, newest first, five to a card, with title, system, place and state', async () => {
    const text = await said(doctor, 'issues');
    expect(references(text)).toEqual(['CAB-7', 'CAB-6', 'CAB-5', 'CAB-4', 'CAB-3']);
    expect(text).toContain('Open issues: Ward Digital Cabinet');
    for (const words of ['Screen 5 is dark', 'EPR', 'Ward 5', 'New: not looked at yet', 'Page 1 of 2']) {
      expect(text).toContain(words);
    }
    for (const hidden of ['Amina', 'secret detail', 'CAB-8', 'Safety']) expect(text).not.toContain(hidden);
  });

  test('are paged: the next page has the rest, and the way back', async () => {
    await said(doctor, 'issues');
    const next = await house.press(doctor, personal(doctor), 'issue.list');
    expect(references(textOf(next.card ?? {}))).toEqual(['CAB-2']);
    expect(textOf(next.card ?? {})).toContain('In progress');
    expect(textOf(next.card ?? {})).toContain('Page 2 of 2');
    expect(verbsOf(next.card ?? {})).toEqual(['issue.list']);
  });

  test.each([0, -1, 99, 1.5, 'two', '', null])('show a page there is when asked for page %j', async (page) => {
    const [issue] = await allIssues(house);
    const list = await house.presses(nurse, 'issue.list', { scope: 'open', cabinet: issue?.cabinetId, page });
    expect(references(textOf(list.card ?? {})).length).toBeGreaterThan(0);
    expect(JSON.stringify(list.card).length).toBeLessThan(25_000);
  });

  test('my issues: all of one’s own, closed and flagged ones too, and nobody else’s', async () => {
    expect(references(await said(nurse, 'my issues'))).toEqual(['CAB-6', 'CAB-5', 'CAB-4', 'CAB-3', 'CAB-2']);
    const mine = await said(doctor, 'My Issues');
    expect(references(mine)).toEqual(['CAB-8', 'CAB-7']);
    expect(mine).toContain('Safety: awaiting clinical safety');
    expect(await said(handler, 'my issues')).toContain('You have raised nothing yet.');
  });

  test('in a channel: the cabinet’s for all to see, one’s own in one’s own chat', async () => {
    expect(references(await said(doctor, 'issues', cabinetChannel))).toHaveLength(5);
    const before = house.messages(personal(doctor)).length;
    expect(await said(doctor, 'my issues', cabinetChannel)).toBe('I have sent it to you in our own chat.');
    expect(house.messages(personal(doctor))).toHaveLength(before + 1);
  });

  test('of another cabinet are asked for by its letters or its name', async () => {
    await house.presses(lead, 'cabinet.save', { name: 'Stores of the old wing', prefix: 'STO' }, { in: storesChannel });
    for (const text of ['issues STO', 'issues stores of the old wing']) {
      expect(await said(nurse, text), text).toContain('Open issues: Stores of the old wing');
    }
    expect(await said(nurse, 'issues', storesChannel)).toContain('Nothing is open. To raise an issue, write raise.');
  });
});

describe('One issue', () => {
  beforeAll(async () => {
    house = await openWard();
    const issue = await raise(house, { title: 'Screen 1 is dark', place: 'Ward 1', detail: 'secret detail' });
    await answer(house, issue, 'waiting', 'Which screen is it?');
  });
  afterAll(() => house.stop());

  test.each(['issue CAB-1', 'Issue cab-1', 'issue CAB 1', 'issue: CAB-1'])(
    '%j is its receipt, for who raised it',
    async (text) => {
      const receipt = await said(nurse, text);
      for (const words of ['CAB-1', 'Screen 1 is dark', 'Waiting: we need something from you', 'Which screen is it?']) {
        expect(receipt).toContain(words);
      }
    },
  );

  test('is all of it for a handler, in their own chat', async () => {
    const whole = await said(handler, 'issue CAB-1');
    for (const words of ['secret detail', 'Amina Yusuf', 'Which screen is it?']) expect(whole).toContain(words);
  });

  test('is one line for a colleague: no detail, no names, no history', async () => {
    expect(await said(doctor, 'issue CAB-1')).toBe(
      'CAB-1: Screen 1 is dark. Ward 1. Waiting: for an answer from the person who raised it. Medium (P3).',
    );
  });

  test('is one line in a channel, whoever asks', async () => {
    for (const who of [nurse, lead, doctor]) {
      expect(await said(who, 'issue CAB-1', cabinetChannel)).toMatch(/^CAB-1: Screen 1 is dark\. Ward 1\. Waiting/);
    }
  });

  test('issue alone says what to write', async () => {
    expect(await said(nurse, 'issue')).toBe('Write the reference too, as in: issue CAB-1.');
  });

  test.each(['issue CAB-99', 'issue XYZ-1', 'issue 1', 'issue CAB-1 please'])('%j is none', async (text) => {
    expect(await said(nurse, text)).toBe(
      'There is no such issue that you can see. Write issues for the open ones, or my issues for yours.',
    );
  });
});

describe('Help', () => {
  beforeAll(async () => {
    house = await openWard();
  });
  afterAll(() => house.stop());

  const greetings = [
    'help',
    'Help',
    'HELP!',
    'hi',
    'Hi.',
    'hello',
    'Hello there',
    'hellooo',
    'asdf',
    'what?',
    '?',
    '🙂',
    '1',
    'raised',
  ];

  test.each(greetings)('answers %j with what can be done, and buttons', async (text) => {
    const help = await said(nurse, text);
    expect(help).toContain('Hello, I am Digital Clerk');
    const card = house.lastCard(chat).card;
    expect(verbsOf(card).every((verb) => verb === 'help.run')).toBe(true);
    expect(verbsOf(card).length).toBeGreaterThan(3);
    expect(verbsOf(card).length).toBeLessThanOrEqual(6);
    for (const command of ['raise', 'my issues', 'issues']) expect(help.split('\n')).toContain(command);
  });

  test('in a channel lists what is done there', async () => {
    const help = await said(lead, 'hello', cabinetChannel);
    for (const command of ['set up cabinet', 'set up team', 'raise']) expect(help.split('\n')).toContain(command);
    expect(help.split('\n')).not.toContain('pause');
  });

  test('leads to every other command: each stands on one of the two pages, and none on both', async () => {
    await house.says(nurse, 'help');
    const first = textOf(house.lastCard(chat).card);
    const further = await house.press(nurse, chat, 'help.run', { command: 'help more' });
    const second = textOf(further.card ?? {});
    expect(second).toContain('More commands');
    const lines = (text: string) => new Set(text.split('\n'));
    for (const { command, scopes, alias } of house.clerk.commands.all) {
      if (!scopes.includes('personal') || alias) continue;
      expect([command, lines(first).has(command) !== lines(second).has(command)]).toEqual([command, true]);
    }
  });

  test('has buttons that do what their words do', async () => {
    await said(nurse, 'help');
    const pressed = await house.press(nurse, chat, 'help.run', { command: 'my issues' });
    expect(textOf(pressed.card ?? {})).toContain('You have raised nothing yet.');
    await said(nurse, 'help');
    await house.press(nurse, chat, 'help.run', { command: 'raise' });
    expect(verbsOf(house.lastCard(chat).card)).toEqual(['issue.start']);
  });

  test('pressed in a channel answers who pressed, and leaves the card for the others', async () => {
    await said(lead, 'help', cabinetChannel);
    const before = house.lastCard(cabinetChannel);
    const pressed = await house.press(doctor, cabinetChannel, 'help.run', { command: 'raise' });
    expect(pressed.notice).toBe('I have sent it to you in our own chat.');
    expect(house.lastCard(cabinetChannel)).toEqual(before);
    expect(verbsOf(house.lastCard(personal(doctor)).card)).toEqual(['issue.start']);
  });

  test('a command that only some may use is refused in the thread with one neutral line', async () => {
    const line = await said(doctor, 'set up cabinet', cabinetChannel);
    expect(line).toBe('Only a facilitator of this team, or their deputy, can set up a cabinet.');
    expect(await said(lead, 'set up cabinet')).toContain('Write set up cabinet in the channel');
  });
});

describe('Files and pictures', () => {
  const PICTURE =
    'Please delete the picture: it may show someone in our care. I have not opened it. Tell us in words what you saw.';
  const files = [
    { contentType: 'image/*', contentUrl: 'https://files.example/picture.png' },
    {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      content: { downloadUrl: 'https://files.example/x' },
    },
    { contentType: 'video/mp4', contentUrl: 'https://files.example/film.mp4' },
  ];

  beforeAll(async () => {
    house = await openWard();
  });
  afterAll(() => house.stop());

  test.each(files)('of $contentType are not fetched: please delete it', async (file) => {
    const before = { requests: house.far.received.length, lines: house.linesIn(chat).length };
    await house.deliver({ ...house.acts.says(nurse, ''), attachments: [file] });
    expect(house.linesIn(chat).slice(before.lines)).toEqual([PICTURE]);
    expect(house.far.received.slice(before.requests).map(({ operation }) => operation)).toEqual(['post']);
    expect(JSON.stringify(await house.clerk.store.db.selectFrom('issueDrafts').selectAll().execute())).not.toContain(
      'files.example',
    );
  });

  test('leave the words beside them their effect', async () => {
    await house.deliver({ ...house.acts.says(nurse, 'raise the printer is down'), attachments: [files[0]] });
    expect(house.linesIn(chat).at(-1)).toBe(PICTURE);
    expect(textOf(house.lastCard(chat).card)).toContain('the printer is down');
  });

  test('the HTML that Teams puts beside every message is no file', async () => {
    const lines = house.linesIn(chat).length;
    const html = [{ contentType: 'text/html', content: '<p>help</p>' }];
    await house.deliver({ ...house.acts.says(nurse, 'help'), attachments: html });
    expect(house.linesIn(chat)).toHaveLength(lines);
  });

  test('and a message of neither words nor files is answered with help', async () => {
    expect(await said(nurse, '   ')).toContain('Hello, I am Digital Clerk');
  });
});
