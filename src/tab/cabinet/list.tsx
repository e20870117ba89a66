// The list of issues: searched, filtered, sorted and paged on the server.
import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ShownList, ShownMe, ShownRow } from '../../issues/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Busy, Download, FaultBar, Pages } from '../parts.tsx';
import { Filters } from './filters.tsx';
import { FIRST, type Wanted } from './wanted.ts';

type ListProps = {
  api: Api;
  me: ShownMe;
  shared: boolean;
  wanted: Wanted;
  change: (to: Wanted) => void;
  /** The issue, or `raise`, that one comes back from: the focus goes there. Empty on arrival. */
  returnTo: string;
  raise: () => void;
};

/** List, filters, paging, and the file. */
export function IssueList({ api, me, shared, wanted, change, returnTo, raise }: ListProps) {
  const [list, setList] = useState<ShownList>();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(true);
  const [tries, setTries] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const returning = useRef(returnTo);
  const asked = JSON.stringify({ ...wanted, shared: shared && wanted.scope !== 'mine' ? '1' : '' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again for the same
  useEffect(() => {
    let current = true;
    setBusy(true);
    setFault(undefined);
    api
      .post<ShownList>('issues/search', JSON.parse(asked))
      .then((found) => current && setList(found))
      .catch((error) => current && setFault(wordsOf(error)))
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [api, asked, tries]);

  // Back from an issue or the form: the focus goes to where one left the list, or to its heading.
  useEffect(() => {
    if (!list || !returning.current) return;
    const id = returning.current;
    returning.current = '';
    (document.getElementById(id === 'raise' ? 'raise' : `issue-${id}`) ?? heading.current)?.focus();
  }, [list]);

  const turn = (page: number) => {
    change({ ...wanted, page });
    heading.current?.focus();
    window.scrollTo(0, 0);
  };

  return (
    <>
      <div className="top">
        <h1 ref={heading} tabIndex={-1}>
          Digital cabinet
        </h1>
        <Button id="raise" appearance="primary" onClick={raise}>
          Raise an issue
        </Button>
      </div>
      <p className="buttons">
        {me.hazards && <a href="#/cabinet/hazards">Hazard drafts</a>}
        {me.goLives && <a href="#/cabinet/go-lives">Go-lives</a>}
      </p>
      <Filters me={me} wanted={wanted} change={change} />
      {fault && <FaultBar fault={fault} retry={() => setTries(tries + 1)} />}
      <p className="count" role="status">
        {busy ? 'Looking…' : list && !fault && countWords(list, wanted)}
      </p>
      {busy && !list && <Busy words="Looking for issues" />}
      {list && !fault && list.total === 0 && (
        <Nothing me={me} wanted={wanted} clear={() => change(FIRST)} raise={raise} />
      )}
      {list && list.total > 0 && (
        <>
          <ul className="issues" aria-label="Issues" aria-busy={busy}>
            {list.rows.map((row) => (
              <Row key={row.id} row={row} several={me.cabinets.length > 1} />
            ))}
          </ul>
          <div className="pages">
            <Pages page={list.page} pages={list.pages} turn={turn} />
            <Download api={api} path="issues/csv" body={JSON.parse(asked)} name="issues.csv" fail={setFault} />
          </div>
        </>
      )}
    </>
  );
}

function countWords(list: ShownList, wanted: Wanted): string {
  const kind = wanted.scope === 'open' && !wanted.state ? 'open issue' : 'issue';
  const words = `${list.total === 0 ? 'No' : list.total} ${kind}${list.total === 1 ? '' : 's'}`;
  return list.pages > 1 ? `${words}, page ${list.page} of ${list.pages}` : words;
}

function Row({ row, several }: { row: ShownRow; several: boolean }) {
  const where = [row.system, row.place, several ? row.cabinet : ''].filter(Boolean);
  return (
    <li>
      <a id={`issue-${row.id}`} href={`#/cabinet/issue/${row.id}`}>
        <span className="reference">{row.reference}</span> <bdi>{row.title}</bdi>
      </a>
      <p className={row.flagged ? 'state flagged' : 'state'}>
        {row.state} <span className="dot">·</span> {row.priority}
      </p>
      <p className="where">
        {where.map((part) => (
          <span key={part}>
            <bdi>{part}</bdi> <span className="dot">·</span>{' '}
          </span>
        ))}
        Raised {row.raised}
      </p>
    </li>
  );
}

/** Nothing fits: what to do next. */
function Nothing({ me, wanted, clear, raise }: { me: ShownMe; wanted: Wanted; clear: () => void; raise: () => void }) {
  if (me.cabinets.length === 0) {
    return (
      <p>
        Your organisation has no digital cabinet yet. Ask your digital team to add Digital Clerk to their team in Teams
        and to write <b>set up cabinet</b> in a channel.
      </p>
    );
  }
  const filtered = JSON.stringify({ ...wanted, page: 1, sort: FIRST.sort }) !== JSON.stringify(FIRST);
  return (
    <div className="nothing">
      <p>
        {wanted.scope === 'mine' && !wanted.q
          ? 'You have raised nothing that fits.'
          : filtered
            ? 'No issue fits what you asked for. Remove a filter or change the words.'
            : 'Nothing is open. Is something digital in the way of your work? Tell your digital team.'}
      </p>
      <p className="buttons">
        {filtered && <Button onClick={clear}>Show all open issues</Button>}
        <Button onClick={raise}>Raise an issue</Button>
      </p>
    </div>
  );
}
