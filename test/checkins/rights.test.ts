// Every role against every button and command of the check-ins.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, cast, type Outcome, outcomeOf, ROLES, type Role, startCast } from '../issues/cast.ts';
import { type House, personal } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { checkins } from './rights-table.ts';

const ROSTER = [
  `Amina Yusuf,${cast.raiser.objectId},Northfield Trust,RXF05,acute,ccio`,
  `Iris Bell,${cast.stranger.objectId},Harbour Community,HCM01,community,ccio`,
  'Spare One,spare.one@trust.example,Spare Trust,,acute,ccio',
].join('\n');
const FORUM = { name: 'CCIOs', weekday: 'wednesday', members: 'list', roster: ROSTER };

describe('Who may do what with a check-in', () => {
  let house: House;
  let data: Record<string, unknown>;
  /** The round of which there is a digest. */
  let digested: string;

  beforeAll(async () => {
    house = await startCast();
    await house.presses(cast.teammate, 'forum.save', FORUM, { in: cabinetChannel });
    data = await prepared();
  });
  afterAll(() => house.stop());

  /** A digest with a learning and a need of the raiser; the stranger has asked for both; the next round is open. */
  async function prepared() {
    const { db } = house.clerk.store;
    const forum = await db.selectFrom('forums').selectAll().executeTakeFirstOrThrow();
    for (const who of [cast.raiser, cast.stranger]) await house.deliver(house.acts.installs(who, personal(who)));
    await house.moveTo('2026-12-01T08:00:00Z');
    const first = await db.selectFrom('checkinRounds').selectAll().executeTakeFirstOrThrow();
    await house.presses(cast.raiser, 'checkin.answer', { round: first.id, state: 'steady' });
    await house.presses(cast.raiser, 'checkin.add', { round: first.id, learning: 'Labels print.', need: 'A lead.' });
    await house.moveTo('2026-12-02T07:45:00Z');
    const items = await db.selectFrom('checkinItems').selectAll().execute();
    const idOf = (kind: string) => items.find((item) => item.kind === kind)?.id ?? '';
    await house.presses(cast.stranger, 'checkin.offer', { about: 'need', need: idOf('need') });
    await house.presses(cast.stranger, 'checkin.share', { learning: idOf('learning') });
    await house.moveTo('2026-12-08T08:00:00Z');
    digested = first.id;
    const rounds = await db.selectFrom('checkinRounds').selectAll().orderBy('id').execute();
    const spare = await db
      .selectFrom('forumMembers')
      .selectAll()
      .where('name', '=', 'Spare One')
      .executeTakeFirstOrThrow();
    const offer = await db.selectFrom('checkinOffers').select('id').executeTakeFirstOrThrow();
    const share = await db.selectFrom('checkinShares').select('id').executeTakeFirstOrThrow();
    const answers = { round: rounds.at(-1)?.id, state: 'need-help', how: 'count', until: '2026-12-08', about: 'need' };
    const roster = {
      forum: forum.id,
      member: spare.id,
      organisation: spare.organisationId,
      successor: 'HCM01',
      on: '2026-12-09',
    };
    return { ...roster, ...answers, need: idOf('need'), learning: idOf('learning'), offer: offer.id, share: share.id };
  }

  test.each(checkins.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, checkins.cell(role, deed)])));
  });

  async function tried(role: Role, deed: string): Promise<Outcome> {
    const who = cast[role];
    if (deed === 'set up check-in') return typed(role, deed);
    const pressed = await house.presses(who, deed, await dataFor(deed), { in: cabinetChannel });
    return outcomeOf(pressed.notice);
  }

  /** Ended by whoever came before, it is set up again: each role meets it running. */
  async function dataFor(deed: string): Promise<object> {
    if (deed === 'forum.save') return FORUM;
    if (deed === 'checkin.agree' || deed === 'roster.approve')
      return { ...data, answer: deed === 'roster.approve' ? 'yes' : 'named' };
    if (deed === 'checkin.read') return { ...data, round: digested };
    if (deed === 'checkin.join') return { ...data, organisation: 'Some Trust', sector: 'acute' };
    if (deed !== 'forum.end') return data;
    await house.presses(cast.teammate, 'forum.save', FORUM, { in: cabinetChannel });
    const running = house.clerk.store.db.selectFrom('forums').select('id').where('state', '=', 'running');
    return { forum: (await running.executeTakeFirstOrThrow()).id };
  }

  async function typed(role: Role, text: string): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], text, { in: cabinetChannel });
    const [first] = house.far.sent.slice(before);
    return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
  }
});
