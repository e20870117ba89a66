// The Cabinet page: the list, one issue, or the form, as the address says; and the way back to where one was.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShownMe } from '../../issues/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Busy, FaultBar } from '../parts.tsx';
import { Issue } from './issue.tsx';
import { IssueList } from './list.tsx';
import { Organisation } from './organisation.tsx';
import { Raise } from './raise.tsx';
import { FIRST, type Wanted } from './wanted.ts';

type CabinetPageProps = {
  api: Api;
  /** An issue to open first: its id or reference. */
  wanted: string;
  /** In a channel: the list is the same for all, until somebody asks for their own. */
  shared: boolean;
};

/** The page. Its views are addresses (#/issue/…, #/raise), so that the way back works. */
export function CabinetPage({ api, wanted, shared }: CabinetPageProps) {
  const [me, setMe] = useState<ShownMe>();
  const [fault, setFault] = useState<Fault>();
  const [view, go] = useAddress(wanted);
  const [list, setList] = useState<Wanted>(() => ({ ...FIRST, cabinet: cabinetAsked() }));
  const returnTo = useRef('');

  const load = useCallback(() => {
    setFault(undefined);
    api
      .get<ShownMe>('me')
      .then(setMe)
      .catch((error) => setFault(wordsOf(error)));
  }, [api]);
  useEffect(load, [load]);

  const issue = /^#\/issue\/(.+)$/.exec(view)?.[1];
  // Where the list puts the focus when one comes back to it.
  if (issue) returnTo.current = issue;
  else if (view === '#/raise') returnTo.current = 'raise';

  if (fault) {
    return (
      <>
        <h1>Digital cabinet</h1>
        <FaultBar fault={fault} retry={load} />
      </>
    );
  }
  if (!me) return <Busy words="Opening the cabinet" />;
  if (me.organisation.kind === 'ask') return <Organisation api={api} choices={me.organisation.choices} done={setMe} />;
  if (issue) return <Issue key={issue} api={api} id={decodeURIComponent(issue)} back={() => go('')} />;
  if (view === '#/raise') return <Raise api={api} open={(id) => go(`#/issue/${id}`)} back={() => go('')} />;
  return (
    <IssueList
      api={api}
      me={me}
      shared={shared}
      wanted={list}
      change={setList}
      returnTo={returnTo.current}
      raise={() => go('#/raise')}
    />
  );
}

/** The part of the address after #, and how to change it. */
function useAddress(wanted: string): [string, (to: string) => void] {
  const [view, setView] = useState(() => location.hash || (wanted ? `#/issue/${encodeURIComponent(wanted)}` : ''));
  useEffect(() => {
    const follow = () => setView(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((to: string) => {
    if (location.hash === to || (to === '' && location.hash === '')) setView(to);
    else location.hash = to || '#/';
  }, []);
  return [view, go];
}

function cabinetAsked(): string {
  return new URLSearchParams(location.search).get('cabinet') ?? '';
}
