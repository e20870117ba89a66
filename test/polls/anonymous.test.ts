// The adversary of design.md, section 3 rule 3: has the database with its system columns and the order of its rows, the
// bytes of its file, every payload, every log line. Looks for anything that ties a person to an answer.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseSetting } from '../../src/store/database.ts';
import { type ClickAnswer, type House, textOf } from '../support/clerk.ts';
import { ENGINES, type Engine, freshDatabase } from '../support/databases.ts';
import type { Person } from '../support/world.ts';
import { ask, asker, barsOf, members, openTeam, personal, pollCard, pollsChannel, stored, vote } from './team.ts';

const CHOICES = ['Xylophone', 'Quagmire', 'Zeppelin'] as const;
const ASKED = {
  question: 'Which instrument?',
  choices: CHOICES.join('\n'),
  questionTwo: 'Why?',
  kindTwo: 'text',
  mode: 'anonymous',
  reminder: 'none',
};
const voters = members.slice(2, 22);
const choiceOf = (index: number) => CHOICES[index % 3] ?? CHOICES[0];
const markOf = (index: number) => `mark${String(index).padStart(2, '0')}words`;

type Row = Record<string, unknown>;

describe.each(ENGINES)('An anonymous poll on %s', (engine) => {
  let house: House;
  let folder: string;
  let setting: DatabaseSetting;
  let poll: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clerk-anonymous-'));
    setting =
      engine === 'sqlite' ? { kind: 'sqlite', path: join(folder, 'clerk.db') } : await freshDatabase('postgres');
    house = await openTeam({ database: setting, chats: voters });
    ({ poll } = await ask(house, { ...ASKED, audience: 'team' }));
    await house.moveTo(new Date(house.now().getTime() + 60_000));
  });
  afterEach(async () => {
    await house.stop();
    rmSync(folder, { recursive: true });
  });

  /** One after the other, each at their own card in their own chat; `after` each. */
  async function everyoneVotes(
    after: (index: number) => Promise<void> = async () => {},
  ): Promise<{ at: string[]; answers: ClickAnswer[] }> {
    const at: string[] = [];
    const answers: ClickAnswer[] = [];
    for (const [index, who] of voters.entries()) {
      const inputs = { choice: choiceOf(index), textTwo: markOf(index), quoteTwo: 'true' };
      answers.push(await house.press(who, personal(who), 'poll.vote', inputs));
      at.push(house.now().toISOString().slice(0, 19));
      await after(index);
    }
    return { at, answers };
  }

  /** Every row of every table as the adversary reads it. */
  async function everything(): Promise<{ table: string; row: Row }[]> {
    const { db } = house.clerk.store;
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    const rows: { table: string; row: Row }[] = [];
    for (const table of tables) {
      for (const row of await rowsOf(table)) rows.push({ table, row });
    }
    expect(tables).toEqual(expect.arrayContaining(['inbox', 'outbox', 'audit', 'created', 'poll_voters']));
    return rows;
  }

  /** The rows of a table in the order in which they lie there, with system columns on PostgreSQL. */
  async function rowsOf(table: string): Promise<Row[]> {
    if (setting.kind === 'sqlite') {
      const { db } = house.clerk.store;
      return (await db
        .selectFrom(table as 'polls')
        .selectAll()
        .execute()) as unknown as Row[];
    }
    const client = new pg.Client({ connectionString: setting.url });
    await client.connect();
    const { rows } = await client.query(`select ctid::text, xmin::text, * from ${table} order by ctid`);
    await client.end();
    return rows as Row[];
  }

  const idsOf = ({ objectId, id, chatId, name }: Person, personId: string) => [personId, objectId, id, chatId, name];

  async function personIds(): Promise<Map<string, string>> {
    const rows = await house.clerk.store.db.selectFrom('people').select(['id', 'objectId']).execute();
    return new Map(rows.map(({ id, objectId }) => [objectId, id]));
  }

  test('no row holds a person with an answer, and none tells the hour of a vote', async () => {
    const ids = await personIds();
    const { at } = await everyoneVotes();
    for (const { table, row } of await everything()) {
      const text = JSON.stringify(row);
      for (const [index, who] of voters.entries()) {
        const named = idsOf(who, ids.get(who.objectId) ?? '?').some((id) => text.includes(id));
        expect(text.includes(at[index] ?? '?'), `${table}: ${text}`).toBe(false);
        if (!named) continue;
        for (const word of [...CHOICES, ...voters.map((_, nth) => markOf(nth))]) {
          expect(text.includes(word), `${table}: ${text}`).toBe(false);
        }
      }
    }
    const inbox = await rowsOf('inbox');
    const coarse = inbox.filter((row) => JSON.stringify(row).includes('T00:00:00.000Z'));
    expect(coarse).toHaveLength(voters.length);
  });

  test('who has answered and what was answered share nothing: no time, no number, no order, no transaction', async () => {
    const ranks: number[] = [];
    await everyoneVotes(async (index) => {
      const order = (await rowsOf('poll_texts')).map((row) => String(row.text));
      expect(order).toHaveLength(index + 1);
      if (index >= 2) ranks.push(order.indexOf(markOf(index)) / index);
    });
    // The newest text lies anywhere among the others.
    expect(Math.min(...ranks)).toBeLessThan(0.5);
    expect(Math.max(...ranks)).toBeGreaterThan(0.5);
    const voted = await rowsOf('poll_voters');
    const tallies = await rowsOf('poll_tallies');
    const texts = await rowsOf('poll_texts');
    expect([voted.length, tallies.length, texts.length]).toEqual([20, 3, 20]);
    for (const row of texts) expect(String(row.text_key ?? row.textKey)).toMatch(/^[0-9a-f]{32}$/);
    if (engine === 'sqlite') return noRowNumbers();
    const transactions = new Set([...voted, ...tallies, ...texts].map(({ xmin }) => xmin));
    expect(transactions.size).toBe(1);
  });

  async function noRowNumbers(): Promise<void> {
    const { db } = house.clerk.store;
    for (const table of ['pollVoters', 'pollTallies', 'pollTexts'] as const) {
      await expect(
        db
          .selectFrom(table)
          .select('rowid' as never)
          .execute(),
      ).rejects.toThrow(/rowid/);
    }
  }

  test.runIf(engine === 'sqlite')(
    'the bytes of the file and of its log hold each text once, and no earlier version',
    async () => {
      const path = setting.kind === 'sqlite' ? setting.path : '';
      const placesIn = (file: string, index: number) => readFileSync(file, 'latin1').split(markOf(index)).length - 1;
      await everyoneVotes(async (last) => {
        for (let index = 0; index <= last; index += 1) {
          expect(placesIn(path, index), `${markOf(index)} after vote ${last}`).toBe(1);
          expect(placesIn(`${path}-wal`, index)).toBe(0);
        }
      });
      const bytes = readFileSync(path, 'latin1');
      const order = voters.map((_, index) => bytes.indexOf(markOf(index)));
      expect(order).not.toEqual(order.toSorted((one, other) => one - other));
      expect(order).not.toEqual(order.toSorted((one, other) => other - one));
    },
  );

  test.runIf(engine === 'postgres')('the pages of the tables hold no earlier version of a row', async () => {
    const client = new pg.Client({ connectionString: setting.kind === 'postgres' ? setting.url : '' });
    await client.connect();
    await client.query('create extension pageinspect');
    const items = 'select count(*)::int as count from heap_page_items(get_raw_page($1, 0)) where lp_len > 0';
    await everyoneVotes(async (index) => {
      for (const [table, rows] of [
        ['poll_voters', index + 1],
        ['poll_tallies', 3],
        ['poll_texts', index + 1],
      ] as const) {
        const { rows: found } = await client.query(items, [table]);
        expect(found[0].count, `${table} after vote ${index}`).toBe(rows);
      }
      // Not in their free space either: what is there twice was there before, what is there once is the last.
      const { rows: raw } = await client.query("select encode(get_raw_page('poll_texts', 0), 'escape') as page");
      const times = voters.slice(0, index + 1).map((_, nth) => String(raw[0].page).split(markOf(nth)).length - 1);
      expect(new Set(times), `after vote ${index}`).toEqual(new Set([1]));
      const { rows: counts } = await client.query("select encode(get_raw_page('poll_tallies', 0), 'escape') as page");
      expect(String(counts[0].page).split(poll)).toHaveLength(4);
    });
    await client.end();
  });

  test.runIf(engine === 'postgres')('what a reader kept from being forgotten is forgotten by the clock', async () => {
    const url = setting.kind === 'postgres' ? setting.url : '';
    const [client, reader] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
    await client.connect();
    await reader.connect();
    await client.query('create extension pageinspect');
    const versions = async () => {
      const { rows } = await client.query("select encode(get_raw_page('poll_texts', 0), 'escape') as page");
      return [0, 1].map((index) => String(rows[0].page).split(markOf(index)).length - 1);
    };
    const answer = async (index: number) =>
      vote(house, poll, voters[index] ?? asker, { choice: choiceOf(index), textTwo: markOf(index) });
    await answer(0);
    await reader.query('begin');
    await reader.query('select count(*) from poll_texts');
    await answer(1);
    expect(Math.max(...(await versions()))).toBeGreaterThan(1);
    await reader.query('commit');
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    expect(await versions()).toEqual([1, 1]);
    await client.end();
    await reader.end();
  });

  test('no payload, answer, log line or line of the audit tells who answered what, or when', async () => {
    const ids = await personIds();
    const [sentBefore, linesBefore, auditBefore] = [
      house.far.sent.length,
      house.lines.length,
      (await rowsOf('audit')).length,
    ];
    const { answers } = await everyoneVotes();
    for (const answer of answers) {
      expect(textOf(answer.card ?? {})).toContain('Your answer is counted, once. It cannot be changed.');
      const body = JSON.stringify(answer.body);
      for (const word of [...CHOICES, 'words"']) expect(body).not.toContain(word);
    }
    const told = JSON.stringify(house.far.sent.slice(sentBefore));
    for (const word of [...CHOICES, 'mark0', 'mark1']) expect(told).not.toContain(word);
    const lines = JSON.stringify(house.lines.slice(linesBefore));
    for (const who of voters) {
      for (const id of idsOf(who, ids.get(who.objectId) ?? '?')) expect(lines).not.toContain(id);
    }
    expect(lines).not.toContain(poll);
    expect(await rowsOf('audit')).toHaveLength(auditBefore);
    const left = (await rowsOf('outbox')).filter((row) => (row.message_id ?? row.messageId) && row.forget === 1);
    expect(left).toEqual([]);
  });

  test('when it closes, who has answered is erased, and the result names nobody', async () => {
    await everyoneVotes();
    await house.presses(asker, 'poll.close', { poll });
    expect(await rowsOf('poll_voters')).toEqual([]);
    expect(await stored(house, poll)).toMatchObject({ state: 'closed', answered: 20 });
    const who = voters[0] ?? asker;
    const closed = await house.presses(who, 'poll.view', { poll }, { in: personal(who) });
    expect(barsOf(closed.card ?? {})).toEqual({ Xylophone: 7, Quagmire: 7, Zeppelin: 6 });
    const shown = textOf(closed.card ?? {});
    for (const [index, voter] of voters.entries()) {
      expect(shown).toContain(markOf(index));
      if (voter !== asker) expect(shown).not.toContain(`${voter.name}\n`);
    }
  });

  test('in a channel, too: the card tells neither who has answered nor how many, until it closes', async () => {
    const asked = await ask(house, ASKED);
    const before = JSON.stringify(pollCard(house));
    for (const [index, who] of voters.entries()) {
      await vote(house, asked.poll, who, { choice: choiceOf(index), textTwo: markOf(index) });
    }
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    expect(JSON.stringify(pollCard(house))).toBe(before);
    await house.presses(asker, 'poll.close', { poll: asked.poll }, { in: pollsChannel });
    expect(barsOf(pollCard(house))).toEqual({ Xylophone: 7, Quagmire: 7, Zeppelin: 6 });
  });
});

test.each(['sqlite', 'postgres'] as readonly Engine[])(
  'answered by too few on %s, it is shown nowhere and erased',
  async (engine) => {
    const house = await openTeam({ engine });
    const { poll } = await ask(house, ASKED);
    for (const who of voters.slice(0, 4)) await vote(house, poll, who, { choice: 'Quagmire', textTwo: 'markwords' });
    const closed = await house.presses(asker, 'poll.close', { poll });
    expect(barsOf(closed.card ?? {})).toEqual({});
    expect(textOf(closed.card ?? {})).toContain('fewer than 5');
    expect(textOf(pollCard(house))).toContain('That is fewer than 5, so no result is shown.');
    expect(JSON.stringify(house.far.sent)).not.toContain('markwords');
    const { db } = house.clerk.store;
    expect(await db.selectFrom('pollTexts').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('pollTallies').selectAll().execute()).toEqual([]);
    await house.stop();
  },
);
