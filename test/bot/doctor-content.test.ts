// What the doctor says of a database in use, beside the service that runs on it: what is missing, whom nobody can reach,
// what is stuck, and how it gets going again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { examine, requeue } from '../../bot/run/doctor.ts';
import {
  answer,
  cabinetChannel,
  chat,
  digital,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  safetyDeputy,
} from '../issues/ward.ts';
import { endAll, runProgram, startService } from '../support/child.ts';
import { channel, type House, textOf } from '../support/clerk.ts';
import { conversationBlocked, notInstalled, tooLarge } from '../support/faults.ts';
import { cardOf } from '../support/record.ts';

let folder: string;
let house: House | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-content-'));
});
afterEach(async () => {
  endAll();
  await house?.stop();
  house = undefined;
  rmSync(folder, { recursive: true });
});

async function open(options: Parameters<typeof openWard>[0] = {}): Promise<House> {
  house = await openWard({ database: { kind: 'sqlite', path: join(folder, 'clerk.db') }, ...options });
  return house;
}

function settings(changes: Record<string, string> = {}): Record<string, string> {
  return { ...house?.far.environment, DATABASE_URL: `sqlite:${folder}/clerk.db`, ...changes };
}

/** What the doctor warns of, besides the settings. */
async function warnings(changes: Record<string, string> = {}): Promise<string[]> {
  const findings = await examine(settings(changes));
  expect(findings.filter(({ level }) => level === 'fault')).toEqual([]);
  const found = findings.filter(({ level, words }) => level === 'warning' && !/ is not set: |^Teams app/.test(words));
  return found.map(({ words }) => words);
}

test('beside a running service, with a whole cabinet: nothing to warn of, and the service goes on', async () => {
  const running = await open();
  expect(await warnings()).toEqual([]);
  const issue = await raise(running);
  expect(textOf(running.lastCard(chat).card)).toContain(issue.reference);
});

test('a cabinet without safety, incident system or desk phone has a line for each', async () => {
  const cabinet = { incidentName: '', incidentUrl: '', deskPhone: '', deskHours: '', safety: '' };
  await open({ cabinet, team: { safety: '', safetyDeputies: '' } });
  expect(await warnings()).toEqual([
    expect.stringMatching(/^Ward Digital Cabinet: Nobody holds clinical safety/),
    expect.stringMatching(/^Ward Digital Cabinet: The incident system/),
    expect.stringMatching(/^Ward Digital Cabinet: The service desk/),
  ]);
});

test('clinical safety that nobody can reach is named', async () => {
  const running = await open();
  for (const { id } of [safety, safetyDeputy]) running.far.fail(notInstalled, { conversationId: id });
  for (const { chatId } of [safety, safetyDeputy]) running.far.fail(notInstalled, { conversationId: chatId });
  await running.says(nurse, 'raise');
  await running.press(nurse, chat, 'issue.start', { harm: 'yes' });
  const found = (await warnings()).filter((words) => words.includes('clinical safety'));
  expect(found).toEqual([expect.stringMatching(/can be reached: Nina Shaw, Omar Hale/)]);
});

test('a table of who gets which issues that names somebody who has left', async () => {
  const running = await open();
  const line = { sort: 'system', name: 'EPR', person: handler.objectId, deputy: lead.objectId };
  await running.says(lead, 'routing', { in: cabinetChannel });
  await running.press(lead, cabinetChannel, 'route.save', line);
  expect(await warnings()).toEqual([]);
  running.far.teams.splice(0, 1, { ...digital, members: digital.members.filter((one) => one !== handler) });
  await running.deliver(running.acts.leaves([handler], channel(digital)));
  expect(await warnings()).toEqual([
    'Ward Digital Cabinet: Who gets which issues, EPR: Rosa Marsh left the team. Write routing in its channel and ' +
      'choose somebody else.',
  ]);
});

test('a team that removed the app, and one that nobody runs', async () => {
  const running = await open();
  await running.clerk.store.db.deleteFrom('teamRoles').execute();
  expect(await warnings()).toEqual([expect.stringMatching(/^Ward Digital Cabinet: Nobody runs its team/)]);
  const team = running.far.teams[0];
  if (!team) throw new Error('There is no team.');
  await running.deliver(running.acts.uninstalls(lead, channel(team)));
  expect(await warnings()).toContainEqual(expect.stringMatching(/The app was removed from its team/));
});

test('an admin who was never seen', async () => {
  await open();
  const strange = '1a2b3c4d-0000-4000-8000-123456789abd';
  const CLERK_ADMINS = `${strange},${lead.objectId}`;
  expect(await warnings({ CLERK_ADMINS })).toEqual([expect.stringContaining(`${strange} was never seen`)]);
});

test('a blocker is counted', async () => {
  const running = await open();
  running.far.fail(conversationBlocked, { conversationId: nurse.chatId });
  await running.says(nurse, 'help');
  expect(await warnings()).toEqual([expect.stringMatching(/cannot be written to: 1 /)]);
});

test('what was given up has a line with the reason; requeued beside the running service, it arrives', async () => {
  const running = await open();
  const issue = await raise(running);
  const lift = running.far.fail(tooLarge, { conversationId: nurse.chatId, operation: 'post' });
  await answer(running, issue, 'resolved', 'The printer has a new cable.');
  expect(await warnings()).toEqual([
    expect.stringMatching(/^Outbox: given up, 1 of issue\.news \(413 MessageSizeTooBig\)\..*--requeue/),
  ]);

  lift();
  expect(await requeue(settings())).toEqual([
    expect.objectContaining({ level: 'ok', words: expect.stringMatching(/tried again: 1/) }),
  ]);
  // The row's new time is by the machine's clock, and the house has its own.
  await running.moveTo(new Date(Math.max(Date.now(), running.now().getTime()) + 60_000));
  const texts = running.messages(chat).map(({ activity }) => textOf(cardOf(activity) ?? {}));
  expect(texts.filter((text) => text.includes('has a new cable')).length).toBeGreaterThan(0);
  expect(await warnings()).toEqual([]);
});

test('requeue says so where there is no database to do it on', async () => {
  expect(await requeue({ CLERK_MODE: 'local', DATABASE_URL: `sqlite:${folder}/none.db` })).toEqual([
    expect.objectContaining({ level: 'fault' }),
  ]);
});

test('as a program it prints, ends with 0 or 1, and runs beside the service', async () => {
  const env = { CLERK_MODE: 'local', DATABASE_URL: 'sqlite:./clerk.db' };
  const service = await startService(folder, env);
  const beside = runProgram('bot/run/doctor.ts', folder, env);
  expect((await beside.ended).code).toBe(0);
  expect(beside.stdout()).toMatch(/^ok {6}Database: sqlite, answers/m);
  expect(beside.stdout()).toMatch(/\n\nTo put right: 0\. Warnings: 1\.\n$/);
  expect(beside.stderr()).toBe('');
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);

  const wrong = runProgram('bot/run/doctor.ts', folder, { PORT: 'many' });
  expect((await wrong.ended).code).toBe(1);
  expect(wrong.stdout()).toMatch(/^FAULT {3}PORT: /m);
  expect(wrong.stdout()).toMatch(/\n\nTo put right: 5\. Warnings: 0\.\n$/);
});
