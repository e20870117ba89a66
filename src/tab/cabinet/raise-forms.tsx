// The two longer steps of raising: what to do when somebody was or nearly was harmed, and the form itself.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownRaise } from '../../issues/shown.ts';
import { Typed } from '../fields.tsx';
import { Choice, Opened } from '../parts.tsx';

type Step<Name extends ShownRaise['step']> = {
  form: Extract<ShownRaise, { step: Name }>;
  busy: boolean;
  next: (step: string, input: object) => void;
};

const IMPACTS = [
  { value: 'me', title: 'Just me' },
  { value: 'team', title: 'My team or ward' },
  { value: 'service', title: 'A whole service or site' },
];
const URGENCIES = [
  { value: 'later', title: 'It can wait' },
  { value: 'today', title: 'Today' },
  { value: 'now', title: 'Now: work has stopped' },
];
const SHARES = [
  { value: 'handlers', title: 'Only those who handle it' },
  { value: 'everyone', title: 'Everyone who can see the issue' },
];

/** Make safe, phone, report; then, if they want, what the system did. */
export function SafetyForm({ form, busy, next }: Step<'safety'>) {
  const [input, setInput] = useState({ incidentRef: '', system: form.system, place: form.place });
  const set = (part: Partial<typeof input>) => setInput({ ...input, ...part });
  return (
    <>
      <Opened id="safety">Safety first</Opened>
      <ol className="steps">
        <li>
          <b>Make the person safe.</b> Follow your usual practice.
        </li>
        <li>
          <b>Is the system down now?</b> Phone {form.phone}.
        </li>
        <li>
          <b>Report what happened</b> in{' '}
          {form.incidentUrl ? (
            <a href={form.incidentUrl} target="_blank" rel="noreferrer">
              {form.incident} (opens in a new window)
            </a>
          ) : (
            form.incident
          )}
          . This is not an incident report.
        </li>
      </ol>
      <p>
        Recorded as <b>{form.reference}</b> for clinical safety: the time and your name, nothing else.
      </p>
      {form.missing.map((line) => (
        <p key={line} className="warning">
          {line}
        </p>
      ))}
      <h2>Can you add any of these?</h2>
      <Typed
        label="Incident reference, if you have one"
        max={60}
        value={input.incidentRef}
        change={(incidentRef) => set({ incidentRef })}
      />
      <Choice
        label="Which system? (optional)"
        value={input.system}
        any="Not said"
        choices={form.systems.map((name) => ({ value: name, title: name }))}
        change={(system) => set({ system })}
      />
      <Typed label="Where? (optional)" max={100} value={input.place} change={(place) => set({ place })} />
      <p className="buttons">
        <Button appearance="primary" disabledFocusable={busy} onClick={() => next('safety', input)}>
          {busy ? 'Saving…' : 'Save this and finish'}
        </Button>
        <Button disabledFocusable={busy} onClick={() => next('safetyForm', input)}>
          Tell us what the system did
        </Button>
      </p>
    </>
  );
}

/** What is wrong, in a sentence; the rest is optional. */
export function IssueForm({ form, busy, next }: Step<'form'>) {
  const [input, setInput] = useState({
    title: '',
    system: form.system,
    place: form.place,
    detail: '',
    workaround: '',
    version: '',
    impact: 'team',
    urgency: 'today',
    share: 'handlers',
  });
  const set = (part: Partial<typeof input>) => setInput({ ...input, ...part });
  const flagged = form.reference !== '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next('raise', input);
      }}
    >
      <Opened id="form">{flagged ? 'Tell clinical safety what the system did' : 'Raise an issue'}</Opened>
      {flagged && (
        <p className="warning">
          {form.reference}. Only clinical safety sees this until they release it. Say what the system did, not what
          happened to the person.
        </p>
      )}
      <Typed
        label="What is wrong, in one sentence?"
        required
        max={120}
        value={input.title}
        change={(title) => set({ title })}
      />
      <Choice
        label="Which system? (optional)"
        value={input.system}
        any="Not said"
        choices={form.systems.map((name) => ({ value: name, title: name }))}
        change={(system) => set({ system })}
      />
      <Typed
        label="Where? (optional)"
        max={100}
        placeholder="Ward, clinic, site or room"
        value={input.place}
        change={(place) => set({ place })}
      />
      <details>
        <summary>Add more</summary>
        <Typed
          label="Tell us more (optional)"
          max={2000}
          rows={4}
          value={input.detail}
          change={(detail) => set({ detail })}
        />
        {form.care && (
          <>
            <Typed
              label="What do you do instead for now? (optional)"
              max={500}
              rows={2}
              value={input.workaround}
              change={(workaround) => set({ workaround })}
            />
            <Typed
              label="Version of the system, if you see it (optional)"
              max={60}
              value={input.version}
              change={(version) => set({ version })}
            />
          </>
        )}
        <Choice label="Who is affected?" value={input.impact} choices={IMPACTS} change={(impact) => set({ impact })} />
        <Choice
          label="How soon do you need it?"
          value={input.urgency}
          choices={URGENCIES}
          change={(urgency) => set({ urgency })}
        />
        <Choice
          label="Who may see your name?"
          value={input.share}
          choices={SHARES}
          change={(share) => set({ share })}
        />
      </details>
      <p className="where">
        This is not an incident report, and nobody watches it day and night. Please do not name {form.person}. Urgent?
        Phone {form.phone}.{!flagged && ` It goes to ${form.cabinet}.`}
      </p>
      <p>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {busy ? 'Saving…' : 'Raise it'}
        </Button>
      </p>
    </form>
  );
}
