// A digital cabinet with its people, set up through the door, and what they do most: raise, take, answer, look.
import type { Issue } from '../../src/issues/issue.ts';
import type { IssueEvent } from '../../src/issues/store.ts';
import type { Place } from '../support/activities.ts';
import {
  type Card,
  type ClickAnswer,
  channel,
  type House,
  type HouseOptions,
  person,
  personal,
  startHouse,
  team,
  verbsOf,
} from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

/** The nurse and the doctor raise issues, and are in no team. */
export const nurse = person('Amina Yusuf');
export const doctor = person('Ben Ito');
export const lead = person('Sam Okafor');
export const handler = person('Rosa Marsh');
export const safety = person('Nina Shaw');
export const safetyDeputy = person('Omar Hale');

export const digital = team('Digital Team', [lead, handler, safety, safetyDeputy], { channels: ['Cabinet', 'Stores'] });
export const cabinetChannel = channel(digital, 'Cabinet');
export const storesChannel = channel(digital, 'Stores');
export const chat = personal(nurse);

export const CABINET = {
  name: 'Ward Digital Cabinet',
  prefix: 'CAB',
  systems: 'EPR\nE-prescribing',
  deskPhone: '01872 250000',
  deskHours: '7am to 7pm',
  incidentName: 'Datix',
  incidentUrl: 'https://incidents.example/report',
};

export type WardOptions = HouseOptions & {
  /** Changes to what `set up cabinet` is saved with. */
  cabinet?: object;
  /** Changes to what `set up team` is saved with. */
  team?: object;
};

/** The house with one cabinet: Sam runs it, Rosa handles, Nina holds clinical safety and Omar is her deputy. */
export async function openWard({ cabinet, team: roles, ...options }: WardOptions = {}): Promise<House> {
  const people = [nurse, doctor, ...digital.members, ...(options.people ?? [])];
  const house = await startHouse({ ...options, people, teams: [digital, ...(options.teams ?? [])] });
  await house.deliver(house.acts.installs(lead, channel(digital)));
  const settings = {
    facilitators: lead.objectId,
    handlers: handler.objectId,
    safety: safety.objectId,
    safetyDeputies: safetyDeputy.objectId,
    ...roles,
  };
  const saved = [
    await house.presses(lead, 'team.save', settings, { in: channel(digital) }),
    await house.presses(
      lead,
      'cabinet.save',
      { safety: settings.safety, ...CABINET, ...cabinet },
      { in: cabinetChannel },
    ),
  ];
  if (saved.some((answer) => !answer.card))
    throw new Error(`The ward is not set up: ${saved.map(({ notice }) => notice)}`);
  return house;
}

/** What a person fills in on card C; a title is all that is needed. */
export type Filled = Record<string, unknown>;

const TITLE = 'Labels print blank';

/** Writes `raise` and goes through the cards in the person's own chat; returns the issue that was made. */
export async function raise(house: House, filled: Filled = {}, who: Person = nurse): Promise<Issue> {
  const place = personal(who);
  await house.says(who, 'raise');
  await house.press(who, place, 'issue.start', { harm: 'no' });
  const asked = await house.press(who, place, 'issue.raise', { title: TITLE, ...filled });
  // Asked whether it is one that is open already: it is not.
  const isAsked = verbsOf(asked.card ?? {}).includes('issue.new');
  const answer = isAsked ? await house.press(who, place, 'issue.new') : asked;
  if (!answer.card) throw new Error(`It was not raised: ${answer.notice ?? JSON.stringify(answer.body)}`);
  return latestIssue(house);
}

/** The same, flagged: says that it has affected somebody, and stops at card B. */
export async function flag(house: House, who: Person = nurse, harm: 'yes' | 'unsure' = 'yes'): Promise<Issue> {
  await house.says(who, 'raise');
  await house.press(who, personal(who), 'issue.start', { harm });
  return latestIssue(house);
}

/** A handler takes it, at its card in the channel. */
export async function take(house: House, issue: Issue, who: Person = lead): Promise<ClickAnswer> {
  return house.presses(who, 'issue.take', { issue: issue.id }, { in: cabinetChannel });
}

/** A handler sets the status, with a reply. */
export async function answer(
  house: House,
  issue: Issue,
  status: string,
  reply = '',
  who: Person = lead,
): Promise<ClickAnswer> {
  return house.presses(who, 'issue.update', { issue: issue.id, status, reply }, { in: cabinetChannel });
}

// ---- what is stored, and what people see ----

export async function allIssues(house: House): Promise<Issue[]> {
  return (await house.clerk.store.db.selectFrom('issues').selectAll().orderBy('number').execute()) as Issue[];
}

export async function latestIssue(house: House): Promise<Issue> {
  const issue = (await allIssues(house)).at(-1);
  if (!issue) throw new Error('There is no issue.');
  return issue;
}

/** An issue as it is stored now. */
export async function stored(house: House, { id }: Issue): Promise<Issue> {
  const { db } = house.clerk.store;
  return (await db.selectFrom('issues').selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as Issue;
}

/** Its history, oldest first. */
export async function historyOf(house: House, { id }: Issue): Promise<IssueEvent[]> {
  return house.clerk.store.db.selectFrom('issueEvents').selectAll().where('issueId', '=', id).orderBy('id').execute();
}

/** All cards of a place as they stand now, oldest first. */
export function cardsIn(house: House, place: Place): { id: string; card: Card; thread: string }[] {
  return house.messages(place).flatMap(({ id, thread, activity }) => {
    const card = cardOf(activity);
    return card ? [{ id, card, thread }] : [];
  });
}
