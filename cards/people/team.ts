// The cards about people: welcome to a team or a person, who runs it, set up team, and which organisation.
import { bytesLeft, CARD_BYTES, type Choice, facts, type Option, peopleChoices } from '../parts.ts';
import { type Rendered, render } from '../render.ts';
import confirmTemplate from './confirm.json' with { type: 'json' };
import organisationTemplate from './organisation.json' with { type: 'json' };
import organisationFormTemplate from './organisation-form.json' with { type: 'json' };
import personWelcomeTemplate from './person-welcome.json' with { type: 'json' };
import teamTemplate from './team.json' with { type: 'json' };
import teamFormTemplate from './team-form.json' with { type: 'json' };
import teamWelcomeTemplate from './team-welcome.json' with { type: 'json' };
import { confirmWords, greetingWords, introductionWords, runsItWords, unreachableWords } from './words.ts';

export type TeamWelcomeView = {
  token: string;
  teamName: string;
  /** Who added the bot, and is therefore its first facilitator; empty where Teams does not say. */
  addedBy: string;
  /** Who runs it since: it was handed over, or confirmed by a second member. Left out while that is nobody. */
  runBy?: string;
  /** The team's roster; `id` is the Entra object id. */
  people: readonly Option[];
  clerkName: string;
};

/** Once per channel: what it does, who runs it, and the hand-over. Input `person`. Verbs `team.handOver`, `help.run`. */
export function teamWelcome(view: TeamWelcomeView): Rendered {
  const bare = teamWelcomeWith(view, []);
  return teamWelcomeWith(view, peopleChoices(view.people, [], bytesLeft(bare)));
}

function teamWelcomeWith(view: TeamWelcomeView, choices: readonly Choice[]): Rendered {
  const { people: _, runBy = '', ...shown } = view;
  const filled = {
    ...shown,
    choices,
    introduction: introductionWords(view.clerkName, view.teamName),
    runsIt: runsItWords(view.addedBy, runBy),
    handOver: view.addedBy !== '' || runBy !== '',
  };
  return render(teamWelcomeTemplate, filled, `${view.clerkName} is here. What it does, and who runs it.`);
}

/** A second member confirms who runs it. Verb `team.confirm`. */
export function confirmCard(view: { token: string; name: string }): Rendered {
  const filled = { token: view.token, words: confirmWords(view.name) };
  return render(confirmTemplate, filled, 'Who runs Digital Clerk here? Please confirm.');
}

export type TeamFormView = {
  token: string;
  /** The team's roster; `id` is the Entra object id, as in the lists below. */
  people: readonly Option[];
  facilitators: readonly string[];
  deputies: readonly string[];
  handlers: readonly string[];
  safety: readonly string[];
  safetyDeputies: readonly string[];
  organisation: string;
  ods: string;
  timeZone: string;
  nation: 'england-and-wales' | 'scotland' | 'northern-ireland' | 'none';
  /** Whether the tenant has more than one organisation; otherwise `organisation` and `ods` are not asked. */
  askOrganisation: boolean;
};

const PICKERS = ['facilitators', 'deputies', 'handlers', 'safety', 'safetyDeputies'] as const;

/**
 * The form of `set up team`. Inputs `facilitators`, `deputies`, `handlers`, `safety`, `safetyDeputies` (object ids
 * with commas between), `organisation`, `ods`, `timeZone`, `nation`. Verb `team.save`.
 */
export function teamForm(view: TeamFormView): Rendered {
  const each = Math.floor(bytesLeft(teamFormWith(view, 0)) / PICKERS.length);
  return teamFormWith(view, each);
}

/** `bytes`: what each of the pickers may hold. */
function teamFormWith(view: TeamFormView, bytes: number): Rendered {
  const { people, ...shown } = view;
  const filled: Record<string, unknown> = { ...shown };
  for (const picker of PICKERS) {
    filled[picker] = view[picker].join(',');
    filled[`${picker}Choices`] = peopleChoices(people, view[picker], bytes);
  }
  return render(teamFormTemplate, filled, 'Set up this team');
}

export type TeamView = {
  token: string;
  /** A list of names is shown with commas between. */
  facts: readonly { title: string; value: string | readonly string[] }[];
  unreachable: readonly { name: string; reason: string }[];
  /** What will not work yet, a sentence each. */
  missing: readonly string[];
};

/** The team as saved, who cannot be reached, and what will not work yet. Verb `help.run`: `set up team`. */
export function teamCard(view: TeamView): Rendered {
  const missing = [...view.missing, ...view.unreachable.map((person) => unreachableWords(person.name, person.reason))];
  const filled = {
    token: view.token,
    facts: facts(view.facts.map((fact) => [fact.title, fact.value])),
    missing: missing.map((text) => ({ text })),
    incomplete: missing.length > 0,
  };
  return render(teamTemplate, filled, 'This team is set up');
}

/** The welcome in a person's own chat. Verb `help.run`. */
export function personWelcome(view: { token: string; name: string }): Rendered {
  const filled = { token: view.token, greeting: greetingWords(view.name) };
  return render(personWelcomeTemplate, filled, 'Digital Clerk: raise a digital problem and hear what came of it.');
}

export type OrganisationChoiceView = {
  token: string;
  /** Those that fit are offered, in this order; the card says when there are more. */
  organisations: readonly Option[];
  /** What goes on afterwards; may be empty. */
  draftId: string;
};

/** Asks once which organisation somebody works for. Input `organisation`. Verb `person.organisation`. */
export function organisationCard(view: OrganisationChoiceView): Rendered {
  const choices = peopleChoices(view.organisations, [], CARD_BYTES - 3_000);
  const filled = {
    token: view.token,
    draftId: view.draftId,
    choices,
    style: choices.length > 12 ? 'filtered' : 'compact',
    shortened: choices.length < view.organisations.length,
  };
  return render(organisationTemplate, filled, 'Which organisation do you work for?');
}

export type OrganisationFormView = {
  token: string;
  name: string;
  ods: string;
  /** One a line. */
  domains: string;
};

/** An admin's form for an organisation. Inputs `name`, `ods`, `domains`. Verb `organisation.save`. */
export function organisationForm(view: OrganisationFormView): Rendered {
  return render(organisationFormTemplate, view, 'Set up an organisation');
}
