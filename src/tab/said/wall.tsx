// Published statements by month: searched, narrowed and paged on the server.
import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ShownSaid, ShownStatement, ShownWall } from '../../statements/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Busy, Choice, Download, FaultBar, Pages } from '../parts.tsx';
import { Statement } from './statement.tsx';

type WallProps = { api: Api; said: ShownSaid; underWay: boolean };
type Asked = { q: string; month: string; system: string; show: string; sort: string; page: number };

const ALL: Asked = { q: '', month: '', system: '', show: 'all', sort: 'latest', page: 1 };
const UNDER_WAY: Asked = { ...ALL, show: 'underWay', sort: 'soonest' };

/** The list with its filters. `underWay`: what is being done and planned, the soonest first. */
export function Wall({ api, said, underWay }: WallProps) {
  const first = underWay ? UNDER_WAY : ALL;
  const [asked, setAsked] = useState(first);
  const [wall, setWall] = useState<ShownWall>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(true);
  const [tries, setTries] = useState(0);
  const count = useRef<HTMLParagraphElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again for the same
  useEffect(() => {
    let current = true;
    setBusy(true);
    setFault(undefined);
    api
      .post<ShownWall>('said/search', asked)
      .then((found) => current && setWall(found))
      .catch((error) => current && setFault(wordsOf(error)))
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [api, asked, tries]);

  const turn = (page: number) => {
    setAsked({ ...asked, page });
    count.current?.focus();
    window.scrollTo(0, 0);
  };
  const filtered = JSON.stringify({ ...asked, page: 1 }) !== JSON.stringify(first);

  return (
    <>
      <Narrow said={said} asked={asked} underWay={underWay} change={(to) => setAsked({ ...asked, ...to, page: 1 })} />
      {fault && <FaultBar fault={fault} retry={() => setTries(tries + 1)} />}
      <p ref={count} tabIndex={-1} className="count" role="status">
        {busy ? 'Looking…' : wall && !fault && countWords(wall)}
      </p>
      {busy && !wall && <Busy words="Looking for answers" />}
      {wall && !fault && wall.total === 0 && (
        <Nothing filtered={filtered} underWay={underWay} clear={() => setAsked(first)} />
      )}
      {wall && wall.total > 0 && (
        <>
          <Listed rows={wall.rows} byMonth={!underWay} />
          <div className="pages">
            <Pages page={wall.page} pages={wall.pages} turn={turn} />
            <Download api={api} path="said/csv" body={asked} name="you-said-we-did.csv" fail={setFault} />
          </div>
        </>
      )}
    </>
  );
}

/** Under a heading for each month, or as one list. */
function Listed({ rows, byMonth }: { rows: ShownStatement[]; byMonth: boolean }) {
  const months = byMonth ? [...new Set(rows.map((row) => row.month))] : [''];
  return months.map((month) => (
    <section key={month}>
      {byMonth && <h2>{month}</h2>}
      <ul className="issues" aria-label={byMonth ? `Answered in ${month}` : 'Doing and planned'}>
        {rows
          .filter((row) => !byMonth || row.month === month)
          .map((row) => (
            <li key={row.id}>
              <Statement row={row} link />
            </li>
          ))}
      </ul>
    </section>
  ));
}

type NarrowProps = { said: ShownSaid; asked: Asked; underWay: boolean; change: (to: Partial<Asked>) => void };

/** Words are sent with Enter or the button; a choice acts at once. */
function Narrow({ said, asked, underWay, change }: NarrowProps) {
  const [words, setWords] = useState(asked.q);
  const search = (event: FormEvent) => {
    event.preventDefault();
    change({ q: words });
  };
  return (
    <search className="filters">
      <form onSubmit={search} className="search">
        <Field label="Search what was said and answered">
          <Input type="search" maxLength={100} value={words} onChange={(_, data) => setWords(data.value)} />
        </Field>
        <Button type="submit">Search</Button>
      </form>
      <details>
        <summary>Filter</summary>
        <div className="choices">
          {!underWay && (
            <Choice label="Show" value={asked.show} choices={said.shows} change={(show) => change({ show })} />
          )}
          <Choice
            label="Month"
            value={asked.month}
            any="Any"
            choices={said.months}
            change={(month) => change({ month })}
          />
          <Choice
            label="System"
            value={asked.system}
            any="Any"
            choices={said.systems}
            change={(system) => change({ system })}
          />
        </div>
      </details>
    </search>
  );
}

function countWords({ total, page, pages }: ShownWall): string {
  const words = `${total === 0 ? 'No' : total} answer${total === 1 ? '' : 's'}`;
  return pages > 1 ? `${words}, page ${page} of ${pages}` : words;
}

/** Nothing fits: what to do next. */
function Nothing({ filtered, underWay, clear }: { filtered: boolean; underWay: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <div className="nothing">
        <p>Nothing fits what you asked for. Remove a filter or change the words.</p>
        <Button onClick={clear}>Show all of them</Button>
      </div>
    );
  }
  return (
    <p>
      {underWay
        ? 'Nothing is being done or planned at the moment.'
        : 'Nothing has been published yet. What people said, and what came of it, will be here.'}{' '}
      Is something digital in the way of your work? <a href="#/cabinet/raise">Raise it</a>.
    </p>
  );
}
