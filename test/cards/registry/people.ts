// The cards of people.
import {
  confirmCard,
  organisationCard,
  organisationForm,
  personWelcome,
  teamCard,
  teamForm,
  teamWelcome,
} from '../../../cards/people/team.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('people/team-welcome', teamWelcome, ['teamName', 'addedBy', 'people.name', 'clerkName']),
  entry('people/confirm', confirmCard, ['name']),
  entry('people/team-form', teamForm, ['people.name', 'organisation', 'ods', 'timeZone']),
  entry('people/team', teamCard, ['facts.value', 'unreachable.name', 'unreachable.reason', 'missing']),
  entry('people/person-welcome', personWelcome, ['name']),
  entry('people/organisation', organisationCard, ['organisations.name']),
  entry('people/organisation-form', organisationForm, ['name', 'ods', 'domains']),
];
