// When Digital Clerk may write to me: quiet hours, a pause, an absence.
import { useState } from 'react';
import type { ShownMine, ShownReminders } from '../../people/shown.ts';
import type { Api } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Typed } from '../fields.tsx';
import { useDeed } from '../loaded.ts';
import { Deed, Notice } from '../parts.tsx';

type RemindersProps = { api: Api; shown: ShownReminders; changed: (mine: ShownMine) => void };

/** The section. */
export function Reminders({ api, shown, changed }: RemindersProps) {
  const [quietFrom, setFrom] = useState(shown.quietFrom);
  const [quietUntil, setUntil] = useState(shown.quietUntil);
  const [until, setAway] = useState('');
  const { busy, notice, fault, run } = useDeed();
  const off = shown.paused || shown.away;

  const send = (name: string, body: object, words: string) =>
    run(name, async () => {
      changed(await api.post<ShownMine>(`mine/${name}`, body));
      return words;
    });

  return (
    <section className="deeds">
      <h2>My reminders</h2>
      <p>{shown.state}</p>
      <p className="where">
        At most three a week; a fourth waits for one message on Monday. Your own issues, check-ins and safety do not
        count.
      </p>
      <Notice words={notice} />
      <Faults fault={fault}>
        <div className="choices">
          <Typed label="Quiet from" type="time" value={quietFrom} change={setFrom} />
          <Typed label="Quiet until" type="time" value={quietUntil} change={setUntil} />
        </div>
        <p>
          <Deed
            name="quiet"
            words="Save quiet hours"
            busy={busy}
            press={() => send('quiet', { quietFrom, quietUntil }, 'Your quiet hours are saved.')}
          />
        </p>
        <div className="choices">
          <Typed label="Away until" hint="The last day that you are away." type="date" value={until} change={setAway} />
        </div>
        <p className="buttons">
          <Deed
            name="away"
            words="Save absence"
            busy={busy}
            press={() => send('away', { until }, 'Your absence is saved.')}
          />
          {off ? (
            <Deed
              name="resume"
              words="Resume"
              first
              busy={busy}
              press={() => send('resume', {}, 'Welcome back: reminders come again.')}
            />
          ) : (
            <Deed
              name="pause"
              words="Pause"
              busy={busy}
              press={() => send('pause', {}, 'Paused: nothing comes until you resume.')}
            />
          )}
        </p>
      </Faults>
    </section>
  );
}
