// One's own place in the round that is open: one press is the answer, the rest is optional, and may be changed.
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownPlace, ShownPlaceDone } from '../../checkins/shown.ts';
import type { Api } from '../api.ts';
import { useDeed } from '../loaded.ts';
import { Deed, FaultBar, Notice } from '../parts.tsx';
import { Add } from './add.tsx';
import type { Send } from './deeds.ts';

const STATES = [
  { value: 'steady', title: 'Steady' },
  { value: 'stretched', title: 'Stretched' },
  { value: 'need-help', title: 'I need help' },
] as const;

const HELPS = [
  { value: 'host', title: 'Ask the host to call me' },
  { value: 'group', title: 'Ask the group' },
  { value: 'count', title: 'Just count me' },
] as const;

/** The section. */
export function Place({ api, first }: { api: Api; first: ShownPlace }) {
  const [place, setPlace] = useState(first);
  const { busy, notice, fault, run } = useDeed();
  const send: Send = (deed, body, button = deed) =>
    run(button, async () => {
      const done = await api.post<ShownPlaceDone>(`rounds/${place.roundId}/${deed}`, body);
      setPlace(done.place);
      return done.said;
    });
  const { mode, words, state, helpWords } = place;
  return (
    <section className="deeds">
      <h2>{place.heading}</h2>
      <p className="where">{place.when}</p>
      <Notice words={notice} />
      {fault && <FaultBar fault={fault} />}
      {words && <p>{words}</p>}
      {mode === 'ask' && (
        <>
          <p>Your press is the answer. You can add to it after that.</p>
          <States busy={busy} send={send} />
          <p className="where">
            Steady: as usual. Stretched: managing, but only just. I need help: nobody contacts you unless you choose it
            next. Peers see how many chose each, from 5 answers on; never who.
          </p>
        </>
      )}
      {mode === 'add' && state === 'need-help' && <Help helpWords={helpWords} busy={busy} send={send} />}
      {mode === 'add' && <Add key={JSON.stringify(place)} place={place} busy={busy} send={send} />}
      {mode === 'add' && (
        <details>
          <summary>Change your answer, or skip this week</summary>
          <States busy={busy} send={send} />
          <p>Skipping takes back what you said this week.</p>
          <p>
            <Deed name="skip" words="Skip this week" busy={busy} press={() => send('skip', {})} />
          </p>
        </details>
      )}
      {mode === 'ask' && <NotThisWeek busy={busy} send={send} />}
      {mode === 'rest' && (
        <p>
          <Deed name="resume" words="Ask me again" first busy={busy} press={() => send('resume', {})} />
        </p>
      )}
      {mode === 'over' && <Said place={place} />}
    </section>
  );
}

function States({ busy, send }: { busy: string; send: Send }) {
  return (
    <p className="buttons">
      {STATES.map(({ value, title }) => (
        <Deed
          key={value}
          name={value}
          words={title}
          busy={busy}
          press={() => send('answer', { state: value }, value)}
        />
      ))}
    </p>
  );
}

function Help({ helpWords, busy, send }: { helpWords: string; busy: string; send: Send }) {
  return (
    <>
      <p>Nobody will contact you unless you choose it:</p>
      {helpWords && <p>{helpWords}</p>}
      <p className="buttons">
        {HELPS.map(({ value, title }) => (
          <Deed key={value} name={value} words={title} busy={busy} press={() => send('help', { how: value }, value)} />
        ))}
      </p>
      <p className="where">
        Ask the group puts a need into the digest, unattributed unless you choose your name below.
      </p>
    </>
  );
}

function NotThisWeek({ busy, send }: { busy: string; send: Send }) {
  const [until, setUntil] = useState('');
  return (
    <details>
      <summary>Not this week?</summary>
      <p>
        <Deed name="skip" words="Skip this week" busy={busy} press={() => send('skip', {})} />
      </p>
      <div className="choices">
        <Field label="If you are away: your last day away">
          <Input type="date" value={until} onChange={(_, data) => setUntil(data.value)} />
        </Field>
      </div>
      <p className="buttons">
        <Deed name="away" words="Away until that day" busy={busy} press={() => send('away', { until })} />
        <Deed name="pause" words="Pause all prompts" busy={busy} press={() => send('pause', {})} />
      </p>
    </details>
  );
}

const SHOWN = { named: 'with your name and organisation', unattributed: 'unattributed' } as const;

/** What one said in a round that is over. */
export function Said({ place }: { place: ShownPlace }) {
  const items = [
    ['Something we learnt', place.learning, place.learningAs],
    ['Something we need', place.need, place.needAs],
    ['Something we can offer', place.offer, place.offerAs],
  ] as const;
  const said = items.filter(([, words]) => words !== '');
  if (said.length === 0) return null;
  return (
    <dl className="facts">
      {said.map(([title, words, as]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <span className="said">
              <bdi>{words}</bdi>
            </span>
            <span className="where"> ({SHOWN[as]})</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
