// Setting up a digital cabinet: the form, and the card that says what was saved and what will not work yet.
import { bytesLeft, type Choice, facts, type Option, peopleChoices } from '../parts.ts';
import { isolate, type Rendered, render } from '../render.ts';
import cabinetTemplate from './cabinet.json' with { type: 'json' };
import formTemplate from './cabinet-form.json' with { type: 'json' };

export type CabinetFormView = {
  token: string;
  name: string;
  prefix: string;
  /** One a line. */
  systems: string;
  organisation: string;
  ods: string;
  incidentName: string;
  incidentUrl: string;
  deskPhone: string;
  deskHours: string;
  personWord: string;
  handlers: 'facilitators' | 'team';
  /** Entra object ids of those who hold clinical safety now. */
  safety: readonly string[];
  /** The team's roster; `id` is the Entra object id. */
  people: readonly Option[];
  /** Whether the tenant has more than one organisation; otherwise `organisation` and `ods` are not asked. */
  askOrganisation: boolean;
};

/**
 * The form of `set up cabinet`. Inputs `name`, `prefix`, `systems`, `organisation`, `ods`, `incidentName`,
 * `incidentUrl`, `deskPhone`, `deskHours`, `personWord`, `handlers`, `safety` (object ids with commas between).
 * Verb `cabinet.save`.
 */
export function cabinetForm(view: CabinetFormView): Rendered {
  const bare = cabinetFormWith(view, []);
  return cabinetFormWith(view, peopleChoices(view.people, view.safety, bytesLeft(bare)));
}

function cabinetFormWith(view: CabinetFormView, choices: readonly Choice[]): Rendered {
  const { people: _, ...shown } = view;
  const filled = { ...shown, safety: view.safety.join(','), choices };
  return render(formTemplate, filled, 'Set up the digital cabinet');
}

export type CabinetView = {
  token: string;
  name: string;
  prefix: string;
  /** May be empty where the tenant has only one. */
  organisation: string;
  systems: readonly string[];
  handlers: 'facilitators' | 'team';
  /** The names of those who hold clinical safety. */
  safety: readonly string[];
  /** What will not work yet, a sentence each. */
  missing: readonly string[];
  /** It was moved from the channel of this card to another. */
  moved: boolean;
};

/** The cabinet as saved, and how people raise an issue. Verb `cabinet.edit`. */
export function cabinetCard(view: CabinetView): Rendered {
  const filled = {
    ...view,
    facts: facts([
      ['Organisation', view.organisation],
      ['First reference', `${view.prefix}-1`],
      ['Systems', view.systems],
      ['Handled by', view.handlers === 'team' ? 'Everyone in this team' : 'Facilitators and the handlers they name'],
      ['Clinical safety', view.safety],
    ]),
    heading: view.moved ? 'The digital cabinet was moved' : 'The digital cabinet is set up',
    where: view.moved ? 'another channel of this team' : 'this channel',
    here: !view.moved,
    anyone: view.organisation === '' ? 'Anyone here' : `Anyone in ${isolate(view.organisation)}`,
    missing: view.missing.map((text) => ({ text })),
    incomplete: view.missing.length > 0,
  };
  return render(cabinetTemplate, filled, filled.heading);
}
