// What the forms below an issue are given: the issue, what is being done, and what went wrong.
import type { ShownIssue } from '../../issues/shown.ts';
import type { Fault } from '../api.ts';

export type IssueDeedProps = {
  issue: ShownIssue;
  /** The deed that is being done; empty: none. */
  busy: string;
  run: (name: string, input: object) => Promise<void>;
};

/** `failed`: what went wrong, and with which deed. */
export type HandleProps = IssueDeedProps & { failed: { name: string; fault: Fault } | undefined };
