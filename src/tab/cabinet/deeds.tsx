// What one may do with an issue: answer as the person who raised it, or handle it. The server says what is offered.
import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownIssue } from '../../issues/shown.ts';
import { Choice, Deed } from '../parts.tsx';

type DeedProps = { issue: ShownIssue; busy: string; run: (name: string, input: object) => Promise<void> };

/** "Did this fix it?", for the person who raised it. */
export function Answer({ issue, busy, run }: DeedProps) {
  const [comment, setComment] = useState('');
  const { fixed, notFixed } = issue.may;
  if (!fixed && !notFixed) return null;
  return (
    <section className="deeds">
      <h2>{fixed ? 'Did this fix it?' : 'Is it still wrong?'}</h2>
      {fixed && (
        <p>
          <Deed name="fixed" words="Yes, it is fixed" first busy={busy} press={() => run('fixed', {})} />
        </p>
      )}
      {notFixed && (
        <>
          <Field label="What is still wrong? (optional)">
            <Textarea maxLength={500} value={comment} onChange={(_, data) => setComment(data.value)} />
          </Field>
          <p>
            <Deed
              name="notFixed"
              words={fixed ? 'No, not fixed' : 'Have it looked at again'}
              busy={busy}
              press={() => run('notFixed', { comment })}
            />
          </p>
        </>
      )}
    </section>
  );
}

/** Take, answer, release, for those who handle it. */
export function Handle({ issue, busy, run }: DeedProps) {
  const [status, setStatus] = useState('');
  const [reply, setReply] = useState('');
  const { take, update, release, statuses } = issue.may;
  if (!take && !update && !release) return null;
  return (
    <section className="deeds">
      <h2>Handle it</h2>
      <p className="buttons">
        {take && <Deed name="take" words="Take it" first busy={busy} press={() => run('take', {})} />}
        {release && (
          <Deed name="release" words="Release it to the cabinet" busy={busy} press={() => run('release', {})} />
        )}
      </p>
      {update && (
        <>
          <Choice label="Where it is now" value={status} any="Choose one" choices={statuses} change={setStatus} />
          <Field
            label="Reply to the person who raised it"
            hint="In plain words. Needed when you wait for them, when it is resolved, and when it could not be fixed. Please do not name anyone in our care."
          >
            <Textarea maxLength={1000} rows={4} value={reply} onChange={(_, data) => setReply(data.value)} />
          </Field>
          <p>
            <Deed name="update" words="Save" first={!take} busy={busy} press={() => run('update', { status, reply })} />
          </p>
        </>
      )}
    </section>
  );
}
