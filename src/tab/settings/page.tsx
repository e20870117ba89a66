// The Settings page: the teams that somebody runs, and for admins of the service the organisations.
import type { ShownSettings } from '../../people/shown.ts';
import { useLoaded } from '../loaded.ts';
import type { PageProps } from '../pages.tsx';
import { Busy, FaultBar, Opened } from '../parts.tsx';
import { CabinetSettings } from './cabinet.tsx';
import { Days } from './days.tsx';
import { Organisations } from './organisations.tsx';
import { TeamSettings } from './team.tsx';

/** The page. Its views: the list of teams, `team/<id>`, `team/<id>/days`, `cabinet/<id>`. */
export function SettingsPage({ api, view, go }: PageProps) {
  const settings = useLoaded<ShownSettings>(api, 'settings');
  const cabinet = /^cabinet\/(.+)$/.exec(view)?.[1];
  if (cabinet) return <CabinetSettings key={cabinet} api={api} id={cabinet} go={go} />;
  const days = /^team\/(.+)\/days$/.exec(view)?.[1];
  if (days) return <Days key={days} api={api} id={days} go={go} />;
  const team = /^team\/(.+)$/.exec(view)?.[1];
  if (team) return <TeamSettings key={team} api={api} id={team} back={() => go('')} />;
  const { shown, fault, again } = settings;
  return (
    <>
      <Opened id="settings">Settings</Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Looking for what you may set" />}
      {shown && (
        <section>
          <h2>Teams that you run</h2>
          {shown.teams.length === 0 && (
            <p>
              You run no team here. Whoever runs yours can make you a facilitator: they write <b>set up team</b> in its
              channel, or open this page.
            </p>
          )}
          <ul className="issues">
            {shown.teams.map(({ value, title }) => (
              <li key={value}>
                <a href={`#/settings/team/${value}`}>
                  <bdi>{title}</bdi>
                </a>
                <p className="where">Who does what, its cabinets, days off, time zone, organisation</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown?.admin && <Organisations api={api} organisations={shown.organisations} changed={settings.set} />}
    </>
  );
}
