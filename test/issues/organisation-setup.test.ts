// Whose a cabinet is: the organisation that is named, else one's own, else the only or default one; and never one that
// belongs to somebody else. ODS codes and mail domains, as a facilitator or an admin may set them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClickAnswer, channel, type House, person, startHouse, team } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';

const admin = person('Ada Moss');
const sam = person('Sam Okafor');
const otto = person('Otto Kemp');
const north = team('Northfield Digital', [sam], { channels: ['Stores'] });
const south = team('Southmere Digital', [otto]);
const northfield = 'Northfield Trust';
const southmere = 'Southmere Community';
const NOT_THEIRS = 'Organisation: only somebody of that organisation, or an admin, can use it here.';

let house: House;
beforeEach(() => start());
afterEach(() => house.stop());

async function start(env: Record<string, string> = {}): Promise<void> {
  const everyone = { people: [admin, sam, otto], teams: [north, south] };
  house = await startHouse({ ...everyone, env: { CLERK_ADMINS: admin.objectId, ...env } });
  await house.deliver(house.acts.installs(sam, channel(north)));
  await house.deliver(house.acts.installs(otto, channel(south)));
}

let cabinets = 0;

/** `set up cabinet` with a name of its own; what else is saved with it, and where. */
async function saveCabinet(who: Person, changes: object = {}, where = who === otto ? channel(south) : channel(north)) {
  cabinets += 1;
  return house.presses(who, 'cabinet.save', { name: `Cabinet ${cabinets}`, prefix: 'CAB', ...changes }, { in: where });
}

async function saveOrganisation(changes: object): Promise<ClickAnswer> {
  return house.presses(admin, 'organisation.save', { name: northfield, ods: '', domains: '', ...changes });
}

/** The organisations that there are, as `name (ODS code)`. */
async function organisations(): Promise<string[]> {
  const all = await house.clerk.store.db.selectFrom('organisations').selectAll().orderBy('name').execute();
  return all.map(({ name, ods }) => (ods ? `${name} (${ods})` : name));
}

/** Whose the last cabinet saved is. */
async function ownerOfLast(): Promise<string | undefined> {
  const { db } = house.clerk.store;
  const query = db.selectFrom('cabinets').innerJoin('organisations', 'organisations.id', 'cabinets.organisationId');
  const row = await query
    .select('organisations.name')
    .where('cabinets.name', '=', `Cabinet ${cabinets}`)
    .executeTakeFirst();
  return row?.name;
}

describe('A cabinet saved without an organisation', () => {
  test('belongs to the default one where there is none yet', async () => {
    await house.stop();
    await start({ CLERK_ORGANISATION: northfield });
    expect((await saveCabinet(sam)).card).toBeDefined();
    expect(await ownerOfLast()).toBe(northfield);
    expect(await organisations()).toEqual([northfield]);
  });

  test('belongs to the only one, and no second one comes of it', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(otto, { prefix: 'OTT' });
    expect(await ownerOfLast()).toBe(northfield);
    expect(await organisations()).toEqual([northfield]);
  });

  test('belongs to one’s own where there are several', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(otto, { organisation: southmere });
    await saveCabinet(otto, { prefix: 'OTT' });
    expect(await ownerOfLast()).toBe(southmere);
  });

  test('is not taken where there are several and nothing says which: the organisation must be named', async () => {
    await saveOrganisation({ name: northfield });
    await saveOrganisation({ name: southmere });
    const refused = await saveCabinet(sam);
    expect(refused.notice).toMatch(/^Organisation: .*name/);
    expect(await organisations()).toEqual([northfield, southmere]);
    expect(await ownerOfLast()).toBeUndefined();
  });
});

describe('An organisation that is named', () => {
  test('is added when it is new, and is then one’s own', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(otto, { organisation: southmere });
    expect(await organisations()).toEqual([northfield, southmere]);
    expect((await saveCabinet(otto, { organisation: ' southmere community ' })).card).toBeDefined();
    expect(await ownerOfLast()).toBe(southmere);
  });

  test('is refused when it is somebody else’s, by its name or by its code; an admin may use it', async () => {
    await saveCabinet(sam, { organisation: northfield, ods: 'RXF05' });
    await saveCabinet(otto, { organisation: southmere });
    for (const claim of [
      { organisation: northfield },
      { organisation: 'NORTHFIELD TRUST' },
      { organisation: 'Another name', ods: 'rxf05' },
      { ods: 'RXF05' },
    ]) {
      const refused = await saveCabinet(otto, { ...claim, prefix: 'OTT' });
      expect(refused.notice, JSON.stringify(claim)).toBe(NOT_THEIRS);
      expect(await ownerOfLast()).toBeUndefined();
    }
    expect(await organisations()).toEqual([`${northfield} (RXF05)`, southmere]);
    expect((await saveCabinet(admin, { organisation: southmere, prefix: 'ADM' }, channel(south))).card).toBeDefined();
  });

  test('can be used by who runs a team of it, wherever they are from, and is not lost when nothing is named', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(otto, { organisation: southmere });
    house.far.teams[0] = { ...north, members: [sam, otto] };
    await house.deliver(house.acts.joins([otto], channel(north)));
    const deputised = { facilitators: sam.objectId, deputies: otto.objectId };
    expect((await house.presses(sam, 'team.save', deputised, { in: channel(north) })).card).toBeDefined();
    for (const changes of [{ organisation: northfield }, {}]) {
      expect((await saveCabinet(otto, changes, channel(north))).card).toBeDefined();
      expect(await ownerOfLast()).toBe(northfield);
    }
  });

  test('in the cabinet is the only one, when the team was set up without naming any', async () => {
    await house.presses(sam, 'team.save', { facilitators: sam.objectId }, { in: channel(north) });
    await saveCabinet(sam, { organisation: northfield });
    expect(await organisations()).toEqual([northfield]);
  });

  test('is refused in `set up team` as well', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(otto, { organisation: southmere });
    const settings = { facilitators: otto.objectId, organisation: northfield };
    expect((await house.presses(otto, 'team.save', settings, { in: channel(south) })).notice).toBe(NOT_THEIRS);
  });

  test('has prefixes of its own: the same one twice in it is refused, and in another it is not', async () => {
    await saveCabinet(sam, { organisation: northfield });
    expect((await saveCabinet(otto, { organisation: southmere })).card).toBeDefined();
    const twice = await saveCabinet(sam, { organisation: northfield }, channel(north, 'Stores'));
    expect(twice.notice).toMatch(/: CAB is used by Cabinet \d+ already/);
  });

  test('is not taken with an identifier in its name', async () => {
    const refused = await saveCabinet(sam, { organisation: 'NHS no 999 123 4567' });
    expect(refused.notice).toMatch(/Organisation: /);
    expect(await organisations()).toEqual([]);
  });
});

describe('An ODS code', () => {
  test.each(['R', 'RX', 'RX-F05', 'RXF05ABCD', 'RX F05', 'RXÉ05'])(
    'is not taken when it cannot be one: %s',
    async (ods) => {
      for (const refused of [
        await saveCabinet(sam, { organisation: northfield, ods }),
        await saveOrganisation({ ods }),
      ]) {
        expect(refused.notice).toMatch(/^ODS code: 3 to 8 letters and digits/);
      }
      expect(await organisations()).toEqual([]);
    },
  );

  test.each(['rxf05', ' RXF05 ', 'Rxf05'])('is kept in capital letters: %s', async (ods) => {
    await saveCabinet(sam, { organisation: northfield, ods });
    expect(await organisations()).toEqual([`${northfield} (RXF05)`]);
    await saveOrganisation({ name: southmere, ods: 'rdd' });
    expect(await organisations()).toEqual([`${northfield} (RXF05)`, `${southmere} (RDD)`]);
  });

  test('can be added later and never changes, nor goes away with an empty field', async () => {
    await saveCabinet(sam, { organisation: northfield });
    await saveCabinet(sam, { organisation: northfield, ods: 'RXF05' });
    const changed = 'ODS code: Northfield Trust has RXF05. An ODS code never changes.';
    expect((await saveCabinet(sam, { organisation: northfield, ods: 'RXF06' })).notice).toBe(changed);
    expect((await saveOrganisation({ ods: 'RXF06' })).notice).toBe(changed);
    expect((await saveOrganisation({ ods: '' })).notice).toBe('Northfield Trust is saved.');
    expect(await organisations()).toEqual([`${northfield} (RXF05)`]);
  });

  test('belongs to one organisation: another cannot take it', async () => {
    await saveCabinet(sam, { organisation: northfield, ods: 'RXF05' });
    await saveCabinet(otto, { organisation: southmere });
    const refused = await saveOrganisation({ name: southmere, ods: 'RXF05' });
    expect(refused.notice).toBe('ODS code: RXF05 is the code of Northfield Trust.');
    expect(await organisations()).toEqual([`${northfield} (RXF05)`, southmere]);
  });

  test('finds its organisation for an admin, who can so correct its name', async () => {
    await saveCabinet(sam, { organisation: 'Northfeild Trust', ods: 'RXF05' });
    expect((await saveOrganisation({ name: northfield, ods: 'RXF05' })).notice).toBe('Northfield Trust is saved.');
    expect(await organisations()).toEqual([`${northfield} (RXF05)`]);
  });
});

describe('Mail domains', () => {
  async function domains(): Promise<string[]> {
    const query = house.clerk.store.db.selectFrom('organisationDomains').select('domain').orderBy('domain');
    return (await query.execute()).map(({ domain }) => domain);
  }

  test('are kept without the @, in small letters, whatever stands between them', async () => {
    await saveOrganisation({ domains: '@Trust.example, mail.trust.example\n\n  nhs.example ' });
    expect(await domains()).toEqual(['mail.trust.example', 'nhs.example', 'trust.example']);
    await saveOrganisation({ domains: 'trust.example' });
    expect(await domains()).toEqual(['trust.example']);
  });

  test.each(['sam@trust.example', 'trust', 'https://trust.example', '*.trust.example'])(
    'are not taken when one is none: %s',
    async (wrong) => {
      const refused = await saveOrganisation({ domains: `trust.example\n${wrong}` });
      expect(refused.notice).toMatch(/^Mail domains: /);
      expect(await domains()).toEqual([]);
    },
  );

  test('are for an admin of the service alone, who writes `set up organisation`', async () => {
    const refused = await house.presses(sam, 'organisation.save', { name: northfield, domains: 'trust.example' });
    expect(refused.notice).toBe('Only an admin of this service (CLERK_ADMINS) can set mail domains.');
    await house.says(admin, 'set up organisation');
    const saved = await house.press(admin, { kind: 'personal', person: admin }, 'organisation.save', {
      name: northfield,
      domains: 'trust.example',
    });
    expect(saved.notice).toBe('Northfield Trust is saved.');
    expect(await domains()).toEqual(['trust.example']);
  });
});
