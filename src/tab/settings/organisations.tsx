// For admins of the service: the organisations of the tenant, and the mail domains that say who is of which.
import { useState } from 'react';
import type { ShownOrganisation, ShownSettings } from '../../people/shown.ts';
import type { Api } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { useDeed } from '../loaded.ts';
import { Choice, Deed, Notice } from '../parts.tsx';

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
      <Faults fault={fault}>
        <Choice
          label="Organisation to change"
          value={chosen}
          any="A new one"
          choices={organisations.map(({ name }) => ({ value: name, title: name }))}
          change={choose}
        />
        <Typed label="Name" max={120} value={form.name} change={(name) => setForm({ ...form, name })} />
        <Typed
          label="ODS code (Organisation Data Service)"
          hint="3 to 8 letters and digits, such as RXF05."
          max={12}
          value={form.ods}
          change={(ods) => setForm({ ...form, ods })}
        />
        <Typed
          label="Mail domains"
          hint="What stands after the @ of an address, one a line."
          max={2000}
          rows={3}
          value={form.domains}
          change={(domains) => setForm({ ...form, domains })}
        />
        <p>
          <Deed name="save" words="Save organisation" first busy={busy} press={save} />
        </p>
      </Faults>
    </section>
  );
}
