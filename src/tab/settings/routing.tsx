// Who gets which issues: by the system, or by the network (a business unit) whose place is named.
import { useState } from 'react';
import type { ShownRoute } from '../../issues/shown-settings.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { Choice, Deed, Notice } from '../parts.tsx';
import { type PartProps, useSaving } from './saving.ts';

const SORTS = [
  { value: 'network', title: 'A network (business unit)' },
  { value: 'system', title: 'A system' },
];
const NEW = { id: '', sort: 'network', name: '', places: '', person: '', deputy: '', who: '' } as const;

export function Routing(props: PartProps) {
  const { cabinet } = props;
  const [form, setForm] = useState<ShownRoute>(NEW);
  const { busy, notice, fault, save } = useSaving(props);
  const set = (part: Partial<ShownRoute>) => setForm({ ...form, ...part });
  const { sort, name, places, person, deputy } = form;
  const add = () =>
    save('route', '/routes', { sort, name, places, person, deputy }, `${name.trim()} is saved.`, () => setForm(NEW));
  return (
    <section className="deeds">
      <h2>Who gets which issues</h2>
      <p>An issue goes to whoever has its system; otherwise to whoever has the network whose place it names.</p>
      <Notice words={notice} />
      {cabinet.routes.length === 0 ? (
        <p>Nobody is named yet, so every new issue waits in the channel for whoever takes it.</p>
      ) : (
        <ul className="issues" aria-label="Who gets which issues">
          {cabinet.routes.map((route) => (
            <li key={route.id}>
              <p>
                <b>
                  <bdi>{route.name}</bdi>
                </b>{' '}
                ({route.sort}): <bdi>{route.who}</bdi>
              </p>
              {route.places && <p className="where">{route.places.split('\n').join(', ')}</p>}
              <p className="buttons">
                <Deed
                  name={`change-${route.id}`}
                  words={`Change ${route.name}`}
                  busy={busy}
                  press={async () => setForm(route)}
                />
                <Deed
                  name={`remove-${route.id}`}
                  words={`Remove ${route.name}`}
                  busy={busy}
                  press={() =>
                    save(`remove-${route.id}`, `/routes/${route.id}/remove`, {}, `${route.name} is removed.`)
                  }
                />
              </p>
            </li>
          ))}
        </ul>
      )}
      <h3>Add a line, or change one</h3>
      <Faults fault={fault}>
        <div className="choices">
          <Choice
            label="What is it?"
            value={sort}
            choices={SORTS}
            change={(to) => set({ sort: to === 'system' ? 'system' : 'network' })}
          />
          <Typed
            label="Its name"
            hint={sort === 'system' ? 'As in the list of systems.' : 'One of the same name is replaced.'}
            max={60}
            value={name}
            change={(to) => set({ name: to })}
          />
          <Choice
            label="Who gets its issues?"
            value={person}
            any="Choose a person"
            choices={cabinet.takers}
            change={(to) => set({ person: to })}
          />
          <Choice
            label="Deputy"
            value={deputy}
            any="Nobody"
            choices={cabinet.people}
            change={(to) => set({ deputy: to })}
          />
        </div>
        {sort === 'network' && (
          <Typed
            label="Places of the network"
            hint="One a line."
            max={2000}
            rows={3}
            value={places}
            change={(to) => set({ places: to })}
          />
        )}
        <p>
          <Deed name="route" words="Save line" first busy={busy} press={add} />
        </p>
      </Faults>
    </section>
  );
}
