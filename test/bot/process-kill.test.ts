// A process that is killed with messages waiting, and one that is stopped while it sends: by its SQLite file, and what
// the far side received before and after. Real processes and the real clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBeside } from '../../src/store/beside.ts';
import { CABINET, cabinetChannel, digital, lead, nurse } from '../issues/ward.ts';
import { actsOf, channel, conversationOf } from '../support/activities.ts';
import { type Child, endAll, startService } from '../support/child.ts';
import { dataOf, readAnswer, textOf } from '../support/clerk.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { type Fault, hangs } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';

const place = conversationOf(cabinetChannel);
const TITLES = ['The first of three.', 'The second of three.', 'The third of three.'];

let folder: string;
let far: Connector;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-kill-'));
  far = await startConnector({ people: [nurse, ...digital.members], teams: [digital] });
});
afterEach(async () => {
  endAll();
  await far.close();
  rmSync(folder, { recursive: true });
});

function start(): Promise<Child & { url: string }> {
  return startService(folder, { ...far.environment, NODE_EXTRA_CA_CERTS: far.certificateFile });
}

async function setUp(url: string): Promise<void> {
  const acts = actsOf(far);
  await far.send(url, acts.installs(lead, channel(digital)));
  const saved = await far.send(url, acts.presses(lead, 'cabinet.save', CABINET, { in: cabinetChannel }));
  expect(readAnswer(saved).card).toBeDefined();
}

/** Raises through the cards, as far as the receipt: from then on it is confirmed. */
async function raise(url: string, title: string): Promise<void> {
  const acts = actsOf(far);
  await far.send(url, acts.says(nurse, 'raise'));
  const form = await far.next(({ kind, conversationId }) => kind === 'post' && conversationId === nurse.chatId);
  const on = form.activityId === undefined ? {} : { replyTo: form.activityId };
  const data = dataOf(cardOf(form.activity) ?? {}, 'issue.start');
  const next = readAnswer(await far.send(url, acts.presses(nurse, 'issue.start', { ...data, harm: 'no' }, on)));
  const filled = { ...dataOf(next.card ?? {}, 'issue.raise'), title };
  const raised = readAnswer(await far.send(url, acts.presses(nurse, 'issue.raise', filled, on)));
  expect(textOf(raised.card ?? {})).toContain('CAB-');
}

/** How often the cabinet's channel shows each of the titles. */
function shown(): number[] {
  const cards = far.messagesTo(place).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  return TITLES.map((title) => cards.filter((text) => text.includes(title)).length);
}

/** The service with three issues raised and none shown in the channel: one on its way there, two behind it. */
async function startWithThreeWaiting(fault: Fault): Promise<{ service: Child & { url: string }; lift: () => void }> {
  const service = await start();
  await setUp(service.url);
  const lift = far.fail(fault, { conversationId: place, operation: 'post' });
  for (const title of TITLES) await raise(service.url, title);
  await expect.poll(() => far.received.some(({ status }) => status === 'hang'), { timeout: 10_000 }).toBe(true);
  return { service, lift };
}

/** What became of the rows for the channel, in the order they were queued; and how many rows wait or died at all. */
async function outbox() {
  // Beside the running service, as doctor looks into it.
  const store = await openBeside({ kind: 'sqlite', path: join(folder, 'data/clerk.db') });
  if (!store) throw new Error('There is no database.');
  const rows = await store.db.selectFrom('outbox').select(['kind', 'state']).orderBy('id').execute();
  await store.close();
  const left = rows.filter(({ state }) => state !== 'sent' && state !== 'dropped').length;
  return { channel: rows.filter(({ kind }) => kind === 'issue.channel').map(({ state }) => state), left };
}

async function stop(service: Child): Promise<void> {
  service.kill('SIGTERM');
  expect(await service.ended).toEqual({ code: 0, signal: null });
  expect(service.stderr()).toBe('');
}

test('killed with messages waiting and one on its way: started again, all are there at once, each once', async () => {
  const { service, lift } = await startWithThreeWaiting(hangs);
  const before = far.sent.filter(({ kind }) => kind === 'post').length;
  expect(shown()).toEqual([0, 0, 0]);
  service.kill('SIGKILL');
  expect(await service.ended).toEqual({ code: null, signal: 'SIGKILL' });
  lift();

  const again = await start();
  await expect.poll(shown, { timeout: 10_000 }).toEqual([1, 1, 1]);
  await stop(again);
  expect(shown()).toEqual([1, 1, 1]);
  expect(far.sent.filter(({ kind }) => kind === 'post')).toHaveLength(before + 3);
  expect((await outbox()).channel).toEqual(['sent', 'sent', 'sent']);
}, 60_000);

test('killed when Teams had taken a message and it was not noted: that one is doubled, and no other', async () => {
  const { service, lift } = await startWithThreeWaiting({ answer: 'hang', after: true });
  expect(shown()).toEqual([1, 0, 0]);
  service.kill('SIGKILL');
  await service.ended;
  lift();

  const again = await start();
  await expect.poll(shown, { timeout: 10_000 }).toEqual([2, 1, 1]);
  await expect.poll(outbox, { timeout: 20_000 }).toEqual({ channel: ['sent', 'sent', 'sent'], left: 0 });
  await stop(again);
  expect(shown()).toEqual([2, 1, 1]);
}, 60_000);

test('stopped while it sends: what is on its way is finished and noted, the rest is sent after the next start', async () => {
  const service = await start();
  await setUp(service.url);
  const release = far.hold({ conversationId: place, operation: 'post' });
  for (const title of TITLES) await raise(service.url, title);
  service.kill('SIGTERM');
  await expect.poll(() => service.lines.some(({ msg }) => msg.startsWith('stopping')), { timeout: 10_000 }).toBe(true);
  release();
  expect(await service.ended).toEqual({ code: 0, signal: null });
  expect(shown()).toEqual([1, 0, 0]);
  expect((await outbox()).channel).toEqual(['sent', 'waiting', 'waiting']);

  const again = await start();
  await expect.poll(shown, { timeout: 10_000 }).toEqual([1, 1, 1]);
  await stop(again);
  expect(shown()).toEqual([1, 1, 1]);
}, 60_000);
