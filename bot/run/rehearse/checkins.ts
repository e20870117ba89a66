// A scene of its own: two weekly check-ins of a demo region of 25 organisations, from the prompt to the digest.
import type { Player } from './connector.ts';
import { openStage, player, type Stage } from './stage.ts';

const PLACE = 'https://meet.westshire.example/ccios';
const SECTORS = ['acute', 'primary', 'community', 'mental health', 'social care'];
const NAMES = [
  'Amara Bell, Ben Frost, Carys Lowe, Dev Marsh, Ella Reed, Finn Shaw, Grace Hale, Hari Moss, Isla Kemp, Jude Vance',
  'Kofi Ives, Lena Pryce, Mina Holt, Noor Dale, Owen Field, Priya Stone, Quinn Ward, Ruth Lane, Sami Brook, Tara Mill',
  'Uma Heath, Vera Cliff, Wyn Glen, Yara Ford, Zed Croft',
];
const HOST = 'Sam Okafor';

type Week = { readonly prompt: string; readonly call: string };
const WEEKS: readonly Week[] = [
  { prompt: '2027-03-16', call: '2027-03-17' },
  { prompt: '2027-03-23', call: '2027-03-24' },
];

/** Plays two rounds of it. The caller closes the stage. */
export async function rehearseCheckins(): Promise<Stage> {
  const host = player(HOST, 100);
  const ccios = NAMES.join(', ')
    .split(', ')
    .map((name, index) => player(name, 101 + index));
  const team = { name: 'Westshire Digital', channels: ['General', 'CCIOs'], members: [host, ...ccios] };
  const stage = await openStage({ start: '2027-03-15T14:00:00Z', teams: [team], others: [] });
  await stage.installs(host, 'General');
  for (const who of stage.people) await stage.installs(who);
  await setUp(stage, host, ccios);
  // The curtain rises.
  stage.events.length = 0;
  for (const [index, week] of WEEKS.entries()) await round(stage, ccios, week, index);
  return stage;
}

async function setUp({ writes, presses }: Stage, host: Player, ccios: readonly Player[]): Promise<void> {
  const rows = ccios.map(({ name, objectId }, index) => {
    return `${name},${objectId},Westshire Organisation ${index + 1},,${SECTORS[index % SECTORS.length]},ccio`;
  });
  await writes(host, 'set up check-in', 'CCIOs');
  const form = { name: 'CCIOs of Westshire', weekday: 'wednesday', joinLink: PLACE, roster: rows.join('\n') };
  await presses(host, 'forum.save', form, 'CCIOs');
}

/** Most answer by one press, some add to it, a few stay silent and are reminded once; then the digest, and an offer. */
async function round(stage: Stage, ccios: readonly Player[], { prompt, call }: Week, week: number): Promise<void> {
  const { presses, until } = stage;
  const [first, second, third, helper] = ccios;
  if (!first || !second || !third || !helper) throw new Error('The region has too few people.');
  await until(prompt, '08:30');
  const answering = ccios.slice(0, 18 + week);
  for (const [index, who] of answering.entries()) {
    await presses(who, 'checkin.answer', { state: index % 4 === 3 ? 'stretched' : 'steady' });
  }
  await presses(first, 'checkin.add', { learning: 'Labels print faster from the ward hub', topics: 'Diagnostics' });
  await presses(second, 'checkin.add', { need: 'Somebody who has moved a laboratory system', topics: 'Diagnostics' });
  await presses(third, 'checkin.add', { offer: 'Our go-live checklist of two pages' });
  await until(call, '09:00');
  const need = await needOf(stage);
  await presses(helper, 'checkin.offer', { about: 'need', need }, 'CCIOs');
  await presses(second, 'checkin.open');
}

/** The need that the newest digest lists: what a person would choose there. */
async function needOf({ clerk }: Stage): Promise<string> {
  const needs = clerk.store.db.selectFrom('checkinItems').innerJoin('checkinRounds', 'checkinRounds.id', 'roundId');
  const found = needs.select('checkinItems.id').where('kind', '=', 'need').orderBy('plannedOn', 'desc');
  return (await found.executeTakeFirstOrThrow()).id;
}
