// The next dates of a series; and, for who may, leaving one out, moving it, pausing or ending the series.
import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Choice, Deed } from '../parts.tsx';
import { DateLine } from './list.tsx';
import type { SectionProps } from './section.ts';

const ANSWERS = [
  { value: 'next', title: 'The next working day' },
  { value: 'previous', title: 'The working day before' },
  { value: 'skip', title: 'Leave it out' },
  { value: 'keep', title: 'Hold it all the same' },
];

/** The section. */
export function Dates({ series, busy, run }: SectionProps) {
  const { dates, may } = series;
  return (
    <section>
      <h2>Next dates</h2>
      {dates.length === 0 && <p>None is planned.</p>}
      <ul className="dates">
        {dates.map((date) => (
          <li key={date.plannedOn}>
            <DateLine series={series.id} date={date} />
          </li>
        ))}
      </ul>
      {may.change && <Change series={series} busy={busy} run={run} />}
      {(may.pause || may.resume || may.end) && <Whole series={series} busy={busy} run={run} />}
    </section>
  );
}

function Change({ series, busy, run }: SectionProps) {
  const { dates, time: usual } = series;
  const [plannedOn, setPlannedOn] = useState(dates[0]?.plannedOn ?? '');
  const [reason, setReason] = useState('');
  const [answer, setAnswer] = useState('next');
  const [date, setDate] = useState('');
  const [time, setTime] = useState(usual);
  const asking = dates.some((one) => one.asking && one.plannedOn === plannedOn);

  return (
    <details>
      <summary>Change a date</summary>
      <Choice
        label="Which date?"
        value={plannedOn}
        choices={dates.map((one) => ({ value: one.plannedOn, title: one.when }))}
        change={setPlannedOn}
      />
      {asking && (
        <>
          <Choice label="It is a day off: what becomes of it?" value={answer} choices={ANSWERS} change={setAnswer} />
          <p>
            <Deed
              name="answer"
              words="Decide"
              first
              busy={busy}
              press={async () => void (await run('answer', { plannedOn, answer }))}
            />
          </p>
        </>
      )}
      <div className="choices">
        <Field label="New date">
          <Input type="date" value={date} onChange={(_, { value }) => setDate(value)} />
        </Field>
        <Field label="New time">
          <Input type="time" value={time} onChange={(_, { value }) => setTime(value)} />
        </Field>
      </div>
      <p>
        <Deed
          name="move"
          words="Move it"
          busy={busy}
          press={async () => void (await run('move', { plannedOn, date, time }))}
        />
      </p>
      <Field label="Or leave it out: why? (optional)">
        <Input value={reason} maxLength={200} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <p>
        <Deed
          name="skip"
          words="Leave it out"
          busy={busy}
          press={async () => void (await run('skip', { plannedOn, reason }))}
        />
      </p>
    </details>
  );
}

/** The whole series. Ending it asks twice: it cannot be taken back. */
function Whole({ series, busy, run }: SectionProps) {
  const [sure, setSure] = useState(false);
  const { may } = series;
  const plain = (name: string) => async () => void (await run(name, {}));
  return (
    <details open={may.resume}>
      <summary>{may.resume ? 'Start or end this meeting' : 'Pause or end this meeting'}</summary>
      <p className="buttons">
        {may.pause && <Deed name="pause" words="Pause it" busy={busy} press={plain('pause')} />}
        {may.resume && <Deed name="resume" words="Start again" first busy={busy} press={plain('resume')} />}
      </p>
      <Checkbox
        label="End it for good: nothing more is held or posted, and this cannot be taken back. Its records stay."
        checked={sure}
        onChange={() => setSure(!sure)}
      />
      {sure && (
        <p>
          <Deed name="end" words="Yes, end it" busy={busy} press={plain('end')} />
        </p>
      )}
    </details>
  );
}
