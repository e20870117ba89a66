// One series: the next meeting with its agenda, the dates, who presents CPD, actions, records.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownMeetingDeed, ShownRecords, ShownSeries } from '../../meetings/shown.ts';
import { Actions } from '../actions.tsx';
import type { Api } from '../api.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, FaultBar, Notice, Opened, Pages } from '../parts.tsx';
import { Dates } from './dates.tsx';
import { Next } from './next.tsx';
import { Rota } from './rota.tsx';
import type { SectionProps } from './section.ts';

/** The view. */
export function Series({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const { shown, fault, set, again } = useLoaded<ShownSeries>(api, `meetings/${id}`);
  const deed = useDeed();

  const run: SectionProps['run'] = async (name, body, mark = name) => {
    let well = false;
    await deed.run(mark, async () => {
      const { notice, series } = await api.post<ShownMeetingDeed>(`meetings/${id}/${name}`, body);
      set(series);
      well = true;
      return notice;
    });
    return well;
  };

  return (
    <>
      <Button onClick={back}>Back to all meetings</Button>
      <Opened id={shown ? id : 'opening'}>
        <bdi>{shown?.title ?? (fault ? 'This meeting cannot be shown' : 'One moment')}</bdi>
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the meeting" />}
      {shown && (
        <>
          <p>{shown.rule}</p>
          <p className="where">
            <bdi>{shown.team}</bdi>
            {shown.place && !shown.placeLink && (
              <>
                {' '}
                <span className="dot">·</span> <bdi>{shown.place}</bdi>
              </>
            )}
          </p>
          {shown.placeLink && (
            <p>
              <a href={shown.placeLink} target="_blank" rel="noreferrer">
                Join the meeting
              </a>
            </p>
          )}
          {shown.state && <p className="warning">{shown.state}</p>}
          <Notice words={deed.notice} />
          {deed.fault && <FaultBar fault={deed.fault} />}
          <Next series={shown} busy={deed.busy} run={run} />
          <Dates series={shown} busy={deed.busy} run={run} />
          <Rota series={shown} busy={deed.busy} run={run} />
          <section>
            <h2>Actions</h2>
            <Actions api={api} path={`meetings/${id}/actions`} own={false} none="Nothing is open." />
          </section>
          <Records api={api} id={id} />
        </>
      )}
    </>
  );
}

function Records({ api, id }: { api: Api; id: string }) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownRecords>(api, `meetings/${id}/records?page=${page}`);
  return (
    <section>
      <h2>Records</h2>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for records" />}
      {shown?.total === 0 && <p>None yet: each meeting leaves one when it is held.</p>}
      {shown && shown.total > 0 && (
        <>
          <ul className="issues">
            {shown.rows.map(({ plannedOn, when, state }) => (
              <li key={plannedOn}>
                <a href={`#/meetings/${id}/${plannedOn}`}>{when}</a>
                <p className="state">{state}</p>
              </li>
            ))}
          </ul>
          <Pages page={shown.page} pages={shown.pages} turn={setPage} label="Pages of records" />
        </>
      )}
    </section>
  );
}
