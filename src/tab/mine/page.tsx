// The Mine page: what I took on, what I learned, what I raised, and when Digital Clerk may write to me.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ShownList } from '../../issues/shown.ts';
import type { ShownMine } from '../../people/shown.ts';
import { Actions } from '../actions.tsx';
import type { Api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar, Opened, Pages } from '../parts.tsx';
import { Cpd } from './cpd.tsx';
import { AddEntry, Entry } from './entry.tsx';
import { Print } from './print.tsx';
import { Reminders } from './reminders.tsx';

/** The page. Its views: all of it (`actions` and `cpd` go to those), `cpd/add`, `cpd/entry/<id>`, `cpd/print/<year>`. */
export function MinePage({ api, view, go }: PageProps) {
  const [, entry] = /^cpd\/entry\/(.+)$/.exec(view) ?? [];
  const [, year] = /^cpd\/print\/(\d+)$/.exec(view) ?? [];
  const back = () => go('cpd');
  if (entry) return <Entry key={entry} api={api} id={entry} back={back} />;
  if (year) return <Print api={api} year={year} back={back} />;
  if (view === 'cpd/add') return <AddEntry api={api} open={(id) => go(`cpd/entry/${id}`)} back={back} />;
  return <All api={api} view={view} />;
}

function All({ api, view }: Pick<PageProps, 'api' | 'view'>) {
  const mine = useLoaded<ShownMine>(api, 'mine');
  return (
    <>
      <Opened id="mine">Mine</Opened>
      <Section title="My actions" wanted={view === 'actions'}>
        <Actions
          api={api}
          path="mine/actions"
          own
          none="You have no open actions. What you take on in meetings is here."
        />
      </Section>
      <Section title="My CPD" wanted={view === 'cpd'}>
        <Cpd api={api} />
      </Section>
      <Section title="My issues">
        <MyIssues api={api} />
      </Section>
      {mine.fault && <FaultBar fault={mine.fault} retry={mine.again} />}
      {!mine.shown && !mine.fault && <Busy words="Looking for your reminders" />}
      {mine.shown && <Reminders api={api} shown={mine.shown.reminders} changed={mine.set} />}
    </>
  );
}

/** A part of the page; where it is what somebody came for, its heading takes the focus. */
function Section({ title, wanted = false, children }: { title: string; wanted?: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (wanted) heading.current?.focus();
  }, [wanted]);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function MyIssues({ api }: { api: Api }) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownList>(api, `issues?scope=mine&sort=updated&page=${page}`);
  return (
    <>
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
    </>
  );
}
