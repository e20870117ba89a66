// The digest of a round: its counts, its items by topic, and "I can help", "Tell me more" on each.
import { useState } from 'react';
import type { ShownDigest, ShownItem } from '../../checkins/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Deed, Download, FaultBar, Notice, Pages } from '../parts.tsx';
import { Search } from '../search.tsx';
import { Said } from './place.tsx';

const PASS_ON = { path: 'share', words: 'Ask to pass it on' } as const;
const ACTIONS = {
  need: [{ path: 'offer', words: 'I can help' }, PASS_ON],
  offer: [{ path: 'offer', words: 'Tell me more' }],
  learning: [PASS_ON],
} as const;

/** `round` empty: the newest. */
export function Digest({ api, forum, round }: { api: Api; forum: string; round: string }) {
  const [wanted, setWanted] = useState({ words: '', page: 1 });
  const [fileFault, setFault] = useState<Fault>();
  const asked = { ...wanted, round };
  const { shown, fault, again } = useLoaded<ShownDigest>(api, `checkins/${encodeURIComponent(forum)}/digest`, asked);
  const deed = useDeed();
  const press = ({ id, kind }: ShownItem, path: string) =>
    deed.run(path + id, async () => (await api.post<{ said: string }>(`items/${id}/${path}`, { about: kind })).said);
  if (!shown) return fault ? <FaultBar fault={fault} retry={again} /> : <Busy words="Opening the digest" />;
  return (
    <section>
      <h2>Digest of {shown.title}</h2>
      {fault && <FaultBar fault={fault} retry={again} />}
      {shown.counts.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {(shown.total > 0 || wanted.words !== '') && (
        <Search label="Search the digest" words={wanted.words} search={(words) => setWanted({ words, page: 1 })} />
      )}
      {shown.total === 0 && wanted.words !== '' && <p>Nothing in this digest holds these words. Search for others.</p>}
      <Notice words={deed.notice} />
      {deed.fault && <FaultBar fault={deed.fault} />}
      {shown.groups.map(({ topic, entries }) => (
        <section key={topic}>
          <h3>
            <bdi>{topic}</bdi>
          </h3>
          <ul className="timeline">
            {entries.map((item) => (
              <li key={item.id}>
                <p>
                  <b>{item.label}:</b> <bdi>{item.from || 'unattributed'}</bdi>
                </p>
                <p className="said">
                  <bdi>{item.words}</bdi>
                </p>
                {shown.answers && !shown.own.includes(item.id) && (
                  <p className="buttons">
                    {ACTIONS[item.kind].map(({ path, words }) => (
                      <Deed
                        key={path}
                        name={path + item.id}
                        words={words}
                        about={item.label}
                        busy={deed.busy}
                        press={() => press(item, path)}
                      />
                    ))}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {fileFault && <FaultBar fault={fileFault} />}
      <div className="pages">
        <Pages
          page={shown.page}
          pages={shown.pages}
          turn={(page) => setWanted({ ...wanted, page })}
          label="Pages of the digest"
        />
        <Download
          api={api}
          path={`checkins/${encodeURIComponent(forum)}/csv`}
          body={asked}
          name="check-in.csv"
          fail={setFault}
        />
      </div>
      {shown.total > 0 && (
        <p className="where">
          What is said here stays here (Chatham House rule): nothing leaves this forum with a name or an organisation,
          and a learning or a need goes elsewhere only when its author agrees.
        </p>
      )}
      {shown.mine?.mode === 'over' && shown.mine.state !== '' && (
        <section className="deeds">
          <h2>My answers of this round</h2>
          <p>{shown.mine.words}</p>
          <Said place={shown.mine} />
        </section>
      )}
    </section>
  );
}
