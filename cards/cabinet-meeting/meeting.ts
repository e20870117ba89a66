// The cards of a cabinet's open meeting: its agenda before, while it is on and as the summary; asking for what is new.
import { httpsOnly } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import askTemplate from './ask.json' with { type: 'json' };
import dateTemplate from './date-form.json' with { type: 'json' };
import meetingTemplate from './meeting.json' with { type: 'json' };
import updateTemplate from './update-form.json' with { type: 'json' };

/** How many issues there are, and the latest of them. */
export type SomeIssues = {
  total: number;
  rows: readonly { reference: string; title: string; stateWords: string }[];
};

export type MeetingView = {
  token: string;
  /** Empty while no date is set. */
  meetingId: string;
  heading: string;
  /** Of the cabinet. */
  name: string;
  /** The day and time in words; empty while no date is set. */
  when: string;
  /** A join link or a room; may be empty. */
  place: string;
  phase: 'none' | 'ahead' | 'on' | 'over';
  /** At most three. */
  updates: readonly { title: string; does: string; doesNot: string; toCheck: string }[];
  /** Of the updates, from 1. */
  page: number;
  pages: number;
  raised: SomeIssues;
  answered: SomeIssues;
};

/**
 * The meeting. Verbs `issue.open`, `cabinetMeeting.remind`, `cabinetMeeting.summary`, `cabinetMeeting.form`,
 * `cabinetMeeting.page` (`page`).
 */
export function meetingCard(view: MeetingView): Rendered {
  const { phase, place, pages } = view;
  const none = phase === 'none';
  const over = phase === 'over';
  const link = over ? '' : httpsOnly(place);
  const filled = {
    ...view,
    place: link === '' ? place : '',
    link,
    none,
    over,
    ahead: phase === 'ahead',
    open: phase === 'ahead' || phase === 'on',
    updates: {
      shown: !none,
      words:
        view.updates.length === 0
          ? 'Nothing was written down.'
          : pages > 1
            ? `Page ${view.page} of ${pages}`
            : 'All of it',
      rows: view.updates,
    },
    raised: issues(view.raised, !none, 'Nothing was raised.'),
    answered: issues(view.answered, !none, 'Nothing was answered.'),
    invite: phase === 'ahead' ? inviteWords(view) : '',
    more: pages > 1,
    nextPage: view.page >= pages ? 1 : view.page + 1,
    buttons: !over || pages > 1,
  };
  return render(meetingTemplate, filled, `${view.heading}. ${none ? 'No date is set yet.' : view.when}`);
}

function issues({ total, rows }: SomeIssues, shown: boolean, empty: string) {
  const some =
    rows.length < total ? `${total}, of which these are the latest. To see all, write issues.` : String(total);
  return {
    shown,
    words: total === 0 ? empty : some,
    rows: rows.map(({ reference, title, stateWords }) => ({ reference, title, state: `. ${stateWords}.` })),
  };
}

/** One line that a champion can forward, to people who have never heard of it. */
export function inviteWords({ name, when, place }: Pick<MeetingView, 'name' | 'when' | 'place'>): string {
  const where = place === '' ? '' : ` ${httpsOnly(place) === '' ? `Where: ${isolate(place)}.` : `Join: ${place}`}`;
  return `${isolate(name)}, ${when}. Open to all staff: hear what is new, and say what is in the way of your work.${where}`;
}

export type AskView = {
  token: string;
  meetingId: string;
  name: string;
  /** The day and time in words. */
  when: string;
};

/** Asks a channel for what is new, a week before. Verb `cabinetMeeting.form`. */
export function askCard(view: AskView): Rendered {
  const words = `${isolate(view.name)} meets on ${view.when}.`;
  return render(askTemplate, { ...view, words }, `What is new? ${words}`);
}

/** What is new, to be filled in. Inputs `title`, `does`, `doesNot`, `toCheck`. Verb `cabinetMeeting.update`. */
export function updateForm(view: AskView): Rendered {
  const words = `For ${isolate(view.name)}, ${view.when}`;
  return render(updateTemplate, { ...view, words }, 'What is new, for the digital cabinet');
}

export type DateFormView = {
  token: string;
  cabinetId: string;
  name: string;
  /** YYYY-MM-DD, or empty. */
  date: string;
  /** HH:MM. */
  time: string;
  minutes: number;
  place: string;
};

/** The single date of a cabinet. Inputs `date`, `time`, `minutes`, `place`. Verb `cabinetMeeting.save`. */
export function dateForm(view: DateFormView): Rendered {
  return render(dateTemplate, view, 'The next meeting of the cabinet');
}
