// What the Cabinet page does beyond the list: handing on, removing, hazard drafts, go-lives; every role against each.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ShownGoLives,
  ShownHazard,
  ShownHazards,
  ShownIssue,
  ShownList,
  ShownMe,
} from '../../src/issues/shown.ts';
import { actorById } from '../../src/people/actor.ts';
import { findPerson } from '../../src/people/people-store.ts';
import { cast, ROLES, type Role, startTabHouse, type TabHouse } from '../support/tab.ts';
import type { Person } from '../support/world.ts';

const { raiser, handler, facilitator, safety, admin, stranger } = cast;

/** 200: it works; 403: it is there and refused; 404: it is not there for them. */
const HANDLERS: readonly Role[] = ['handler', 'facilitator', 'deputy'];
const RUNNERS: readonly Role[] = ['facilitator', 'deputy', 'admin'];
const SAFETY: readonly Role[] = ['safety', 'safety-deputy'];
const isOther = (role: Role) => role.startsWith('other-');

describe('handing an issue on and removing a text, in the tab', () => {
  let house: TabHouse;
  let handlerId: string;
  let safetyId: string;
  beforeAll(async () => {
    house = await startTabHouse();
    [handlerId, safetyId] = [await idOf(handler), await idOf(safety)];
  });
  afterAll(() => house.stop());

  async function idOf(person: Person): Promise<string> {
    return (await findPerson(house.clerk.store.db, person.tenantId, person.objectId))?.id ?? '';
  }

  const statuses = async (role: Role, id: string, to: string) => {
    const ask = async (deed: string, body: object) =>
      (await house.ask(cast[role], `issues/${id}/${deed}`, body)).status;
    return {
      escalate: await ask('escalate', { deskRef: 'INC0012', deskUrl: '' }),
      pass: await ask('pass', { person: to, why: 'It is yours' }),
      redact: await ask('redact', { parts: 'detail' }),
    };
  };

  test.each(ROLES)('an ordinary issue: %s', async (role) => {
    const id = await house.raise(raiser, `Labels print blank, ${role}`);
    const handled = HANDLERS.includes(role) ? 200 : isOther(role) ? 404 : 403;
    const removed = RUNNERS.includes(role) ? 200 : isOther(role) ? 404 : 403;
    expect(await statuses(role, id, handlerId)).toEqual({ escalate: handled, pass: handled, redact: removed });
  });

  test.each(ROLES)('an issue that clinical safety has not released: %s', async (role) => {
    const id = await house.raise(raiser, `The dose was wrong, ${role}`, { harm: 'yes' });
    const keeps = SAFETY.includes(role);
    const seen = keeps ? 200 : role === 'raiser' ? 403 : 404;
    const removed = keeps || role === 'admin' ? 200 : role === 'raiser' ? 403 : 404;
    expect(await statuses(role, id, safetyId)).toEqual({ escalate: seen, pass: seen, redact: removed });
  });

  test('an admin who removes a text of an unreleased issue reads nothing of it', async () => {
    const id = await house.raise(raiser, 'The allergy was hidden', { harm: 'yes' });
    const { status, body, text } = await house.ask(admin, `issues/${id}/redact`, { parts: 'detail' });
    expect([status, Object.keys(body)]).toEqual([200, ['notice']]);
    expect(text).not.toContain('allergy');
  });

  test('the form begins with what was said, and what is said reaches its readers alone', async () => {
    const id = await house.raise(raiser, 'Badge reader slow');
    const sorted = { kind: 'fault', burden: 'time', sector: 'hospital', techNote: 'Firmware 2.1' };
    const waits = {
      status: 'waiting',
      reply: 'We ordered a part.',
      waitingFor: 'Supplier',
      waitingUntil: '2026-12-04',
    };
    expect((await house.ask(handler, `issues/${id}/update`, { ...sorted, ...waits })).status).toBe(200);
    const seen = (await house.ask(handler, `issues/${id}`)).body as ShownIssue;
    const { status, waitingFor, waitingUntil } = waits;
    expect(seen.handling).toMatchObject({ ...sorted, status, waitingFor, waitingUntil });
    expect(seen.handling?.people.map(({ title }) => title)).toContain(facilitator.name);
    expect(seen.state).toContain('Supplier');
    const fact = (title: string) => seen.facts.find((one) => one.title === title)?.value;
    expect([fact('Sector'), fact('Note for IT')]).toEqual(['Hospital', 'Firmware 2.1']);
    for (const who of [raiser, stranger]) {
      const { body, text } = await house.ask(who, `issues/${id}`);
      expect([body.handling, body.parts]).toEqual([undefined, undefined]);
      expect(text).not.toContain('Firmware');
    }
  });

  test('the service desk’s link is a link for those who read the details', async () => {
    const id = await house.raise(raiser, 'Wi-Fi drops');
    await house.ask(handler, `issues/${id}/escalate`, { deskRef: 'INC0099', deskUrl: 'https://desk.example/INC0099' });
    const { facts } = (await house.ask(raiser, `issues/${id}`)).body as ShownIssue;
    const desk = { title: 'Service desk reference', value: 'INC0099', link: 'https://desk.example/INC0099' };
    expect(facts).toContainEqual(desk);
  });

  test('faults are said with the name of the field', async () => {
    const id = await house.raise(raiser, 'Screen flickers');
    const said = async (deed: string, body: object) =>
      (await house.ask(handler, `issues/${id}/${deed}`, body)).body.error;
    expect(await said('escalate', {})).toMatch(/^Service desk reference: /);
    expect(await said('escalate', { deskRef: 'A1', deskUrl: 'http://desk' })).toMatch(/^Service desk link: /);
    expect(await said('pass', { person: 'nobody' })).toMatch(/^Pass to: /);
    expect(await said('update', { status: 'resolved' })).toMatch(/^Reply: /);
    expect(await said('update', { status: 'triaged', techNote: '999 123 4567' })).toMatch(/Note for IT: /);
    const past = { status: 'waiting', reply: 'Wait', waitingUntil: '2026-11-24' };
    expect(await said('update', past)).toMatch(/^Waiting until: /);
    expect((await house.ask(facilitator, `issues/${id}/redact`, { parts: '' })).body.error).toMatch(
      /^What to remove: /,
    );
  });
});

describe('the list, narrowed by what those who handle issues say', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
    const id = await house.raise(raiser, 'An idea for the wards');
    await house.raise(raiser, 'Something else');
    await house.ask(handler, `issues/${id}/update`, { status: 'in-progress', kind: 'idea', sector: 'community' });
    const { lateness } = house.clerk.issues;
    const person = await findPerson(house.clerk.store.db, facilitator.tenantId, facilitator.objectId);
    const actor = person && (await actorById(house.clerk.store.db, person.id));
    const [look, done] = ['2 hours', '1 day'];
    const targets = {
      lookHigh: look,
      doneHigh: done,
      lookMedium: look,
      doneMedium: done,
      lookLow: look,
      doneLow: done,
    };
    if (actor) await lateness.save(actor, house.cabinetId, { opensAt: '09:00', closesAt: '17:00', ...targets });
    await house.moveTo(new Date(house.now().getTime() + 4 * 3_600_000));
  });
  afterAll(() => house.stop());

  const titles = async (role: Role, asked: object) =>
    ((await house.ask(cast[role], 'issues/search', asked)).body as ShownList).rows.map((row) => row.title);

  test.each(ROLES)('finds for those who handle them, and for who raised them: %s', async (role) => {
    const finds = HANDLERS.includes(role);
    const idea = finds || role === 'raiser' ? ['An idea for the wards'] : [];
    expect(await titles(role, { kind: 'idea' })).toEqual(idea);
    expect(await titles(role, { sector: 'community' })).toEqual(idea);
    expect(await titles(role, { kind: 'fault' })).toEqual([]);
    // What waits to be looked at is late after two core hours; the other has a day.
    expect(await titles(role, { late: '1' })).toEqual(finds ? ['Something else'] : []);
    const { handles } = (await house.ask(cast[role], 'me')).body as ShownMe;
    expect(handles).toBe(finds);
  });

  test('what is due is said to those who handle it, and to nobody else', async () => {
    const list = (await house.ask(handler, 'issues/search', { late: '1' })).body as ShownList;
    const id = list.rows[0]?.id;
    const target = async (who: Person) =>
      ((await house.ask(who, `issues/${id}`)).body as ShownIssue).facts.find(({ title }) => title === 'Target')?.value;
    expect(await target(handler)).toMatch(/^Late\. To be looked at by/);
    expect(await target(raiser)).toBeUndefined();
    expect(await target(stranger)).toBeUndefined();
  });
});

describe('hazard drafts in the tab', () => {
  let house: TabHouse;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    house = await startTabHouse();
    for (const name of ['one', 'two', 'three', 'four']) {
      await house.raise(raiser, `The dose shows twice, ${name}`, { harm: 'could' });
    }
    const { rows } = (await house.ask(safety, 'hazards')).body as ShownHazards;
    for (const { id, name } of rows) ids[name.split(', ')[1] ?? ''] = id;
  });
  afterAll(() => house.stop());

  test.each(ROLES)('are listed, opened and decided by clinical safety alone: %s', async (role) => {
    const keeps = SAFETY.includes(role);
    const who = cast[role];
    expect((await house.ask(who, 'hazards')).status).toBe(keeps ? 200 : 403);
    expect((await house.ask(who, 'hazards/csv', {})).status).toBe(keeps ? 200 : 403);
    expect((await house.ask(who, `hazards/${ids.one}`)).status).toBe(keeps ? 200 : 404);
    const deeds = { look: {}, accept: { logRef: 'HZ-1' }, merge: { into: 'CAB-2' }, decline: { reason: 'Known' } };
    for (const [deed, body] of Object.entries(deeds)) {
      const { status } = await house.ask(who, `hazards/${ids.one}/${deed}`, body);
      // Accepted, it is neither merged nor declined any more.
      expect([deed, status]).toEqual([deed, !keeps ? 404 : deed === 'merge' || deed === 'decline' ? 409 : 200]);
    }
  });

  test('reading one is not yet looking at it; pressing the button is', async () => {
    const read = async () => (await house.ask(safety, `hazards/${ids.two}`)).body as ShownHazard;
    expect((await read()).may).toEqual({ look: true, decide: true });
    expect((await read()).may.look).toBe(true);
    await house.ask(safety, `hazards/${ids.two}/look`, {});
    const after = await read();
    expect(after.may.look).toBe(false);
    expect(after.facts).toContainEqual({ title: 'Looked at by', value: safety.name });
  });

  test('is merged into another by its reference, and declined with a reason', async () => {
    const three = (await house.ask(safety, `hazards/${ids.three}`)).body as ShownHazard;
    const { body } = await house.ask(safety, `hazards/${ids.two}/merge`, { into: three.reference });
    expect((body as { hazard: ShownHazard }).hazard.state).toBe(`Merged into another: ${three.reference}`);
    const said = async (deed: string, given: object) =>
      (await house.ask(safety, `hazards/${ids.four}/${deed}`, given)).body.error;
    expect(await said('decline', {})).toMatch(/^Why it is not a hazard: /);
    expect(await said('accept', {})).toMatch(/^Number in your hazard log: /);
    expect(await said('merge', { into: 'x' })).toMatch(/^Same as: /);
    const declined = await house.ask(safety, `hazards/${ids.four}/decline`, { reason: 'It shows once on paper' });
    expect((declined.body as { hazard: ShownHazard }).hazard.state).toBe('Not a hazard');
  });
});

describe('go-lives in the tab', () => {
  let house: TabHouse;
  beforeAll(async () => {
    house = await startTabHouse();
    const { db } = house.clerk.store;
    const person = await findPerson(db, facilitator.tenantId, facilitator.objectId);
    const actor = person && (await actorById(db, person.id));
    const cabinet = await house.clerk.issues.cabinets.byId(house.cabinetId);
    if (!actor || !cabinet) throw new Error('There is no facilitator.');
    const people = { lead: raiser.objectId, manager: handler.objectId };
    const input = { goLive: '', name: '=New labels', system: 'Printing', liveOn: '2027-01-20', ...people };
    await house.clerk.issues.goLives.save(actor, cabinet.teamId, 'token', input);
  });
  afterAll(() => house.stop());

  test.each(ROLES)('are listed for the members of the team and those who lead them: %s', async (role) => {
    const members: readonly Role[] = ['teammate', 'handler', 'facilitator', 'deputy', 'safety', 'safety-deputy'];
    const sees = members.includes(role) || role === 'raiser';
    const { status, body } = await house.ask(cast[role], 'go-lives');
    expect([status, (body as ShownGoLives).total]).toEqual([200, sees ? 1 : 0]);
    expect((await house.ask(cast[role], 'go-lives/csv', {})).text.includes("'=New labels")).toBe(sees);
    expect((await house.ask(cast[role], 'me')).body).toMatchObject({ goLives: sees });
  });

  test('say in words when, who, and whether the workshop is booked', async () => {
    const { rows } = (await house.ask(handler, 'go-lives')).body as ShownGoLives;
    expect(rows).toEqual([
      expect.objectContaining({
        when: 'Wednesday 20 January 2027',
        lead: raiser.name,
        manager: handler.name,
        workshop: 'Not booked yet',
      }),
    ]);
    expect((await house.ask(undefined, 'go-lives')).status).toBe(401);
  });
});
