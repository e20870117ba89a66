// How long the tab takes on a mid phone over 4G: Chromium itself slows network and processor down. The reference is the
// same page on this machine as it is, in the same run. Local mode, where no Teams stands around it.
import { join } from 'node:path';
import { startClerk } from '../../bot/index.ts';
import { buildTab } from '../../bot/run/build.ts';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { addOrganisation, seePerson, startMembership } from '../../src/people/people-store.ts';
import { launchBrowser } from '../support/browser.ts';

type Network = { latency: number; downloadThroughput: number; uploadThroughput: number };

const MEGABIT = 1_000_000 / 8;
/** 4G as Chrome's own tools and Lighthouse have it: usual, and the slow end of it; a phone's processor is 4 times slower. */
const NETWORKS: Record<string, { network: Network | undefined; slower: number }> = {
  'this machine as it is': { network: undefined, slower: 1 },
  'mid phone, 4G (9 Mbit/s, 60 ms)': {
    network: { latency: 60, downloadThroughput: 9 * MEGABIT, uploadThroughput: 3 * MEGABIT },
    slower: 4,
  },
  'mid phone, slow 4G (1.6 Mbit/s, 150 ms)': {
    network: { latency: 150, downloadThroughput: 1.6 * MEGABIT, uploadThroughput: 0.75 * MEGABIT },
    slower: 4,
  },
};
const RUNS = 5;

/** Prints the median time until the page of a cabinet stands, with an empty cache. */
export async function tab(folder: string): Promise<void> {
  const tabFolder = join(folder, 'tab');
  await buildTab(tabFolder);
  const { config } = loadConfig({ CLERK_MODE: 'local' });
  const settings = { ...config, port: 0, database: { kind: 'sqlite', path: join(folder, 'tab.db') } as const };
  const clerk = await startClerk({ config: settings, log: createLog('warn'), ticking: false, tabFolder });
  const at = new Date();
  const { db } = clerk.store;
  const someone = { tenantId: 'local', objectId: 'bench', channelUserId: 'bench', name: 'Amina Yusuf', email: '' };
  const { id } = await seePerson(db, someone, at);
  const organisation = await addOrganisation(db, 'local', 'Northdale Community Trust', '', at);
  await startMembership(db, id, organisation.id, 'admin', at.toISOString().slice(0, 10), at);
  const browser = await launchBrowser();
  try {
    let reference = 0;
    for (const [name, { network, slower }] of Object.entries(NETWORKS)) {
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) times.push(await open(network, slower));
      const median = times.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
      reference ||= median;
      const figures =
        `${(median / 1000).toFixed(2)} s`.padStart(9) + `x ${(median / reference).toFixed(2)}`.padStart(9);
      console.log(`tab: ${name.padEnd(46)}${figures}`);
    }
  } finally {
    await browser.close();
    await clerk.stop();
  }

  /** From the address to the picker, and from the choice to the page: what a person waits for, without their own time. */
  async function open(network: Network | undefined, slower: number): Promise<number> {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    if (network) await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const began = performance.now();
    await page.goto(`${clerk.url}/tab/`);
    const choice = page.getByLabel('who are you?');
    await choice.waitFor();
    await choice.selectOption({ label: someone.name });
    await page.getByRole('button', { name: 'Raise an issue' }).first().waitFor();
    const time = performance.now() - began;
    await context.close();
    return time;
  }
}
