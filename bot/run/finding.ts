// What a check found, in words for whoever installs: all right, will not work in full, or must be put right.

export type Finding = { level: 'ok' | 'warning' | 'fault'; words: string };

export function ok(words: string): Finding {
  return { level: 'ok', words };
}

export function warning(words: string): Finding {
  return { level: 'warning', words };
}

export function fault(words: string): Finding {
  return { level: 'fault', words };
}

/** Prints the findings and their count; gives the exit code: 1 when something must be put right, else 0. */
export function report(findings: readonly Finding[], out: Pick<Console, 'log'> = console): number {
  const marks = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' } as const;
  for (const { level, words } of findings) out.log(`${marks[level]}${words}`);
  const faults = findings.filter(({ level }) => level === 'fault').length;
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  out.log(`\nTo put right: ${faults}. Warnings: ${warnings}.`);
  return faults > 0 ? 1 : 0;
}
