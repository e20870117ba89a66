import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { actorById } from '../../src/people/actor.ts';
import { findPerson, seePerson } from '../../src/people/people-store.ts';
import { describeInBrowser } from '../support/browser.ts';
import { startHouse } from '../support/clerk.ts';
import { cast } from '../support/tab.ts';
import { focused, look, PICTURES, startTabStage, type TabStage, type View, withTab } from '../support/tab-views.ts';
import { axeFaults } from '../support/teams-host.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { raiser, handler, facilitator, safety, teammate, stranger } = cast;

describeInBrowser('The Cabinet page for those who handle issues, inside Teams', () => {
  let stage: TabStage;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    stage = await startTabStage();
    const { house } = stage;
    ids.open = await house.raise(raiser, 'Labels print blank', { system: 'Printing', place: 'Ward 4, bay B' });
    const waits = {
      status: 'waiting',
      reply: 'We ordered a part.',
      waitingFor: 'Supplier',
      waitingUntil: '2026-12-04',
    };
    const sorted = { kind: 'fault', burden: 'time', sector: 'hospital', techNote: 'Firmware 2.1' };
    ids.waiting = await house.raise(raiser, 'Badge reader slow');
    await house.ask(handler, `issues/${ids.waiting}/update`, { ...waits, ...sorted });
    const desk = { deskRef: 'INC0099', deskUrl: 'https://desk.example/INC0099' };
    await house.ask(handler, `issues/${ids.waiting}/escalate`, desk);
    for (let number = 1; number <= 6; number += 1) {
      await house.raise(raiser, `The dose shows twice on screen ${number}`, { harm: 'could', system: 'E-prescribing' });
    }
    await planGoLive();
  });
  afterAll(() => stage?.stop());

  async function planGoLive(): Promise<void> {
    const { clerk, cabinetId } = stage.house;
    const person = await findPerson(clerk.store.db, facilitator.tenantId, facilitator.objectId);
    const actor = person && (await actorById(clerk.store.db, person.id));
    const cabinet = await clerk.issues.cabinets.byId(cabinetId);
    if (!actor || !cabinet) throw new Error('There is no facilitator.');
    const people = { lead: safety.objectId, manager: handler.objectId };
    const input = { goLive: '', name: 'New label printers', system: 'Printing', liveOn: '2027-01-20', ...people };
    await clerk.issues.goLives.save(actor, cabinet.teamId, 'token', input);
  }

  const openAll = async ({ frame }: Parameters<View[2]>[0]) => {
    for (const part of await frame.locator('summary').all()) await part.click();
  };
  const views: View[] = [
    [
      'handling',
      { who: facilitator, subPage: 'waiting' },
      async (tab) => {
        await tab.frame.getByText('Handle it').waitFor();
        await openAll(tab);
      },
    ],
    [
      'handling-faults',
      { who: handler, subPage: 'open' },
      async (tab) => {
        await tab.frame.getByText('Handle it').waitFor();
        await openAll(tab);
        await tab.frame.getByRole('button', { name: 'Hand to the service desk' }).click();
        await tab.frame.getByText('Write the number that the service desk gave it.').waitFor();
      },
    ],
    [
      'handling-filters',
      { who: handler },
      async ({ frame }) => {
        await frame.getByText('Filter and sort').click();
        await frame.getByLabel('What sort of thing').selectOption('fault');
        await frame.getByText('1 open issue').waitFor();
      },
    ],
    [
      'hazards',
      { who: safety, subPage: 'cabinet/hazards' },
      ({ frame }) => frame.getByText('6 to be decided').waitFor(),
    ],
    [
      'hazard',
      { who: safety, subPage: 'cabinet/hazards' },
      async (tab) => {
        await tab.frame.getByRole('link', { name: /screen 4/ }).click();
        await tab.frame.getByText('Decide', { exact: true }).waitFor();
        await openAll(tab);
      },
    ],
    [
      'hazards-of-nobody',
      { who: stranger, subPage: 'cabinet/hazards' },
      ({ frame }) => frame.getByText('Only clinical safety').waitFor(),
    ],
    [
      'go-lives',
      { who: teammate, subPage: 'cabinet/go-lives' },
      ({ frame }) => frame.getByText('New label printers').waitFor(),
    ],
    [
      'go-lives-empty',
      { who: stranger, subPage: 'cabinet/go-lives' },
      ({ frame }) => frame.getByText('Nothing is planned to go live').waitFor(),
    ],
  ];

  test.each(views)('%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels', async (name, options, go) => {
    const { subPage = '' } = options;
    await withTab(stage, { ...options, subPage: ids[subPage] ?? subPage }, async (tab) => {
      await go(tab);
      await look(tab, name);
    });
  });

  test('a handler sorts an issue, lets it wait for somebody, hands it to the desk and passes it on', async () => {
    const id = await stage.house.raise(raiser, 'Scanner beeps');
    await withTab(stage, { who: handler, subPage: id }, async ({ frame }) => {
      await frame.getByLabel('Where it is now').selectOption('waiting');
      await frame.getByLabel('Waiting for whom').fill('Supplier');
      await frame.getByLabel('Reply to the person').fill('We ordered a part.');
      await frame.getByText('What it is, and a note for IT').click();
      await frame.getByLabel('Sector').selectOption('hospital');
      await frame.getByRole('button', { name: 'Save', exact: true }).click();
      await frame
        .getByText(/^Waiting: for .*Supplier/)
        .first()
        .waitFor();
      await frame.getByText('Hand it to the service desk').click();
      await frame.getByLabel('Service desk reference').fill('INC0012');
      await frame.getByRole('button', { name: 'Hand to the service desk' }).click();
      await frame.getByText('is with the service desk. The person').waitFor();
      await frame.getByText('Pass it to somebody else').click();
      await frame.getByLabel('Pass to').selectOption({ label: facilitator.name });
      await frame.getByRole('button', { name: 'Pass it on' }).click();
      await frame.getByText('is passed on, and they are told').waitFor();
      await frame.getByText(`Passed on: `).waitFor();
    });
  });

  test('a text is removed for good by who runs the team; without a choice the list has the focus', async () => {
    const id = await stage.house.raise(raiser, 'Mouse runs away', { detail: 'A name that should not be here' });
    await withTab(stage, { who: facilitator, subPage: id }, async (tab) => {
      const { frame } = tab;
      await frame.getByText('A name that should not be here').waitFor();
      await frame.getByText('Remove a text for good').click();
      await frame.getByRole('button', { name: 'Remove for good' }).click();
      await frame.getByText('Choose at least one.').waitFor();
      expect(await focused(tab)).toContain('What is wrong (the title)');
      await frame.getByLabel('The details').check();
      await frame.getByRole('button', { name: 'Remove for good' }).click();
      await frame.getByText(/^Removed from CAB-/).waitFor();
      expect(await frame.getByText('A name that should not be here').count()).toBe(0);
    });
  });

  test('clinical safety accepts one hazard draft, merges another, and declines a third', async () => {
    await withTab(stage, { who: safety, subPage: 'cabinet/hazards' }, async (tab) => {
      const { frame } = tab;
      await frame.getByRole('link', { name: /screen 2/ }).click();
      await frame.getByRole('button', { name: 'Accept into the hazard log' }).click();
      await frame.getByText('Write it, so that the two can be found.').waitFor();
      expect(await focused(tab)).toContain('Number in your hazard log');
      await frame.getByLabel('Number in your hazard log').fill('HZ-7');
      await frame.getByRole('button', { name: 'Accept into the hazard log' }).click();
      await frame.getByText('is in your hazard log as HZ-7.').waitFor();
      await frame.getByRole('button', { name: 'Back to the hazard drafts' }).click();
      await frame.getByRole('link', { name: /screen 3/ }).click();
      await frame.getByText('Merge or decline').click();
      await frame.getByLabel('Why it is not a hazard').fill('It shows once on paper');
      await frame.getByRole('button', { name: 'Not a hazard' }).click();
      await frame.getByText('is noted as not a hazard.').waitFor();
    });
  });

  test('where there is no sign-in, the choice of a person is free of faults too', async () => {
    const house = await startHouse({ far: { local: true }, tabFolder: stage.folder });
    const { tenantId, objectId, name } = raiser;
    await seePerson(house.clerk.store.db, { tenantId, objectId, name, email: '', channelUserId: '' }, house.now());
    const page = await stage.browser.newPage({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
    await page.goto(`${house.clerk.url}/tab/`);
    await page.getByLabel('who are you?').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.reload();
      await page.getByLabel('who are you?').waitFor();
      await page.screenshot({ path: join(PICTURES, `picker-${colorScheme}-320.png`) });
      expect(await axeFaults(page.mainFrame())).toEqual([]);
    }
    await page.getByLabel('who are you?').selectOption({ label: name });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axeFaults(page.mainFrame())).toEqual([]);
    await page.close();
    await house.stop();
  });
});
