// "Did this fix it?", for the person who raised an issue and those who have it too, who may also take that back.
import { useState } from 'react';
import { Typed } from '../fields.tsx';
import { Deed } from '../parts.tsx';
import type { IssueDeedProps } from './deed.ts';

export function Answer({ issue, busy, run }: IssueDeedProps) {
  const [comment, setComment] = useState('');
  const { fixed, notFixed, withdraw } = issue.may;
  if (!fixed && !notFixed && !withdraw) return null;
  return (
    <section className="deeds">
      <h2>{fixed ? 'Did this fix it?' : notFixed ? 'Is it still wrong?' : 'You have this too'}</h2>
      {fixed && (
        <p>
          <Deed name="fixed" words="Yes, it is fixed" first busy={busy} press={() => run('fixed', {})} />
        </p>
      )}
      {notFixed && (
        <>
          <Typed label="What is still wrong? (optional)" max={500} rows={3} value={comment} change={setComment} />
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
      {withdraw && (
        <p>
          <Deed name="withdraw" words="I do not have this" busy={busy} press={() => run('withdraw', {})} />
        </p>
      )}
    </section>
  );
}
