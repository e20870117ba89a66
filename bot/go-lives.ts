// Go-lives at the Teams door: `go-live`, `go-lives`, and how their cards are drawn.
import { goLiveCard, goLiveForm, goLiveListCard } from '../cards/go-lives/go-live.ts';
import type { GoLiveVerb } from '../cards/go-lives/verbs.ts';
import { workshopWords } from '../cards/go-lives/words.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords } from '../src/calendar/words.ts';
import { Refusal } from '../src/errors.ts';
import { type GoLive, reminderDue } from '../src/issues/go-live.ts';
import type { GoLivesService } from '../src/issues/go-lives.ts';
import { bookedInput, goLiveId, goLiveInput, goLiveListInput, notNeededInput } from '../src/issues/go-lives-inputs.ts';
import { actorById } from '../src/people/actor.ts';
import { personalConversation } from '../src/people/conversations-store.ts';
import { type Person, personById } from '../src/people/people-store.ts';
import { membersOf, teamById } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import { teamCalendar } from '../src/store/working-calendars.ts';
import {
  type ActorTurn,
  type Answer,
  type CommandRows,
  type Draw,
  type Feature,
  isSentence,
  runnable,
  type Verb,
  verb,
} from './feature.ts';

export const GO_LIVE_COMMANDS = {
  'go-lives': {
    title: 'Go-lives',
    does: 'What goes live, and whether its hazard workshop is booked',
    scopes: ['personal', 'team'],
    listed: false,
  },
  'go-live': {
    title: 'A go-live',
    does: 'In a channel: write a go-live down, to be reminded of its hazard workshop',
    scopes: ['team'],
    listed: false,
  },
} as const satisfies CommandRows;

const PAGE_SIZE = 5;

export type GoLivesFeatureDeps = { db: Database; now: () => Date; goLives: GoLivesService };

export function createGoLivesFeature(deps: GoLivesFeatureDeps): Feature {
  const { goLives } = deps;

  async function form(turn: ActorTurn, rest: string): Promise<Answer | undefined> {
    if (isSentence(rest)) return undefined;
    const teamId = teamOf(turn);
    await goLives.assertMember(turn.actor, teamId);
    return { kind: 'card', intent: { kind: 'golive.form', subjectId: `new:${teamId}` } };
  }

  /** In a channel those of its team, in one's own chat all that one has to do with. */
  async function list(turn: ActorTurn, page: number): Promise<Answer> {
    const teamId = turn.scope === 'personal' ? undefined : teamOf(turn);
    if (teamId) await goLives.assertMember(turn.actor, teamId);
    const where = teamId ? `team:${teamId}` : `mine:${turn.actor.personId}`;
    const intent = { kind: 'golive.list', subjectId: `${where}:${page}` };
    return { kind: 'card', intent, onlyForThem: turn.kind === 'click' };
  }

  const verbs: Record<GoLiveVerb, Verb> = {
    'golive.form': verb(goLiveId, async (turn, input) => {
      const goLive = await goLives.open(turn.actor, input.goLive);
      return { kind: 'card', intent: { kind: 'golive.form', subjectId: `edit:${goLive.id}` }, fleeting: true };
    }),
    'golive.save': verb(goLiveInput, async (turn, input) =>
      shown(await goLives.save(turn.actor, turn.teamHere?.id ?? '', turn.card, input)),
    ),
    'golive.view': verb(goLiveId, async (turn, input) => ({
      ...shown(await goLives.open(turn.actor, input.goLive)),
      onlyForThem: true,
    })),
    'golive.list': verb(goLiveListInput, (turn, { page }) => list(turn, page)),
    'golive.booked': verb(bookedInput, async (turn, input) =>
      shown(await goLives.booked(turn.actor, input.goLive, input.workshopOn)),
    ),
    'golive.notNeeded': verb(notNeededInput, async (turn, input) =>
      shown(await goLives.notNeeded(turn.actor, input.goLive, input.reason)),
    ),
  };

  const commands = runnable(GO_LIVE_COMMANDS, {
    'go-live': form,
    'go-lives': async (turn, rest) => (isSentence(rest) ? undefined : list(turn, 1)),
  });
  return { commands, verbs, draws: createDraws(deps) };
}

function shown({ id }: GoLive): Answer & { kind: 'card' } {
  return { kind: 'card', intent: { kind: 'golive.card', subjectId: id } };
}

function teamOf(turn: ActorTurn): string {
  if (turn.teamHere) return turn.teamHere.id;
  throw new Refusal('invalid', 'This works in a channel of the team that it is for.');
}

function createDraws({ db, now, goLives }: GoLivesFeatureDeps): Record<string, Draw> {
  /** `subject`: `new:<team>` or `edit:<go-live>`. */
  const form: Draw = async (subject, { token }) => {
    const [what, id = ''] = subject.split(':');
    const known = what === 'edit' ? await goLives.byId(id) : undefined;
    const team = await teamById(db, known?.teamId ?? id);
    if (!team) return undefined;
    const lead = known && (await personById(db, known.leadId));
    const manager = known && (await personById(db, known.managerId));
    // Who is chosen may be of another team.
    const people = new Map<string, Person>();
    for (const one of [lead, manager, ...(await membersOf(db, team.id))]) if (one) people.set(one.objectId, one);
    return goLiveForm({
      token,
      goLiveId: known?.id ?? '',
      name: known?.name ?? '',
      system: known?.system ?? '',
      liveOn: known?.liveOn ?? '',
      lead: lead?.objectId ?? '',
      manager: manager?.objectId ?? '',
      people: [...people.values()].map((one) => ({ id: one.objectId, name: one.name })),
    });
  };

  async function drawn(id: string, token: string, reminder: (goLive: GoLive) => Promise<string | undefined>) {
    const goLive = await goLives.byId(id);
    const team = goLive && (await teamById(db, goLive.teamId));
    const words = goLive && (await reminder(goLive));
    if (!goLive || !team || words === undefined) return undefined;
    const lead = await personById(db, goLive.leadId);
    const manager = await personById(db, goLive.managerId);
    return goLiveCard({
      token,
      goLiveId: goLive.id,
      name: goLive.name,
      system: goLive.system,
      when: dateWords(goLive.liveOn),
      lead: lead?.name ?? '',
      manager: manager?.name ?? '',
      workshop: workshopWords(goLive),
      workshopOn: goLive.workshopOn,
      reason: goLive.state === 'not-needed' ? goLive.reason : '',
      reminder: words,
      unreached: await unreached([lead, manager]),
      ahead: goLive.liveOn >= dateIn(now(), team.timeZone),
    });
  }

  const card: Draw = async (id, { token }) => drawn(id, token, async () => '');

  /** Once a workshop is booked the reminder is the plain card: there is nothing to do any more. */
  const reminder: Draw = async (id, { token }) =>
    drawn(id, token, async (goLive) => {
      const team = await teamById(db, goLive.teamId);
      if (!team || goLive.state !== 'open') return '';
      const due = reminderDue(goLive, await teamCalendar(db, team), dateIn(now(), team.timeZone));
      return due && `No hazard workshop is booked yet, and it is ${due.days} working days or fewer to the go-live.`;
    });

  /** Who would not hear a reminder: whoever wrote the go-live down sees it. */
  async function unreached(people: readonly (Person | undefined)[]): Promise<string[]> {
    const words = new Set<string>();
    for (const person of people) {
      const chat = person && (await personalConversation(db, person.id));
      if (person && chat && chat.state !== 'open') words.add(`${person.name} cannot be reminded: ${chat.reason}.`);
      if (person && !chat && !person.channelUserId)
        words.add(`${person.name} cannot be reminded: not seen in Teams yet.`);
    }
    return [...words];
  }

  /** `subject`: `team:<team>:<page>` or `mine:<person>:<page>`. */
  const list: Draw = async (subject, { token, personId }) => {
    const [where, id = '', wanted = '1'] = subject.split(':');
    const actor = personId ? await actorById(db, personId) : undefined;
    if (where === 'mine' && actor?.personId !== id) return undefined;
    const all = await goLives.upcoming(where === 'team' ? { teamId: id } : { personId: id });
    const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
    const page = Math.min(Math.max(1, Number(wanted) || 1), pages);
    const rows = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((goLive) => ({
      goLiveId: goLive.id,
      name: goLive.name,
      system: goLive.system,
      when: dateWords(goLive.liveOn),
      workshop: workshopWords(goLive),
    }));
    return goLiveListCard({ token, rows, page, pages });
  };

  return { 'golive.form': form, 'golive.card': card, 'golive.reminder': reminder, 'golive.list': list };
}
