// By when issues are looked at and solved, in core hours on the team's working days.
import { useState } from 'react';
import type { ShownTargets } from '../../issues/shown-settings.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { Deed, Notice } from '../parts.tsx';
import { type PartProps, useSaving } from './saving.ts';

const ROWS = [
  { priority: 'High (P2)', look: 'lookHigh', done: 'doneHigh' },
  { priority: 'Medium (P3)', look: 'lookMedium', done: 'doneMedium' },
  { priority: 'Low (P4)', look: 'lookLow', done: 'doneLow' },
] as const;

export function Targets(props: PartProps) {
  const { cabinet } = props;
  const [form, setForm] = useState(cabinet.targets);
  const { busy, notice, fault, save } = useSaving(props);
  const set = (part: Partial<ShownTargets>) => setForm({ ...form, ...part });
  const { on } = cabinet.targets;
  const { on: _, ...body } = form;
  return (
    <section className="deeds">
      <h2>Targets</h2>
      <p>
        {on
          ? 'Targets are on: what is late is shown to those who handle it.'
          : 'No targets are set. These are ready values, as one health community has published them.'}{' '}
        Write core hours or days, such as 2 hours or 1 day. Waiting stops the clock.
      </p>
      <Notice words={notice} />
      <Faults fault={fault}>
        <div className="choices">
          <Typed
            label="Core hours from"
            named={['Core hours from', 'Core hours']}
            type="time"
            value={form.opensAt}
            change={(opensAt) => set({ opensAt })}
          />
          <Typed label="Core hours until" type="time" value={form.closesAt} change={(closesAt) => set({ closesAt })} />
        </div>
        {ROWS.map(({ priority, look, done }) => (
          <div key={priority} className="choices">
            <Typed
              label={`${priority}: looked at within`}
              named={`${priority}, looked at`}
              max={20}
              value={form[look]}
              change={(to) => set({ [look]: to })}
            />
            <Typed
              label={`${priority}: solved within`}
              named={`${priority}, solved`}
              max={20}
              value={form[done]}
              change={(to) => set({ [done]: to })}
            />
          </div>
        ))}
        <p className="buttons">
          <Deed
            name="targets"
            words={on ? 'Save targets' : 'Turn targets on'}
            first
            busy={busy}
            press={() => save('targets', '/targets', body, 'The targets are saved.', (saved) => setForm(saved.targets))}
          />
          {on && (
            <Deed
              name="off"
              words="Turn targets off"
              busy={busy}
              press={() =>
                save('off', '/targets/off', {}, 'The targets are turned off.', (saved) => setForm(saved.targets))
              }
            />
          )}
        </p>
      </Faults>
    </section>
  );
}
