// The hazard drafts of clinical safety, those that wait first.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownHazards } from '../../issues/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Opened, Pages } from '../parts.tsx';

export function Hazards({ api, back }: { api: Api; back: () => void }) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownHazards>(api, `hazards?page=${page}`);
  const [failed, setFailed] = useState<Fault>();
  return (
    <>
      <Button onClick={back}>Back to the list</Button>
      <Opened id={`hazards-${page}`}>Hazard drafts</Opened>
      <p>
        What could harm, handed over to clinical safety. Digital Clerk judges none of it: severity and likelihood are
        yours, in your own hazard log.
      </p>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for hazard drafts" />}
      {shown && (
        <>
          <p className="count" role="status">
            {shown.total === 0
              ? 'There are none. One is made when somebody raises an issue that could affect care.'
              : `${shown.waiting} to be decided, ${shown.total} in all`}
          </p>
          <ul className="issues" aria-label="Hazard drafts">
            {shown.rows.map((row) => (
              <li key={row.id}>
                <a href={`#/cabinet/hazard/${row.id}`}>
                  <span className="reference">{row.reference}</span> <bdi>{row.name}</bdi>
                </a>
                <p className="state">{row.state}</p>
                <p className="where">
                  {row.system && (
                    <>
                      <bdi>{row.system}</bdi> <span className="dot">·</span>{' '}
                    </>
                  )}
                  First seen {row.firstSeen}
                </p>
              </li>
            ))}
          </ul>
          {failed && <FaultBar fault={failed} />}
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={setPage} />
            <Download api={api} path="hazards/csv" body={{}} name="hazard-drafts.csv" fail={setFailed}>
              Download the hazard drafts (CSV)
            </Download>
          </div>
        </>
      )}
    </>
  );
}
