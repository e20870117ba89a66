// One meeting as it is shown: its agenda before, what is on now, its record after.
import type { ShownLine, ShownMeeting } from '../../meetings/shown.ts';

/** The agenda, updates, who comes; without a heading of its own. `level`: that of the headings within. */
export function Agenda({ meeting, level }: { meeting: ShownMeeting; level: 'h2' | 'h3' }) {
  const { phase, items, notes, updates, here, apologies } = meeting;
  const came = phase === 'before' ? 'Coming' : phase === 'running' ? 'Here' : 'Who was there';
  const Heading = level;
  if (meeting.off) return <p className="warning">{meeting.off}</p>;
  return (
    <>
      {meeting.status && <p className="flagged">{meeting.status}</p>}
      <Heading>{phase === 'over' ? 'What was on the agenda' : 'Agenda'}</Heading>
      <ol className="agenda">
        {items.map((item) => (
          <li key={item.key} aria-current={item.now ? 'step' : undefined}>
            <bdi>{item.words}</bdi>
            {item.lines.length > 0 && <Lines lines={item.lines} />}
          </li>
        ))}
      </ol>
      {meeting.budget && <p>{meeting.budget}</p>}
      {notes.length > 0 && (
        <>
          <Heading>More notes</Heading>
          <Lines lines={notes} />
        </>
      )}
      {updates.length > 0 && (
        <>
          <Heading>Updates by system</Heading>
          <ul>
            {updates.map(({ id, system, line, who }) => (
              <li key={id}>
                <b>
                  <bdi>{system}</bdi>
                </b>
                : <bdi>{line}</bdi> (<bdi>{who}</bdi>)
              </li>
            ))}
          </ul>
        </>
      )}
      <People title={came} names={here} />
      <People title="Apologies" names={apologies} />
    </>
  );
}

function Lines({ lines }: { lines: readonly ShownLine[] }) {
  return (
    <ul>
      {lines.map(({ key, words }) => (
        <li key={key}>
          <bdi>{words}</bdi>
        </li>
      ))}
    </ul>
  );
}

function People({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p>
      <b>{title}:</b> {names.join(', ')}
    </p>
  );
}
