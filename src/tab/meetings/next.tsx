// The meeting that is on or comes next: its agenda, and what members put on it.
import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { newForm } from '../form.ts';
import { Deed } from '../parts.tsx';
import { Agenda } from './agenda.tsx';
import type { SectionProps } from './section.ts';

/** The section. */
export function Next({ series, busy, run }: SectionProps) {
  const { next } = series;
  if (!next) {
    return (
      <section>
        <h2>The next meeting</h2>
        <p>None is planned.</p>
      </section>
    );
  }
  const { plannedOn } = next;
  return (
    <section>
      <h2>{next.phase === 'running' ? 'The meeting that is on' : 'The next meeting'}</h2>
      <p>{next.when}</p>
      <Agenda meeting={next} level="h3" />
      {next.may.attend && (
        <p className="buttons">
          <Deed
            name="yes"
            words={next.phase === 'before' ? 'I am coming' : 'I am here'}
            busy={busy}
            press={async () => void (await run('attend', { plannedOn, answer: 'yes' }, 'yes'))}
          />
          <Deed
            name="apologies"
            words="Send apologies"
            busy={busy}
            press={async () => void (await run('attend', { plannedOn, answer: 'apologies' }, 'apologies'))}
          />
        </p>
      )}
      {next.may.add && (
        <>
          <Propose plannedOn={plannedOn} busy={busy} run={run} />
          <Update plannedOn={plannedOn} busy={busy} run={run} />
        </>
      )}
    </section>
  );
}

type FormProps = Pick<SectionProps, 'busy' | 'run'> & { plannedOn: string };

const ITEM = { title: '', minutes: '10', anonymous: false };

function Propose({ plannedOn, busy, run }: FormProps) {
  const [item, setItem] = useState(ITEM);
  const [form, setForm] = useState(newForm);

  async function propose(): Promise<void> {
    const body = { plannedOn, ...item, anonymous: String(item.anonymous), form };
    if (!(await run('propose', body))) return;
    setItem(ITEM);
    setForm(newForm());
  }

  return (
    <details>
      <summary>Propose an item</summary>
      <Field label="Item" hint="Please do not name anyone in our care.">
        <Input value={item.title} maxLength={120} onChange={(_, { value }) => setItem({ ...item, title: value })} />
      </Field>
      <Field label="Minutes">
        <Input
          type="number"
          min={1}
          max={120}
          value={item.minutes}
          onChange={(_, { value }) => setItem({ ...item, minutes: value })}
        />
      </Field>
      <Checkbox
        label="Without my name"
        checked={item.anonymous}
        onChange={() => setItem({ ...item, anonymous: !item.anonymous })}
      />
      <p className="where">Without your name, Digital Clerk keeps no link between you and the item.</p>
      <p>
        <Deed name="propose" words="Put it on the agenda" first busy={busy} press={propose} />
      </p>
    </details>
  );
}

const UPDATE = { system: '', line: '' };

function Update({ plannedOn, busy, run }: FormProps) {
  const [update, setUpdate] = useState(UPDATE);
  const [form, setForm] = useState(newForm);

  async function send(): Promise<void> {
    if (!(await run('update', { plannedOn, ...update, form }))) return;
    setUpdate(UPDATE);
    setForm(newForm());
  }

  return (
    <details>
      <summary>Add an update on a system or project</summary>
      <Field label="System or project">
        <Input
          value={update.system}
          maxLength={60}
          onChange={(_, { value }) => setUpdate({ ...update, system: value })}
        />
      </Field>
      <Field label="Update" hint="One line on how it stands.">
        <Input value={update.line} maxLength={200} onChange={(_, { value }) => setUpdate({ ...update, line: value })} />
      </Field>
      <p>
        <Deed name="update" words="Add the update" first busy={busy} press={send} />
      </p>
    </details>
  );
}
