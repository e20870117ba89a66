// The service as a process of its own, as an administrator starts it: its settings, its output, its signals, its end.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { LogLine } from './log.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** How a process ended: by itself with a code, or by a signal. */
export type End = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
  /** The lines of its log so far. */
  lines: readonly LogLine[];
  /** All that it wrote to standard error so far, and to standard output as it stands. */
  stderr(): string;
  stdout(): string;
  ended: Promise<End>;
  kill(signal: NodeJS.Signals): void;
};

const running = new Set<ChildProcess>();

/** Runs one of our programs (`bot/index.ts`) in the folder `cwd` with these settings, and nothing else of ours. */
export function runProgram(program: string, cwd: string, env: Record<string, string>): Child {
  const child = spawn(process.execPath, [resolve(ROOT, program)], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const lines: LogLine[] = [];
  let [out, err, rest] = ['', '', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const ended = new Promise<End>((done) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      done({ code, signal });
    });
  });
  return { lines, stderr: () => err, stdout: () => out, ended, kill: (signal) => void child.kill(signal) };
}

/** Runs the service until it listens; rejects with what it wrote when it ends instead. */
export async function startService(cwd: string, env: Record<string, string>): Promise<Child & { url: string }> {
  const child = runProgram('bot/index.ts', cwd, { PORT: '0', ...env });
  let over = false;
  void child.ended.then(() => {
    over = true;
  });
  for (;;) {
    const line = child.lines.find(({ msg }) => msg === 'Digital Clerk is listening');
    if (line) return { ...child, url: `http://127.0.0.1:${line.port}` };
    if (over) throw new Error(`It did not start: ${child.stderr()}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
