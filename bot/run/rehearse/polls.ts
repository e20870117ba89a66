// A scene of its own: an anonymous poll in a team's channel, from asking to "you said, we did" and to whether it helped.
import { type Template, templateOf } from '../../../src/polls/templates.ts';
import type { Player } from './connector.ts';
import { buttonsOf, openStage, player, type Stage } from './stage.ts';

const NAMES = 'Rosa Marsh, Ben Ito, Nina Shaw, Omar Hale, Iris Bell, Tess Vance, Gwen Pryce';
const PLACE = 'Polls';
const CLOSES = { closesOn: '2027-03-19', closesAt: '12:00' };
/** Which gaps each of them names; the last of the team is silent. */
const NAMED = [
  [0, 1, 5],
  [0, 1],
  [0, 5, 9],
  [1, 5],
  [0, 1, 4],
  [0, 9],
];

/** Plays it. The caller closes the stage. */
export async function rehearsePoll(): Promise<Stage> {
  const lead = player('Sam Okafor', 200);
  const team = NAMES.split(', ').map((name, index) => player(name, 201 + index));
  const name = 'Northdale Informatics';
  const stage = await openStage({
    start: '2027-03-12T14:00:00Z',
    teams: [{ name, channels: ['General', PLACE], members: [lead, ...team] }],
    others: [],
  });
  await stage.installs(lead, 'General');
  for (const who of stage.people) await stage.installs(who);
  await stage.writes(lead, 'set up team', 'General');
  const settings = { facilitators: lead.objectId, organisation: 'Northdale Community Trust' };
  await stage.presses(lead, 'team.save', settings, 'General');
  // The curtain rises.
  stage.events.length = 0;
  const [asker, follower] = team;
  if (!asker || !follower) throw new Error('The team has too few people.');
  await ask(stage, asker);
  await answer(stage, team, follower);
  await stage.until('2027-03-22', '09:30');
  await tellWhatCame(stage, asker);
  await stage.until('2027-03-30', '10:00');
  await sayWhetherItHelped(stage, team);
  await stage.until('2027-04-14', '09:30');
  await stage.writes(asker, 'you said measures');
  return stage;
}

/** Rosa begins with one that is ready, asks in the channel instead of one by one, and sends it. */
async function ask({ writes, presses, until }: Stage, asker: Player): Promise<void> {
  await until('2027-03-15', '10:00');
  await writes(asker, 'poll', PLACE);
  await presses(asker, 'poll.template', { template: 'gaps' }, PLACE);
  const { questions, ...settings } = gaps();
  const { text, kind, choices, most } = questions[0];
  const question = { question: text, kind, choices: choices.join('\n'), most: String(most) };
  const when = { audience: 'channel', reminder: 'none', ...CLOSES };
  await presses(asker, 'poll.create', { ...settings, ...question, ...when }, PLACE);
  await presses(asker, 'poll.send', {}, PLACE);
}

function gaps(): Template & { questions: readonly [Template['questions'][number]] } {
  const template = templateOf('gaps');
  const [first] = template?.questions ?? [];
  if (!template || !first) throw new Error('There is no such template.');
  return { ...template, questions: [first] };
}

/** Six of eight answer; Ben wants to hear what comes of it. It closes by itself. */
async function answer({ presses, until }: Stage, team: readonly Player[], follower: Player): Promise<void> {
  const { choices } = gaps().questions[0];
  await until('2027-03-16', '12:30');
  for (const [index, named] of NAMED.entries()) {
    const who = team[index];
    if (who) await presses(who, 'poll.vote', { choices: named.map((nth) => choices[nth]).join(',') }, PLACE);
  }
  await presses(follower, 'poll.follow', {}, PLACE);
  await until('2027-03-19', '12:30');
}

/** The asker groups what most of them named, says what was done, and publishes it. */
async function tellWhatCame(stage: Stage, asker: Player): Promise<void> {
  const { presses } = stage;
  await presses(asker, 'theme.form');
  await presses(asker, 'theme.save', { name: 'Safety, coding and governance first', parts: offered(stage) });
  await presses(asker, 'statement.form');
  const words = 'The next three CPD sessions are on what most of you named. Each has somebody to present it.';
  const said = 'Our biggest gaps are clinical safety, data quality and information governance.';
  await presses(asker, 'statement.save', { said, outcome: 'did', words, reviewOn: '2027-03-30' });
  await presses(asker, 'statement.publish');
}

/** The first three that the newest form for grouping offers. */
function offered({ events }: Stage): string {
  for (const event of events.toReversed()) {
    const save = event.kind === 'sent' && buttonsOf(event.activity).find(({ verb }) => verb === 'theme.save');
    if (save) return String(save.data.offered).split(',').slice(0, 3).join(',');
  }
  throw new Error('Nothing is there to be grouped.');
}

/** In the channel, as nobody knows who answered. */
async function sayWhetherItHelped({ presses }: Stage, team: readonly Player[]): Promise<void> {
  for (const [index, who] of team.slice(0, 5).entries()) {
    await presses(who, 'statement.helped', { helped: index === 4 ? 'little' : 'yes', comment: '' }, PLACE);
  }
}
