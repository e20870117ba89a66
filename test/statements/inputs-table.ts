// Every input of the buttons of themes and statements, and somebody who may press each.
import type { Inputs, Seat, SeatMaker } from '../identifiers/inputs.ts';
import { lead, nurse, raise } from '../issues/ward.ts';
import { personal } from '../support/clerk.ts';
import { DID, group, keyOf, latestStatement, publish, write } from './board.ts';

export const INPUTS: Record<string, Inputs> = {
  'theme.list': { ids: ['page'] },
  'theme.form': { ids: ['asking', 'theme', 'page', 'picked'] },
  'theme.save': { ids: ['asking', 'theme', 'parts', 'offered'], free: { name: 'Name of the theme' } },
  'theme.view': { ids: ['theme'] },
  'theme.drop': { ids: ['theme'] },
  'statement.form': { ids: ['theme'] },
  'statement.save': {
    ids: ['theme', 'quotes'],
    choices: ['outcome', 'when', 'reviewOn'],
    free: { said: 'You said', words: 'What, or because', doer: 'Which team', link: 'Link' },
  },
  'statement.preview': { ids: ['asking', 'page'] },
  'statement.publish': { ids: ['asking', 'drafts'] },
  'statement.list': { ids: ['of', 'page'], choices: ['list'] },
  'statement.follow': { ids: ['statement'] },
  'statement.helped': { ids: ['statement'], choices: ['helped'], free: { comment: 'Anything to add' } },
};

/** The buttons of a theme with a statement on it, and one that is written and not published. */
export const seats: SeatMaker = async (house) => {
  const issue = await raise(house, { title: 'Labels print blank' });
  const told = await group(house, 'Told', [issue]);
  await publish(house, await write(house, told));
  const statement = (await latestStatement(house)).id;
  const theme = await group(house, 'Labels', [issue]);
  await write(house, theme, { words: 'Written only.' });
  const byLead = (data: object): Seat => ({ who: lead, place: personal(lead), data: { ...data } });
  const asking = { asking: `cabinet:${issue.cabinetId}` };
  const form = { theme, name: 'Labels', parts: keyOf(issue) };
  return {
    'theme.list': byLead({}),
    'theme.form': byLead(asking),
    'theme.save': byLead(form),
    'theme.view': byLead({ theme }),
    'theme.drop': byLead({ theme }),
    'statement.form': byLead({ theme }),
    'statement.save': byLead({ theme, ...DID }),
    'statement.preview': byLead(asking),
    'statement.publish': byLead(asking),
    'statement.list': byLead({ list: 'wall', of: issue.organisationId }),
    'statement.follow': byLead({ statement }),
    'statement.helped': { who: nurse, place: personal(nurse), data: { statement, helped: 'yes' } },
  };
};
