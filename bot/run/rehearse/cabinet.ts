// A scene: an issue's life in the digital cabinet, from one sentence to "it is fixed".
import type { Player } from './connector.ts';
import type { Stage } from './stage.ts';

type Cast = { readonly lead: Player; readonly nurse: Player; readonly safety: Player };

/** The cabinet is set up in its channel before the curtain rises. */
export async function setUpCabinet({ writes, presses }: Stage, { lead, safety }: Cast): Promise<void> {
  await writes(lead, 'set up cabinet', 'Cabinet');
  const form = {
    name: 'Northdale digital cabinet',
    prefix: 'CAB',
    systems: 'EPR\nE-prescribing',
    organisation: 'Northdale Community Trust',
    safety: safety.objectId,
    deskPhone: '01632 960100',
  };
  await presses(lead, 'cabinet.save', form, 'Cabinet');
}

/** A nurse raises it. */
export async function raise({ writes, presses }: Stage, { nurse }: Cast): Promise<void> {
  await writes(nurse, 'raise');
  await presses(nurse, 'issue.start', { harm: 'no' });
  await presses(nurse, 'issue.raise', { title: 'Discharge letters print twice', system: 'EPR', place: 'Ward 4' });
}

/** The lead takes and answers it. */
export async function answer({ presses }: Stage, { lead }: Cast): Promise<void> {
  await presses(lead, 'issue.take', {}, 'Cabinet');
  const reply = 'The print queue was set up twice. One is gone since this morning.';
  await presses(lead, 'issue.update', { status: 'resolved', reply }, 'Cabinet');
}

/** The nurse says that it is fixed. */
export async function confirm({ presses }: Stage, { nurse }: Cast): Promise<void> {
  await presses(nurse, 'issue.fixed');
}
