// Handing an issue on: to the service desk under its own reference, or to somebody else of the cabinet.
import { useState } from 'react';
import type { ShownHandling } from '../../issues/shown.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { Choice, Deed } from '../parts.tsx';
import type { HandleProps } from './deed.ts';

type ElsewhereProps = Omit<HandleProps, 'issue'> & { handling: ShownHandling };

export function Elsewhere({ handling, busy, run, failed }: ElsewhereProps) {
  const { people } = handling;
  const [desk, setDesk] = useState({ deskRef: handling.deskRef, deskUrl: handling.deskUrl });
  const [passed, setPassed] = useState({ person: '', why: '' });
  const faultOf = (name: string) => (failed?.name === name ? failed.fault : undefined);
  return (
    <>
      <details>
        <summary>Hand it to the service desk</summary>
        <Faults fault={faultOf('escalate')}>
          <div className="choices">
            <Typed
              label="Service desk reference"
              max={60}
              value={desk.deskRef}
              change={(deskRef) => setDesk({ ...desk, deskRef })}
            />
            <Typed
              label="Service desk link (optional)"
              hint="It must start with https://"
              max={500}
              value={desk.deskUrl}
              change={(deskUrl) => setDesk({ ...desk, deskUrl })}
            />
          </div>
          <p>
            <Deed name="escalate" words="Hand to the service desk" busy={busy} press={() => run('escalate', desk)} />
          </p>
        </Faults>
      </details>
      {people.length > 0 && (
        <details>
          <summary>Pass it to somebody else</summary>
          <Faults fault={faultOf('pass')}>
            <div className="choices">
              <Choice
                label="Pass to"
                value={passed.person}
                any="Choose a person"
                choices={people}
                change={(person) => setPassed({ ...passed, person })}
              />
              <Typed
                label="Why (optional)"
                max={300}
                value={passed.why}
                change={(why) => setPassed({ ...passed, why })}
              />
            </div>
            <p>
              <Deed name="pass" words="Pass it on" busy={busy} press={() => run('pass', passed)} />
            </p>
          </Faults>
        </details>
      )}
    </>
  );
}
