// Every role against every button and command about an issue, as rights-table.ts has it: through the door, and with an
// eye on what a refusal leaves behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grid } from '../rights/grid.ts';
import type { ActOptions } from '../support/activities.ts';
import { type ClickAnswer, channel, type House, personal, textOf } from '../support/clerk.ts';
import { cardOf } from '../support/record.ts';
import {
  cabinetChannel,
  cast,
  digital,
  type Outcome,
  outcomeOf,
  type Raised,
  ROLES,
  type Role,
  raise,
  standOf,
  startCast,
  teamSettings,
} from './cast.ts';
import { flagged, ordinary, released, unheld } from './rights-table.ts';

let house: House;
beforeAll(async () => {
  house = await startCast();
});
afterAll(() => house.stop());

/** How an issue comes to be as a grid has it, and who can answer it there. */
type Kind = { grid: Grid; make: (title: string) => Promise<Raised>; handledBy: Role };

const kinds: Record<string, Kind> = {
  ordinary: { grid: ordinary, make: (title) => raise(house, title), handledBy: 'handler' },
  flagged: { grid: flagged, make: (title) => raise(house, title, 'yes'), handledBy: 'safety' },
  released: { grid: released, make: makeReleased, handledBy: 'handler' },
  'flagged, with nobody in clinical safety,': { grid: unheld, make: makeUnheld, handledBy: 'facilitator' },
};

async function makeReleased(title: string): Promise<Raised> {
  await team(teamSettings());
  const raised = await raise(house, title, 'yes');
  await house.presses(cast.safety, 'issue.release', { issue: raised.id });
  return raised;
}

async function makeUnheld(title: string): Promise<Raised> {
  await team(teamSettings({ safety: '', safetyDeputies: '' }));
  // Whatever waited for clinical safety goes to those who stand in: more than Teams takes at once.
  for (let sent = -1; sent < house.far.sent.length; ) {
    sent = house.far.sent.length;
    await house.moveTo(new Date(house.now().getTime() + 60_000));
  }
  return raise(house, title, 'yes');
}

async function team(settings: object): Promise<void> {
  await house.presses(cast.admin, 'team.save', settings, { in: channel(digital) });
}

const TYPED = ['issue', 'whole', 'channel', 'issues'];
const ANSWERS: Record<string, object> = {
  'issue.update': { status: 'in-progress', reply: '' },
  'issue.escalate': { deskRef: 'INC0012345' },
  'issue.notFixed': { comment: 'It is back.' },
};

describe.each(Object.entries(kinds))('An issue that is %s', (name, kind) => {
  const { grid } = kind;
  let count = 0;

  /** A fresh issue, in the state in which the deed makes sense. */
  async function fresh(deed: string): Promise<Raised> {
    count += 1;
    const raised = await kind.make(`The printer, ${name} ${deed} ${count}`);
    // What raising causes is sent before anybody acts: with many messages the limits of Teams hold some back.
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    if (deed === 'issue.fixed' || deed === 'issue.notFixed') {
      const answer = { issue: raised.id, status: 'resolved', reply: 'There is a new cable.' };
      await house.presses(cast[kind.handledBy], 'issue.update', answer);
    }
    return raised;
  }

  test.each(grid.deeds.filter((deed) => !TYPED.includes(deed)))('is guarded at the button %s', async (deed) => {
    const found: Partial<Record<Role, Outcome>> = {};
    let raised = await fresh(deed);
    for (const role of ROLES) {
      const before = { stand: await standOf(house, raised.id), sent: house.far.sent.length };
      const answer = await press(role, deed, raised);
      const outcome = outcomeAt(deed, answer, raised);
      const { steps } = await standOf(house, raised.id);
      found[role] = outcome;
      if (outcome !== 'allowed') {
        // Only the presser sees it, and nothing has come of it.
        expect(answer, role).toMatchObject({ status: 200 });
        expect(house.far.sent.slice(before.sent), role).toEqual([]);
        expect(await standOf(house, raised.id), role).toEqual(before.stand);
      } else if (grid !== released || deed !== 'issue.release') {
        const reads = deed === 'issue.view' || deed === 'issue.list';
        expect(steps - before.stand.steps, role).toBe(reads ? 0 : 1);
        if (!reads) raised = await fresh(deed);
      }
    }
    expect(found).toEqual(expected(grid, deed));
  });

  test.each(TYPED)('is guarded at the command, seen by its %s', async (deed) => {
    const found: Partial<Record<Role, Outcome>> = {};
    const raised = await fresh(deed);
    for (const role of ROLES) found[role] = await type(role, deed, raised);
    expect(found).toEqual(expected(grid, deed));
  });
});

function expected(grid: Grid, deed: string): Record<Role, Outcome> {
  return Object.fromEntries(ROLES.map((role) => [role, grid.cell(role, deed)])) as Record<Role, Outcome>;
}

/** Where somebody presses: the raiser's answers are in a chat; another tenant's people are in no channel of this one. */
function seat(role: Role, deed: string): ActOptions {
  const inChat = role === 'other-tenant' || deed === 'issue.fixed' || deed === 'issue.notFixed';
  return { in: inChat ? personal(cast[role]) : cabinetChannel };
}

async function press(role: Role, deed: string, raised: Raised): Promise<ClickAnswer> {
  const { issue } = await standOf(house, raised.id);
  const list = { scope: 'open', cabinet: issue.cabinetId, page: 1 };
  const data = deed === 'issue.list' ? list : { issue: raised.id, ...ANSWERS[deed] };
  return house.presses(cast[role], deed, data, seat(role, deed));
}

function outcomeAt(deed: string, answer: ClickAnswer, raised: Raised): Outcome {
  if (deed !== 'issue.list') return answer.card ? 'allowed' : outcomeOf(answer.notice);
  return textOf(answer.card ?? {}).includes(raised.title) ? 'allowed' : 'not-there';
}

/** Types a command, and reads what is shown: in their own chat, or for `channel` in the thread. */
async function type(role: Role, deed: string, raised: Raised): Promise<Outcome> {
  const who = cast[role];
  const place = deed === 'channel' && role !== 'other-tenant' ? cabinetChannel : personal(who);
  const before = house.messages(place).length;
  await house.says(who, deed === 'issues' ? 'issues' : `issue ${raised.reference}`, { in: place });
  const said = house.messages(place).slice(before);
  expect(said, role).toHaveLength(1);
  const card = cardOf(said[0]?.activity);
  const shown = card ? textOf(card) : String(said[0]?.activity.text);
  if (!shown.includes(raised.title)) {
    if (deed !== 'issues' && deed !== 'channel') expect(shown, role).toMatch(/^There is no such issue/);
    return 'not-there';
  }
  return deed === 'whole' && !card ? 'refused' : 'allowed';
}
