// The Check-ins page: the forums that somebody has to do with, and one of them. Where there is one alone, it is that one.
import type { ShownForums } from '../../checkins/shown.ts';
import { hashOf } from '../address.ts';
import { useLoaded } from '../loaded.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar, Opened } from '../parts.tsx';
import { ForumView } from './forum.tsx';

/** The page. Its views: the forums, `<forum id>`, `<forum id>/<round id>`. */
export function CheckinsPage({ api, view }: PageProps) {
  const { shown, fault, again } = useLoaded<ShownForums>(api, 'checkins');
  const [id = '', round = ''] = view.split('/');
  const [only] = shown?.forums ?? [];
  if (id) return <ForumView key={id} api={api} id={id} round={round} />;
  if (only && shown?.forums.length === 1) return <ForumView key={only.id} api={api} id={only.id} round="" />;
  return (
    <>
      <Opened id="checkins">Check-ins</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for your check-ins" />}
      {shown?.forums.length === 0 && (
        <p>
          You are on the roster of no check-in. To join one, press <b>Ask to join</b> on its card in its channel; to set
          one up, write <b>set up check-in</b> in a channel.
        </p>
      )}
      <ul className="issues">
        {shown?.forums.map(({ id: forum, name, words }) => (
          <li key={forum}>
            <a href={hashOf({ page: 'checkins', view: forum })}>
              <bdi>{name}</bdi>
            </a>
            <p className="where">{words}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
