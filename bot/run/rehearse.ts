// `npm run rehearse`: a fortnight of a demo team on a moved clock, with the whole service in this process. Prints, as a
// person would read it, everything that the bot sent, to whom and when, and counts what it said unasked.
import { answer, confirm, raise, setUpCabinet } from './rehearse/cabinet.ts';
import { rehearseCheckins } from './rehearse/checkins.ts';
import {
  answerClash,
  fillAgenda,
  holdFirst,
  holdSecond,
  lookAtMyCpd,
  prepareCpd,
  setUpMeeting,
} from './rehearse/meetings.ts';
import { rehearsePoll } from './rehearse/polls.ts';
import { openStage, player, type Stage } from './rehearse/stage.ts';
import { countUnasked, tell, tellCounts } from './rehearse/telling.ts';

const lead = player('Sam Okafor', 1);
const rosa = player('Rosa Marsh', 2);
const ben = player('Ben Ito', 3);
const safety = player('Nina Shaw', 4);
const nurse = player('Amina Yusuf', 5);
const cast = { lead, rosa, ben, safety, nurse };

/** Plays it all. The caller closes the stage. */
export async function rehearse(): Promise<Stage> {
  const team = {
    name: 'Northdale Digital Team',
    channels: ['General', 'Meetings', 'Cabinet'],
    members: [lead, rosa, ben, safety],
  };
  const stage = await openStage({ start: '2027-03-12T14:00:00Z', teams: [team], others: [nurse] });
  await stage.installs(lead, 'General');
  for (const who of stage.people) await stage.installs(who);
  await setUpCabinet(stage, cast);
  await setUpMeeting(stage, cast);
  // The curtain rises.
  stage.events.length = 0;

  await stage.until('2027-03-15', '09:30');
  await holdFirst(stage, cast);
  await stage.until('2027-03-15', '11:00');
  await answerClash(stage, cast);
  await stage.until('2027-03-16', '10:30');
  await raise(stage, cast);
  await stage.until('2027-03-17', '09:15');
  await answer(stage, cast);
  await stage.until('2027-03-17', '12:30');
  await confirm(stage, cast);
  await stage.until('2027-03-23', '14:00');
  await fillAgenda(stage, cast);
  await stage.until('2027-03-24', '14:00');
  await prepareCpd(stage, cast);
  await stage.until('2027-03-30', '09:30');
  await holdSecond(stage, cast);
  await stage.until('2027-03-30', '12:00');
  await lookAtMyCpd(stage, cast);
  return stage;
}

const TITLE = 'A fortnight with Digital Clerk: the Northdale Digital Team, as each would read it in Teams';
const CHECKINS_TITLE = 'Two weekly check-ins of a region of 25 organisations';
const POLL_TITLE = 'An anonymous poll of a team, from asking to whether it helped';

/** The rehearsal as text. */
export function rehearsal(stage: Stage, title = TITLE): string {
  const counts = tellCounts(stage.people, countUnasked(stage));
  return [title, ...tell(stage.events), ...counts].join('\n');
}

if (import.meta.main) {
  const stage = await rehearse();
  console.log(rehearsal(stage));
  await stage.close();
  const region = await rehearseCheckins();
  console.log(`\n${rehearsal(region, CHECKINS_TITLE)}`);
  await region.close();
  const asked = await rehearsePoll();
  console.log(`\n${rehearsal(asked, POLL_TITLE)}`);
  await asked.close();
}
