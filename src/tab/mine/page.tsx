// The Mine page: what I raised, and when Digital Clerk may write to me.
import { useState } from 'react';
import type { ShownList } from '../../issues/shown.ts';
import type { ShownMine } from '../../people/shown.ts';
import type { Api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar, Opened, Pages } from '../parts.tsx';
import { Reminders } from './reminders.tsx';

/** The page. */
export function MinePage({ api }: PageProps) {
  const mine = useLoaded<ShownMine>(api, 'mine');
  return (
    <>
      <Opened id="mine">Mine</Opened>
      {mine.fault && <FaultBar fault={mine.fault} retry={mine.again} />}
      {!mine.shown && !mine.fault && <Busy words="Looking for what is yours" />}
      {mine.shown && (
        <>
          <MyIssues api={api} />
          <Reminders api={api} shown={mine.shown.reminders} changed={mine.set} />
        </>
      )}
    </>
  );
}

function MyIssues({ api }: { api: Api }) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownList>(api, `issues?scope=mine&sort=updated&page=${page}`);
  return (
    <section>
      <h2>My issues</h2>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for your issues" />}
      {shown?.total === 0 && (
        <p>
          You have raised nothing yet. Is something digital in the way of your work?{' '}
          <a href="#/cabinet/raise">Raise it</a>.
        </p>
      )}
      {shown && shown.total > 0 && (
        <>
          <ul className="issues">
            {shown.rows.map((row) => (
              <li key={row.id}>
                <a href={`#/cabinet/issue/${row.id}`}>
                  <span className="reference">{row.reference}</span> <bdi>{row.title}</bdi>
                </a>
                <p className={row.flagged ? 'state flagged' : 'state'}>{row.state}</p>
              </li>
            ))}
          </ul>
          <Pages page={shown.page} pages={shown.pages} turn={setPage} label="Pages of my issues" />
        </>
      )}
    </section>
  );
}
