// The Meetings page: the next dates, one series, or one meeting, as the address says.
import type { PageProps } from '../pages.tsx';
import { MeetingList } from './list.tsx';
import { Meeting } from './meeting.tsx';
import { Series } from './series.tsx';

/** The page. Its views: the next dates, `<series>`, `<series>/<planned date>`. */
export function MeetingsPage({ api, view, go, shared, channel }: PageProps) {
  const [series, plannedOn] = view.split('/');
  if (series && plannedOn) return <Meeting key={view} api={api} series={series} plannedOn={plannedOn} go={go} />;
  if (series) return <Series key={series} api={api} id={series} back={() => go('')} />;
  return <MeetingList api={api} channel={shared ? channel : undefined} />;
}
