// For the host, and whoever runs the team: who is on the roster, and who cannot be reached and why.
import { useState } from 'react';
import type { ShownRoster } from '../../checkins/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Pages } from '../parts.tsx';

/** The section. */
export function Roster({ api, forum }: { api: Api; forum: string }) {
  const [page, setPage] = useState(1);
  const [fileFault, setFault] = useState<Fault>();
  const path = `checkins/${encodeURIComponent(forum)}/roster`;
  const { shown, fault, again } = useLoaded<ShownRoster>(api, `${path}?page=${page}`);
  const hosts = (shown?.note.length ?? 0) > 0;
  return (
    <section className="deeds">
      <h2>{hosts ? 'For you as host' : 'Roster'}</h2>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for the roster" />}
      {shown && (
        <>
          {shown.note.map((line) => (
            <p key={line}>
              <bdi>{line}</bdi>
            </p>
          ))}
          {hosts && <h3>Roster</h3>}
          <p className="count">{shown.count === 1 ? '1 person' : `${shown.count} people`} on the roster</p>
          {shown.count === 0 && <p>Nobody is on it. Press Change on the card of the check-in to add people.</p>}
          <ul className="timeline">
            {shown.rows.map(({ name, place, reach }) => (
              <li key={name + place}>
                <p>
                  <b>
                    <bdi>{name}</bdi>
                  </b>
                </p>
                <p className="where">
                  <bdi>{place}</bdi>
                </p>
                {reach && <p className="flagged">{reach}</p>}
              </li>
            ))}
          </ul>
          {fileFault && <FaultBar fault={fileFault} />}
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={setPage} label="Pages of the roster" />
            <Download api={api} path={`${path}/csv`} body={{}} name="roster.csv" fail={setFault} />
          </div>
        </>
      )}
    </section>
  );
}
