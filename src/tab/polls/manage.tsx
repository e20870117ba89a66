// For whoever manages a poll: how far it has come, and ending it, putting off its end, calling it off, showing its result.
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownManaged, ShownPoll } from '../../polls/shown.ts';
import { Deed } from '../parts.tsx';

type ManageProps = {
  poll: ShownPoll;
  manages: ShownManaged;
  busy: string;
  send: (name: string, body: object) => Promise<void>;
};

/** The section. */
export function Manage({ poll, manages, busy, send }: ManageProps) {
  const [closesOn, setDate] = useState(manages.closesOn);
  const [closesAt, setTime] = useState(manages.closesAt);
  const facts = [
    ['Asked', manages.asked],
    ['Sending', manages.sending],
    ['Answered', manages.answered],
  ].filter(([, value]) => value);
  return (
    <section className="deeds">
      <h2>How it stands</h2>
      <dl className="facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {manages.warning && <p className="warning">{manages.warning}</p>}
      {manages.held && (
        <p>
          <Deed name="show" words="Show the result to all" busy={busy} press={() => send('show', {})} />
        </p>
      )}
      {poll.open && (
        <details>
          <summary>Close, extend or cancel</summary>
          <p>
            <Deed name="close" words="Close now" busy={busy} press={() => send('close', {})} />
          </p>
          <div className="choices">
            <Field label="Or let it close on">
              <Input type="date" value={closesOn} onChange={(_, data) => setDate(data.value)} />
            </Field>
            <Field label="At">
              <Input type="time" value={closesAt} onChange={(_, data) => setTime(data.value)} />
            </Field>
          </div>
          <p>
            <Deed name="extend" words="Extend it" busy={busy} press={() => send('extend', { closesOn, closesAt })} />
          </p>
          <p>Cancelling stops what is not sent yet and erases the answers.</p>
          <p>
            <Deed name="cancel" words="Cancel the poll" busy={busy} press={() => send('cancel', {})} />
          </p>
        </details>
      )}
    </section>
  );
}
