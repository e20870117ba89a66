// The Polls page: three lists, and one poll.
import type { PageProps } from '../pages.tsx';
import { LISTS, PollList } from './list.tsx';
import { PollView } from './poll.tsx';

/** The page. Its views: the polls to answer, `mine`, `results`, `<poll id>`. */
export function PollsPage({ api, view }: PageProps) {
  const list = LISTS.find((one) => one.view === view);
  if (!list) return <PollView key={view} api={api} id={view} />;
  return <PollList key={view} api={api} list={list} />;
}
