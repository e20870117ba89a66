// "Is it one of these?", before anything is saved: what is open and like what was typed.
import { Button } from '@fluentui/react-components';
import type { ShownAlike, ShownRaise } from '../../issues/shown.ts';
import { Opened } from '../parts.tsx';

type SimilarProps = {
  form: Extract<ShownRaise, { step: 'similar' }>;
  busy: boolean;
  next: (step: string, input: object) => void;
};

export function Similar({ form, busy, next }: SimilarProps) {
  const some = form.alike.length > 0;
  return (
    <>
      <Opened id="similar">Is it one of these?</Opened>
      <p className="said">{form.title}</p>
      <p>
        {some
          ? 'Nothing is sent yet. If one of these is the same, say so: you are counted, and hear what becomes of it.'
          : 'What was like it is not open any more. Nothing is sent until you press the button.'}
      </p>
      <ul className="issues">
        {form.alike.map((alike) => (
          <li key={alike.id}>
            <One alike={alike} busy={busy} join={() => next('metoo', { issue: alike.id })} />
          </li>
        ))}
      </ul>
      <p>
        <Button disabledFocusable={busy} onClick={() => next('new', {})}>
          {busy ? 'Saving…' : some ? 'Mine is different: raise it' : 'Raise it'}
        </Button>
      </p>
    </>
  );
}

function One({ alike, busy, join }: { alike: ShownAlike; busy: boolean; join: () => void }) {
  const { reference, title, facts, yours } = alike;
  return (
    <>
      <h2>
        <span className="reference">{reference}</span> <bdi>{title}</bdi>
      </h2>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.title}>
            <dt>{fact.title}</dt>
            <dd>
              <bdi>{fact.value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {yours ? (
        <p>You raised this one. You hear what becomes of it.</p>
      ) : (
        <p>
          <Button appearance="primary" disabledFocusable={busy} onClick={join}>
            {busy ? 'Saving…' : `${reference}: I have this too`}
          </Button>
        </p>
      )}
    </>
  );
}
