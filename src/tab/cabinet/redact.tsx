// Removing a text of an issue for good, for those who run the cabinet's team.
import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownChoice } from '../../issues/shown.ts';
import { Deed, FaultBar } from '../parts.tsx';
import type { HandleProps } from './handle.tsx';

type RedactProps = Omit<HandleProps, 'issue'> & { parts: ShownChoice[] };

export function Redact({ parts, busy, run, failed }: RedactProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (part: string) =>
    setChosen(chosen.includes(part) ? chosen.filter((one) => one !== part) : [...chosen, part]);
  return (
    <details>
      <summary>Remove a text for good</summary>
      <p>
        For what should never have been written, such as a patient’s name. It goes from the issue, its history and every
        card. Nobody can bring it back.
      </p>
      <fieldset className="person">
        <legend>What to remove</legend>
        {parts.map(({ value, title }) => (
          <Checkbox key={value} label={title} checked={chosen.includes(value)} onChange={() => toggle(value)} />
        ))}
      </fieldset>
      {failed?.name === 'redact' && <FaultBar fault={failed.fault} />}
      <p>
        <Deed
          name="redact"
          words="Remove for good"
          busy={busy}
          press={() => run('redact', { parts: chosen.join(',') })}
        />
      </p>
    </details>
  );
}
