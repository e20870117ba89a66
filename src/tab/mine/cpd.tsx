// A year of one's own CPD: what it comes to, its entries, and taking it away. Nobody else is shown it.
import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownCpd } from '../../meetings/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Choice, Download, FaultBar, Notice, Pages } from '../parts.tsx';

const KINDS = [
  { value: 'april', title: 'April' },
  { value: 'calendar', title: 'January' },
];

/** The section, without its heading. */
export function Cpd({ api }: { api: Api }) {
  // Empty: the present year.
  const [year, setYear] = useState('');
  const [page, setPage] = useState(1);
  const { shown, fault, set, again } = useLoaded<ShownCpd>(api, `mine/cpd?year=${year}&page=${page}`);
  const deed = useDeed();

  function choose(next: string): void {
    setYear(next);
    setPage(1);
  }

  const count = (kind: string) =>
    deed.run('year', async () => {
      const found = await api.post<ShownCpd>('mine/cpd/year', { kind });
      choose('');
      set(found);
      return 'Your year is saved.';
    });

  return (
    <>
      <p className="where">CPD is continuing professional development. Nobody but you is shown this.</p>
      <Notice words={deed.notice} />
      {deed.fault && <FaultBar fault={deed.fault} />}
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for your CPD" />}
      {shown && (
        <>
          <p>
            <b>{shown.words}</b> ({shown.period}): {shown.totals}
          </p>
          <div className="choices">
            <Choice label="Which year" value={shown.year} choices={shown.years} change={choose} />
            <Choice
              label="Your year begins in"
              value={shown.kind}
              choices={KINDS}
              change={(kind) => void count(kind)}
            />
          </div>
          <p>
            <a href="#/mine/cpd/add">Add an entry</a>
          </p>
          <Entries shown={shown} />
          <Pages page={shown.entries.page} pages={shown.entries.pages} turn={setPage} label="Pages of my CPD" />
          {shown.entries.total > 0 && <Keep api={api} year={shown.year} />}
        </>
      )}
    </>
  );
}

function Entries({ shown }: { shown: ShownCpd }) {
  if (shown.entries.total === 0) {
    return (
      <p>No entry in this year. What a meeting’s CPD brings appears here by itself; add courses and reading by hand.</p>
    );
  }
  return (
    <ul className="issues">
      {shown.entries.rows.map((entry) => (
        <li key={entry.id}>
          <a href={`#/mine/cpd/entry/${entry.id}`}>
            <bdi>{entry.title}</bdi>
          </a>
          <p className="state">
            {entry.when} <span className="dot">·</span> {entry.duration}
            {entry.presenter && ', presented'}
          </p>
          <p className="where">{entry.methodWords}</p>
        </li>
      ))}
    </ul>
  );
}

/** A copy to print or to keep. */
function Keep({ api, year }: { api: Api; year: string }) {
  const [withThem, setWithThem] = useState(false);
  const [failed, fail] = useState<Fault>();
  const body = { year, reflections: String(withThem) };
  return (
    <>
      <h3>Take it away</h3>
      {failed && <FaultBar fault={failed} />}
      <p>
        <a href={`#/mine/cpd/print/${year}`}>Print this year, or keep it as a PDF</a>
      </p>
      <Checkbox
        label="With my private reflections in the spreadsheet"
        checked={withThem}
        onChange={() => setWithThem(!withThem)}
      />
      <p>
        <Download api={api} path="mine/cpd/csv" body={body} name={`cpd-${year}.csv`} fail={fail} />
      </p>
    </>
  );
}
