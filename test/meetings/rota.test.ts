// The rota by itself: fair, patient with leave, and by property never further apart than one turn.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, nextInRota, planRota, type RotaDate, type Turn } from '../../src/meetings/rota.ts';

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return { id: name.toLowerCase(), name, awayUntilOn: null, paused: false, ...more };
}

const [ana, ben, cal] = [candidate('Ana'), candidate('Ben'), candidate('Cal')];
const on = (date: string, declined: Iterable<string> = []): RotaDate => ({ on: date, declined: new Set(declined) });
const turn = (date: string, { id }: Candidate): Turn => ({ on: date, personId: id });

describe('Who is next', () => {
  test('is who never presented, by name', () => {
    expect(nextInRota([cal, ben, ana], [], on('2027-03-09'))).toBe(ana);
    expect(nextInRota([cal, ben, ana], [turn('2027-02-23', ana)], on('2027-03-09'))).toBe(ben);
  });

  test('is who presented longest ago, then fewest times, then by name', () => {
    const turns = [turn('2027-01-26', ben), turn('2027-02-09', ana), turn('2027-02-23', cal)];
    expect(nextInRota([ana, ben, cal], turns, on('2027-03-09'))).toBe(ben);
    const sameDay = [turn('2027-01-12', ana), turn('2027-02-09', ana), turn('2027-02-09', ben)];
    expect(nextInRota([ana, ben], sameDay, on('2027-03-09'))).toBe(ben);
    expect(nextInRota([ben, ana], sameDay.slice(1), on('2027-03-09'))).toBe(ana);
  });

  test('is not who is away then, that last day included, and they keep their place', () => {
    const away = candidate('Ana', { awayUntilOn: '2027-03-09' });
    expect(nextInRota([away, ben], [], on('2027-03-09'))).toBe(ben);
    expect(nextInRota([away, ben], [turn('2027-03-09', ben)], on('2027-03-23'))).toBe(away);
  });

  test('is not who has paused, nor who said "not me" for the date', () => {
    expect(nextInRota([candidate('Ana', { paused: true }), ben], [], on('2027-03-09'))).toBe(ben);
    expect(nextInRota([ana, ben], [], on('2027-03-09', ['ana']))).toBe(ben);
  });

  test('is nobody when everyone is away, and the same person each time in a rota of one', () => {
    expect(nextInRota([candidate('Ana', { awayUntilOn: '2027-12-31' })], [], on('2027-03-09'))).toBeUndefined();
    expect(nextInRota([], [], on('2027-03-09'))).toBeUndefined();
    expect(planRota([ana], [], [on('2027-03-09'), on('2027-03-23')])).toEqual(['ana', 'ana']);
  });
});

describe('The plan', () => {
  test('counts a turn that somebody took for later before the queue goes on', () => {
    const dates = [on('2027-03-09'), on('2027-03-23'), { ...on('2027-04-06'), holderId: 'ana' }, on('2027-04-20')];
    expect(planRota([ana, ben, cal], [], dates)).toEqual(['ben', 'cal', 'ana', 'ben']);
  });

  test('leaves a guest their date, and nobody loses a turn by it', () => {
    const dates = [on('2027-03-09'), { ...on('2027-03-23'), holderId: null }, on('2027-04-06')];
    expect(planRota([ana, ben], [], dates)).toEqual(['ana', null, 'ben']);
  });
});

/** A year of fortnights, with who is away or says no on each. */
const fortnights = Array.from({ length: 26 }, (_, index) =>
  new Date(Date.UTC(2027, 0, 5 + 14 * index)).toISOString().slice(0, 10),
);
const unavailable = fc.array(fc.subarray(['p5', 'p6', 'p7', 'p8']), { minLength: 26, maxLength: 26 });
const guests = fc.array(fc.boolean(), { minLength: 26, maxLength: 26 });
const volunteers = fc.array(fc.option(fc.constantFrom('p5', 'p6')), { minLength: 26, maxLength: 26 });

describe('The rota of a year', () => {
  test('is never further apart than one turn between people who could always have presented', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), unavailable, guests, volunteers, (always, no, guest, took) => {
        const people = [...Array(always).keys()].map((index) => candidate(`P${index}`));
        const others = ['P5', 'P6', 'P7', 'P8'].map((name) => candidate(name));
        const dates = fortnights.map((date, index): RotaDate => {
          const holderId = guest[index] ? null : (took[index] ?? undefined);
          return { on: date, declined: new Set(no[index]), ...(holderId !== undefined && { holderId }) };
        });
        const plan = planRota([...others, ...people], [], dates);
        for (const [start] of plan.entries()) {
          const counts = new Map(people.map(({ id }) => [id, 0]));
          for (const id of plan.slice(start)) {
            if (id && counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
            expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  test('gives no date to who is away or said no, and leaves one empty only where nobody is free', () => {
    const declining = fc.array(fc.subarray(['a', 'b', 'c']), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(declining, (no) => {
        const people = [candidate('A'), candidate('B'), candidate('C', { awayUntilOn: '2027-02-28' })];
        const dates = no.map((ids, index) => on(fortnights[index] ?? '', ids));
        planRota(people, [], dates).forEach((id, index) => {
          const date = dates[index] ?? on('');
          const free = people.filter((one) => !date.declined.has(one.id) && !(date.on <= (one.awayUntilOn ?? '')));
          expect(free.map((one) => one.id)).toEqual(id ? expect.arrayContaining([id]) : []);
        });
      }),
    );
  });

  test('does not look at the order in which the team is listed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([ana, ben, cal], { minLength: 3 }), (people) => {
        const dates = fortnights.slice(0, 6).map((date) => on(date));
        expect(planRota(people, [], dates)).toEqual(['ana', 'ben', 'cal', 'ana', 'ben', 'cal']);
      }),
    );
  });
});
