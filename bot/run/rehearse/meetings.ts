// A scene: a fortnightly meeting with a bank holiday in its way, its agenda and record, and CPD as its standing item.
import type { Player } from './connector.ts';
import type { Stage } from './stage.ts';

type Cast = { readonly lead: Player; readonly rosa: Player; readonly ben: Player; readonly safety: Player };

const PLACE = 'https://meet.northdale.example/team';
const MATERIAL = 'https://intranet.northdale.example/process-mapping';

/** The series is set up before the curtain rises: every second Monday at 9:30am, from 15 March 2027. */
export async function setUpMeeting({ writes, presses }: Stage, { lead }: Cast): Promise<void> {
  await writes(lead, 'set up meeting', 'Meetings');
  const when = { firstOn: '2027-03-15', startTime: '09:30', minutes: '60', repeat: 'fortnightly' };
  await presses(lead, 'series.save', { title: 'Clinical informatics team', ...when, place: PLACE }, 'Meetings');
  await presses(lead, 'series.confirm', {}, 'Meetings');
}

/** The first meeting: who is there says so, Ben presents CPD, Rosa takes something on. */
export async function holdFirst({ presses }: Stage, { lead, rosa, ben, safety }: Cast): Promise<void> {
  for (const who of [lead, ben, rosa]) await presses(who, 'attend.yes', {}, 'Meetings');
  await presses(safety, 'attend.apologies', {}, 'Meetings');
  for (const _ of ['welcome', 'actions', 'CPD']) await presses(lead, 'item.done', {}, 'Meetings');
  const action = { what: 'Show the discharge process to ward 4', who: rosa.objectId, due: '2027-03-26' };
  await presses(lead, 'meeting.more', {}, 'Meetings');
  await presses(lead, 'action.add', action, 'Meetings');
}

/** The owner is asked about Easter Monday two weeks before, and answers. */
export async function answerClash({ presses }: Stage, { lead }: Cast): Promise<void> {
  await presses(lead, 'series.answer', { answer: 'next' });
}

/** The channel was asked what should be on the agenda. */
export async function fillAgenda({ presses }: Stage, { rosa, ben }: Cast): Promise<void> {
  await presses(rosa, 'agenda.form', { part: 'item' }, 'Meetings');
  await presses(rosa, 'agenda.propose', { title: 'Wristband printers', minutes: '10' }, 'Meetings');
  const update = { system: 'E-prescribing', line: 'New labels go live on 6 April' };
  await presses(ben, 'agenda.form', { part: 'update' }, 'Meetings');
  await presses(ben, 'agenda.update', update, 'Meetings');
}

/** Who presents next says what about, and brings the material. */
export async function prepareCpd({ presses }: Stage, { safety }: Cast): Promise<void> {
  await presses(safety, 'cpd.material', { topic: 'Process mapping', minutes: '20', link: MATERIAL });
}

/** The second meeting, on Tuesday: Nina presents; Rosa is away. */
export async function holdSecond({ presses }: Stage, { lead, rosa, ben, safety }: Cast): Promise<void> {
  for (const who of [lead, ben, safety]) await presses(who, 'attend.yes', {}, 'Meetings');
  await presses(rosa, 'attend.apologies', {}, 'Meetings');
  for (const _ of ['welcome', 'actions', 'CPD']) await presses(lead, 'item.done', {}, 'Meetings');
}

/** Afterwards Nina looks at what she has learned this year. */
export async function lookAtMyCpd({ writes }: Stage, { safety }: Cast): Promise<void> {
  await writes(safety, 'my cpd');
}
