// One hazard draft: what is known, and what clinical safety decides: into the hazard log, into another draft, or neither.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownHazard, ShownHazardDeed } from '../../issues/shown.ts';
import type { Api } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Deed, FaultBar, Notice, Opened } from '../parts.tsx';

/** The view of one draft. */
export function Hazard({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const { shown, fault, again, set } = useLoaded<ShownHazard>(api, `hazards/${encodeURIComponent(id)}`);
  return (
    <>
      <Button onClick={back}>Back to the hazard drafts</Button>
      <Opened id={shown?.id ?? 'opening'}>
        {shown ? (
          <>
            <span className="reference">{shown.reference}</span> <bdi>{shown.name}</bdi>
          </>
        ) : fault ? (
          'This hazard draft cannot be shown'
        ) : (
          'One moment'
        )}
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the hazard draft" />}
      {shown && <Whole api={api} hazard={shown} changed={set} />}
    </>
  );
}

type WholeProps = { api: Api; hazard: ShownHazard; changed: (hazard: ShownHazard) => void };

function Whole({ api, hazard, changed }: WholeProps) {
  const { busy, notice, fault, run } = useDeed();
  const send = (name: string, body: object) =>
    run(name, async () => {
      const done = await api.post<ShownHazardDeed>(`hazards/${hazard.id}/${name}`, body);
      changed(done.hazard);
      return done.notice;
    });
  return (
    <>
      <Notice words={notice} />
      <p className="state">{hazard.state}</p>
      {hazard.description && <p className="said">{hazard.description}</p>}
      {hazard.may.look && (
        <p>
          <Deed name="look" words="I am looking at this" first busy={busy} press={() => send('look', {})} />
        </p>
      )}
      <section>
        <h2>About it</h2>
        <dl className="facts">
          {hazard.facts.map(({ title, value }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          <a href={`#/cabinet/issue/${hazard.reference}`}>Open the issue {hazard.reference}</a>
        </p>
      </section>
      {hazard.others.length > 0 && (
        <section>
          <h2>What others said of the same</h2>
          <ul>
            {hazard.others.map((said) => (
              <li key={said}>
                <bdi>{said}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Faults fault={fault}>
        {hazard.may.decide && <Decide key={hazard.state} hazard={hazard} busy={busy} send={send} />}
      </Faults>
    </>
  );
}

type DecideProps = {
  hazard: ShownHazard;
  busy: string;
  send: (name: string, body: object) => Promise<void>;
};

function Decide({ hazard, busy, send }: DecideProps) {
  const logged = hazard.facts.find(({ title }) => title === 'Number in your hazard log')?.value ?? '';
  const [log, setLog] = useState({ logRef: logged, version: hazard.version, workaround: hazard.workaround });
  const [into, setInto] = useState('');
  const [reason, setReason] = useState('');
  return (
    <section className="deeds">
      <h2>{logged ? 'Change what is noted' : 'Decide'}</h2>
      <Typed
        label="Number in your hazard log"
        max={60}
        value={log.logRef}
        change={(logRef) => setLog({ ...log, logRef })}
      />
      <div className="choices">
        <Typed
          label="Version of the system (optional)"
          max={60}
          value={log.version}
          change={(version) => setLog({ ...log, version })}
        />
        <Typed
          label="Present work-around (optional)"
          max={500}
          value={log.workaround}
          change={(workaround) => setLog({ ...log, workaround })}
        />
      </div>
      <p>
        <Deed name="accept" words="Accept into the hazard log" first busy={busy} press={() => send('accept', log)} />
      </p>
      {!logged && (
        <details>
          <summary>Merge or decline</summary>
          <Typed
            label="Same as: the reference of another draft, such as CAB-3"
            named="Same as"
            max={30}
            value={into}
            change={setInto}
          />
          <p>
            <Deed name="merge" words="Merge into that one" busy={busy} press={() => send('merge', { into })} />
          </p>
          <Typed label="Why it is not a hazard" max={500} rows={2} value={reason} change={setReason} />
          <p>
            <Deed name="decline" words="Not a hazard" busy={busy} press={() => send('decline', { reason })} />
          </p>
        </details>
      )}
    </section>
  );
}
