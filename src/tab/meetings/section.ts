// What each section of a series is given.
import type { ShownSeries } from '../../meetings/shown.ts';

/**
 * `run` sends a deed to the service and shows what came of it; true when it went well. `mark`: what `busy` says meanwhile,
 * where it is not the name of the deed.
 */
export type SectionProps = {
  series: ShownSeries;
  busy: string;
  run: (name: string, body: object, mark?: string) => Promise<boolean>;
};
