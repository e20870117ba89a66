// Actions: what is open or done, until when, and saying that one is done. Of a series, or one's own.
import { type ReactNode, useState } from 'react';
import type { ShownAction, ShownActions } from '../meetings/shown.ts';
import type { Api, Fault } from './api.ts';
import { useDeed, useLoaded } from './loaded.ts';
import { Busy, Choice, Deed, Download, FaultBar, Notice, Pages } from './parts.tsx';

const SHOW = [
  { value: 'open', title: 'Open' },
  { value: 'done', title: 'Done' },
];

type ActionsProps = {
  api: Api;
  /** Where the API has them, e.g. `mine/actions`. */
  path: string;
  /** Whose they are is said where they are not all one's own. */
  own: boolean;
  /** What is said where none is open. */
  none: string;
};

/** The list, a page at a time. */
export function Actions({ api, path, own, none }: ActionsProps) {
  const [show, setShow] = useState('open');
  const [page, setPage] = useState(1);
  const [failed, fail] = useState<Fault>();
  const { shown, fault, set, again } = useLoaded<ShownActions>(api, `${path}?show=${show}&page=${page}`);
  const deed = useDeed();

  const done = (action: ShownAction) =>
    deed.run(action.id, async () => {
      const { notice } = await api.post<{ notice: string }>('actions/done', { action: action.id });
      set(await api.get<ShownActions>(`${path}?show=${show}&page=${page}`));
      return notice;
    });

  function choose(next: string): void {
    setShow(next);
    setPage(1);
  }

  return (
    <>
      <Notice words={deed.notice} />
      {[fault, deed.fault, failed].map(
        (one) => one && <FaultBar key={one.message} fault={one} retry={one === fault ? again : undefined} />,
      )}
      <div className="choices">
        <Choice label="Which actions" value={show} choices={SHOW} change={choose} />
      </div>
      {!shown && !fault && <Busy words="Looking for actions" />}
      {shown?.total === 0 && <p>{show === 'open' ? none : 'None is done yet.'}</p>}
      {shown && shown.total > 0 && (
        <>
          <ul className="issues">
            {shown.rows.map((action) => (
              <ActionRow key={action.id} action={action} own={own} busy={deed.busy} done={done}>
                <p className="where">
                  From <a href={`#/meetings/${action.seriesId}/${action.plannedOn}`}>{action.meeting}</a>
                </p>
              </ActionRow>
            ))}
          </ul>
          <div className="pages">
            <Pages page={shown.page} pages={shown.pages} turn={setPage} label="Pages of actions" />
            <Download api={api} path={`${path}/csv`} body={{}} name="actions.csv" fail={fail} />
          </div>
        </>
      )}
    </>
  );
}

type RowProps = {
  action: ShownAction;
  own: boolean;
  busy: string;
  done: (action: ShownAction) => Promise<void>;
  children?: ReactNode;
};

/** One action with how it stands, and "It is done" where one may say so. */
export function ActionRow({ action, own, busy, done, children }: RowProps) {
  const { id, what, who, state, late, mayFinish } = action;
  return (
    <li>
      <p>
        <b>
          <bdi>{what}</bdi>
        </b>
      </p>
      <p className={late ? 'state flagged' : 'state'}>
        {state}
        {!own && (
          <>
            {' '}
            <span className="dot">·</span> <bdi>{who}</bdi>
          </>
        )}
      </p>
      {children}
      {mayFinish && (
        <p className="buttons">
          <Deed name={id} words="It is done" about={what} busy={busy} press={() => done(action)} />
        </p>
      )}
    </li>
  );
}
