// Raising an issue: the question of safety first, then the steps that the server answers with.
import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { ShownIssue, ShownRaise } from '../../issues/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Asked } from '../fields.tsx';
import { Busy, Choice, FaultBar, Opened } from '../parts.tsx';
import { IssueForm, SafetyForm } from './raise-forms.tsx';
import { Similar } from './raise-similar.tsx';

type RaiseProps = { api: Api; open: (issueId: string) => void; back: () => void };

/** What a receipt says beside the priority. */
const NEXT = ['Who looks at it', 'When', 'Who has this'];

const ANSWERS = [
  { value: 'no', title: 'No' },
  { value: 'could', title: 'It could: not yet, but it could if it is not fixed' },
  { value: 'yes', title: 'Yes: it has, or it nearly did' },
  { value: 'unsure', title: 'I am not sure' },
];

/** The whole way from the first question to the receipt. */
export function Raise({ api, open, back }: RaiseProps) {
  const [form, setForm] = useState<ShownRaise>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);

  const send = useCallback(
    async (path: string, input: object) => {
      setBusy(true);
      setFault(undefined);
      try {
        setForm(await api.post<ShownRaise>(path, input));
      } catch (error) {
        setFault(wordsOf(error));
      }
      setBusy(false);
    },
    [api],
  );
  useEffect(() => void send('raise', {}), [send]);

  const next = (step: string, input: object) =>
    form && !busy ? send(`raise/${form.draft}/${step}`, input) : undefined;
  const cancel = <Button onClick={back}>Back to the list</Button>;
  if (!form) {
    return (
      <>
        {cancel}
        <Opened id="opening">Raise an issue</Opened>
        {fault ? <FaultBar fault={fault} retry={() => void send('raise', {})} /> : <Busy words="Opening the form" />}
      </>
    );
  }
  return (
    <>
      {cancel}
      <Faults fault={fault}>
        {form.step === 'harm' && <Harm form={form} busy={busy} next={next} />}
        {form.step === 'safety' && <SafetyForm form={form} busy={busy} next={next} />}
        {form.step === 'form' && <IssueForm form={form} busy={busy} next={next} />}
        {form.step === 'similar' && <Similar form={form} busy={busy} next={next} />}
        {(form.step === 'raised' || form.step === 'joined') && <Receipt form={form} open={open} />}
      </Faults>
    </>
  );
}

type Step<Name extends ShownRaise['step']> = {
  form: Extract<ShownRaise, { step: Name }>;
  busy: boolean;
  next: (step: string, input: object) => void;
};

function Harm({ form, busy, next }: Step<'harm'>) {
  const [harm, setHarm] = useState('');
  const [cabinet, setCabinet] = useState('');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next('start', { ...(harm && { harm }), cabinet });
      }}
    >
      <Opened id="harm">Raise an issue</Opened>
      <Asked label="Could this affect someone’s care?">
        <RadioGroup value={harm} onChange={(_, data) => setHarm(data.value)}>
          {ANSWERS.map((answer) => (
            <Radio key={answer.value} value={answer.value} label={answer.title} />
          ))}
        </RadioGroup>
      </Asked>
      {form.cabinets.length > 1 && (
        <Choice
          label="Who is it for?"
          named="Cabinet"
          value={cabinet}
          any="Choose one"
          choices={form.cabinets}
          change={setCabinet}
        />
      )}
      <p className="where">Please do not name {form.person}.</p>
      <p>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {busy ? 'Saving…' : 'Next'}
        </Button>
      </p>
    </form>
  );
}

type ReceiptProps = { form: Extract<ShownRaise, { issue: ShownIssue }>; open: (issueId: string) => void };

function Receipt({ form, open }: ReceiptProps) {
  const { facts: all, priority } = form.issue;
  const next = all.filter(({ title }) => NEXT.includes(title));
  const joined = form.step === 'joined';
  const facts = [{ title: 'Priority', value: priority }, ...next];
  return (
    <>
      <Opened id="raised">
        {joined ? 'Thank you. You are counted in' : 'Thank you. It is'}{' '}
        <span className="reference">{form.issue.reference}</span>
      </Opened>
      {form.phoneNow && <p className="warning">{form.phoneNow}</p>}
      <dl className="facts">
        {facts.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>You hear the answer in your chat with Digital Clerk, and see it here.</p>
      <p>
        <Button appearance="primary" onClick={() => open(form.issue.id)}>
          Open {form.issue.reference}
        </Button>
      </p>
    </>
  );
}
