// The service as a process: what it needs to start, what it says when it does not, and how it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type End, endAll, runProgram, startService } from '../support/child.ts';

const local = { CLERK_MODE: 'local' };

// A process takes a second to start, and several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-process-'));
});
afterEach(() => {
  endAll();
  rmSync(folder, { recursive: true });
});

/** Runs the service with settings that it cannot start with; gives how it ended and what it said. */
async function refused(env: Record<string, string>): Promise<{ end: End; said: string }> {
  const child = runProgram('bot/index.ts', folder, { PORT: '0', ...env });
  const end = await child.ended;
  expect(child.lines.map(({ msg }) => msg)).not.toContain('Digital Clerk is listening');
  return { end, said: child.stderr() };
}

describe('The service does not start, ends with 1 and says why', () => {
  test('on wrong settings: every one of them is listed, with its name and what to set', async () => {
    const { end, said } = await refused({
      CLERK_MODE: 'production',
      PORT: 'many',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://clerk:letmein@db/clerk',
      MicrosoftAppId: '00000000-0000-0000-0000-000000000000',
      MicrosoftAppPassword: 'a-secret',
      MicrosoftAppTenantId: 'our trust',
      CLERK_ADMINS: 'Sam',
    });
    expect(end).toEqual({ code: 1, signal: null });
    const named = said.split('\n').flatMap((line) => /^- (\w+):/.exec(line)?.[1] ?? []);
    const wrong = ['CLERK_ADMINS', 'DATABASE_URL', 'HOST', 'MicrosoftAppId', 'MicrosoftAppTenantId', 'PORT'];
    expect(named.toSorted()).toEqual(wrong);
    expect(said).not.toMatch(/letmein|a-secret|at .*\.ts:/);
  });

  test('in production without an identity: what is missing is named, and how to try it without Teams', async () => {
    const { end, said } = await refused({});
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- MicrosoftAppId: not set/m);
    expect(said).toMatch(/^- MicrosoftAppPassword: not set/m);
    expect(said).toMatch(/^- MicrosoftAppTenantId: not set/m);
    expect(said).toMatch(/^- CLERK_MODE: .*set local/m);
  });

  test('in local mode where others could reach it, or with an app id', async () => {
    const { end, said } = await refused({
      ...local,
      HOST: '0.0.0.0',
      MicrosoftAppId: '1a2b3c4d-0000-4000-8000-123456789abc',
    });
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- HOST: .*127\.0\.0\.1/m);
    expect(said).toMatch(/^- MicrosoftAppId: /m);
  });

  test('while another instance has the SQLite file, which goes on undisturbed', async () => {
    const first = await startService(folder, local);
    const { end, said } = await refused(local);
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- DATABASE_URL: Another instance is running on .*clerk\.db.*PostgreSQL/m);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  test('while another program has the port', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as { port: number };
    const { end, said } = await refused({ ...local, PORT: String(port) });
    other.close();
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- PORT: another program/m);
  });

  test('where it has no such address to listen on', async () => {
    const identity = {
      MicrosoftAppId: '1a2b3c4d-0000-4000-8000-123456789abc',
      MicrosoftAppTenantId: '1a2b3c4d-0000-4000-8000-123456789abd',
      MicrosoftAppPassword: 'a-secret',
    };
    const { end, said } = await refused({ ...identity, HOST: '203.0.113.7' });
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- HOST: /m);
  });

  test.each([
    ['PostgreSQL that does not answer', 'postgres://clerk:letmein@127.0.0.1:1/clerk'],
    ['a file in a folder that cannot be made', 'sqlite:blocked/clerk.db'],
    ['a file that is no database', 'sqlite:blocked'],
  ])('on %s, without the password', async (_name, url) => {
    writeFileSync(join(folder, 'blocked'), 'This is a letter and no database.\n'.repeat(40));
    const { end, said } = await refused({ ...local, DATABASE_URL: url });
    expect(end.code).toBe(1);
    expect(said).toMatch(/^- DATABASE_URL: /m);
    expect(said).not.toMatch(/letmein|at .*\.ts:/);
  });
});

describe('The service', () => {
  test('reads a .env file, serves this machine in local mode, warns that it is open, and ends with 0 on Ctrl-C', async () => {
    writeFileSync(join(folder, '.env'), 'CLERK_MODE=local\nDATABASE_URL=sqlite:./elsewhere.db\n');
    const service = await startService(folder, {});
    expect(service.lines.find(({ level }) => level === 40)?.msg).toContain('whoever can reach this port is believed');
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    service.kill('SIGINT');
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(service.stderr()).toBe('');
    expect(service.stdout().trim().split('\n')).toHaveLength(service.lines.length);
  });

  test('on SIGTERM answers what is in hand, takes nothing new, ends with 0 and leaves the file to the next', async () => {
    const service = await startService(folder, local);
    const idle = await fetch(`${service.url}/healthz`);
    await idle.text();
    const slow = slowRequest(service.url);
    await slow.begun;
    // An answer to another shows that the first half has been read.
    await fetch(`${service.url}/healthz`);
    service.kill('SIGTERM');
    await stopping(service);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
    service.kill('SIGTERM');
    slow.finish();
    expect(await slow.status).toBe(400);
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(service.stderr()).toBe('');
    expect(service.lines.filter(({ msg }) => msg.startsWith('stopping'))).toHaveLength(1);

    const next = await startService(folder, local);
    expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
  });
});

/** A request whose body comes in two halves. It is no activity, so its answer is 400. */
function slowRequest(url: string) {
  const body = '{"no":"activity"}';
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const sending = request(`${url}/api/messages`, { method: 'POST', headers });
  const begun = new Promise<void>((done) => sending.write(body.slice(0, 5), () => done()));
  const status = new Promise<number | undefined>((done, failed) => {
    sending.once('response', (response) => done(response.resume().statusCode));
    sending.once('error', failed);
  });
  status.catch(() => {});
  return { begun, status, finish: () => sending.end(body.slice(5)) };
}

async function stopping(service: { url: string; lines: readonly { msg: string }[] }): Promise<void> {
  await expect
    .poll(() => service.lines.map(({ msg }) => msg), { timeout: 10_000 })
    .toContainEqual(expect.stringContaining('stopping'));
}
