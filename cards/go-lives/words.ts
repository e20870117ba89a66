// The words of go-lives that depend on what is known of them.
import { dateWords } from '../../src/calendar/words.ts';
import type { GoLive } from '../../src/issues/go-live.ts';

/** Whether its hazard workshop is booked. */
export function workshopWords({ state, workshopOn }: Pick<GoLive, 'state' | 'workshopOn'>): string {
  if (state === 'not-needed') return 'Not needed';
  if (state === 'open') return 'Not booked yet';
  return workshopOn === '' ? 'Booked' : `Booked for ${dateWords(workshopOn)}`;
}
