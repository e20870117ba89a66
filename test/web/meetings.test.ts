// Meetings in the tab's API: who sees and does what, for every role, and what comes of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ShownActions,
  ShownMeetingDeed,
  ShownRecords,
  ShownSeries,
  ShownSeriesList,
} from '../../src/meetings/shown.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';
import { actorOf, holdFirst, startMeeting } from '../support/tab-meetings.ts';

const { handler, teammate, facilitator, stranger } = cast;

const MEMBERS: readonly Role[] = ['teammate', 'handler', 'facilitator', 'deputy', 'safety', 'safety-deputy'];
/** Its owner is the handler; facilitator and deputy run the team. An admin of the service is no member: it is not there. */
const MANAGERS: readonly Role[] = ['handler', 'facilitator', 'deputy'];

const FIRST = '2026-12-02';
const LATER = '2026-12-30';
const FORM = 'form-0001';

/** What a role meets: it works (200), it is refused (403), it is not there (404). */
function statusFor(role: Role, who: 'members' | 'managers'): number {
  if (!MEMBERS.includes(role)) return 404;
  return who === 'members' || MANAGERS.includes(role) ? 200 : 403;
}

describe('A meeting, in the tab', () => {
  let house: TabHouse;
  let id: string;
  beforeAll(async () => {
    house = await startTabHouse();
    id = await startMeeting(house);
  });
  afterAll(() => house.stop());

  const seen = async (role: Role) => (await house.ask(cast[role], `meetings/${id}`)).body as ShownSeries;

  test.each(ROLES)('is listed and read by members of its team alone: %s', async (role) => {
    const who = cast[role];
    const member = MEMBERS.includes(role);
    const list = (await house.ask(who, 'meetings')).body as ShownSeriesList;
    expect(list.rows.map((row) => row.id)).toEqual(member ? [id] : []);
    expect((await house.ask(who, 'meetings/csv', {})).text.includes('Clinical informatics team')).toBe(member);
    for (const path of ['', `/on/${FIRST}`, '/records', '/actions']) {
      expect((await house.ask(who, `meetings/${id}${path}`)).status).toBe(member ? 200 : 404);
    }
    expect((await house.ask(who, `meetings/${id}/actions/csv`, {})).status).toBe(member ? 200 : 404);
  });

  const byManagers: [string, object][] = [
    ['skip', { plannedOn: LATER, reason: 'Between the years' }],
    ['move', { plannedOn: LATER, date: '2026-12-29', time: '10:00' }],
    ['answer', { plannedOn: LATER, answer: 'keep' }],
    ['pause', {}],
    ['resume', {}],
  ];
  test.each(ROLES.flatMap((role) => byManagers.map(([deed, body]) => [role, deed, body] as const)))(
    'is changed by its owner and by who runs the team: %s, %s',
    async (role, deed, body) => {
      const expected = statusFor(role, 'managers');
      const before = await seen('handler');
      const answer = await house.ask(cast[role], `meetings/${id}/${deed}`, body);
      expect(answer.status).toBe(expected);
      if (expected !== 200) expect(await seen('handler')).toEqual(before);
      else expect((answer.body as ShownMeetingDeed).series.id).toBe(id);
    },
  );

  const byMembers: [string, object][] = [
    ['propose', { plannedOn: FIRST, title: 'New labels', minutes: 5, form: FORM }],
    ['update', { plannedOn: FIRST, system: 'EPR', line: 'Live in two wards', form: FORM }],
    ['attend', { plannedOn: FIRST, answer: 'yes' }],
    ['volunteer', { plannedOn: FIRST }],
    ['prepare', { plannedOn: FIRST, topic: 'FHIR', minutes: 20 }],
    ['notMe', { plannedOn: FIRST }],
    ['topic', { topic: 'Barcode scanning', sort: 'wish', form: FORM }],
  ];
  test.each(ROLES.flatMap((role) => byMembers.map(([deed, body]) => [role, deed, body] as const)))(
    'is taken part in by members: %s, %s',
    async (role, deed, body) => {
      expect((await house.ask(cast[role], `meetings/${id}/${deed}`, body)).status).toBe(statusFor(role, 'members'));
    },
  );

  test('says what each may do, as the service will let them', async () => {
    for (const role of MEMBERS) {
      const manages = MANAGERS.includes(role);
      expect((await seen(role)).may).toEqual({ change: manages, pause: manages, resume: false, end: manages });
    }
  });

  test('takes an item once, also when the form is sent again, and without a name leaves none', async () => {
    const { next } = await seen('teammate');
    expect(next?.items.filter(({ words }) => words.includes('New labels'))).toHaveLength(MEMBERS.length);
    const open = { plannedOn: FIRST, title: 'Something shy', minutes: 5, anonymous: 'true', form: 'form-0002' };
    await house.ask(teammate, `meetings/${id}/propose`, open);
    await house.ask(teammate, `meetings/${id}/propose`, open);
    const shown = (await seen('handler')).next?.items.filter(({ words }) => words.includes('Something shy'));
    expect(shown).toHaveLength(1);
    const { db } = house.clerk.store;
    const made = await db.selectFrom('created').selectAll().where('token', '=', 'tab:form-0002').execute();
    expect(made).toEqual([]);
  });

  test('refuses in words a form without its mark, and a patient’s number, without an echo', async () => {
    const item = { plannedOn: FIRST, title: 'Labels', minutes: 5 };
    const unmarked = await house.ask(teammate, `meetings/${id}/propose`, item);
    expect(unmarked).toMatchObject({ status: 400, body: { error: expect.stringMatching('out of date') } });
    const titled = { ...item, title: 'NHS no 999 123 4567', form: FORM };
    const number = await house.ask(teammate, `meetings/${id}/propose`, titled);
    expect(number.status).toBe(400);
    expect(number.text).not.toContain('4567');
    const reason = { plannedOn: LATER, reason: 'NHS no 999 123 4567' };
    expect((await house.ask(handler, `meetings/${id}/skip`, reason)).status).toBe(400);
  });

  test('names the day that a moved meeting is held', async () => {
    await house.ask(handler, `meetings/${id}/move`, { plannedOn: FIRST, date: '2026-12-03', time: '11:00' });
    const item = { plannedOn: FIRST, title: 'Labels again', minutes: 5, form: 'form-0003' };
    const { body } = await house.ask(teammate, `meetings/${id}/propose`, item);
    expect((body as ShownMeetingDeed).notice).toBe('Thank you. It is on the agenda of Thursday 3 December 2026.');
    await house.ask(handler, `meetings/${id}/move`, { plannedOn: FIRST, date: FIRST, time: '10:00' });
  });

  test('in a channel lists the meetings of its team, the same to all its members and none to others', async () => {
    const { db } = house.clerk.store;
    const { conversationKey } = await db.selectFrom('conversations').selectAll().executeTakeFirstOrThrow();
    const asked = `meetings?channel=${encodeURIComponent(conversationKey)}`;
    const list = async (role: Role) => (await house.ask(cast[role], asked)).body as ShownSeriesList;
    const first = await list('handler');
    expect(first.rows).toHaveLength(1);
    for (const role of MEMBERS) expect(await list(role)).toEqual(first);
    expect((await list('stranger')).rows).toEqual([]);
    expect(((await house.ask(handler, 'meetings?channel=19%3Aother')).body as ShownSeriesList).rows).toEqual([]);
  });

  test('an address that is none, of a series or of a date, is not there', async () => {
    for (const path of ['meetings/nothing', `meetings/${id}/on/2026-12-03`]) {
      expect((await house.ask(handler, path)).status).toBe(404);
    }
    expect((await house.ask(handler, `meetings/${id}/on/soon`)).status).toBe(400);
  });
});

describe('A meeting that was held, in the tab', () => {
  let house: TabHouse;
  let id: string;
  beforeAll(async () => {
    house = await startTabHouse();
    id = await startMeeting(house);
    await holdFirst(house);
    for (let number = 1; number <= 25; number += 1) {
      await addAction(`Ask the supplier ${String(number).padStart(2, '0')}`);
    }
    await house.moveTo('2026-12-02T11:01:00Z');
  });
  afterAll(() => house.stop());

  async function addAction(what: string): Promise<void> {
    const input = { series: id, plannedOn: FIRST, what, who: teammate.objectId, due: '2026-12-04' };
    await house.clerk.meetings.actions.add(await actorOf(house, handler), what, input);
  }

  const actions = async (who = teammate, path = 'mine/actions') => (await house.ask(who, path)).body as ShownActions;

  test('is among its records, a draft', async () => {
    const { body } = await house.ask(teammate, `meetings/${id}/records`);
    const { rows, total } = body as ShownRecords;
    expect(total).toBe(1);
    expect(rows).toEqual([
      {
        plannedOn: FIRST,
        when: 'Wednesday 2 December 2026, 10am',
        state: 'Draft, until it is agreed at the next meeting',
      },
    ]);
  });

  test('its actions come in pages, with who has them, and on the page of who took them on', async () => {
    const first = await actions();
    expect(first).toMatchObject({ total: 25, page: 1, pages: 2 });
    expect(first.rows[0]).toMatchObject({
      what: 'Ask the supplier 01',
      who: teammate.name,
      state: 'Open, until Friday 4 December 2026',
      mayFinish: true,
    });
    expect((await actions(teammate, 'mine/actions?page=99')).rows).toHaveLength(5);
    expect((await actions(handler)).total).toBe(0);
    expect((await actions(stranger)).total).toBe(0);
    const ofSeries = await actions(cast.safety, `meetings/${id}/actions`);
    expect(ofSeries.total).toBe(25);
    expect(ofSeries.rows[0]?.mayFinish).toBe(false);
    expect((await actions(facilitator, `meetings/${id}/actions`)).rows[0]?.mayFinish).toBe(true);
  });

  test.each(ROLES)('an action is finished by who took it on, and by who may chair: %s', async (role) => {
    const [row] = (await actions()).rows;
    const before = (await actions()).total;
    const expected = { teammate: 200, handler: 200, facilitator: 200, deputy: 200, admin: 200, 'other-tenant': 404 };
    const status = (expected as Partial<Record<Role, number>>)[role] ?? 403;
    expect((await house.ask(cast[role], 'actions/done', { action: row?.id })).status).toBe(status);
    expect((await actions()).total).toBe(status === 200 ? before - 1 : before);
  });

  test('one that is late says so, one that is done says when, and both are in the file', async () => {
    await house.moveTo('2026-12-07T10:00:00Z');
    const { rows } = await actions();
    expect(rows[0]).toMatchObject({ late: true, state: 'Late: it was due on Friday 4 December 2026' });
    await house.ask(teammate, 'actions/done', { action: rows[0]?.id });
    const done = await actions(teammate, 'mine/actions?show=done');
    expect(done.rows[0]).toMatchObject({ done: true, mayFinish: false, state: 'Done on Monday 7 December 2026' });
    const { text } = await house.ask(teammate, 'mine/actions/csv', {});
    expect(text).toMatch(/^\uFEFFWhat,Who,Due on,State,Meeting\r\n/);
    expect(text.trim().split('\r\n')).toHaveLength(26);
    expect((await house.ask(stranger, 'mine/actions/csv', {})).text.trim().split('\r\n')).toHaveLength(1);
  });
});
