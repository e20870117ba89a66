// A scene: a fortnightly meeting with a bank holiday in its way, its agenda and record, and CPD as its standing item.
import type { Player } from './connector.ts';
import type { Stage } from './stage.ts';

type Cast = { readonly lead: Player; readonly rosa: Player; readonly ben: Player; readonly safety: Player };

/** The series is set up before the curtain rises: every second Monday at 9:30am, from 15 March 2027. */
export async function setUpMeeting({ writes, presses }: Stage, { lead }: Cast): Promise<void> {
  await writes(lead, 'set up meeting', 'Meetings');
  const form = { title: 'Clinical informatics team', firstOn: '2027-03-15', startTime: '09:30', minutes: '60' };
  await presses(
    lead,
    'series.save',
    { ...form, repeat: 'fortnightly', place: 'https://meet.northdale.example/team' },
    'Meetings',
  );
  await presses(lead, 'series.confirm', {}, 'Meetings');
}

/** The owner is asked about Easter Monday, two weeks before, and answers. */
export async function answerClash({ presses }: Stage, { lead }: Cast): Promise<void> {
  await presses(lead, 'series.answer', { answer: 'next' });
}

/** The first meeting: who is there says so, CPD is held, somebody takes on an action. */
export async function hold({ presses }: Stage, { lead, rosa, ben, safety }: Cast): Promise<void> {
  for (const who of [lead, ben, rosa]) await presses(who, 'attend.yes', {}, 'Meetings');
  await presses(safety, 'attend.apologies', {}, 'Meetings');
  await presses(lead, 'item.done', {}, 'Meetings');
}

/** Who presents next says what about, and brings the material. */
export async function prepareCpd({ presses }: Stage, who: Player): Promise<void> {
  const link = 'https://intranet.northdale.example/process-mapping';
  await presses(who, 'cpd.material', { topic: 'Process mapping', minutes: '20', link, notes: '' });
}
