// A team's own days off, and bank holidays that it works all the same.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownDays } from '../../people/shown.ts';
import type { Api, Fault } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Choice, Deed, Download, FaultBar, Notice, Opened } from '../parts.tsx';

const KINDS = [
  { value: 'off', title: 'A day off' },
  { value: 'worked', title: 'Worked, though a bank holiday' },
  { value: 'usual', title: 'As usual: take back what was said' },
];

/** The view of one team's days. */
export function Days({ api, id, go }: { api: Api; id: string; go: (view: string) => void }) {
  const { shown, fault, again, set } = useLoaded<ShownDays>(api, `settings/teams/${id}/days`);
  return (
    <>
      <Button onClick={() => go(`team/${id}`)}>{shown ? `Back to ${shown.name}` : 'Back to the team'}</Button>
      <Opened id={shown?.id ?? 'opening'}>Days off</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for days off" />}
      {shown && <Table api={api} days={shown} changed={set} />}
    </>
  );
}

type TableProps = { api: Api; days: ShownDays; changed: (days: ShownDays) => void };

function Table({ api, days, changed }: TableProps) {
  const [form, setForm] = useState({ date: '', kind: 'off' });
  const [failed, setFailed] = useState<Fault>();
  const { busy, notice, fault, run } = useDeed();
  const save = () =>
    run('save', async () => {
      changed(await api.post<ShownDays>(`settings/teams/${days.id}/days`, form));
      setForm({ ...form, date: '' });
      return 'The day is saved. Whoever owns a meeting that moves is told.';
    });
  return (
    <>
      <p>Bank holidays are known. Say here only what is otherwise in this team.</p>
      <Notice words={notice} />
      {days.rows.length === 0 ? (
        <p>Nothing is otherwise in the days ahead.</p>
      ) : (
        <ul className="issues" aria-label="Days ahead">
          {days.rows.map(({ date, when, what }) => (
            <li key={date}>
              <p>
                {when}: {what}
              </p>
            </li>
          ))}
        </ul>
      )}
      <section className="deeds">
        <h2>Change a day</h2>
        <Faults fault={fault}>
          <div className="choices">
            <Typed label="Which day?" type="date" value={form.date} change={(date) => setForm({ ...form, date })} />
            <Choice
              label="What is on it?"
              value={form.kind}
              choices={KINDS}
              change={(kind) => setForm({ ...form, kind })}
            />
          </div>
          <p>
            <Deed name="save" words="Save day" first busy={busy} press={save} />
          </p>
        </Faults>
      </section>
      {failed && <FaultBar fault={failed} />}
      {days.rows.length > 0 && (
        <Download
          api={api}
          path={`settings/teams/${days.id}/days/csv`}
          body={{}}
          name="days-off.csv"
          fail={setFailed}
        />
      )}
    </>
  );
}
