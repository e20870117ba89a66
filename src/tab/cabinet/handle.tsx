// What those who handle an issue do with it: take, release, answer, sort. The server says what is offered.
import { useState } from 'react';
import type { ShownHandling } from '../../issues/shown.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { Choice, Deed } from '../parts.tsx';
import type { HandleProps } from './deed.ts';
import { Elsewhere } from './elsewhere.tsx';

export function Handle({ issue, busy, run, failed }: HandleProps) {
  const { take, release } = issue.may;
  const { handling } = issue;
  if (!take && !release && !handling) return null;
  return (
    <section className="deeds">
      <h2>Handle it</h2>
      <p className="buttons">
        {take && <Deed name="take" words="Take it" first busy={busy} press={() => run('take', {})} />}
        {release && (
          <Deed name="release" words="Release it to the cabinet" busy={busy} press={() => run('release', {})} />
        )}
      </p>
      {handling && <Update handling={handling} first={!take} busy={busy} run={run} failed={failed} />}
      {handling && <Elsewhere handling={handling} busy={busy} run={run} failed={failed} />}
    </section>
  );
}

type UpdateProps = Omit<HandleProps, 'issue'> & { handling: ShownHandling; first: boolean };

/** Where it is now, the reply, and what is said of it among those who handle it. */
function Update({ handling, first, busy, run, failed }: UpdateProps) {
  const { status, kind, burden, sector, techNote, waitingFor, waitingUntil } = handling;
  const [form, setForm] = useState({
    ...{ status, reply: '', waitingFor, waitingUntil },
    ...{ kind, burden, sector, techNote },
  });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  return (
    <Faults fault={failed?.name === 'update' ? failed.fault : undefined}>
      <Choice
        label="Where it is now"
        value={form.status}
        choices={handling.statuses}
        change={(to) => set({ status: to })}
      />
      {form.status === 'waiting' && (
        <div className="choices">
          <Typed
            label="Waiting for whom"
            hint="Leave it empty when it is the person who raised it."
            max={80}
            value={form.waitingFor}
            change={(to) => set({ waitingFor: to })}
          />
          <Typed
            label="Waiting until (optional)"
            type="date"
            value={form.waitingUntil}
            change={(to) => set({ waitingUntil: to })}
          />
        </div>
      )}
      <Typed
        label="Reply to the person who raised it"
        named="Reply"
        hint="In plain words. Needed when you wait, when it is resolved, and when it could not be fixed. Please do not name anyone in our care."
        max={1000}
        rows={4}
        value={form.reply}
        change={(reply) => set({ reply })}
      />
      <details>
        <summary>What it is, and a note for IT</summary>
        <div className="choices">
          <Choice
            label="What sort of thing is it?"
            named="What sort of thing it is"
            value={form.kind}
            any="Not said"
            choices={handling.kinds}
            change={(to) => set({ kind: to })}
          />
          <Choice
            label="What does it cost people?"
            named="What it costs people"
            value={form.burden}
            any="Not said"
            choices={handling.burdens}
            change={(to) => set({ burden: to })}
          />
          <Choice
            label="Sector"
            value={form.sector}
            any="Not said"
            choices={handling.sectors}
            change={(to) => set({ sector: to })}
          />
        </div>
        <Typed
          label="Note for IT, in their words"
          hint="The person who raised it does not see this."
          max={1000}
          rows={3}
          value={form.techNote}
          change={(to) => set({ techNote: to })}
        />
      </details>
      <p>
        <Deed name="update" words="Save" first={first} busy={busy} press={() => run('update', form)} />
      </p>
    </Faults>
  );
}
