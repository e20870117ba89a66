// Who presents CPD on the next dates: volunteering, "not me", preparing one's session, proposing a topic.
import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownSession } from '../../meetings/shown.ts';
import { newForm } from '../form.ts';
import { Choice, Deed } from '../parts.tsx';
import type { SectionProps } from './section.ts';

/** The section. */
export function Rota({ series, busy, run }: SectionProps) {
  const { dates, topics } = series.cpd;
  return (
    <section>
      <h2>Who presents CPD next</h2>
      <p className="where">CPD is continuing professional development: a short talk in each meeting.</p>
      {dates.length === 0 && <p>No date is planned.</p>}
      <ul className="issues">
        {dates.map((session) => (
          <li key={session.plannedOn}>
            <p>
              <b>{session.when}</b>: <bdi>{session.words}</bdi>
            </p>
            <Turn session={session} busy={busy} run={run} />
          </li>
        ))}
      </ul>
      {topics.length > 0 && (
        <>
          <h3>What could be presented</h3>
          <ul>
            {topics.map(({ title, why }) => (
              <li key={`${title} ${why}`}>
                <b>
                  <bdi>{title}</bdi>
                </b>
                : {why}
              </li>
            ))}
          </ul>
        </>
      )}
      {series.state === '' && <Topic busy={busy} run={run} />}
    </section>
  );
}

type TurnProps = Pick<SectionProps, 'busy' | 'run'> & { session: ShownSession };

function Turn({ session, busy, run }: TurnProps) {
  const { plannedOn, may, when } = session;
  const press = (name: string) => async () => void (await run(name, { plannedOn }, `${name} ${plannedOn}`));
  return (
    <>
      {(may.volunteer || may.notMe) && (
        <p className="buttons">
          {may.volunteer && (
            <Deed
              name={`volunteer ${plannedOn}`}
              words="I can present"
              about={when}
              busy={busy}
              press={press('volunteer')}
            />
          )}
          {may.notMe && (
            <Deed name={`notMe ${plannedOn}`} words="Not me" about={when} busy={busy} press={press('notMe')} />
          )}
        </p>
      )}
      {may.prepare && <Prepare session={session} busy={busy} run={run} />}
    </>
  );
}

function Prepare({ session, busy, run }: TurnProps) {
  const { plannedOn, when } = session;
  const [what, setWhat] = useState({
    topic: session.topic,
    minutes: String(session.minutes),
    link: session.link,
    notes: session.notes,
  });
  const change = (to: Partial<typeof what>) => setWhat({ ...what, ...to });
  return (
    <details>
      <summary>What you present on {when}</summary>
      <Field label="Topic">
        <Input value={what.topic} maxLength={120} onChange={(_, { value }) => change({ topic: value })} />
      </Field>
      <Field label="Minutes">
        <Input
          type="number"
          min={1}
          max={480}
          value={what.minutes}
          onChange={(_, { value }) => change({ minutes: value })}
        />
      </Field>
      <Field label="Link to the material (optional)" hint="It begins with https://">
        <Input value={what.link} maxLength={500} onChange={(_, { value }) => change({ link: value })} />
      </Field>
      <Field label="Notes for who cannot come (optional)">
        <Textarea value={what.notes} maxLength={1000} rows={3} onChange={(_, { value }) => change({ notes: value })} />
      </Field>
      <p>
        <Deed
          name={`prepare ${plannedOn}`}
          words="Save"
          about={`what you present on ${when}`}
          first
          busy={busy}
          press={async () => void (await run('prepare', { plannedOn, ...what }, `prepare ${plannedOn}`))}
        />
      </p>
    </details>
  );
}

const SORTS = [
  { value: 'wish', title: 'I would like to hear about it' },
  { value: 'offer', title: 'I can present it' },
];

function Topic({ busy, run }: Pick<SectionProps, 'busy' | 'run'>) {
  const [topic, setTopic] = useState('');
  const [sort, setSort] = useState('wish');
  const [form, setForm] = useState(newForm);

  async function send(): Promise<void> {
    if (!(await run('topic', { topic, sort, form }))) return;
    setTopic('');
    setForm(newForm());
  }

  return (
    <details>
      <summary>Propose a topic</summary>
      <Field label="Topic">
        <Input value={topic} maxLength={120} onChange={(_, { value }) => setTopic(value)} />
      </Field>
      <Choice label="Who presents it?" value={sort} choices={SORTS} change={setSort} />
      <p>
        <Deed name="topic" words="Propose it" first busy={busy} press={send} />
      </p>
    </details>
  );
}
