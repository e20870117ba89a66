// Search and filters above the list. Words are sent with Enter or the button; a choice acts at once.
import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { ShownMe } from '../../issues/shown.ts';
import { Choice } from '../parts.tsx';
import { FIRST, type Wanted } from './wanted.ts';

type FiltersProps = { me: ShownMe; wanted: Wanted; change: (to: Wanted) => void };

const SCOPES = [
  { value: 'open', title: 'Open issues' },
  { value: 'all', title: 'All issues' },
  { value: 'mine', title: 'Issues that I raised' },
];
const TAKEN = { value: 'taken', title: 'Issues that I have' };
const SORTS = [
  { value: 'newest', title: 'Newest first' },
  { value: 'oldest', title: 'Oldest first' },
  { value: 'updated', title: 'Changed last' },
  { value: 'priority', title: 'Most urgent first' },
];
const FILTERS = ['scope', 'cabinet', 'state', 'system', 'priority', 'kind', 'sector', 'late'] as const;
const LATE = [{ value: '1', title: 'Late' }];

/** All controls of the list. */
export function Filters({ me, wanted, change }: FiltersProps) {
  const [words, setWords] = useState(wanted.q);
  const set = (part: Partial<Wanted>) => change({ ...wanted, ...part, page: 1 });
  const on = FILTERS.filter((name) => wanted[name] !== FIRST[name]).length;
  const search = (event: FormEvent) => {
    event.preventDefault();
    set({ q: words });
  };

  return (
    <search className="filters">
      <form onSubmit={search} className="search">
        <Field label="Search: words or a reference, such as CAB-1">
          <Input type="search" maxLength={100} value={words} onChange={(_, data) => setWords(data.value)} />
        </Field>
        <Button type="submit">Search</Button>
      </form>
      <details>
        <summary>Filter and sort{on > 0 ? ` (${on} on)` : ''}</summary>
        <div className="choices">
          <Choice
            label="Show"
            value={wanted.scope}
            choices={me.handles ? [...SCOPES, TAKEN] : SCOPES}
            change={(scope) => set({ scope })}
          />
          <Choice label="State" value={wanted.state} any="Any" choices={me.states} change={(state) => set({ state })} />
          <Choice
            label="System"
            value={wanted.system}
            any="Any"
            choices={systemsOf(me, wanted.cabinet)}
            change={(system) => set({ system })}
          />
          <Choice
            label="Priority"
            value={wanted.priority}
            any="Any"
            choices={me.priorities}
            change={(priority) => set({ priority })}
          />
          {me.cabinets.length > 1 && (
            <Choice
              label="Cabinet"
              value={wanted.cabinet}
              any="Any"
              choices={me.cabinets.map(({ id, name }) => ({ value: id, title: name }))}
              change={(cabinet) => set({ cabinet, system: '' })}
            />
          )}
          {me.handles && (
            <>
              <Choice
                label="What sort of thing"
                value={wanted.kind}
                any="Any"
                choices={me.kinds}
                change={(kind) => set({ kind })}
              />
              <Choice
                label="Sector"
                value={wanted.sector}
                any="Any"
                choices={me.sectors}
                change={(sector) => set({ sector })}
              />
              <Choice label="Target" value={wanted.late} any="Any" choices={LATE} change={(late) => set({ late })} />
            </>
          )}
          <Choice label="Sort" value={wanted.sort} choices={SORTS} change={(sort) => set({ sort })} />
        </div>
      </details>
    </search>
  );
}

function systemsOf(me: ShownMe, cabinet: string) {
  const here = me.cabinets.filter((one) => !cabinet || one.id === cabinet);
  return [...new Set(here.flatMap((one) => one.systems))].map((name) => ({ value: name, title: name }));
}
