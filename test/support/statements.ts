// Statements published in the house with a tab: by its facilitator, on issues that were raised there.
import { actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { statementSaveInput } from '../../src/statements/inputs.ts';
import { draftKey } from '../../src/statements/statement.ts';
import { cast, type TabHouse } from './tab.ts';
import { homeTenant } from './world.ts';

type Told = { title: string; system: string; outcome: string; words: string; when?: string; doer?: string };

const TOLD: Record<string, Told> = {
  did: { title: 'Labels print blank', system: 'Printing', outcome: 'did', words: 'The label template is mended.' },
  plan: {
    title: 'Printers jam all day',
    system: 'Printing',
    outcome: 'plan',
    words: 'Replace the printers on wards 1 to 6, starting with the two busiest.',
    when: '2027-03-03',
    doer: 'Devices team',
  },
  doing: {
    title: 'Signing in takes minutes',
    system: 'EPR',
    outcome: 'doing',
    words: 'We are making it one step.',
    when: '2026-12-10',
  },
  thanks: { title: 'The new list is quick', system: 'EPR', outcome: 'thanks', words: '' },
};
const AGAIN = [
  ['first', { title: 'Scanner is slow', system: 'EPR', outcome: 'plan', words: 'Buy a new one.', when: '2026-12-20' }],
  ['again', { title: 'Scanner is slow', system: 'EPR', outcome: 'did', words: 'The new scanner is there.' }],
] as const satisfies readonly (readonly [string, Told])[];

/** Publishes one statement of each outcome, or (`again`) two on one theme; gives their ids by name. */
export async function publishStatements(
  house: TabHouse,
  what: readonly string[] = [],
): Promise<Record<string, string>> {
  const entries: readonly (readonly [string, Told])[] = what.includes('again') ? AGAIN : Object.entries(TOLD);
  const ids: Record<string, string> = {};
  let theme = '';
  for (const [name, told] of entries) {
    if (theme === '' || !what.includes('again')) theme = await group(house, told);
    ids[name] = await publish(house, theme, told);
  }
  return ids;
}

async function lead({ clerk }: TabHouse) {
  const person = await findPerson(clerk.store.db, homeTenant, cast.facilitator.objectId);
  const actor = person && (await actorById(clerk.store.db, person.id));
  if (!actor) throw new Error('There is no facilitator.');
  return actor;
}

/** Raises an issue and makes a theme of it. */
async function group(house: TabHouse, { title, system }: Told): Promise<string> {
  const issue = await house.raise(cast.raiser, title, { system });
  const part = `issue:${issue}`;
  const input = { asking: `cabinet:${house.cabinetId}`, theme: '', name: title, parts: [part], offered: [part] };
  return (await house.clerk.statements.themes.save(await lead(house), `token:${issue}`, input)).id;
}

async function publish(house: TabHouse, theme: string, { title, outcome, words, when = '', doer = '' }: Told) {
  const { statements } = house.clerk.statements;
  const actor = await lead(house);
  const said = `1 person told us: ${title.toLowerCase()}`;
  const input = statementSaveInput.parse({ theme, said, outcome, words, when, doer });
  const draft = await statements.save(actor, input);
  await statements.publish(actor, `token:${draft.id}`, { asking: draft.asking, drafts: [draftKey(draft)] });
  return draft.id;
}
