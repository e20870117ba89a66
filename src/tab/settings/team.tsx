// One team: who does what in it, whose it is, and its time.
import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownTeam } from '../../people/shown.ts';
import type { Api } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Choice, Deed, FaultBar, Notice, Opened } from '../parts.tsx';

const ROLES = [
  ['facilitators', 'Facilitator: runs Digital Clerk here'],
  ['deputies', 'Deputy of the facilitators'],
  ['handlers', 'Handles issues'],
  ['safety', 'Clinical safety'],
  ['safetyDeputies', 'Deputy for clinical safety'],
] as const;

/** The view of one team. */
export function TeamSettings({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const team = useLoaded<ShownTeam>(api, `settings/teams/${id}`);
  const { shown, fault, again } = team;
  return (
    <>
      <Button onClick={back}>Back to settings</Button>
      <Opened id={shown?.id ?? 'opening'}>{shown?.name ?? (fault ? 'This team cannot be shown' : 'One moment')}</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the team" />}
      {shown && <TeamForm api={api} team={shown} changed={team.set} />}
    </>
  );
}

type TeamFormProps = { api: Api; team: ShownTeam; changed: (team: ShownTeam) => void };

function TeamForm({ api, team, changed }: TeamFormProps) {
  const [form, setForm] = useState(team);
  const { busy, notice, fault, run } = useDeed();

  const save = () =>
    run('save', async () => {
      const lists = Object.fromEntries(ROLES.map(([role]) => [role, form[role].join(',')]));
      const { organisation, ods, timeZone, nation } = form;
      const body = { ...lists, organisation, ods, timeZone, nation };
      const saved = await api.post<ShownTeam>(`settings/teams/${team.id}`, body);
      setForm(saved);
      changed(saved);
      return `${saved.name} is saved.`;
    });

  return (
    <>
      <Notice words={notice} />
      {team.unreachable.length > 0 && (
        <div className="warning">
          {team.unreachable.map(({ name, reason }) => (
            <p key={name}>
              <bdi>{name}</bdi> cannot be reached: {reason}.
            </p>
          ))}
        </div>
      )}
      <nav aria-label="Further settings of this team">
        <ul>
          {team.cabinets.map(({ value, title }) => (
            <li key={value}>
              <a href={`#/settings/cabinet/${value}`}>
                Cabinet: <bdi>{title}</bdi>
              </a>
            </li>
          ))}
          <li>
            <a href={`#/settings/team/${team.id}/days`}>Days off</a>
          </li>
        </ul>
        {team.cabinets.length === 0 && (
          <p className="where">
            It has no digital cabinet yet. To set one up, write <b>set up cabinet</b> in the channel where its issues
            should appear.
          </p>
        )}
      </nav>
      <Faults fault={fault}>
        <People form={form} change={setForm} />
        <section>
          <h2>Its organisation and time</h2>
          <div className="choices">
            <Typed
              label="Organisation"
              max={120}
              value={form.organisation}
              change={(organisation) => setForm({ ...form, organisation })}
            />
            <Typed
              label="ODS code (Organisation Data Service)"
              max={12}
              value={form.ods}
              change={(ods) => setForm({ ...form, ods })}
            />
            <Choice
              label="Bank holidays of"
              named="Bank holidays"
              value={form.nation}
              choices={team.nations}
              change={(nation) => setForm({ ...form, nation })}
            />
            <Typed
              label="Time zone"
              hint="As in Europe/London."
              max={60}
              value={form.timeZone}
              change={(timeZone) => setForm({ ...form, timeZone })}
            />
          </div>
        </section>
        <p>
          <Deed name="save" words="Save team" first busy={busy} press={save} />
        </p>
      </Faults>
    </>
  );
}

/** Those who do something, with what they do; and a way to add another member. */
function People({ form, change }: { form: ShownTeam; change: (form: ShownTeam) => void }) {
  const [added, setAdded] = useState<readonly string[]>([]);
  const active = form.people.filter(
    ({ value }) => added.includes(value) || ROLES.some(([role]) => form[role].includes(value)),
  );
  const others = form.people.filter((person) => !active.includes(person));

  function toggle(role: (typeof ROLES)[number][0], person: string): void {
    const has = form[role].includes(person);
    // Somebody whose last role goes stays on the page until it is saved: a slip can be mended.
    setAdded([...added, person]);
    change({ ...form, [role]: has ? form[role].filter((one) => one !== person) : [...form[role], person] });
  }

  return (
    <section>
      <h2>Who does what</h2>
      {active.map(({ value, title }) => (
        <fieldset key={value} className="person">
          <legend>
            <bdi>{title}</bdi>
          </legend>
          {ROLES.map(([role, words]) => (
            <Checkbox
              key={role}
              label={words}
              checked={form[role].includes(value)}
              onChange={() => toggle(role, value)}
            />
          ))}
        </fieldset>
      ))}
      {others.length > 0 && (
        <Choice
          label="Give somebody else of the team something to do"
          value=""
          any="Choose a member"
          choices={others}
          change={(person) => setAdded([...added, person])}
        />
      )}
    </section>
  );
}
