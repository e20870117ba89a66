// Keeps a library that prints to the console from printing. The Bot Framework SDK writes rejected tokens' errors, with
// stacks, to console.error, and has no setting for it; we log one line of our own instead.
import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();
let installed = false;

/** Runs `work`; what it, and all that it awaits, print with console.error, warn or log is dropped. Others' is not. */
export function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  install();
  return quiet.run(true, work);
}

function install(): void {
  if (installed) return;
  installed = true;
  const target: Pick<Console, 'error' | 'warn' | 'log'> = globalThis.console;
  for (const method of ['error', 'warn', 'log'] as const) {
    const print = target[method].bind(target);
    target[method] = (...words: unknown[]) => {
      if (!quiet.getStore()) print(...words);
    };
  }
}
