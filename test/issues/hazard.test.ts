// The rules of hazard drafts: when they go on to the next, and that nothing anybody does loses one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, decline, type Hazard, handOversDue, look, mergeInto, moreWasSaid } from '../../src/issues/hazard.ts';
import { hazardRows } from '../../src/issues/hazard-file.ts';
import { type House, personal } from '../support/clerk.ts';
import { ENGINES } from '../support/databases.ts';
import { allHazards, hazardOf, joins, raiseCould } from './hazard-ward.ts';
import {
  allIssues,
  answer,
  cabinetChannel,
  chat,
  doctor,
  flag,
  handler,
  lead,
  nurse,
  openWard,
  raise,
  safety,
  take,
} from './ward.ts';

const ENGLAND = { nation: 'england-and-wales', timeZone: 'Europe/London' } as const;
const DRAFT: Hazard = {
  id: 'h1',
  tenantId: 't',
  organisationId: 'o',
  cabinetId: 'c',
  issueId: 'i1',
  reference: 'CAB-1',
  name: 'The dose shows twice',
  description: 'After the update',
  system: 'EPR',
  version: '',
  place: '',
  workaround: '',
  state: 'triage',
  logRef: '',
  reason: '',
  mergedInto: null,
  seenBy: null,
  seenAt: null,
  decidedBy: null,
  decidedAt: null,
  firstSeenAt: '2026-04-02T15:30:00.000Z',
  handedAt: '2026-04-02T15:30:00.000Z',
  updatedAt: '2026-04-02T15:30:00.000Z',
};

describe('A draft that waits', () => {
  const due = (at: string, seenAt: string | null = null) =>
    handOversDue(DRAFT, seenAt, ENGLAND, new Date(at)).map(({ to, dueAt }) => [to, dueAt.toISOString()]);

  test('counts working days: made on Maundy Thursday, it goes on after Easter', () => {
    expect(due('2026-04-07T15:29:00Z')).toEqual([]);
    expect(due('2026-04-07T15:30:00Z')).toEqual([['deputies', '2026-04-07T15:30:00.000Z']]);
    expect(due('2026-04-08T15:30:00Z').at(-1)).toEqual(['facilitators', '2026-04-08T15:30:00.000Z']);
    expect(due('2026-04-11T16:00:00Z')).toEqual([['deputies', '2026-04-07T15:30:00.000Z']]);
  });

  test('waits a working week for who has opened it, and no longer', () => {
    expect(due('2026-04-14T12:00:00Z', '2026-04-07T13:00:00.000Z')).toEqual([]);
    expect(due('2026-04-14T13:00:00Z', '2026-04-07T13:00:00.000Z')).toHaveLength(1);
  });

  test('is never due once somebody has decided', () => {
    for (const state of ['accepted', 'merged', 'declined'] as const) {
      expect(handOversDue({ ...DRAFT, state }, null, ENGLAND, new Date('2027-01-05T12:00:00Z'))).toEqual([]);
    }
  });
});

describe('Whatever is decided', () => {
  const now = new Date('2026-04-08T12:00:00Z');
  const target: Hazard = { ...DRAFT, id: 'h2', reference: 'CAB-2' };
  const steps: Record<string, (hazard: Hazard) => Partial<Hazard> | undefined> = {
    look: (hazard) => look(hazard, 'nina', now),
    accept: (hazard) => accept(hazard, { logRef: 'HAZ-1', version: '', workaround: '' }, 'nina', now),
    decline: (hazard) => decline(hazard, 'It is none', 'nina', now),
    merge: (hazard) => mergeInto(hazard, target, 'nina', now),
    more: (hazard) => moreWasSaid(hazard, now),
  };

  test('a draft keeps its words, and what is in a hazard log or merged stays so', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 12 });
    fc.assert(
      fc.property(names, (sequence) => {
        let hazard = DRAFT;
        for (const name of sequence) {
          const before = hazard;
          try {
            hazard = { ...hazard, ...steps[name]?.(hazard) };
          } catch {
            continue;
          }
          expect(hazard.name).toBe(DRAFT.name);
          expect(hazard.description).toBe(DRAFT.description);
          expect(hazard.handedAt >= DRAFT.handedAt).toBe(true);
          if (before.state === 'accepted' || before.state === 'merged') expect(hazard.state).toBe(before.state);
          // Decided always by somebody, never by the clock.
          if (hazard.state !== 'triage') expect(hazard.decidedBy).toBe('nina');
        }
      }),
    );
  });

  test('no code deletes a draft or what was said of it', () => {
    const root = join(import.meta.dirname, '../../src');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const deleting = files.filter((file) =>
      /deleteFrom\('hazard(Drafts|Reports)'/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(deleting).toEqual([]);
  });
});

describe('The file', () => {
  test('has the columns of published hazard logs, and nothing in those that are to be judged', () => {
    const exported = { ...DRAFT, others: 2, owner: '', into: '' };
    const [heading = [], row = []] = hazardRows([exported], (place) => `https://teams.example/${place}`);
    const cell = (name: string) => row[heading.indexOf(name)];
    for (const name of [
      'Cause(s)',
      'Effect',
      'Hazard',
      'Harm',
      'Initial severity',
      'Initial likelihood',
      'Initial risk',
    ]) {
      expect(cell(name), name).toBe('');
    }
    expect(cell('Hazard name')).toBe('The dose shows twice');
    expect(cell('Status')).toBe('New hazard for triage');
    expect(cell('Owner')).toBe('Clinical Safety Officer');
    expect(cell('Others who have this')).toBe(2);
    expect(cell('Links to evidence')).toBe('https://teams.example/CAB-1');
    expect(row).toHaveLength(heading.length);
  });
});

/** What somebody does next in the ward; each picks an issue by a number. */
const DEEDS = [
  'could',
  'flag',
  'no',
  'join',
  'take',
  'resolve',
  'fixed',
  'not-fixed',
  'release',
  'accept',
  'decline',
  'merge',
  'day',
  'weeks',
  'safety',
] as const;
type Deed = { deed: (typeof DEEDS)[number]; pick: number };

describe.each(ENGINES)('Through the door, on %s', (engine) => {
  let house: House;
  beforeAll(async () => {
    house = await openWard({ engine });
  });
  afterAll(() => house.stop());

  async function act({ deed, pick }: Deed): Promise<void> {
    const issues = await allIssues(house);
    const issue = issues[pick % Math.max(1, issues.length)];
    if (deed === 'could') await raiseCould(house, { title: `It could ${pick}` }, doctor);
    if (deed === 'flag') await flag(house);
    if (deed === 'no') await raise(house, { title: `Labels ${pick}` }, doctor);
    if (deed === 'day') await house.moveTo(new Date(house.now().getTime() + 25 * 3_600_000));
    if (deed === 'weeks') await house.moveTo(new Date(house.now().getTime() + 16 * 24 * 3_600_000));
    if (deed === 'safety') {
      const held = pick % 2 === 0 ? safety.objectId : handler.objectId;
      const settings = { facilitators: lead.objectId, safety: pick % 3 === 0 ? '' : held };
      await house.presses(lead, 'team.save', settings, { in: cabinetChannel });
    }
    if (!issue) return;
    if (deed === 'join') await joins(house, issue, `Here too ${pick}`);
    for (const who of [lead, safety]) {
      if (deed === 'take') await take(house, issue, who);
      if (deed === 'resolve') await answer(house, issue, pick % 2 ? 'resolved' : 'could-not', 'Done.', who);
      if (deed === 'release') await house.presses(who, 'issue.release', { issue: issue.id }, { in: personal(who) });
      const hazard = (await allHazards(house)).find((one) => one.issueId === issue.id)?.id;
      const data = {
        hazard,
        logRef: `HAZ-${pick}`,
        reason: 'None',
        into: issues[(pick + 1) % issues.length]?.reference,
      };
      if (['accept', 'decline', 'merge'].includes(deed))
        await house.presses(who, `hazard.${deed}`, data, { in: personal(who) });
    }
    const raiser = pick % 2 ? nurse : doctor;
    if (deed === 'fixed') await house.presses(raiser, 'issue.fixed', { issue: issue.id }, { in: chat });
    if (deed === 'not-fixed') await house.presses(raiser, 'issue.notFixed', { issue: issue.id }, { in: chat });
  }

  test('no sequence of deeds loses a safety flag or a hazard draft, or closes an issue whose draft is open', async () => {
    const deed = fc.record({ deed: fc.constantFrom(...DEEDS), pick: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
        for (const one of deeds) {
          const before = { issues: await allIssues(house), hazards: await allHazards(house) };
          await act(one);
          const after = { issues: await allIssues(house), hazards: await allHazards(house) };
          for (const issue of before.issues) {
            const now = after.issues.find(({ id }) => id === issue.id);
            // A flag stays for good; only a release of clinical safety opens what is flagged.
            expect(now).toMatchObject({ harm: issue.harm, flagged: issue.flagged });
            if (issue.releasedAt === null && now?.releasedAt) expect(one.deed).toBe('release');
            const waits = before.hazards.some(({ issueId, state }) => issueId === issue.id && state === 'triage');
            const closed = issue.state !== 'closed' && now?.state === 'closed';
            if (waits && closed) expect(one.deed).toBe('fixed');
          }
          for (const issue of after.issues.filter(({ harm }) => harm !== 'no')) await hazardOf(house, issue);
          for (const hazard of before.hazards) {
            const now = after.hazards.find(({ id }) => id === hazard.id);
            expect(now).toMatchObject({ name: hazard.name, description: hazard.description });
            if (hazard.state === 'triage' && now?.state !== 'triage')
              expect(['accept', 'decline', 'merge']).toContain(one.deed);
          }
        }
      }),
      { numRuns: engine === 'sqlite' ? 12 : 3 },
    );
  }, 240_000);
});
