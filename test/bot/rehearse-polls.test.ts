// The poll of the rehearsal, played as `npm run rehearse` plays it: from asking to whether what was done has helped.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rehearsePoll } from '../../bot/run/rehearse/polls.ts';
import type { Stage } from '../../bot/run/rehearse/stage.ts';
import { countUnasked, tell } from '../../bot/run/rehearse/telling.ts';
import { rehearsal } from '../../bot/run/rehearse.ts';

let stage: Stage;
let text: string;
beforeAll(async () => {
  stage = await rehearsePoll();
  text = rehearsal(stage, 'A poll');
}, 120_000);
afterAll(() => stage.close());

const sentTo = (whom: string) =>
  stage.events.filter((event) => event.kind === 'sent' && event.to === whom && !event.edit).length;

test('tells it from asking to the result, the answer and whether it helped', () => {
  for (const line of [
    'This reaches 8 people',
    'Digital Clerk keeps no link',
    '(alone, in #Polls) I will tell you in our own chat what comes of this.',
    '6 of 8 people have answered (75%).',
    'Clinical safety (DCB0129 and DCB0160), 83% (5)',
    'The next three CPD sessions are on what most of you named.',
    'Did it help?',
    'It helped: 80%',
  ]) {
    expect(text).toContain(line);
  }
});

test('holds its counts: one card in the channel for each step, one message to who asked to hear, none to the others', () => {
  // The form, the poll, the answer, and whether it helped.
  expect(sentTo('#Polls')).toBe(4);
  expect(sentTo('Ben Ito')).toBe(1);
  for (const name of ['Nina Shaw', 'Omar Hale', 'Iris Bell', 'Tess Vance', 'Gwen Pryce', 'Sam Okafor']) {
    expect(sentTo(name), name).toBe(0);
  }
  // How it stands, what came of it, the measures.
  expect(sentTo('Rosa Marsh')).toBe(3);
  expect(countUnasked(stage)).toEqual([{ name: 'Rosa Marsh', weekOn: '2027-03-15', unasked: 0, exempt: 1 }]);
});

test('names nobody with what they answered, and shows no result before the close', () => {
  const before = text.slice(0, text.indexOf('Friday 19 March'));
  expect(before).not.toMatch(/\d+% \(/);
  // The form of asking offers the team's people for a list.
  const sent = stage.events.flatMap((event) =>
    event.kind === 'sent' && event.at > new Date('2027-03-16') ? [JSON.stringify(event.activity)] : [],
  );
  for (const activity of sent) expect(activity).not.toMatch(/(Nina Shaw|Omar Hale|Iris Bell|Tess Vance)/);
});

test('is compact, and no line is too long', () => {
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(text).not.toMatch(/undefined|null|\[object|\$\{|NaN/);
  expect(tell(stage.events).length).toBeLessThan(130);
});
