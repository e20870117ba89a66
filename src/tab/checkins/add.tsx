// What one adds to an answer: a learning, a need, an offer, each with or without one's name, and topics.
import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownPlace } from '../../checkins/shown.ts';
import { Choice, Deed } from '../parts.tsx';
import type { Send } from './deeds.ts';

const KINDS = [
  { kind: 'learning', label: 'Something we learnt', as: 'Shown with the learning' },
  { kind: 'need', label: 'Something we need', as: 'Shown with the need' },
  { kind: 'offer', label: 'Something we can offer', as: 'Shown with the offer' },
] as const;

const SHOWN = [
  { value: 'named', title: 'My name and organisation' },
  { value: 'unattributed', title: 'Nobody’s name: unattributed' },
];

/** The form. It holds all of what was said: a text that is taken out is gone. */
export function Add({ place, busy, send }: { place: ShownPlace; busy: string; send: Send }) {
  const { learning, need, offer, learningAs, needAs, offerAs } = place;
  const [input, setInput] = useState({ learning, need, offer, learningAs, needAs, offerAs });
  const [topics, setTopics] = useState<readonly string[]>(place.topicsValue.split(',').filter(Boolean));
  const toggle = (topic: string, on: boolean) =>
    setTopics(on ? [...topics, topic] : topics.filter((one) => one !== topic));
  return (
    <>
      <h3>Add something (optional)</h3>
      <p className="where">
        My name and organisation: the forum sees both. Unattributed: the forum sees the words alone, in no order, with
        nothing that tells who or which organisation.
      </p>
      {KINDS.map(({ kind, label, as }) => (
        <div key={kind}>
          <Field label={label}>
            <Textarea
              rows={3}
              maxLength={800}
              value={input[kind]}
              onChange={(_, data) => setInput({ ...input, [kind]: data.value })}
            />
          </Field>
          <Choice
            label={as}
            value={input[`${kind}As`]}
            choices={SHOWN}
            change={(value) => setInput({ ...input, [`${kind}As`]: value })}
          />
        </div>
      ))}
      {place.topics.length > 0 && (
        <fieldset className="question">
          <legend>Topics</legend>
          {place.topics.map(({ value, title }) => (
            <label key={value} className="option">
              <input
                type="checkbox"
                checked={topics.includes(value)}
                onChange={(event) => toggle(value, event.target.checked)}
              />
              <bdi>{title}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      <p className="where">
        Name no patients, and nobody who could be recognised. What you write may be disclosable under the Freedom of
        Information Act (FOI). {place.keptWords}
      </p>
      <p>
        <Deed
          name="add"
          words="Send"
          first
          busy={busy}
          press={() => send('add', { ...input, topics: topics.join(',') })}
        />
      </p>
    </>
  );
}
