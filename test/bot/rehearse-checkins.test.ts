// The check-ins of the rehearsal, played as `npm run rehearse` plays them: two rounds of a region of 25 organisations.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rehearseCheckins } from '../../bot/run/rehearse/checkins.ts';
import type { Stage } from '../../bot/run/rehearse/stage.ts';
import { rehearsal } from '../../bot/run/rehearse.ts';

let stage: Stage;
let text: string;
beforeAll(async () => {
  stage = await rehearseCheckins();
  text = rehearsal(stage, 'Check-ins');
}, 120_000);
afterAll(() => stage.close());

test('shows two digests, each of 25, with what was said by name and without', () => {
  expect(text).toContain('18 of 25 have answered.');
  expect(text).toContain('19 of 25 have answered.');
  expect(text.match(/Need 1: unattributed/g)).toHaveLength(2);
  expect(text).toContain('Learning 1: Amara Bell, Westshire Organisation 1');
});

test('prompts each of 25 once a round, reminds the silent once, and asks nobody of the call to present CPD', () => {
  const asked = stage.events.filter(
    (event) =>
      event.kind === 'sent' &&
      !event.edit &&
      event.byClock &&
      event.personal &&
      /How is your week/.test(JSON.stringify(event)),
  );
  expect(asked).toHaveLength(25 + 7 + 25 + 6);
  expect(text).not.toContain('CPD:');
  expect(text).toContain('Nobody had more than three.');
});

test('reads well: no line is too long', () => {
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
