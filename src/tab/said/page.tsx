// The You said, we did page: the wall, what is under way, the measures, or one statement, as the address says.
import type { ShownSaid } from '../../statements/shown.ts';
import { hashOf } from '../address.ts';
import { useLoaded } from '../loaded.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar, Links, Opened } from '../parts.tsx';
import { Measures } from './measures.tsx';
import { One } from './one.tsx';
import { Wall } from './wall.tsx';

const VIEWS = [
  { view: '', title: 'What was answered' },
  { view: 'planned', title: 'Doing and planned' },
  { view: 'measures', title: 'Measures' },
];

/** The page. Its views: the wall, `planned`, `measures`, `<id of a statement>`. */
export function SaidPage({ api, view, go }: PageProps) {
  const { shown, fault, again } = useLoaded<ShownSaid>(api, 'said');
  if (!VIEWS.some((one) => one.view === view)) return <One key={view} api={api} id={view} back={() => go('')} />;
  return (
    <>
      <Opened id={`said-${view}`}>You said, we did</Opened>
      <Links
        label="Parts of this page"
        current={hashOf({ page: 'said', view })}
        links={VIEWS.map((one) => ({ href: hashOf({ page: 'said', view: one.view }), title: one.title }))}
      />
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for what was answered" />}
      {shown?.organisation === '' && (
        <p>
          It is not known which organisation you belong to, so its answers cannot be shown.{' '}
          <a href="#/cabinet">Open the cabinet</a>: it asks you, or says whom to ask.
        </p>
      )}
      {shown && shown.organisation !== '' && view !== 'measures' && (
        <Wall key={view} api={api} said={shown} underWay={view === 'planned'} />
      )}
      {shown && shown.organisation !== '' && view === 'measures' && <Measures api={api} said={shown} />}
    </>
  );
}
