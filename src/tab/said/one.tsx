// One statement: all that was said on its theme, and what one may do: hear more, or say whether it helped.
import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownOne, ShownSaidDeed } from '../../statements/shown.ts';
import type { Api } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Asked, Typed } from '../fields.tsx';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Deed, FaultBar, Notice, Opened } from '../parts.tsx';
import { Statement } from './statement.tsx';

/** The view of one statement. */
export function One({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const { shown, fault, again, set } = useLoaded<ShownOne>(api, `said/${encodeURIComponent(id)}`);
  return (
    <>
      <Button onClick={back}>Back to the list</Button>
      <Opened id={shown?.id ?? 'opening'}>
        {shown ? 'You said, we did: one answer' : fault ? 'This answer cannot be shown' : 'One moment'}
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the answer" />}
      {shown && <Whole api={api} one={shown} changed={set} />}
    </>
  );
}

type WholeProps = { api: Api; one: ShownOne; changed: (one: ShownOne) => void };

function Whole({ api, one, changed }: WholeProps) {
  const { busy, notice, fault, run } = useDeed();
  const send = (name: string, body: object) =>
    run(name, async () => {
      const done = await api.post<ShownSaidDeed>(`said/${one.id}/${name}`, body);
      changed(done.statement);
      return done.notice;
    });
  return (
    <>
      <Notice words={notice} />
      {one.replaced && <p className="warning">This has been answered again since: see below.</p>}
      <Statement row={one} />
      {one.link && (
        <p>
          <a href={one.link} target="_blank" rel="noreferrer">
            Read more (opens in a new window)
          </a>
        </p>
      )}
      <Faults fault={fault}>
        {one.may.follow && (
          <p>
            <Deed name="follow" words="Tell me when there is more" first busy={busy} press={() => send('follow', {})} />
          </p>
        )}
        {one.may.helped && <Help one={one} busy={busy} send={(body) => send('helped', body)} />}
      </Faults>
      {one.others.length > 0 && (
        <section>
          <h2>Before and after, on the same</h2>
          <ul className="issues">
            {one.others.map((other) => (
              <li key={other.id}>
                <Statement row={other} link />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type HelpProps = { one: ShownOne; busy: string; send: (body: object) => Promise<void> };

/** "Did it help?", for those who are asked. */
function Help({ one, busy, send }: HelpProps) {
  const [helped, setHelped] = useState(one.own.helped);
  const [comment, setComment] = useState(one.own.comment);
  return (
    <section className="deeds">
      <h2>Say whether it helped</h2>
      <Asked label="Did it help?">
        <RadioGroup value={helped} onChange={(_, data) => setHelped(data.value)}>
          {one.answers.map(({ value, title }) => (
            <Radio key={value} value={value} label={title} />
          ))}
        </RadioGroup>
      </Asked>
      <Typed label="Anything to add (optional)" max={300} rows={3} value={comment} change={setComment} />
      <p>
        <Deed name="helped" words="Send" first busy={busy} press={() => send({ helped, comment })} />
      </p>
    </section>
  );
}
