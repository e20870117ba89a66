import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { cast, type TabHouse } from '../support/tab.ts';
import {
  focused,
  look,
  withTab as openWith,
  PICTURES,
  startTabStage,
  type TabStage,
  tabTo,
  type View,
} from '../support/tab-views.ts';
import { axeFaults, type OpenOptions, type OpenTab, THEMES } from '../support/teams-host.ts';
import { guidOf, person } from '../support/world.ts';

// A browser beside other tests on a small machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { raiser, handler, safety, stranger } = cast;

describeInBrowser('the Cabinet page, inside Teams', () => {
  let stage: TabStage;
  let browser: Browser;
  let house: TabHouse;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    stage = await startTabStage();
    ({ browser, house } = stage);
    for (let number = 1; number <= 22; number += 1) {
      await house.raise(raiser, `Workstation ${number} starts slowly`, { system: 'EPR', place: `Ward ${number}` });
    }
    const text = 'Since Monday. The log says:\nERROR 17\n<b>not bold</b>';
    ids.open = await house.raise(raiser, 'Labels print blank <script>alert(1)</script>', {
      system: 'Printing',
      place: 'Ward 4, bay B',
      detail: text,
      impact: 'service',
    });
    ids.resolved = await house.raise(raiser, `${'Averyveryverylongwordwithoutanyspace'.repeat(3)} breaks`);
    await house.ask(handler, `issues/${ids.resolved}/update`, { status: 'resolved', reply: 'We fitted a new ribbon.' });
    ids.flagged = await house.raise(raiser, 'The dose shown was ten times too high', { harm: 'yes' });
  });
  afterAll(() => stage?.stop());

  const withTab = (options: OpenOptions, act: (tab: OpenTab) => Promise<void>) => openWith(stage, options, act);

  const views: View[] = [
    ['list', { who: stranger }, ({ frame }) => frame.getByText(/open issues, page 1 of 2/).waitFor()],
    [
      'filters',
      { who: safety },
      async ({ frame }) => {
        await frame.getByText('Filter and sort').click();
        await frame.getByLabel('Sort').selectOption('priority');
        await frame.locator('.issues').getByText('Safety: awaiting clinical safety').first().waitFor();
      },
    ],
    [
      'nothing-found',
      { who: stranger },
      async ({ frame }) => {
        await frame.getByRole('searchbox').fill('zebra');
        await frame.getByRole('searchbox').press('Enter');
        await frame.getByText('No issue fits what you asked for').waitFor();
      },
    ],
    ['issue-for-handler', { who: handler, subPage: 'open' }, ({ frame }) => frame.getByText('Take it').waitFor()],
    [
      'issue-for-raiser',
      { who: raiser, subPage: 'resolved' },
      ({ frame }) => frame.getByText('Did this fix it?').waitFor(),
    ],
    [
      'issue-for-safety',
      { who: safety, subPage: 'flagged' },
      ({ frame }) => frame.getByRole('button', { name: 'Release it' }).waitFor(),
    ],
    ['issue-missing', { who: stranger, subPage: 'flagged' }, ({ frame }) => frame.getByText('no such issue').waitFor()],
    [
      'raise-question',
      { who: raiser },
      async ({ frame }) => {
        await frame.getByRole('button', { name: 'Raise an issue' }).click();
        await frame.getByText('Could this affect').waitFor();
      },
    ],
    [
      'raise-form',
      { who: raiser },
      async ({ frame }) => {
        await frame.getByRole('button', { name: 'Raise an issue' }).click();
        await frame.getByLabel('No', { exact: true }).check();
        await frame.getByRole('button', { name: 'Next' }).click();
        await frame.getByText('Add more').click();
        await frame.getByRole('button', { name: 'Raise it' }).click();
        await frame.getByText('Write one sentence about it').first().waitFor();
      },
    ],
    [
      'raise-safety',
      { who: raiser },
      async ({ frame }) => {
        await frame.getByRole('button', { name: 'Raise an issue' }).click();
        await frame.getByLabel('I am not sure').check();
        await frame.getByRole('button', { name: 'Next' }).click();
        await frame.getByText('Make the person safe').waitFor();
      },
    ],
    ['raise-similar', { who: stranger }, async ({ frame }) => asksWhetherSame(frame, 'Blank labels printed')],
    ['no-token', { who: stranger, token: 'none' }, ({ frame }) => frame.getByText('resourceDisabled').waitFor()],
    [
      'where-do-you-work',
      { who: person('Asha Rao') },
      ({ frame }) => frame.getByRole('heading', { name: 'Where do you work?' }).waitFor(),
    ],
    [
      'no-cabinet-yet',
      { who: cast['other-organisation'] },
      ({ frame }) => frame.getByText('has no digital cabinet yet').waitFor(),
    ],
    ['config', { who: stranger, path: 'config' }, ({ frame }) => frame.getByText('Choose Save').waitFor()],
  ];

  /** Fills in the form with what is like something that is open already. */
  async function asksWhetherSame(frame: OpenTab['frame'], title: string): Promise<void> {
    await frame.getByRole('button', { name: 'Raise an issue' }).click();
    await frame.getByLabel('No', { exact: true }).check();
    await frame.getByRole('button', { name: 'Next' }).click();
    await frame.getByLabel('What is wrong').fill(title);
    await frame.getByRole('button', { name: 'Raise it' }).click();
    await frame.getByRole('heading', { name: 'Is it one of these?' }).waitFor();
  }

  test.each(views)(
    '%s: axe finds nothing in any theme, and it fits 320 and 1280 pixels',
    async (name, options, arrive) => {
      const subPage = options.subPage ? (ids[options.subPage] ?? '') : '';
      await withTab({ ...options, subPage }, async (tab) => {
        await arrive(tab);
        await look(tab, name);
      });
    },
  );

  test.each(THEMES)('the tab opens in the theme that Teams is in: %s', async (theme) => {
    await withTab({ who: stranger, theme }, async ({ frame }) => {
      await frame.getByText(/open issues, page 1 of 2/).waitFor();
      expect(await frame.evaluate('document.documentElement.dataset.theme')).toBe(theme);
    });
  });

  test('the theme follows Teams while the tab is open, and an unknown one is the default', async () => {
    await withTab({ who: stranger }, async ({ frame, setTheme }) => {
      await frame.getByText(/open issues, page 1 of 2/).waitFor();
      const colour = () => frame.evaluate<string>("getComputedStyle(document.querySelector('.shell')).backgroundColor");
      const shown = () => frame.evaluate('document.documentElement.dataset.theme');
      const light = await colour();
      await setTheme('dark');
      await expect.poll(shown).toBe('dark');
      await expect.poll(colour).not.toBe(light);
      await setTheme('sepia' as 'dark');
      await expect.poll(shown).toBe('default');
    });
  });

  test('the keyboard alone opens an issue, answers it, and comes back to where it left the list', async () => {
    const id = await house.raise(raiser, 'Badge reader refuses', {});
    await withTab({ who: handler }, async (tab) => {
      const { page, frame } = tab;
      await frame.getByText('Badge reader refuses').waitFor();
      await tabTo(tab, `issue-${id}`);
      await page.keyboard.press('Enter');
      await frame.getByText('Take it').waitFor();
      expect(await focused(tab)).toContain('Badge reader refuses');
      await tabTo(tab, 'Take it');
      await page.keyboard.press('Enter');
      await frame.getByText(/^You have CAB-\d+ now/).waitFor();
      await expect.poll(() => focused(tab)).toMatch(/^You have CAB-\d+ now/);
      await tabTo(tab, 'Back to the list', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(tab)).toContain(`issue-${id}`);
    });
  });

  test('the keyboard alone raises an issue; what is missing is said at its field, which takes the focus', async () => {
    await withTab({ who: raiser, width: 320 }, async (tab) => {
      const { page, frame } = tab;
      await frame.getByText(/open issues, page 1/).waitFor();
      await tabTo(tab, 'Raise an issue');
      await page.keyboard.press('Enter');
      await frame.getByText('Could this affect').waitFor();
      await tabTo(tab, 'Next');
      await page.keyboard.press('Enter');
      await frame.getByText('Choose one of the four answers.').waitFor();
      expect(await focused(tab)).toContain('No');
      await page.keyboard.press('Space');
      await tabTo(tab, 'Next');
      await page.keyboard.press('Enter');
      await frame.getByLabel('What is wrong').waitFor();
      expect(await focused(tab)).toContain('Raise an issue');
      await tabTo(tab, 'Raise it');
      await page.keyboard.press('Enter');
      await frame.getByText('Write one sentence about it').waitFor();
      expect(await focused(tab)).toContain('What is wrong');
      await page.keyboard.type('The mouse runs away');
      await tabTo(tab, 'Add more');
      await page.keyboard.press('Enter');
      await tabTo(tab, 'Tell us more');
      await page.keyboard.type('NHS number 999 123 4567');
      await tabTo(tab, 'Raise it');
      await page.keyboard.press('Enter');
      await frame.getByRole('alert').waitFor();
      expect(await focused(tab)).toContain('Tell us more');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Since Monday');
      await tabTo(tab, 'Raise it');
      await page.keyboard.press('Enter');
      await frame.getByRole('heading', { name: /^Thank you. It is CAB-/ }).waitFor();
      await expect.poll(() => focused(tab)).toContain('Thank you');
      await tabTo(tab, 'Open CAB-');
      await page.keyboard.press('Enter');
      await frame.getByRole('heading', { name: /The mouse runs away/ }).waitFor();
    });
  });

  test('a worker raises an issue in the tab with one answer and one sentence, and opens it', async () => {
    await withTab({ who: raiser, width: 320 }, async ({ page, frame }) => {
      await frame.getByRole('button', { name: 'Raise an issue' }).click();
      await frame.getByLabel('No', { exact: true }).check();
      await frame.getByRole('button', { name: 'Next' }).click();
      await frame.getByLabel('What is wrong').fill('The scanner beeps all night');
      await frame.getByRole('button', { name: 'Raise it' }).click();
      await frame.getByRole('heading', { name: /^Thank you. It is CAB-/ }).waitFor();
      await page.screenshot({ path: join(PICTURES, 'receipt-default-320.png') });
      await frame.getByRole('button', { name: /^Open CAB-/ }).click();
      await frame.getByRole('heading', { name: /The scanner beeps all night/ }).waitFor();
      await frame.getByRole('button', { name: 'Back to the list' }).click();
      await frame.getByText(/open issues, page 1/).waitFor();
    });
  });

  test('a worker who has what is open already is counted in it, and takes that back', async () => {
    await withTab({ who: stranger, width: 320 }, async (tab) => {
      const { page, frame } = tab;
      await asksWhetherSame(frame, 'Workstation 7 starts slowly');
      await expect.poll(() => focused(tab)).toContain('Is it one of these?');
      await frame.getByRole('button', { name: 'I have this too' }).first().click();
      await frame.getByRole('heading', { name: /^Thank you. You are counted in CAB-/ }).waitFor();
      await frame.getByText('2 people').waitFor();
      await page.screenshot({ path: join(PICTURES, 'joined-default-320.png') });
      await frame.getByRole('button', { name: /^Open CAB-/ }).click();
      await frame.getByRole('button', { name: 'I do not have this' }).click();
      await frame.getByText('You are not counted').waitFor();
      expect(await frame.getByRole('button', { name: 'I do not have this' }).count()).toBe(0);
    });
  });

  test('a number of a patient is refused in words, and what was typed stays', async () => {
    await withTab({ who: handler, subPage: ids.open ?? '' }, async ({ frame }) => {
      await frame.getByLabel('Where it is now').selectOption('resolved');
      await frame.getByLabel('Reply to the person').fill('Fixed for NHS number 999 123 4567');
      await frame.getByRole('button', { name: 'Save' }).click();
      await frame.getByRole('alert').waitFor();
      expect(await frame.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
      expect(await frame.getByLabel('Reply to the person').inputValue()).toContain('999 123 4567');
    });
  });

  test('the list pages, and downloads as a file with the same filters', async () => {
    await withTab({ who: stranger }, async ({ page, frame }) => {
      await frame.getByRole('button', { name: 'Next page' }).click();
      await frame.getByText(/page 2 of 2/).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        frame.getByRole('button', { name: /^Download/ }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('issues.csv');
    });
  });

  test('a tab in a channel shows clinical safety what it shows everyone, until they ask for more', async () => {
    await withTab({ who: safety, channel: '19:cabinet@thread.tacv2' }, async ({ frame }) => {
      await frame.getByText(/open issues, page 1/).waitFor();
      expect(await frame.getByText('ten times too high').count()).toBe(0);
    });
    await withTab({ who: safety }, async ({ frame }) => {
      await frame.getByText('ten times too high').waitFor();
    });
  });

  test('the configuration page gives Teams the address of the tab when it is saved', async () => {
    await withTab({ who: handler, path: 'config' }, async ({ frame, save }) => {
      await frame.getByText('Choose Save').waitFor();
      expect(await save()).toMatchObject({
        entityId: 'cabinet',
        contentUrl: 'https://clerk.trust.example/tab/',
        suggestedDisplayName: 'Digital cabinet',
      });
    });
  });

  test.each<[string, OpenOptions, RegExp]>([
    ['expired', { who: stranger, token: { endsIn: -10 } }, /The token has expired/],
    ['of another tenant', { who: person('Vera Lind', guidOf('elsewhere')) }, /CLERK_TENANTS/],
    ['of another audience', { who: stranger, token: { claims: { aud: guidOf('x') } } }, /another application/],
    ['forged', { who: stranger, token: { forged: true } }, /not signed with a key/],
    ['without our scope', { who: stranger, token: { claims: { scp: 'openid' } } }, /Expose an API/],
    ['not given at all', { who: stranger, token: 'none' }, /Teams gave no token/],
  ])(
    'with a token that is %s it says so, names the cause for an admin, and shows nothing',
    async (_, options, cause) => {
      await withTab(options, async ({ frame }) => {
        await frame.getByText(cause).waitFor();
        expect(await frame.getByText('CAB-').count()).toBe(0);
        await frame.getByRole('button', { name: 'Try again' }).waitFor();
      });
    },
  );

  test('no page elsewhere can show the tab in a frame', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (line) => refused.push(line.text()));
    await page.setContent(`<iframe src="${house.clerk.url}/tab/"></iframe>`);
    await expect.poll(() => refused.join()).toMatch(/frame-ancestors/);
    await context.close();
  });

  test('who is asked where they work answers once, and sees the list', async () => {
    await withTab({ who: person('Ben Achterberg') }, async ({ frame }) => {
      await frame.getByRole('button', { name: 'Save' }).click();
      await frame.getByText('Choose one of the list.').waitFor();
      await frame.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Northdale Community Trust' });
      await frame.getByRole('button', { name: 'Save' }).click();
      await frame.getByText(/open issues, page 1/).waitFor();
    });
  });

  test('outside of Teams a plain sentence says where to open it', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${house.clerk.url}/tab/`);
    await page.getByRole('heading', { name: 'Open Digital Clerk in Microsoft Teams' }).waitFor();
    await page.screenshot({ path: join(PICTURES, 'outside-320.png') });
    expect(await axeFaults(page.mainFrame())).toEqual([]);
    await page.close();
  });
});
