// The four replies to begin from in triage, in the cabinet's own words.
import { useState } from 'react';
import type { ShownReply } from '../../issues/shown-settings.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { Deed, Notice } from '../parts.tsx';
import { type PartProps, useSaving } from './saving.ts';

export function Replies(props: PartProps) {
  const { replies } = props.cabinet;
  const [form, setForm] = useState(replies);
  const { busy, notice, fault, save } = useSaving(props);
  const change = (value: ShownReply['value'], words: string) =>
    setForm(form.map((one) => (one.value === value ? { ...one, words } : one)));
  const body = Object.fromEntries(form.map(({ value, words }) => [value, words]));
  return (
    <section className="deeds">
      <h2>Replies to begin from</h2>
      <p>
        Handlers choose one of them in triage, and send it as it is or change it first. Empty one to have the ready
        words again.
      </p>
      <Notice words={notice} />
      <Faults fault={fault}>
        {form.map(({ value, title, words }) => (
          <Typed
            key={value}
            label={title}
            named={`Reply: ${title}`}
            max={300}
            rows={3}
            value={words}
            change={(to) => change(value, to)}
          />
        ))}
        <p>
          <Deed
            name="replies"
            words="Save replies"
            first
            busy={busy}
            press={() => save('replies', '/replies', body, 'The replies are saved.', (saved) => setForm(saved.replies))}
          />
        </p>
      </Faults>
    </section>
  );
}
