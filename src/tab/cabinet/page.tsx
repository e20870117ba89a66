// The Cabinet page: the list, one issue, or the form, as the address says; and the way back to where one was.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShownMe } from '../../issues/shown.ts';
import { type Fault, wordsOf } from '../api.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar } from '../parts.tsx';
import { GoLives } from './go-lives.tsx';
import { Hazard } from './hazard.tsx';
import { Hazards } from './hazards.tsx';
import { Issue } from './issue.tsx';
import { IssueList } from './list.tsx';
import { Organisation } from './organisation.tsx';
import { Raise } from './raise.tsx';
import { FIRST, type Wanted } from './wanted.ts';

/** The page. Its views: the list, `issue/<id or reference>`, `raise`, `hazards`, `hazard/<id>`, `go-lives`. */
export function CabinetPage({ api, view, go, shared }: PageProps) {
  const [me, setMe] = useState<ShownMe>();
  const [fault, setFault] = useState<Fault>();
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

  const issue = /^issue\/(.+)$/.exec(view)?.[1];
  // Where the list puts the focus when one comes back to it.
  if (issue) returnTo.current = issue;
  else if (view === 'raise') returnTo.current = 'raise';

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
  const hazard = /^hazard\/(.+)$/.exec(view)?.[1];
  if (hazard) return <Hazard key={hazard} api={api} id={hazard} back={() => go('hazards')} />;
  if (view === 'hazards') return <Hazards api={api} back={() => go('')} />;
  if (view === 'go-lives') return <GoLives api={api} back={() => go('')} />;
  if (view === 'raise') return <Raise api={api} open={(id) => go(`issue/${id}`)} back={() => go('')} />;
  return (
    <IssueList
      api={api}
      me={me}
      shared={shared}
      wanted={list}
      change={setList}
      returnTo={returnTo.current}
      raise={() => go('raise')}
    />
  );
}

function cabinetAsked(): string {
  return new URLSearchParams(location.search).get('cabinet') ?? '';
}
