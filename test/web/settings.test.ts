// Settings and what is one's own in the tab's API: every role, and what a refusal leaves as it was.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownMine, ShownSettings, ShownTeam } from '../../src/people/shown.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';

const { facilitator, stranger, admin } = cast;

describe('The settings of a team, in the tab', () => {
  let house: TabHouse;
  let id: string;
  beforeAll(async () => {
    house = await startTabHouse();
    const { body } = await house.ask(facilitator, 'settings');
    id = (body as ShownSettings).teams[0]?.value ?? '';
  });
  afterAll(() => house.stop());

  const WHO_MAY: readonly Role[] = ['facilitator', 'deputy', 'admin'];

  test.each(ROLES)('are listed, shown and changed only for who may: %s', async (role) => {
    const may = WHO_MAY.includes(role);
    const who = cast[role];
    const listed = (await house.ask(who, 'settings')).body as ShownSettings;
    expect(listed.teams.some(({ value }) => value === id)).toBe(may);
    expect(listed.admin).toBe(role === 'admin');
    expect(listed.organisations.length > 0).toBe(role === 'admin');
    expect((await house.ask(who, `settings/teams/${id}`)).status).toBe(may ? 200 : 404);
    const before = (await house.ask(facilitator, `settings/teams/${id}`)).body as ShownTeam;
    const change = { ...listsOf(before), organisation: '', ods: '', timeZone: 'Europe/London', nation: 'scotland' };
    expect((await house.ask(who, `settings/teams/${id}`, change)).status).toBe(may ? 200 : 404);
    const after = (await house.ask(facilitator, `settings/teams/${id}`)).body as ShownTeam;
    expect(after).toEqual(may ? { ...before, nation: 'scotland' } : before);
    await house.ask(facilitator, `settings/teams/${id}`, { ...change, nation: before.nation });
  });

  test.each(ROLES)('organisations are changed by an admin of the service alone: %s', async (role) => {
    const body = { name: 'Northdale Community Trust', ods: '', domains: 'northdale.example' };
    const answer = await house.ask(cast[role], 'settings/organisations', body);
    expect(answer.status).toBe(role === 'admin' ? 200 : 403);
  });

  test('refuse in words a team without a facilitator, an unknown zone and a patient’s number, and keep what was', async () => {
    const before = (await house.ask(facilitator, `settings/teams/${id}`)).body as ShownTeam;
    const whole = { ...listsOf(before), organisation: '', ods: '', timeZone: 'Europe/London', nation: before.nation };
    const said = async (change: object) =>
      (await house.ask(facilitator, `settings/teams/${id}`, { ...whole, ...change })).body.error;
    expect(await said({ facilitators: '' })).toMatch(/^Facilitators: name at least one person/);
    expect(await said({ timeZone: 'Europe/Atlantis' })).toMatch(/^Time zone: /);
    expect(await said({ nation: 'france' })).toMatch(/^Bank holidays: /);
    expect(await said({ organisation: '999 123 4567' })).toMatch(/Organisation: /);
    expect((await house.ask(facilitator, `settings/teams/${id}`)).body).toEqual(before);
  });

  function listsOf(team: ShownTeam) {
    const { facilitators, deputies, handlers, safety, safetyDeputies } = team;
    const lists = { facilitators, deputies, handlers, safety, safetyDeputies };
    return Object.fromEntries(Object.entries(lists).map(([role, ids]) => [role, ids.join(',')]));
  }
});

describe('What is one’s own, in the tab', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
  });
  afterAll(() => house.stop());

  const mine = async (role: Role) => ((await house.ask(cast[role], 'mine')).body as ShownMine).reminders;

  test.each(ROLES)('is read and changed by oneself, and changes nobody else’s: %s', async (role) => {
    const others = await mine(role === 'stranger' ? 'raiser' : 'stranger');
    // Who alone holds clinical safety cannot pause: nobody would look at what could harm.
    const may = role !== 'safety';
    expect((await house.ask(cast[role], 'mine/pause', {})).status).toBe(may ? 200 : 409);
    expect(await mine(role)).toMatchObject({ paused: may });
    expect(await mine(role === 'stranger' ? 'raiser' : 'stranger')).toEqual(others);
    await house.ask(cast[role], 'mine/resume', {});
    expect(await mine(role)).toMatchObject({ paused: false, away: false });
  });

  test('takes an absence by its last day, and refuses one that is past', async () => {
    const away = await house.ask(stranger, 'mine/away', { until: '2026-12-01' });
    expect((away.body as ShownMine).reminders.state).toContain('Tuesday 1 December 2026');
    expect((await house.ask(stranger, 'mine/away', { until: '2026-11-24' })).body.error).toMatch(/past/);
    expect((await house.ask(stranger, 'mine/away', { until: 'soon' })).body.error).toMatch(/choose the last day/);
    expect((await house.ask(admin, 'mine/quiet', { quietFrom: '9', quietUntil: '08:00' })).body.error).toMatch(/18:30/);
  });
});
