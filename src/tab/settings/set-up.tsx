// What a cabinet is set up with: its name and systems, who handles its issues, safety and the service desk.
import { useState } from 'react';
import type { ShownCabinetForm } from '../../issues/shown-settings.ts';
import { Faults } from '../faults.tsx';
import { Ticks, Typed } from '../fields.tsx';
import { Choice, Deed, Notice } from '../parts.tsx';
import { type PartProps, useSaving } from './saving.ts';

const HANDLERS = [
  { value: 'facilitators', title: 'Facilitators, and the handlers they name' },
  { value: 'team', title: 'Everyone in this team' },
];

export function SetUp(props: PartProps) {
  const { cabinet } = props;
  const [form, setForm] = useState(cabinet.form);
  const { busy, notice, fault, save } = useSaving(props);
  const set = (part: Partial<ShownCabinetForm>) => setForm({ ...form, ...part });
  const press = () =>
    save('set-up', '', { ...form, safety: form.safety.join(',') }, 'The cabinet is saved.', (saved) =>
      setForm(saved.form),
    );
  return (
    <section className="deeds">
      <h2>Set-up</h2>
      <Notice words={notice} />
      <Faults fault={fault}>
        <div className="choices">
          <Typed label="Name of the cabinet" required max={80} value={form.name} change={(name) => set({ name })} />
          <Typed
            label="Short letters for references"
            named="Short letters"
            hint="CAB gives CAB-1, CAB-2."
            required
            max={8}
            value={form.prefix}
            change={(prefix) => set({ prefix })}
          />
        </div>
        <Typed
          label="Systems that people can choose"
          named="Systems"
          hint="One a line."
          max={2500}
          rows={4}
          value={form.systems}
          change={(systems) => set({ systems })}
        />
        <Choice
          label="Who handles issues?"
          named="Who handles issues"
          value={form.handlers}
          choices={HANDLERS}
          change={(to) => set({ handlers: to === 'team' ? 'team' : 'facilitators' })}
        />
        <div className="choices">
          <Typed
            label="Organisation"
            max={120}
            value={form.organisation}
            change={(organisation) => set({ organisation })}
          />
          <Typed
            label="ODS code (Organisation Data Service)"
            max={12}
            value={form.ods}
            change={(ods) => set({ ods })}
          />
        </div>
        <Ticks
          label="Who looks at safety concerns?"
          named="Clinical safety"
          choices={cabinet.people}
          chosen={form.safety}
          change={(safety) => set({ safety })}
        />
        <div className="choices">
          <Typed
            label="Your incident system"
            hint="Its name, as staff know it."
            max={80}
            value={form.incidentName}
            change={(incidentName) => set({ incidentName })}
          />
          <Typed
            label="Link of the incident system"
            hint="It must start with https://"
            max={500}
            value={form.incidentUrl}
            change={(incidentUrl) => set({ incidentUrl })}
          />
          <Typed
            label="Service desk: phone number"
            max={40}
            value={form.deskPhone}
            change={(deskPhone) => set({ deskPhone })}
          />
          <Typed
            label="Service desk: hours"
            max={80}
            value={form.deskHours}
            change={(deskHours) => set({ deskHours })}
          />
          <Typed
            label="What you call the people you care for"
            max={60}
            value={form.personWord}
            change={(personWord) => set({ personWord })}
          />
        </div>
        <p>
          <Deed name="set-up" words="Save cabinet" first busy={busy} press={press} />
        </p>
      </Faults>
    </section>
  );
}
