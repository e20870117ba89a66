// A cabinet's settings and a team's days off in the tab's API: every role against each, and that what is set holds.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownIssue } from '../../src/issues/shown.ts';
import type { ShownCabinetSettings } from '../../src/issues/shown-settings.ts';
import type { ShownDays, ShownSettings, ShownTeam } from '../../src/people/shown.ts';
import { inputOf, personal } from '../support/clerk.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';

const { facilitator, raiser, handler, stranger } = cast;

const WHO_MAY: readonly Role[] = ['facilitator', 'deputy', 'admin'];
const TARGETS = {
  ...{ opensAt: '08:00', closesAt: '16:00', lookHigh: '1 hour', doneHigh: '1 day' },
  ...{ lookMedium: '4 hours', doneMedium: '2 days', lookLow: '1 day', doneLow: '10 days' },
};

describe('The settings of a cabinet, in the tab', () => {
  let house: TabHouse;
  let path: string;
  beforeAll(async () => {
    house = await startTabHouse();
    path = `settings/cabinets/${house.cabinetId}`;
  });
  afterAll(() => house.stop());

  const read = async () => (await house.ask(facilitator, path)).body as ShownCabinetSettings;
  const formOf = ({ form }: ShownCabinetSettings) => ({ ...form, safety: form.safety.join(',') });
  const network = { sort: 'network', name: 'Medicine', places: 'Ward 4', person: handler.objectId, deputy: '' };

  test.each(ROLES)('are shown and changed only for who may: %s', async (role) => {
    const status = WHO_MAY.includes(role) ? 200 : 404;
    const who = cast[role];
    const before = await read();
    expect((await house.ask(who, path)).status).toBe(status);
    const changes: [string, object][] = [
      ['', { ...formOf(before), deskHours: `8am to 6pm, ${role}` }],
      ['/routes', network],
      ['/replies', { waiting: `Which ward? ${role}` }],
      ['/targets', TARGETS],
      ['/targets/off', {}],
    ];
    for (const [part, body] of changes)
      expect([part, (await house.ask(who, path + part, body)).status]).toEqual([part, status]);
    const after = await read();
    expect(after.form.deskHours === before.form.deskHours).toBe(status === 404);
    const words = after.replies.find(({ value }) => value === 'waiting')?.words;
    expect(words === `Which ward? ${role}`).toBe(status === 200);
    const route = after.routes[0]?.id ?? 'none';
    expect((await house.ask(who, `${path}/routes/${route}/remove`, {})).status).toBe(status);
    expect((await read()).routes).toEqual([]);
  });

  test('are linked from their team', async () => {
    const { teams } = (await house.ask(facilitator, 'settings')).body as ShownSettings;
    const { cabinets } = (await house.ask(facilitator, `settings/teams/${teams[0]?.value}`)).body as ShownTeam;
    expect(cabinets).toEqual([{ value: house.cabinetId, title: 'Northdale digital cabinet' }]);
  });

  test('hold from then on: a system is offered, a network’s issue is offered to whoever has it, targets say when', async () => {
    const before = await read();
    await house.ask(facilitator, path, { ...formOf(before), systems: 'EPR\nPathology' });
    await house.ask(facilitator, `${path}/routes`, network);
    await house.ask(facilitator, `${path}/targets`, TARGETS);
    expect((await read()).targets).toEqual({ on: true, ...TARGETS });
    const id = await house.raise(raiser, 'Results come late', { system: 'Pathology', place: 'Ward 4' });
    const { facts, detail } = (await house.ask(handler, `issues/${id}`)).body as ShownIssue;
    expect(facts).toContainEqual({ title: 'Target', value: 'To be looked at by Wednesday 25 November 2026 at 1:30pm' });
    expect(detail?.history.some(({ words }) => words.includes(`Offered: `) && words.includes(handler.name))).toBe(true);
  });

  test('a route for clinical safety stands in words, and one of the same name is replaced', async () => {
    const whose = { ...network, person: 'function:clinical-safety', deputy: handler.objectId };
    const { routes } = (await house.ask(facilitator, `${path}/routes`, whose)).body as ShownCabinetSettings;
    expect(routes.map(({ who }) => who)).toEqual([`Clinical safety, deputy ${handler.name}`]);
  });

  test('replies to begin from are those of the cabinet in triage, and the ready ones where its own are emptied', async () => {
    const own = 'Thank you. We are on it today.';
    const saved = await house.ask(facilitator, `${path}/replies`, { 'in-progress': own });
    const words = ({ replies }: ShownCabinetSettings) => replies.map((one) => one.words);
    expect(words(saved.body as ShownCabinetSettings)[0]).toBe(own);
    // What the other forms save leaves them as they are.
    await house.ask(facilitator, path, formOf(await read()));
    expect(words(await read())[0]).toBe(own);
    await house.raise(raiser, 'The trolley battery is flat');
    const mine = personal(handler);
    await house.says(handler, 'triage');
    expect(JSON.stringify(house.lastCard(mine).card)).toContain(`In progress: ${own}`);
    const edited = await house.press(handler, mine, 'triage.words', { starter: 'in-progress' });
    expect(inputOf(edited.card ?? {}, 'reply')?.value).toBe(own);
    const emptied = await house.ask(facilitator, `${path}/replies`, {});
    expect(words(emptied.body as ShownCabinetSettings)[0]).toMatch(/^Thank you for telling us. We are looking into it/);
  });

  test('faults name the field, and change nothing', async () => {
    const before = await read();
    const said = async (part: string, body: object) => (await house.ask(facilitator, path + part, body)).body.error;
    const form = formOf(before);
    expect(await said('', { ...form, name: '' })).toMatch(/^Name of the cabinet: /);
    expect(await said('', { ...form, prefix: '1' })).toMatch(/^Short letters: /);
    expect(await said('', { ...form, incidentUrl: 'http://x' })).toMatch(/^Link of the incident system: /);
    expect(await said('', { ...form, safety: stranger.objectId })).toMatch(/^Clinical safety: /);
    expect(await said('', { ...form, deskHours: '999 123 4567' })).toMatch(/Service desk: hours: /);
    expect(await said('/routes', { ...network, name: '' })).toMatch(/^Its name: /);
    expect(await said('/routes', { ...network, person: stranger.objectId })).toMatch(/^Who gets its issues: /);
    expect(await said('/replies', { waiting: 'x'.repeat(301) })).toMatch(/^Reply: A question: at most 300 characters/);
    expect(await said('/replies', { resolved: 'NHS number 999 123 4567' })).toMatch(/Reply: Resolved/);
    expect(await said('/targets', { ...TARGETS, lookHigh: 'soon' })).toMatch(/^High \(P2\), looked at: /);
    expect(await said('/targets', { ...TARGETS, closesAt: '08:10' })).toMatch(/^Core hours: /);
    expect(await read()).toEqual(before);
  });
});

describe('The days off of a team, in the tab', () => {
  let house: TabHouse;
  let path: string;
  beforeAll(async () => {
    house = await startTabHouse();
    const { teams } = (await house.ask(facilitator, 'settings')).body as ShownSettings;
    path = `settings/teams/${teams[0]?.value}/days`;
  });
  afterAll(() => house.stop());

  test.each(ROLES)('are shown and changed only for who may: %s', async (role) => {
    const status = WHO_MAY.includes(role) ? 200 : 404;
    const who = cast[role];
    expect((await house.ask(who, path)).status).toBe(status);
    expect((await house.ask(who, path, { date: '2026-12-24', kind: 'off' })).status).toBe(status);
    const file = await house.ask(who, `${path}/csv`, {});
    expect([file.status, file.text.includes('2026-12-24,Day off')]).toEqual([status, status === 200]);
    const days = async () => ((await house.ask(facilitator, path)).body as ShownDays).rows.map(({ date }) => date);
    expect(await days()).toEqual(status === 200 ? ['2026-12-24'] : []);
    await house.ask(facilitator, path, { date: '2026-12-24', kind: 'usual' });
    expect(await days()).toEqual([]);
  });

  test('say in words what is on a day, and refuse one that does not exist', async () => {
    const { body } = await house.ask(facilitator, path, { date: '2026-12-28', kind: 'worked' });
    const day = { date: '2026-12-28', when: 'Monday 28 December 2026', what: 'Worked, though a bank holiday' };
    expect((body as ShownDays).rows).toEqual([day]);
    expect((await house.ask(facilitator, path, { date: '2026-02-30' })).body.error).toMatch(/^Which day: /);
  });
});
