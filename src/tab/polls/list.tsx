// A list of polls: searched and paged on the server; its links lead to the other lists.
import { useState } from 'react';
import type { ShownPolls } from '../../polls/shown.ts';
import { hashOf } from '../address.ts';
import type { Api, Fault } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Links, Opened, Pages } from '../parts.tsx';
import { Search } from '../search.tsx';

type List = { view: string; name: string; title: string; none: string };

export const LISTS: readonly List[] = [
  {
    view: '',
    name: 'answer',
    title: 'To answer',
    none: 'No open poll waits for you. When somebody asks you, it is here and in your chat with Digital Clerk.',
  },
  {
    view: 'mine',
    name: 'mine',
    title: 'Asked by me or my teams',
    none: 'There is no poll that you asked or manage. To ask one, write poll in the channel of your team.',
  },
  {
    view: 'results',
    name: 'results',
    title: 'Results',
    none: 'No poll that you can see has closed yet. Its result is here when it has.',
  },
];

/** The list with its search, pages and file. */
export function PollList({ api, list }: { api: Api; list: List }) {
  const [wanted, setWanted] = useState({ words: '', page: 1 });
  const [fileFault, setFault] = useState<Fault>();
  const asked = { ...wanted, list: list.name };
  const { shown, fault, again } = useLoaded<ShownPolls>(api, 'polls/search', asked);
  return (
    <>
      <Opened id={list.name}>Polls</Opened>
      <Links
        label="Lists of polls"
        current={hashOf({ page: 'polls', view: list.view })}
        links={LISTS.map(({ view, title }) => ({ href: hashOf({ page: 'polls', view }), title }))}
      />
      <Search label="Search the questions" words={wanted.words} search={(words) => setWanted({ words, page: 1 })} />
      {fault && <FaultBar fault={fault} retry={again} />}
      {fileFault && <FaultBar fault={fileFault} />}
      <p className="count" role="status">
        {shown && !fault ? countWords(shown) : ''}
      </p>
      {!shown && !fault && <Busy words="Looking for polls" />}
      {shown?.total === 0 && (
        <p>{wanted.words ? 'No question holds these words. Search for others, or for none.' : list.none}</p>
      )}
      {shown && shown.total > 0 && (
        <>
          <ul className="issues" aria-label={list.title}>
            {shown.rows.map(({ id, title, words, note }) => (
              <li key={id}>
                <a href={hashOf({ page: 'polls', view: id })}>
                  <bdi>{title}</bdi>
                </a>
                <p className="state">{note}</p>
                <p className="where">{words}</p>
              </li>
            ))}
          </ul>
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={(page) => setWanted({ ...wanted, page })} />
            <Download api={api} path="polls/csv" body={asked} name="polls.csv" fail={setFault} />
          </div>
        </>
      )}
    </>
  );
}

function countWords({ total, page, pages }: ShownPolls): string {
  const words = `${total === 0 ? 'No' : total} poll${total === 1 ? '' : 's'}`;
  return pages > 1 ? `${words}, page ${page} of ${pages}` : words;
}
