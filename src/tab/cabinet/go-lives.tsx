// What goes live, the soonest first, and whether its hazard workshop is booked.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownGoLives } from '../../issues/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Opened, Pages } from '../parts.tsx';

export function GoLives({ api, back }: { api: Api; back: () => void }) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownGoLives>(api, `go-lives?page=${page}`);
  const [failed, setFailed] = useState<Fault>();
  return (
    <>
      <Button onClick={back}>Back to the list</Button>
      <Opened id={`go-lives-${page}`}>Go-lives</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for go-lives" />}
      {shown?.total === 0 && (
        <p>
          Nothing is planned to go live in your teams. To write one down, and to be reminded of its hazard workshop,
          write <b>go-live</b> in a channel of the team.
        </p>
      )}
      {shown && shown.total > 0 && (
        <>
          <ul className="issues" aria-label="Go-lives">
            {shown.rows.map((row) => (
              <li key={row.id}>
                <h2>
                  <bdi>{row.name}</bdi>
                </h2>
                <p>
                  {row.when} <span className="dot">·</span> Hazard workshop: {row.workshop}
                </p>
                <p className="where">
                  {row.system && (
                    <>
                      <bdi>{row.system}</bdi> <span className="dot">·</span>{' '}
                    </>
                  )}
                  Clinical lead <bdi>{row.lead}</bdi> <span className="dot">·</span> Project manager{' '}
                  <bdi>{row.manager}</bdi>
                </p>
              </li>
            ))}
          </ul>
          {failed && <FaultBar fault={failed} />}
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={setPage} />
            <Download api={api} path="go-lives/csv" body={{}} name="go-lives.csv" fail={setFailed} />
          </div>
        </>
      )}
    </>
  );
}
