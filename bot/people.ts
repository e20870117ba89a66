// People at the Teams door: who runs a team, `set up team`, which organisation one works for, leave and pauses.
import { z } from 'zod';
import type { PeopleVerb } from '../cards/people/verbs.ts';
import { parseDate } from '../src/calendar/parse-date.ts';
import { dateWords } from '../src/calendar/words.ts';
import { Refusal } from '../src/errors.ts';
import { organisationInput, teamInput } from '../src/people/inputs.ts';
import type { PeopleService } from '../src/people/service.ts';
import type { Team } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';
import { createPeopleDraws } from './people-draw.ts';
import type { Roster } from './roster.ts';

export const PEOPLE_COMMANDS = {
  'set up team': {
    title: 'Set up this team',
    does: 'In a channel: who runs it, who handles issues, clinical safety',
    scopes: ['team'],
    listed: true,
  },
  'set up organisation': {
    title: 'Set up an organisation',
    does: 'For admins of this service: its mail domains',
    scopes: ['team'],
    listed: false,
  },
  away: {
    title: 'I am away',
    does: 'Your deputy stands in, as in: away until 5 January',
    scopes: ['personal'],
    listed: false,
  },
  pause: {
    title: 'Pause',
    does: 'No reminders or prompts until you write resume',
    scopes: ['personal'],
    listed: false,
  },
  resume: { title: 'Resume', does: 'Ends a pause or an absence', scopes: ['personal'], listed: false },
} as const satisfies CommandRows;

export type PeopleFeatureDeps = {
  db: Database;
  people: PeopleService;
  roster: Roster;
  today: (timeZone: string) => string;
  timeZone: string;
};

export function createPeopleFeature(deps: PeopleFeatureDeps): Feature {
  const { people } = deps;

  const verbs: Record<PeopleVerb, Verb> = {
    'person.organisation': verb(
      z.object({ organisation: z.string().default(''), draft: z.string().default('') }),
      async (turn, input) => {
        const chosen = await people.chooseOrganisation(turn.actor, input.organisation);
        if (!input.draft) return { kind: 'notice', text: `Thank you. You are with ${chosen.name}.` };
        return { kind: 'card', intent: { kind: 'issue.draft', subjectId: input.draft }, fleeting: true };
      },
    ),
    'team.handOver': verb(z.object({ person: z.string().default('') }), async (turn, input) => {
      if (!input.person) throw new Refusal('invalid', 'Choose the person who runs this first.');
      await people.handOver(teamOf(turn).id, turn.actor, input.person.toLowerCase());
      return welcomeAgain(turn);
    }),
    'team.confirm': verb(z.object({}), async (turn) => {
      const name = await people.confirm(teamOf(turn).id, turn.actor);
      return { kind: 'notice', text: `Thank you. ${name} runs Digital Clerk for this team.` };
    }),
    'team.save': verb(teamInput, async (turn, input) => {
      await people.saveTeam(teamOf(turn).id, turn.actor, input);
      return { kind: 'card', intent: { kind: 'team.card', subjectId: teamOf(turn).id } };
    }),
    'organisation.save': verb(organisationInput, async (turn, input) => {
      const saved = await people.saveOrganisation(turn.actor, input);
      return { kind: 'notice', text: `${saved.name} is saved.` };
    }),
  };

  function welcomeAgain(turn: ActorTurn): Answer {
    return { kind: 'card', intent: { kind: 'team.welcome', subjectId: teamOf(turn).id } };
  }

  async function setUpTeam(turn: ActorTurn): Promise<Answer> {
    const team = teamOf(turn);
    const standing = await people.standing(team.id, turn.actor);
    if (!standing.configures) {
      throw new Refusal('forbidden', 'Only a facilitator of this team, or their deputy, can set up the team.');
    }
    await deps.roster.refresh(turn, team);
    return { kind: 'card', intent: { kind: 'team.form', subjectId: team.id } };
  }

  async function setUpOrganisation(turn: ActorTurn): Promise<Answer> {
    if (!turn.actor.admin) {
      throw new Refusal('forbidden', 'Only an admin of this service (CLERK_ADMINS) can set up an organisation.');
    }
    return { kind: 'card', intent: { kind: 'organisation.form', subjectId: turn.actor.tenantId } };
  }

  async function away(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    const until = parseDate(rest.replace(/^until\s+/i, ''), deps.today(deps.timeZone));
    if (!until && isSentence(rest) && !/^(until|till|from|for)\b|\d/i.test(rest)) return undefined;
    if (!until) throw new Refusal('invalid', 'Write the last day that you are away, as in: away until 5 January.');
    if (until < deps.today(deps.timeZone))
      throw new Refusal('invalid', 'That day is past. Write the last day that you are away.');
    await people.setLeave(turn.actor, { awayUntilOn: until });
    return {
      kind: 'notice',
      text: `You are away until ${dateWords(until)}, that day included. Your deputy stands in. To end it sooner, write resume.`,
    };
  }

  async function pause(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    await people.setLeave(turn.actor, 'pause');
    return {
      kind: 'notice',
      text: 'Paused: no reminders or prompts. You still hear what comes of your own issues. To start again, write resume.',
    };
  }

  async function resume(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    await people.setLeave(turn.actor, 'resume');
    return { kind: 'notice', text: 'Welcome back: reminders and prompts come again.' };
  }

  const commands = runnable(PEOPLE_COMMANDS, {
    'set up team': setUpTeam,
    'set up organisation': setUpOrganisation,
    away,
    pause,
    resume,
  });

  return { commands, verbs, draws: createPeopleDraws(deps.db) };
}

function teamOf(turn: ActorTurn): Team {
  if (turn.teamHere) return turn.teamHere;
  throw new Refusal('invalid', 'This works in a channel of the team it is for.');
}
