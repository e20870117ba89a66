// The words of check-ins that are not in a template: states, sectors, counts.
import type { Counts } from '../../src/checkins/digest.ts';
import type { CheckinState, Help } from '../../src/checkins/round.ts';

export const STATE_WORDS: Record<CheckinState, string> = {
  steady: 'Steady',
  stretched: 'Stretched',
  'need-help': 'I need help',
};

export const HELP_WORDS: Record<Help, string> = {
  host: 'You asked the host to call you: they read it in their note, at the time of the digest.',
  group: 'You asked the group: the need below goes into the digest.',
  count: 'You are only counted. Nobody will contact you.',
};

/** To who can help or wants to know more, and to who wants to pass a learning on. */
export const SEEN_BY_AUTHOR = 'Thank you. The author alone is told that it is you; if they open it, you hear from me.';
export const AUTHOR_ASKED = 'Its author is asked. I tell you in our own chat what they say.';
/** The digest has gone out, and the host's note of this round with it. */
export const LATE_CALL =
  'You asked the host to call you: they read it in their next note, with the next digest. If it cannot wait, write to them.';

const SECTOR_WORDS: Record<string, string> = {
  acute: 'acute',
  primary: 'primary care',
  community: 'community',
  'mental-health': 'mental health',
  ambulance: 'ambulance',
  'social-care': 'social care',
  icb: 'integrated care board (ICB)',
  others: 'others',
};

export function sectorWords(sector: string): string {
  return SECTOR_WORDS[sector] ?? 'sector not known';
}

/** The lines of counts on a digest. `answered` comes in words, as one or two are not always told. */
export function countLines(answered: string, { states, missing }: Counts): string[] {
  const told = states
    ? `Steady: ${states.steady}. Stretched: ${states.stretched}. Need help: ${states.needHelp}.`
    : 'How they are is shown from 5 answers on.';
  const silent = missing.map(({ sector, count }) => `${sectorWords(sector)} (${count})`).join(', ');
  return [`${answered}.`, told, ...(silent ? [`Voices missing this week: ${silent}.`] : [])];
}
