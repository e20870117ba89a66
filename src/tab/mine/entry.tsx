// One CPD entry, to add or to change; and the private reflection on it.
import { Button, Checkbox, Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownCpd, ShownEntry, ShownEntryAlone } from '../../meetings/shown.ts';
import type { Api } from '../api.ts';
import { newForm } from '../form.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Choice, Deed, FaultBar, Notice, Opened } from '../parts.tsx';

type Typed = ReturnType<typeof typedOf>;
const BACK = 'Back to my CPD';

type AddProps = { api: Api; open: (id: string) => void; back: () => void };

/** The form for a new entry; what was added is opened. */
export function AddEntry({ api, open, back }: AddProps) {
  const { shown, fault, again } = useLoaded<ShownCpd>(api, 'mine/cpd');
  return (
    <>
      <Button onClick={back}>{BACK}</Button>
      <Opened id="add">Add to my CPD</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the form" />}
      {shown && <AddForm api={api} cpd={shown} open={open} />}
    </>
  );
}

function AddForm({ api, cpd, open }: { api: Api; cpd: ShownCpd; open: (id: string) => void }) {
  const [typed, setTyped] = useState<Typed>({
    title: '',
    heldOn: cpd.today,
    minutes: '60',
    method: 'other',
    domain: '',
    participatory: false,
    presenter: false,
  });
  const [form] = useState(newForm);
  const { busy, fault, run } = useDeed();

  const add = () =>
    run('add', async () => {
      const { entry } = await api.post<ShownEntryAlone>('mine/cpd/add', { ...sent(typed), form });
      open(entry.id);
      return '';
    });

  return (
    <>
      {fault && <FaultBar fault={fault} />}
      <Fields typed={typed} methods={cpd.methods} change={setTyped} />
      <p>
        <Deed name="add" words="Add it" first busy={busy} press={add} />
      </p>
    </>
  );
}

/** The view of one entry. */
export function Entry({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const path = `mine/cpd/${id}`;
  const { shown, fault, set, again } = useLoaded<ShownEntryAlone>(api, path);
  return (
    <>
      <Button onClick={back}>{BACK}</Button>
      <Opened id={shown ? id : 'opening'}>{fault ? 'This entry cannot be shown' : 'My CPD entry'}</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the entry" />}
      {shown && <EntryForms api={api} path={path} shown={shown} changed={set} back={back} />}
    </>
  );
}

type FormsProps = {
  api: Api;
  path: string;
  shown: ShownEntryAlone;
  changed: (shown: ShownEntryAlone) => void;
  back: () => void;
};

function EntryForms({ api, path, shown, changed, back }: FormsProps) {
  const [typed, setTyped] = useState(() => typedOf(shown.entry));
  const [reflection, setReflection] = useState(shown.reflection);
  const [sure, setSure] = useState(false);
  const { busy, notice, fault, run } = useDeed();

  const send = (name: string, deed: string, body: object, words: string) => () =>
    run(name, async () => {
      const after = await api.post<ShownEntryAlone>(`${path}/${deed}`, body);
      changed(after);
      setReflection(deed === 'reflect' ? after.reflection : reflection);
      return words;
    });

  const remove = () =>
    run('remove', async () => {
      await api.post(`${path}/remove`, {});
      back();
      return '';
    });

  return (
    <>
      {shown.source && <p>{shown.source}</p>}
      <Notice words={notice} />
      {fault && <FaultBar fault={fault} />}
      <Fields typed={typed} methods={shown.methods} change={setTyped} />
      <p>
        <Deed
          name="save"
          words="Save"
          first
          busy={busy}
          press={send('save', 'save', sent(typed), 'Your entry is saved.')}
        />
      </p>
      <section className="deeds">
        <h2>My private reflection</h2>
        <p>Nobody but you is shown it, whatever their role. Please do not name anyone in our care.</p>
        <Field label="What I take from it">
          <Textarea value={reflection} maxLength={2000} rows={5} onChange={(_, { value }) => setReflection(value)} />
        </Field>
        <p className="buttons">
          <Deed
            name="reflect"
            words="Save reflection"
            busy={busy}
            press={send('reflect', 'reflect', { reflection }, 'Your reflection is saved.')}
          />
          {shown.reflection !== '' && (
            <Deed
              name="forget"
              words="Delete reflection"
              busy={busy}
              press={send('forget', 'reflect', { reflection: '' }, 'Your reflection is deleted.')}
            />
          )}
        </p>
      </section>
      <Checkbox label="Delete this entry, with the reflection on it" checked={sure} onChange={() => setSure(!sure)} />
      {sure && (
        <p>
          <Deed name="remove" words="Yes, delete it" busy={busy} press={remove} />
        </p>
      )}
    </>
  );
}

type FieldsProps = { typed: Typed; methods: ShownEntryAlone['methods']; change: (typed: Typed) => void };

function Fields({ typed, methods, change }: FieldsProps) {
  const set = (to: Partial<Typed>) => change({ ...typed, ...to });
  return (
    <>
      <Field label="Title" hint="Please do not name anyone in our care.">
        <Input value={typed.title} maxLength={120} onChange={(_, { value }) => set({ title: value })} />
      </Field>
      <div className="choices">
        <Field label="Date">
          <Input type="date" value={typed.heldOn} onChange={(_, { value }) => set({ heldOn: value })} />
        </Field>
        <Field label="Minutes">
          <Input
            type="number"
            min={1}
            max={6000}
            value={typed.minutes}
            onChange={(_, { value }) => set({ minutes: value })}
          />
        </Field>
        <Choice label="How you learned" value={typed.method} choices={methods} change={(method) => set({ method })} />
        <Field label="Domain (optional)" hint="What of your competencies it adds to.">
          <Input value={typed.domain} maxLength={80} onChange={(_, { value }) => set({ domain: value })} />
        </Field>
      </div>
      <Checkbox
        label="With others (participatory)"
        checked={typed.participatory}
        onChange={() => set({ participatory: !typed.participatory })}
      />
      <Checkbox label="I presented" checked={typed.presenter} onChange={() => set({ presenter: !typed.presenter })} />
    </>
  );
}

function typedOf({ title, heldOn, minutes, method, domain, participatory, presenter }: ShownEntry) {
  return { title, heldOn, minutes: String(minutes), method, domain, participatory, presenter };
}

function sent(typed: Typed) {
  return { ...typed, participatory: String(typed.participatory), presenter: String(typed.presenter) };
}
