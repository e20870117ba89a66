// The four replies to begin from in triage: ready words, or those of the cabinet.
import type { Status } from './issue.ts';

/** A reply to begin from: sent as it stands, or edited first. Its value is the state that goes with it. */
export type Starter = { value: Exclude<Status, 'triaged'>; title: string; words: string };

/** A cabinet's own words, by the state that goes with them; what is left out has the ready words. */
export type OwnReplies = Partial<Record<Starter['value'], string>>;

/** The most that a reply to begin from may hold: four of them stand on one card. */
export const STARTER_MAX = 300;

export const READY: readonly Starter[] = [
  {
    value: 'in-progress',
    title: 'In progress',
    words: 'Thank you for telling us. We are looking into it, and will tell you here what we find.',
  },
  {
    value: 'waiting',
    title: 'A question',
    words:
      'Thank you for telling us. To help, we need to know which computer or device it is, and when it last happened.',
  },
  {
    value: 'resolved',
    title: 'Resolved',
    words: 'Thank you for telling us. This should be fixed now. If it is not, please say so below.',
  },
  {
    value: 'could-not',
    title: 'Could not be fixed',
    words:
      'Thank you for telling us. We cannot change this now, as the supplier would have to. We have asked them for it.',
  },
];

/** The replies of a cabinet, always all four. */
export function startersOf(cabinet: { replies: OwnReplies } | undefined): readonly Starter[] {
  return READY.map((one) => ({ ...one, words: cabinet?.replies[one.value] || one.words }));
}

/** What of the words that were typed is the cabinet's own: what is empty, or as the ready words are, is not. */
export function ownReplies(typed: OwnReplies): OwnReplies {
  return Object.fromEntries(
    READY.flatMap(({ value, words }) => {
      const own = typed[value] ?? '';
      return own === '' || own === words ? [] : [[value, own]];
    }),
  );
}
