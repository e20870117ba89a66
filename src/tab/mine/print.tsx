// A year of one's own CPD to print: all entries in a table, with nothing of the tab around it on paper.
import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownCpdCopy } from '../../meetings/shown.ts';
import type { Api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, FaultBar, Opened } from '../parts.tsx';

/** The view. */
export function Print({ api, year, back }: { api: Api; year: string; back: () => void }) {
  const [withThem, setWithThem] = useState(false);
  const { shown, fault, again } = useLoaded<ShownCpdCopy>(api, `mine/cpd/copy?year=${year}&reflections=${withThem}`);
  return (
    <>
      <div className="screen">
        <Button onClick={back}>Back to my CPD</Button>
      </div>
      <Opened id={shown ? year : 'opening'}>
        {shown ? (
          <>
            CPD of <bdi>{shown.name}</bdi>, {shown.words}
          </>
        ) : (
          'One moment'
        )}
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for your CPD" />}
      {shown && (
        <>
          <div className="screen">
            <Checkbox label="With my private reflections" checked={withThem} onChange={() => setWithThem(!withThem)} />
            <p className="buttons">
              <Button appearance="primary" onClick={() => window.print()}>
                Print
              </Button>
            </p>
            <p className="where">
              On a phone, write <b>my cpd</b> to Digital Clerk: it sends you an address that your browser can print.
            </p>
          </div>
          <p>
            Continuing professional development, {shown.period}: {shown.totals}
          </p>
          <Table shown={shown} withThem={withThem} />
        </>
      )}
    </>
  );
}

function Table({ shown, withThem }: { shown: ShownCpdCopy; withThem: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, also by keyboard
    <section className="wide" tabIndex={0} aria-label="Entries">
      <table>
        <thead>
          <tr>
            {['Date', 'Title', 'Minutes', 'With others', 'Presented', 'Method', 'Domain'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {withThem && <th scope="col">Reflection</th>}
          </tr>
        </thead>
        <tbody>
          {shown.entries.map((entry) => (
            <tr key={entry.id}>
              <td>{entry.when}</td>
              <td>
                <bdi>{entry.title}</bdi>
              </td>
              <td>{entry.minutes}</td>
              <td>{entry.participatory ? 'Yes' : 'No'}</td>
              <td>{entry.presenter ? 'Yes' : 'No'}</td>
              <td>{entry.methodWords}</td>
              <td>
                <bdi>{entry.domain}</bdi>
              </td>
              {withThem && <td className="said">{entry.reflection}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
