// A process that is killed in the middle of a poll to many: by its SQLite file, and what the far side received.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBeside } from '../../src/store/beside.ts';
import { actsOf, channel } from '../support/activities.ts';
import { endAll, startService } from '../support/child.ts';
import { dataOf, readAnswer } from '../support/clerk.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { hangs } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';
import { crowdOf, seat } from './crowd.ts';
import { DAYS, digital, lead, members, pollsChannel } from './team.ts';

const crowd = crowdOf(150);

let folder: string;
let far: Connector;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-polls-kill-'));
  far = await startConnector({ people: [...members, ...crowd], teams: [digital] });
});
afterEach(async () => {
  endAll();
  await far.close();
  rmSync(folder, { recursive: true });
});

const received = () => crowd.map(({ chatId }) => far.messagesTo(chatId).length);
const start = () => startService(folder, { ...far.environment, NODE_EXTRA_CA_CERTS: far.certificateFile });

test('killed while a poll goes out to many: started again, everyone has it, and nobody twice', async () => {
  const service = await start();
  const acts = actsOf(far);
  const send = (activity: object) => far.send(service.url, activity);
  await send(acts.installs(lead, channel(digital)));
  const roles = { facilitators: lead.objectId, organisation: 'Northfield Trust' };
  await send(acts.presses(lead, 'team.save', roles, { in: channel(digital) }));
  const beside = await openBeside({ kind: 'sqlite', path: join(folder, 'data/clerk.db') });
  if (!beside) throw new Error('There is no database.');
  await seat(beside.db, crowd, { serviceUrl: far.serviceUrl, botKey: far.botId, now: new Date() });
  await beside.close();

  await send(acts.says(lead, 'poll', { in: pollsChannel }));
  const form = await far.next(({ activity }) => JSON.stringify(activity ?? {}).includes('poll.create'));
  const data = dataOf(cardOf(form.activity) ?? {}, 'poll.create');
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const inputs = { ...data, ...DAYS, audience: 'organisation', closesOn: tomorrow, closesAt: '23:00' };
  const preview = readAnswer(await send(acts.presses(lead, 'poll.create', inputs, { in: pollsChannel })));
  expect(preview.card).toBeDefined();
  await send(acts.presses(lead, 'poll.send', { poll: data.poll }, { in: pollsChannel }));

  await expect.poll(() => received().filter(Boolean).length, { timeout: 20_000 }).toBeGreaterThan(10);
  // From now on nothing arrives: what is on its way when it is killed has not been delivered.
  const lift = far.fail(hangs, { operation: 'post' });
  await expect.poll(() => far.received.filter(({ status }) => status === 'hang').length, { timeout: 20_000 }).toBe(20);
  expect(received()).toContain(0);
  service.kill('SIGKILL');
  await service.ended;
  lift();

  const again = await start();
  await expect.poll(() => received().filter((count) => count === 0).length, { timeout: 30_000 }).toBe(0);
  again.kill('SIGTERM');
  await again.ended;
  expect(new Set(received())).toEqual(new Set([1]));
}, 90_000);
