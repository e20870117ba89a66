// Removing a text of an issue for good, for those who run the cabinet's team.
import { useState } from 'react';
import type { ShownChoice } from '../../issues/shown.ts';
import { Faults } from '../faults.tsx';
import { Ticks } from '../fields.tsx';
import { Deed } from '../parts.tsx';
import type { HandleProps } from './deed.ts';

type RedactProps = Omit<HandleProps, 'issue'> & { parts: ShownChoice[] };

export function Redact({ parts, busy, run, failed }: RedactProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <details>
      <summary>Remove a text for good</summary>
      <p>
        For what should never have been written, such as a patient’s name. It goes from the issue, its history and every
        card. Nobody can bring it back.
      </p>
      <Faults fault={failed?.name === 'redact' ? failed.fault : undefined}>
        <Ticks label="What to remove" choices={parts} chosen={chosen} change={setChosen} />
        <p>
          <Deed
            name="redact"
            words="Remove for good"
            busy={busy}
            press={() => run('redact', { parts: chosen.join(',') })}
          />
        </p>
      </Faults>
    </details>
  );
}
