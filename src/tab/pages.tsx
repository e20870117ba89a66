// The pages of the tab, each in a file that is loaded when it is opened; and the row of links between them.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { hashOf } from './address.ts';
import type { Api } from './api.ts';
import { Links } from './parts.tsx';

export type PageProps = {
  api: Api;
  /** What of the page is open, as the rest of its address; empty: what it shows first. */
  view: string;
  /** Goes elsewhere on this page. */
  go: (view: string) => void;
  /** In a channel: what is shown first is the same for all members. */
  shared: boolean;
  /** Which channel; empty elsewhere. */
  channel: string;
};

type PageRow = { id: string; title: string; Page: LazyExoticComponent<ComponentType<PageProps>> };

export const PAGES: readonly PageRow[] = [
  {
    id: 'cabinet',
    title: 'Cabinet',
    Page: lazy(() => import('./cabinet/page.tsx').then((file) => ({ default: file.CabinetPage }))),
  },
  {
    id: 'said',
    title: 'You said, we did',
    Page: lazy(() => import('./said/page.tsx').then((file) => ({ default: file.SaidPage }))),
  },
  {
    id: 'meetings',
    title: 'Meetings',
    Page: lazy(() => import('./meetings/page.tsx').then((file) => ({ default: file.MeetingsPage }))),
  },
  {
    id: 'polls',
    title: 'Polls',
    Page: lazy(() => import('./polls/page.tsx').then((file) => ({ default: file.PollsPage }))),
  },
  {
    id: 'checkins',
    title: 'Check-ins',
    Page: lazy(() => import('./checkins/page.tsx').then((file) => ({ default: file.CheckinsPage }))),
  },
  {
    id: 'mine',
    title: 'Mine',
    Page: lazy(() => import('./mine/page.tsx').then((file) => ({ default: file.MinePage }))),
  },
  {
    id: 'settings',
    title: 'Settings',
    Page: lazy(() => import('./settings/page.tsx').then((file) => ({ default: file.SettingsPage }))),
  },
];

/** Links to all pages. */
export function PageLinks({ page }: { page: string }) {
  const links = PAGES.map(({ id, title }) => ({ href: hashOf({ page: id, view: '' }), title }));
  return <Links label="Pages of Digital Clerk" current={hashOf({ page, view: '' })} links={links} />;
}
