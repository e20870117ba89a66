// What `npm run playground` promises besides the job: it ends whole, goes on with its data, and says what is wrong.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { type Started, startOnTakenPort, startPlayground } from './start.ts';

describe('npm run playground', () => {
  const runs: Started[] = [];
  const start = async (data?: string): Promise<Started> => {
    const started = await startPlayground(data);
    runs.push(started);
    return started;
  };
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.close();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('a %s ends both programs and leaves nothing behind', async (signal) => {
    const started = await start();
    expect(started.leftovers().length).toBeGreaterThan(0);
    expect((await fetch(`${started.address}/_debug/ping`)).status).toBe(200);

    expect(await started.end(signal)).toBe(0);
    expect(started.leftovers()).toEqual([]);
    await expect(fetch(`${started.address}/_debug/ping`)).rejects.toThrow();
  });

  test('it makes its own folder, and a second run goes on with the same data', async () => {
    const first = await start();
    expect(existsSync(join(first.folder, 'data', 'demo.db'))).toBe(true);
    await first.end('SIGTERM');

    const second = await start(first.folder);
    expect(second.printed).toContain('Amina Yusuf');
    expect(second.printed).not.toContain('"level":');
    await second.end('SIGTERM');
    const database = new DatabaseSync(join(first.folder, 'data', 'demo.db'), { readOnly: true });
    const counted = database
      .prepare('select (select count(*) from cabinets) cabinets, count(*) people from people')
      .get();
    database.close();
    expect(counted).toEqual({ cabinets: 1, people: 6 });
  });

  test('where its port is taken it says so in a sentence, and starts nothing', async () => {
    const started = await start();
    const { code, said } = await startOnTakenPort(started.port);
    expect(code).toBe(1);
    expect(said).toBe(
      'Digital Clerk could not be started.\n' +
        `Port ${started.port} is taken, perhaps by another "npm run playground". Stop that, or set PORT to a free one.\n`,
    );
  });
});
