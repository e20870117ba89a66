// Answering: the inputs of up to three questions, named as the poll's card names them, so that one service reads both.
import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownPoll, ShownQuestion } from '../../polls/shown.ts';
import { Deed } from '../parts.tsx';

const SUFFIXES = ['', 'Two', 'Three'] as const;

type Given = { said: readonly string[]; quote: boolean };
type BallotProps = { poll: ShownPoll; busy: string; send: (name: string, body: object) => Promise<void> };

/** All questions with one button. What was chosen is in this form alone, and gone when it is sent. */
export function Ballot({ poll, busy, send }: BallotProps) {
  const { questions, answered, modeWords } = poll;
  const [given, setGiven] = useState<readonly Given[]>(() =>
    questions.map(({ said, quotable }) => ({ said, quote: quotable })),
  );
  const set = (at: number, part: Partial<Given>) =>
    setGiven(given.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <section className="deeds" aria-label="Your answer">
      {questions.map((question, index) => (
        <Asked
          key={question.nth}
          question={question}
          heading={questions.length > 1 ? `${index + 1}. ${question.text}` : question.text}
          given={given[index] ?? { said: [], quote: false }}
          set={(part) => set(index, part)}
        />
      ))}
      <p className="where">{modeWords}</p>
      <p>
        <Deed
          name="vote"
          words={answered ? 'Change my answer' : 'Send my answer'}
          first
          busy={busy}
          press={() => send('vote', bodyOf(questions, given))}
        />
      </p>
    </section>
  );
}

/** The inputs as the card sends them. */
function bodyOf(questions: readonly ShownQuestion[], given: readonly Given[]): object {
  const inputs: Record<string, string | boolean> = {};
  for (const [index, { kind }] of questions.entries()) {
    const suffix = SUFFIXES[index] ?? '';
    const { said = [], quote = false } = given[index] ?? {};
    if (kind === 'single') inputs[`choice${suffix}`] = said[0] ?? '';
    if (kind === 'scale') inputs[`scale${suffix}`] = said[0] ?? '';
    if (kind === 'multiple') inputs[`choices${suffix}`] = said.join(',');
    if (kind !== 'text') continue;
    inputs[`text${suffix}`] = said[0] ?? '';
    inputs[`quote${suffix}`] = quote;
  }
  return inputs;
}

type AskedProps = { question: ShownQuestion; heading: string; given: Given; set: (part: Partial<Given>) => void };

function Asked({ question, heading, given, set }: AskedProps) {
  const { nth, kind, choices } = question;
  if (kind === 'text') {
    return (
      <fieldset className="question">
        <legend>
          <bdi>{heading}</bdi>
        </legend>
        <Field label="Your answer" hint="Name no patients, and nobody who could be recognised.">
          <Textarea
            rows={4}
            maxLength={1000}
            value={given.said[0] ?? ''}
            onChange={(_, data) => set({ said: data.value === '' ? [] : [data.value] })}
          />
        </Field>
        <label className="option">
          <input type="checkbox" checked={given.quote} onChange={(event) => set({ quote: event.target.checked })} />
          What I wrote may be quoted, without my name
        </label>
      </fieldset>
    );
  }
  const several = kind === 'multiple';
  const toggle = (choice: string, on: boolean) =>
    set({ said: on ? [...(several ? given.said : []), choice] : given.said.filter((one) => one !== choice) });
  return (
    <fieldset className={kind === 'scale' ? 'question scale' : 'question'}>
      <legend>
        <bdi>{heading}</bdi>
      </legend>
      {hintOf(question) && <p className="where">{hintOf(question)}</p>}
      {choices.map((choice) => (
        <label key={choice} className="option">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={`question-${nth}`}
            checked={given.said.includes(choice)}
            onChange={(event) => toggle(choice, event.target.checked)}
          />
          <bdi>{choice}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

function hintOf({ kind, most, choices }: ShownQuestion): string {
  if (kind === 'scale') return '1 is the lowest, 5 the highest.';
  if (kind !== 'multiple') return '';
  return most < choices.length ? `Choose at most ${most}.` : 'Choose as many as you like.';
}
