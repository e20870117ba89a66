// `set up team`: its form filled from the roster, however many pages that has, and what is saved with it: facilitators,
// deputies, handlers, who holds clinical safety, and the team's time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ClickAnswer,
  channel,
  dataOf,
  type House,
  inputOf,
  person,
  startHouse,
  team,
  textOf,
} from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import type { Person } from '../support/world.ts';

const sam = person('Sam Okafor');
const rosa = person('Rosa Marsh');
const nina = person('Nina Shaw');
const omar = person('Omar Hale');
const outsider = person('Iris Bell');
const others = Array.from({ length: 23 }, (_, index) => person(`Member ${String(index + 1).padStart(2, '0')}`));
const ward = team('Ward 4', [sam, rosa, nina, omar, ...others]);
const general = channel(ward);
const PICKERS = ['facilitators', 'deputies', 'handlers', 'safety', 'safetyDeputies'];

let house: House;
beforeEach(async () => {
  // Pages of five, so that 27 members come in six.
  house = await startHouse({ people: [...ward.members, outsider], teams: [ward], far: { memberPage: 5 } });
  await house.deliver(house.acts.installs(sam, general));
});
afterEach(() => house.stop());

const ids = (...people: Person[]) => people.map(({ objectId }) => objectId).join(',');

async function openForm(who = sam) {
  await house.says(who, 'set up team', { in: general });
  return house.lastCard(general);
}

/** Saves the form as a facilitator, with `changes` to it. */
async function save(changes: object, who = sam): Promise<ClickAnswer> {
  return house.presses(who, 'team.save', { facilitators: ids(sam), ...changes }, { in: general });
}

function choicesOf(card: Parameters<typeof inputOf>[0], id: string): string[] {
  const choices = (inputOf(card, id)?.choices ?? []) as { title: string }[];
  return choices.map(({ title }) => title);
}

async function rolesOf(who: Person): Promise<string[]> {
  const { db } = house.clerk.store;
  const query = db.selectFrom('teamRoles').innerJoin('people', 'people.id', 'teamRoles.personId');
  const roles = await query.select('teamRoles.role').where('people.objectId', '=', who.objectId).execute();
  const held = db.selectFrom('functionHolders').innerJoin('people', 'people.id', 'functionHolders.personId');
  const duties = await held.selectAll('functionHolders').where('people.objectId', '=', who.objectId).execute();
  return [...roles.map(({ role }) => role), ...duties.map(({ duty, standing }) => `${duty} ${standing}`)].sort();
}

describe('The form of `set up team`', () => {
  test('offers every member of a roster of several pages, for every duty', async () => {
    const { card } = await openForm();
    const names = ward.members.map(({ name }) => name).sort();
    for (const picker of PICKERS) expect(choicesOf(card, picker).sort(), picker).toEqual(names);
    const pages = house.far.received.filter(({ operation }) => operation === 'members');
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  test('shows what is set now, and who has come since', async () => {
    await save({ deputies: ids(rosa), safety: ids(nina), safetyDeputies: ids(omar), timeZone: 'Europe/Dublin' });
    const late = person('Lee Frost');
    house.far.teams[0] = { ...ward, members: [...ward.members.filter((one) => one !== rosa), late] };
    const { card } = await openForm();
    expect(inputOf(card, 'facilitators')).toMatchObject({ value: ids(sam) });
    expect(inputOf(card, 'safety')).toMatchObject({ value: ids(nina) });
    expect(inputOf(card, 'safetyDeputies')).toMatchObject({ value: ids(omar) });
    expect(inputOf(card, 'timeZone')).toMatchObject({ value: 'Europe/Dublin' });
    expect(choicesOf(card, 'handlers')).toContain('Lee Frost');
    // Who is not on the roster any more has lost their duties with it, though nobody told us that they left.
    expect(choicesOf(card, 'deputies')).not.toContain('Rosa Marsh');
    expect(inputOf(card, 'deputies')?.value ?? '').toBe('');
  });

  test('takes nobody’s duties when the roster cannot be read', async () => {
    await save({ deputies: ids(rosa) });
    const lift = house.far.fail({ answer: 'status', status: 502 }, { operation: 'members' });
    const { card } = await openForm();
    lift();
    expect(inputOf(card, 'deputies')).toMatchObject({ value: ids(rosa) });
    expect(choicesOf(card, 'handlers')).toHaveLength(ward.members.length);
  });

  test('is for a channel: in one’s own chat it says so', async () => {
    await house.says(sam, 'set up team');
    expect(house.messages({ kind: 'personal', person: sam }).at(-1)?.activity.text).toBe(
      'This works in a channel of the team it is for.',
    );
  });
});

describe('Saved, it', () => {
  test('gives each the duty they were named for, and shows the team as it is', async () => {
    const form = await openForm();
    const data = dataOf(form.card, 'team.save');
    const named = {
      facilitators: ids(sam),
      deputies: ids(rosa),
      handlers: ids(others[0] ?? sam, others[1] ?? sam),
      safety: ids(nina),
      safetyDeputies: ids(omar),
      timeZone: 'Europe/London',
      nation: 'scotland',
    };
    await house.presses(sam, 'team.save', { ...data, ...named }, { in: general, replyTo: form.id });
    const shown = textOf(house.lastCard(general).card);
    for (const name of ['Sam Okafor', 'Rosa Marsh', 'Member 01', 'Member 02', 'Nina Shaw', 'Omar Hale']) {
      expect(shown).toContain(name);
    }
    expect(await rolesOf(sam)).toEqual(['facilitator']);
    expect(await rolesOf(rosa)).toEqual(['deputy']);
    expect(await rolesOf(nina)).toEqual(['clinical-safety holder']);
    expect(await rolesOf(omar)).toEqual(['clinical-safety deputy']);
    const team = await house.clerk.store.db.selectFrom('teams').selectAll().executeTakeFirst();
    expect(team).toMatchObject({ timeZone: 'Europe/London', nation: 'scotland' });
  });

  test('takes duties from whom it does not name any more', async () => {
    await save({ deputies: ids(rosa), handlers: ids(rosa), safety: ids(nina) });
    await save({});
    for (const who of [rosa, nina]) expect(await rolesOf(who)).toEqual([]);
  });

  test('lets a deputy save it, and a handler not', async () => {
    await save({ deputies: ids(rosa), handlers: ids(omar) });
    expect((await save({ deputies: ids(rosa), handlers: ids(nina) }, rosa)).card).toBeDefined();
    expect((await save({ handlers: ids(omar) }, omar)).notice).toMatch(/^Only a facilitator/);
    expect(await rolesOf(nina)).toEqual(['handler']);
  });

  test('lets holder and deputy of clinical safety change places, and loses neither', async () => {
    await save({ safety: ids(nina), safetyDeputies: ids(omar) });
    await save({ safety: ids(omar), safetyDeputies: ids(nina) });
    expect(await rolesOf(omar)).toEqual(['clinical-safety holder']);
    expect(await rolesOf(nina)).toEqual(['clinical-safety deputy']);
  });

  test('makes a deputy the holder, also when the cabinet’s form names them', async () => {
    await save({ safety: ids(nina), safetyDeputies: ids(omar) });
    const cabinet = { name: 'Ward Digital Cabinet', prefix: 'CAB', safety: ids(omar) };
    await house.presses(sam, 'cabinet.save', cabinet, { in: general });
    expect(await rolesOf(omar)).toEqual(['clinical-safety holder']);
    expect(await rolesOf(nina)).toEqual([]);
  });

  test('counts who is named holder and deputy at once as the holder', async () => {
    await save({ safety: ids(nina), safetyDeputies: ids(nina, omar) });
    expect(await rolesOf(nina)).toEqual(['clinical-safety holder']);
    expect(await rolesOf(omar)).toEqual(['clinical-safety deputy']);
  });

  test('says what will not work while nobody deputises or holds clinical safety', async () => {
    const bare = textOf((await save({})).card ?? {});
    expect(bare).toContain('Nobody holds clinical safety, so safety concerns go to the facilitators.');
    expect(bare).toContain('Nobody deputises for the facilitators.');
    const full = textOf((await save({ deputies: ids(rosa), safety: ids(nina) })).card ?? {});
    expect(full).not.toMatch(/Nobody/);
  });

  test('says whom it cannot reach, and why', async () => {
    await house.says(nina, 'hello');
    await house.deliver(house.acts.uninstalls(nina, { kind: 'personal', person: nina }));
    const shown = textOf((await save({ safety: ids(nina) })).card ?? {});
    expect(shown).toMatch(/Nina Shaw: .*removed/);
  });
});

describe('Refused, it keeps everything as it was:', () => {
  const NOT_A_MEMBER = 'One of the people you chose is not a member of this team. Add them to it first.';

  test.each(PICKERS)('somebody among the %s who is not a member of the team', async (picker) => {
    await save({ deputies: ids(rosa), safety: ids(nina) });
    for (const wrong of [ids(outsider), 'nobody-of-this-id']) {
      const refused = await save({ [picker]: `${ids(sam)},${wrong}` });
      expect(refused.notice).toBe(NOT_A_MEMBER);
    }
    expect(await rolesOf(rosa)).toEqual(['deputy']);
    expect(await rolesOf(nina)).toEqual(['clinical-safety holder']);
    expect(await rolesOf(sam)).toEqual(['facilitator']);
  });

  test('nobody to run the team', async () => {
    expect((await save({ facilitators: '' })).notice).toMatch(/^Facilitators: name at least one person/);
    expect(await rolesOf(sam)).toEqual(['facilitator']);
  });

  test.each([
    [{ timeZone: 'Europe/Atlantis' }, 'Time zone: write it as in Europe/London.'],
    [{ nation: 'wales' }, 'Bank holidays: choose one of the list.'],
    [{ organisation: 'x'.repeat(121) }, 'Organisation: at most 120 characters. Shorten it and send it again.'],
    [{ ods: 'R' }, 'ODS code: 3 to 8 letters and digits, such as RXF05. Leave it empty if unsure.'],
  ])('%j', async (wrong, words) => {
    expect((await save({ deputies: ids(rosa), ...wrong })).notice).toBe(words);
    expect(await rolesOf(rosa)).toEqual([]);
  });

  test('an identifier in the name of the organisation', async () => {
    const refused = await save({ organisation: 'NHS no 999 123 4567' });
    expect(refused.notice).toContain('Organisation');
    expect(JSON.stringify(house.lines)).not.toContain('999 123');
    const all = await house.clerk.store.db.selectFrom('organisations').select('name').execute();
    expect(all).toEqual([]);
  });
});

test('Who leaves the team loses every duty in it at once', async () => {
  await save({ deputies: ids(rosa), handlers: ids(rosa), safety: ids(rosa) });
  house.far.teams[0] = { ...ward, members: ward.members.filter((one) => one !== rosa) };
  await house.deliver(house.acts.leaves([rosa], general));
  expect(await rolesOf(rosa)).toEqual([]);
  await house.says(rosa, 'set up team', { in: general });
  const answer = house.messages(general).at(-1)?.activity;
  expect(cardOf(answer)).toBeUndefined();
  expect(answer?.text).toMatch(/^Only a facilitator/);
});
