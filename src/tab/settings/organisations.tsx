// For admins of the service: the organisations of the tenant, and the mail domains that say who is of which.
import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownOrganisation, ShownSettings } from '../../people/shown.ts';
import type { Api } from '../api.ts';
import { useDeed } from '../loaded.ts';
import { Choice, Deed, FaultBar, Notice } from '../parts.tsx';

const NEW: ShownOrganisation = { name: '', ods: '', domains: '' };

type OrganisationsProps = {
  api: Api;
  organisations: ShownOrganisation[];
  changed: (settings: ShownSettings) => void;
};

/** The section: one is chosen, changed and saved, or a new one added. */
export function Organisations({ api, organisations, changed }: OrganisationsProps) {
  const [chosen, setChosen] = useState('');
  const [form, setForm] = useState(NEW);
  const { busy, notice, fault, run } = useDeed();

  function choose(name: string): void {
    setChosen(name);
    setForm(organisations.find((one) => one.name === name) ?? NEW);
  }

  const save = () =>
    run('save', async () => {
      changed(await api.post<ShownSettings>('settings/organisations', form));
      setChosen(form.name.trim());
      return `${form.name.trim()} is saved.`;
    });

  return (
    <section className="deeds">
      <h2>Organisations</h2>
      <p>A tenant may hold many organisations. Mail domains say whose people are whose.</p>
      <Notice words={notice} />
      {fault && <FaultBar fault={fault} />}
      <Choice
        label="Organisation to change"
        value={chosen}
        any="A new one"
        choices={organisations.map(({ name }) => ({ value: name, title: name }))}
        change={choose}
      />
      <Field label="Name">
        <Input value={form.name} maxLength={120} onChange={(_, { value }) => setForm({ ...form, name: value })} />
      </Field>
      <Field label="ODS code (Organisation Data Service)" hint="3 to 8 letters and digits, such as RXF05.">
        <Input value={form.ods} maxLength={12} onChange={(_, { value }) => setForm({ ...form, ods: value })} />
      </Field>
      <Field label="Mail domains" hint="What stands after the @ of an address, one a line.">
        <Textarea
          value={form.domains}
          maxLength={2000}
          rows={3}
          onChange={(_, { value }) => setForm({ ...form, domains: value })}
        />
      </Field>
      <p>
        <Deed name="save" words="Save organisation" first busy={busy} press={save} />
      </p>
    </section>
  );
}
