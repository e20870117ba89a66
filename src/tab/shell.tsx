// The frame of every page: theme, sign-in, and what is said where the tab cannot work.
import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useAddress } from './address.ts';
import { type Api, createApi, demoPeople, Fault } from './api.ts';
import { type Host, meetHost, type Theme, tellLoaded } from './host.ts';
import { PAGES, PageLinks } from './pages.tsx';
import { Busy } from './parts.tsx';
import { Picker } from './picker.tsx';

const ConfigPage = lazy(() => import('./config.tsx').then((file) => ({ default: file.ConfigPage })));

const THEMES = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

type Place =
  | { kind: 'looking' }
  | { kind: 'teams'; host: Host }
  | { kind: 'local'; people: { value: string; title: string }[] }
  | { kind: 'outside' };

/** The whole tab. */
export function Shell() {
  const [place, setPlace] = useState<Place>({ kind: 'looking' });
  const [theme, setTheme] = useState<Theme>(darkWanted() ? 'dark' : 'default');
  const [person, setPerson] = useState('');

  useEffect(() => {
    void findPlace().then((found) => {
      if (found.kind === 'teams') {
        setTheme(found.host.theme);
        found.host.onTheme(setTheme);
        tellLoaded();
      }
      setPlace(found);
    });
  }, []);

  const api = useMemo(() => apiOf(place, person), [place, person]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  return (
    <FluentProvider theme={THEMES[theme]} className="shell">
      <main>
        {place.kind === 'looking' && <Busy words="Signing you in" />}
        {place.kind === 'outside' && <Outside />}
        {place.kind === 'local' && person === '' && <h1>Digital Clerk</h1>}
        {place.kind === 'local' && <Picker people={place.people} person={person} choose={setPerson} />}
        {api && (
          <Suspense fallback={<Busy words="Opening the page" />}>
            <Page key={person} api={api} host={place.kind === 'teams' ? place.host : undefined} />
          </Suspense>
        )}
      </main>
    </FluentProvider>
  );
}

function Page({ api, host }: { api: Api; host: Host | undefined }) {
  const [place, go] = useAddress(host?.wanted ?? '', PAGES[0]?.id ?? '');
  if (location.pathname.endsWith('/config')) return <ConfigPage api={api} />;
  const found = PAGES.find(({ id }) => id === place.page) ?? PAGES[0];
  if (!found) return null;
  const { id, Page: Open } = found;
  return (
    <>
      <PageLinks page={id} />
      <Suspense fallback={<Busy words="Opening the page" />}>
        <Open
          key={id}
          api={api}
          view={place.view}
          go={(view) => go({ page: id, view })}
          shared={host?.inChannel ?? false}
          channel={host?.channel ?? ''}
        />
      </Suspense>
    </>
  );
}

function Outside() {
  return (
    <>
      <h1>Open Digital Clerk in Microsoft Teams</h1>
      <p>
        This page works inside Microsoft Teams only. In Teams, choose Apps, then Digital Clerk, then Digital cabinet.
      </p>
      <p>You are in Teams already? Close this tab, check your connection and open it again.</p>
    </>
  );
}

async function findPlace(): Promise<Place> {
  const host = await meetHost();
  if (host) return { kind: 'teams', host };
  const people = await demoPeople();
  return people ? { kind: 'local', people } : { kind: 'outside' };
}

function apiOf(place: Place, person: string): Api | undefined {
  if (place.kind === 'local' && person) return createApi(async () => ({ 'x-clerk-person': person }));
  if (place.kind !== 'teams') return undefined;
  return createApi(async () => ({ authorization: `Bearer ${await tokenOf(place.host)}` }));
}

async function tokenOf(host: Host): Promise<string> {
  try {
    return await host.token();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const cause = `Teams gave no token (${reason}). Check webApplicationInfo of the app package and the API in Entra.`;
    throw new Fault('Teams could not sign you in. Close this tab and open it again.', cause);
  }
}

function darkWanted(): boolean {
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}
