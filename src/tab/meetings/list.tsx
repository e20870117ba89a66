// The next dates of the meetings that somebody is in, by team; in a channel those of its team.
import { useState } from 'react';
import type { ShownDate, ShownSeriesList, ShownSeriesRow } from '../../meetings/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Opened, Pages } from '../parts.tsx';

type ListProps = { api: Api; channel: string | undefined };

/** The list. `channel`: Teams' id of the channel whose tab this is. */
export function MeetingList({ api, channel }: ListProps) {
  const [page, setPage] = useState(1);
  const [failed, fail] = useState<Fault>();
  const place = channel === undefined ? '' : `&channel=${encodeURIComponent(channel)}`;
  const { shown, fault, again } = useLoaded<ShownSeriesList>(api, `meetings?page=${page}${place}`);
  const asked = channel === undefined ? {} : { channel };
  return (
    <>
      <Opened id={`meetings-${page}`}>Meetings</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {failed && <FaultBar fault={failed} />}
      {!shown && !fault && <Busy words="Looking for your meetings" />}
      {shown?.total === 0 && (
        <p>
          {channel === undefined
            ? 'No team that you are in has a regular meeting yet.'
            : 'This team has no regular meeting that you are in.'}{' '}
          To start one, write <b>set up meeting</b> to Digital Clerk in a channel of the team.
        </p>
      )}
      {shown && shown.total > 0 && (
        <>
          {byTeam(shown.rows).map(({ team, rows }) => (
            <section key={team}>
              <h2>
                <bdi>{team}</bdi>
              </h2>
              <ul className="issues">
                {rows.map((row) => (
                  <SeriesRow key={row.id} row={row} />
                ))}
              </ul>
            </section>
          ))}
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={setPage} label="Pages of meetings" />
            <Download api={api} path="meetings/csv" body={asked} name="meetings.csv" fail={fail} />
          </div>
        </>
      )}
    </>
  );
}

function SeriesRow({ row }: { row: ShownSeriesRow }) {
  return (
    <li>
      <a href={`#/meetings/${row.id}`}>
        <bdi>{row.title}</bdi>
      </a>
      <p className="where">{row.rule}</p>
      {row.state && <p className="state flagged">{row.state}</p>}
      <ul className="dates">
        {row.dates.map((date) => (
          <li key={date.plannedOn}>
            <DateLine series={row.id} date={date} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A date with what becomes of it, and the way to its agenda. */
export function DateLine({ series, date }: { series: string; date: ShownDate }) {
  return (
    <>
      <a href={`#/meetings/${series}/${date.plannedOn}`}>{date.when}</a>
      {date.state && <span className="becomes">: {date.state}</span>}
    </>
  );
}

/** Rows that follow each other and are of one team, together. */
function byTeam(rows: readonly ShownSeriesRow[]): { team: string; rows: ShownSeriesRow[] }[] {
  const groups: { team: string; rows: ShownSeriesRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.team === row.team) last.rows.push(row);
    else groups.push({ team: row.team, rows: [row] });
  }
  return groups;
}
