import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast } from '../support/tab.ts';
import { actorOf, holdFirst, startMeeting } from '../support/tab-meetings.ts';
import { look, startTabStage, type TabStage, type View, withTab } from '../support/tab-views.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { handler, teammate, safety, stranger, raiser } = cast;

const FIRST = '2026-12-02';
const LONG = 'Ask the supplier whether the labels of the new printers can hold the longest names of wards';

describeInBrowser('The pages Meetings and Mine, inside Teams', () => {
  let stage: TabStage;
  let series: string;
  let channel: string;

  const post = (who: typeof handler, path: string, body: object) => stage.house.ask(who, path, body);

  beforeAll(async () => {
    stage = await startTabStage();
    const { house } = stage;
    series = await startMeeting(house);
    await startMeeting(house, handler, {
      title: 'Digital safety huddle',
      firstOn: '2026-12-25',
      place: 'Room 4',
      repeat: 'weekly',
    });
    await post(teammate, `meetings/${series}/attend`, { plannedOn: FIRST, answer: 'yes' });
    await post(safety, `meetings/${series}/attend`, { plannedOn: FIRST, answer: 'apologies' });
    await holdFirst(house);
    const actor = await actorOf(house, handler);
    const meeting = { series, plannedOn: FIRST };
    await house.clerk.meetings.running.note(actor, 'note', {
      ...meeting,
      words: 'We begin with ward 4',
      kind: 'decision',
    });
    for (const [what, due] of [
      [LONG, '2026-12-03'],
      ['Book the room', '2026-12-18'],
    ] as const) {
      await house.clerk.meetings.actions.add(actor, what, { ...meeting, what, who: teammate.objectId, due });
    }
    await house.moveTo('2026-12-07T10:00:00Z');
    const next = { plannedOn: '2026-12-16', form: 'form-0001' };
    await post(teammate, `meetings/${series}/propose`, { ...next, title: 'Labels of the new printers', minutes: 45 });
    await post(teammate, `meetings/${series}/update`, { ...next, system: 'EPR', line: 'Live in two wards' });
    await post(teammate, `meetings/${series}/topic`, { topic: 'Barcode scanning', sort: 'offer', form: 'form-0001' });
    const course = { heldOn: '2026-11-20', minutes: '90', method: 'formal-training', domain: 'Interoperability' };
    for (const title of ['FHIR for beginners', 'Safety cases, from hazard to sign-off']) {
      await post(teammate, 'mine/cpd/add', { ...course, title, form: `form-${title.length}-0001` });
    }
    const channels = house.clerk.store.db.selectFrom('conversations').selectAll().where('scope', '=', 'channel');
    channel = (await channels.executeTakeFirstOrThrow()).conversationKey;
  });
  afterAll(() => stage?.stop());

  const meetings = { subPage: 'meetings/' };
  const mine = { subPage: 'mine/' };
  const views: View[] = [
    [
      'meetings',
      { who: teammate, ...meetings },
      ({ frame }) => frame.getByRole('link', { name: 'Digital safety huddle' }).waitFor(),
    ],
    [
      'meetings-empty',
      { who: stranger, ...meetings },
      ({ frame }) => frame.getByText('No team that you are in').waitFor(),
    ],
    [
      'meetings-series',
      { who: handler, ...meetings },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'Clinical informatics team' }).click();
        await frame.getByText('Draft, until it is agreed').waitFor();
        for (const title of ['Change a date', 'Pause or end', 'Propose an item', 'Propose a topic']) {
          await frame.getByText(title).click();
        }
      },
    ],
    [
      'meetings-record',
      { who: teammate, ...meetings },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'Clinical informatics team' }).click();
        await frame.getByRole('link', { name: 'Wednesday 2 December 2026, 10am' }).click();
        await frame.getByText('Decision: ').waitFor();
      },
    ],
    [
      'mine-actions',
      { who: teammate, subPage: 'mine/actions' },
      ({ frame }) => frame.getByText('Late: it was due on').waitFor(),
    ],
    [
      'mine-cpd-entry',
      { who: teammate, ...mine },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'FHIR for beginners' }).click();
        await frame.getByLabel('What I take from it').waitFor();
      },
    ],
    [
      'mine-cpd-add',
      { who: raiser, ...mine },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'Add an entry' }).click();
        await frame.getByLabel('Title').waitFor();
      },
    ],
    [
      'mine-cpd-print',
      { who: teammate, ...mine },
      async ({ frame }) => {
        await frame.getByRole('link', { name: 'Print this year' }).click();
        await frame.getByRole('table').waitFor();
      },
    ],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    await withTab(stage, options, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('a card’s link opens the very meeting', async () => {
    await withTab(stage, { who: teammate, subPage: `meetings/${series}/${FIRST}` }, async ({ frame }) => {
      await frame.getByText('Record: a draft').waitFor();
      await frame.getByText(LONG).waitFor();
    });
  });

  test('a channel tab shows the meetings of its team, and nobody another’s', async () => {
    await withTab(stage, { who: teammate, ...meetings, channel }, async ({ frame }) => {
      await frame.getByRole('link', { name: 'Clinical informatics team' }).waitFor();
    });
    await withTab(stage, { who: stranger, ...meetings, channel }, async ({ frame }) => {
      await frame.getByText('This team has no regular meeting that you are in.').waitFor();
    });
  });

  test('a member proposes an item by keyboard alone, and it is on the agenda', async () => {
    await withTab(stage, { who: safety, subPage: `meetings/${series}` }, async ({ frame, page }) => {
      await frame.getByText('Propose an item').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Alarm fatigue');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await frame.getByText('It is on the agenda of Wednesday 16 December 2026.').waitFor();
      await frame.getByText('Alarm fatigue (10 minutes)').waitFor();
      const { db } = stage.house.clerk.store;
      const kept = await db.selectFrom('anonymousItems').selectAll().execute();
      expect(kept.map(({ title }) => title)).toEqual(['Alarm fatigue']);
    });
  });

  test('a member takes a date of the rota, gives it back, and cannot change the dates', async () => {
    await withTab(stage, { who: safety, subPage: `meetings/${series}` }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'I can present: Wednesday 30 December 2026' }).click();
      await frame.getByText('Thank you. You present CPD then.').waitFor();
      await frame.getByRole('button', { name: 'Not me: Wednesday 30 December 2026' }).click();
      await frame.getByText('Noted: you do not present then.').waitFor();
      expect(await frame.getByText('Change a date').count()).toBe(0);
    });
  });

  test('the owner moves a date, decides a day off, and pauses the meeting', async () => {
    await withTab(stage, { who: handler, subPage: `meetings/${series}` }, async ({ frame }) => {
      await frame.getByText('Change a date').click();
      await frame.getByLabel('Which date?').selectOption('2027-01-13');
      await frame.getByLabel('New date').fill('2027-01-14');
      await frame.getByRole('button', { name: 'Move it' }).click();
      await frame.getByText('It is moved to Thursday 14 January 2027.').waitFor();
      await frame.getByText('Pause or end this meeting').click();
      await frame.getByRole('button', { name: 'Pause it' }).click();
      await frame.locator('.warning').waitFor();
      await frame.getByRole('button', { name: 'Start again' }).click();
      await frame.getByText('It runs again.').waitFor();
    });
    await withTab(stage, { who: handler, ...meetings }, async ({ frame }) => {
      await frame.getByRole('link', { name: 'Digital safety huddle' }).click();
      await frame.getByText('Change a date').click();
      await frame.getByLabel('It is a day off').selectOption('skip');
      await frame.getByRole('button', { name: 'Decide' }).click();
      await frame.getByText('That is decided.').waitFor();
    });
  });

  test('somebody finishes an action, adds CPD, reflects on it in private, and deletes it', async () => {
    await withTab(stage, { who: teammate, ...mine }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'It is done: Book the room' }).click();
      await frame.getByText('Thank you. It is done.').waitFor();
      await frame.getByRole('link', { name: 'Add an entry' }).click();
      await frame.getByLabel('Title').fill('Reading on interoperability');
      await frame.getByRole('button', { name: 'Add it' }).click();
      await frame.getByLabel('What I take from it').fill('More than I thought');
      await frame.getByRole('button', { name: 'Save reflection' }).click();
      await frame.getByText('Your reflection is saved.').waitFor();
      await frame.getByRole('button', { name: 'Delete reflection' }).click();
      await frame.getByText('Your reflection is deleted.').waitFor();
      await frame.getByLabel('Delete this entry').check();
      await frame.getByRole('button', { name: 'Yes, delete it' }).click();
      await frame.getByRole('link', { name: 'FHIR for beginners' }).waitFor();
      expect(await frame.getByText('Reading on interoperability').count()).toBe(0);
    });
  });

  test('on paper there is the year, and nothing of the tab around it', async () => {
    await withTab(stage, { who: teammate, subPage: 'mine/cpd/print/2026' }, async ({ frame, page }) => {
      await frame.getByRole('table').waitFor();
      await frame.evaluate('window.print = () => { window.printed = true; }');
      await frame.getByRole('button', { name: 'Print' }).click();
      expect(await frame.evaluate('window.printed')).toBe(true);
      await page.emulateMedia({ media: 'print' });
      expect(await frame.getByRole('navigation').isVisible()).toBe(false);
      expect(await frame.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
      expect(await frame.getByRole('table').isVisible()).toBe(true);
    });
  });
});
