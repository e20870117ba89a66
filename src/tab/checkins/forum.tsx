// One check-in: one's own place in the round that is open, the digest of a round, the earlier ones, and the host's roster.
import { useState } from 'react';
import type { ShownForum } from '../../checkins/shown.ts';
import { hashOf } from '../address.ts';
import type { Api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, FaultBar, Opened, Pages } from '../parts.tsx';
import { Digest } from './digest.tsx';
import { Place } from './place.tsx';
import { Roster } from './roster.tsx';

type ForumProps = { api: Api; id: string; round: string };

/** `round` is the one whose digest is shown; empty: the newest. */
export function ForumView({ api, id, round }: ForumProps) {
  const [page, setPage] = useState(1);
  const { shown, fault, again } = useLoaded<ShownForum>(api, `checkins/${encodeURIComponent(id)}?page=${page}`);
  if (!shown) {
    return (
      <>
        <Opened id={id}>Check-in</Opened>
        {fault ? <FaultBar fault={fault} retry={again} /> : <Busy words="Opening the check-in" />}
        <AllCheckins />
      </>
    );
  }
  const { name, words, reads, runs, place, rounds } = shown;
  return (
    <>
      <Opened id={id + round}>
        <bdi>{name}</bdi>
      </Opened>
      <p className="where">{words}</p>
      {fault && <FaultBar fault={fault} retry={again} />}
      {place && round === '' && <Place api={api} first={place} />}
      {reads && rounds.length > 0 && <Digest key={round} api={api} forum={id} round={round} />}
      {reads && rounds.length === 0 && (
        <p>There is no digest yet. It is posted in the channel of the check-in, and is here from then on.</p>
      )}
      {reads && (rounds.length > 1 || shown.pages > 1) && (
        <section>
          <h2>All digests</h2>
          <ul>
            {rounds.map((one) => (
              <li key={one.id}>
                <a href={hashOf({ page: 'checkins', view: `${id}/${one.id}` })}>{one.title}</a>
              </li>
            ))}
          </ul>
          <Pages page={page} pages={shown.pages} turn={setPage} label="Pages of digests" />
        </section>
      )}
      {runs && <Roster api={api} forum={id} />}
      <AllCheckins />
    </>
  );
}

function AllCheckins() {
  return (
    <p>
      <a href="#/checkins">All check-ins</a>
    </p>
  );
}
