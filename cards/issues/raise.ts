// The cards on which a person raises an issue: could it harm (A), safety first (B), the form (C), and the offer to raise.
import {
  bytesLeft,
  type Choice,
  clip,
  httpsOnly,
  type Option,
  paragraphs,
  peopleChoices,
  textChoices,
} from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import formTemplate from './form.json' with { type: 'json' };
import harmTemplate from './harm.json' with { type: 'json' };
import offerTemplate from './offer.json' with { type: 'json' };
import safetyTemplate from './safety.json' with { type: 'json' };
import { personWords, phoneWords } from './words.ts';

export type HarmView = {
  token: string;
  draftId: string;
  /** What they wrote so far; may be empty. */
  title: string;
  personWord: string;
  cabinets: readonly Option[];
  /** The cabinet preset where there is a choice; may be empty. */
  cabinetId: string;
};

/** Card A: could this affect someone's care? Inputs `harm`, and `cabinet` where there is more than one. Verb `issue.start`. */
export function harmCard(view: HarmView): Rendered {
  const cabinets = view.cabinets.map((cabinet) => ({ title: cabinet.name, value: cabinet.id }));
  const filled = { ...view, cabinets, choose: cabinets.length > 1, person: personWords(view.personWord) };
  return render(harmTemplate, filled, 'Raise an issue: could this affect someone’s care?');
}

export type SafetyView = {
  token: string;
  draftId: string;
  reference: string;
  deskPhone: string;
  deskHours: string;
  incidentName: string;
  /** Shown as a button when it starts with https://; otherwise left out. */
  incidentUrl: string;
  systems: readonly string[];
  /** What the person said last, preset; may be empty. */
  system: string;
  place: string;
  incidentRef: string;
  /** What is not set up, a sentence each. */
  missing: readonly string[];
};

/** Card B: make safe, phone, report. Inputs `incidentRef`, `system`, `place`. Verbs `issue.safety`, `issue.safetyForm`. */
export function safetyCard(view: SafetyView): Rendered {
  const name = view.incidentName;
  const filled = {
    ...view,
    systems: textChoices(view.systems),
    phone: phoneWords(view.deskPhone, view.deskHours),
    incident: name === '' ? 'your incident system, as you always do' : isolate(name),
    incidentUrl: httpsOnly(view.incidentUrl),
    openTitle: name === '' ? 'Open the incident system' : `Open ${clip(isolate(name), 40)}`,
    missing: view.missing.map((text) => ({ text })),
  };
  return render(safetyTemplate, filled, `${view.reference}: safety first. What to do now.`);
}

export type FormView = {
  token: string;
  draftId: string;
  /** For clinical safety alone: they see it until they release it. */
  flagged: boolean;
  /** Empty unless flagged: a flagged issue has its reference already. */
  reference: string;
  title: string;
  detail: string;
  /** It could affect care: what a hazard draft needs is asked. */
  care: boolean;
  /** Both may be empty. */
  workaround: string;
  version: string;
  systems: readonly string[];
  /** What the person said last, preset; may be empty. */
  system: string;
  place: string;
  impact: 'me' | 'team' | 'service';
  urgency: 'later' | 'today' | 'now';
  share: 'handlers' | 'everyone';
  personWord: string;
  cabinetName: string;
  deskPhone: string;
  /** A team member writes it down for somebody: asks for whom (never of what is flagged, which stays theirs). */
  logged: boolean;
  /** The Entra object id of whom; may be empty. */
  forWhom: string;
  /** For clients that cannot search. `id` is the Entra object id. */
  people: readonly Option[];
};

/**
 * Card C: the form. Inputs `title`, `system`, `place`, and behind "Add more" `detail`, `impact`, `urgency`, `share`; `forWhom` where it is logged;
 * `workaround` and `version` where it could affect care.
 * "Add more" is open from the start when it holds something already. Verb `issue.raise`.
 */
export function formCard(view: FormView): Rendered {
  const bare = formWith(view, []);
  return view.logged ? formWith(view, peopleChoices(view.people, [view.forWhom], bytesLeft(bare))) : bare;
}

function formWith({ people: _, ...view }: FormView, choices: readonly Choice[]): Rendered {
  const { detail, workaround, version } = view;
  const said = [detail, workaround, version].some((text) => text !== '');
  const open = said || view.impact !== 'team' || view.urgency !== 'today' || view.share !== 'handlers';
  const filled = {
    ...view,
    open,
    choices,
    systems: textChoices(view.systems),
    person: personWords(view.personWord),
    cabinet: isolate(view.cabinetName),
    phone: phoneWords(view.deskPhone, ''),
  };
  const summary = view.flagged ? `${view.reference}: tell clinical safety what the system did.` : 'Raise an issue';
  return render(formTemplate, filled, summary);
}

export type OfferView = {
  token: string;
  draftId: string;
  /** All that they wrote: it may have several lines. */
  title: string;
};

/** "Shall I raise this?" with what they wrote. Verbs `issue.open` (yes) and `help.run` with the command `help` (no). */
export function offerCard(view: OfferView): Rendered {
  return render(offerTemplate, { ...view, lines: paragraphs(view.title) }, 'Shall I raise this as an issue?');
}
