// Every role against every button and command of themes and statements.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Issue } from '../../src/issues/issue.ts';
import { draftKey } from '../../src/statements/statement.ts';
import { fromRow } from '../../src/statements/store.ts';
import { cast, type Outcome, outcomeOf, ROLES, type Role, raise, standOf, startCast } from '../issues/cast.ts';
import { type House, personal } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import { DID, group, keyOf, latestStatement, PLAN, publish, write } from './board.ts';
import { statements } from './rights-table.ts';

describe('Who may do what with a theme and its statements', () => {
  let house: House;
  let issue: Issue;
  let plan: string;
  let did: string;
  let organisationId: string;

  beforeAll(async () => {
    house = await startCast();
    issue = (await standOf(house, (await raise(house, 'Labels print blank')).id)).issue;
    plan = await published(PLAN);
    did = await published(DID);
    organisationId = issue.organisationId;
  });
  afterAll(() => house.stop());

  async function published(filled: object): Promise<string> {
    const theme = await group(house, 'Published', [issue], cast.facilitator);
    await publish(house, await write(house, theme, filled, cast.facilitator), cast.facilitator);
    return (await latestStatement(house)).id;
  }

  test.each(statements.deeds)('%s', async (deed) => {
    const seen: Record<string, Outcome> = {};
    for (const role of ROLES) seen[role] = await tried(role, deed);
    expect(seen).toEqual(Object.fromEntries(ROLES.map((role) => [role, statements.cell(role, deed)])));
  });

  let count = 0;

  /** Each role meets a theme of its own, and with `statement.publish` a draft that is not published yet. */
  async function tried(role: Role, deed: string): Promise<Outcome> {
    if (deed === 'themes') return typed(role, deed);
    count += 1;
    const theme = await group(house, `Theme ${count}`, [issue], cast.facilitator);
    if (deed === 'statement.publish') await write(house, theme, { words: `Done ${count}` }, cast.facilitator);
    const drafts = deed === 'statement.publish' ? draftKey(fromRow(await latestStatement(house))) : '';
    const data: Record<string, object> = {
      'theme.form': { asking: `cabinet:${issue.cabinetId}` },
      'theme.save': { theme, name: `Theme ${count}`, parts: keyOf(issue) },
      'statement.save': { theme, ...DID, words: `Said ${count}` },
      'statement.preview': { asking: `cabinet:${issue.cabinetId}` },
      'statement.publish': { asking: `cabinet:${issue.cabinetId}`, drafts },
      'statement.list': { list: 'wall', of: organisationId },
      'statement.follow': { statement: plan },
      'statement.helped': { statement: did, helped: 'yes' },
    };
    const who = cast[role];
    return outcomeOf((await house.presses(who, deed, data[deed] ?? { theme }, { in: personal(who) })).notice);
  }

  async function typed(role: Role, text: string): Promise<Outcome> {
    const before = house.far.sent.length;
    await house.says(cast[role], text);
    const [first] = house.far.sent.slice(before);
    return cardOf(first?.activity) ? 'allowed' : outcomeOf(first?.activity?.text);
  }
});
