// The tab's API: /api/tab/…, for people who are signed in, over the same services as the chat. No rule lives here. Each
// page has a file of its own (tab-<page>.ts).
import type { GoLive } from '../issues/go-live.ts';
import type { LinkTo } from '../issues/hazard-file.ts';
import type { MeetingsService } from '../meetings/service.ts';
import type { PeopleService } from '../people/service.ts';
import type { StatementsService } from '../statements/service.ts';
import type { Route } from './route.ts';
import { cabinetRoutes } from './tab-cabinet.ts';
import { checkinRoutes, type TabCheckinsDeps } from './tab-checkins.ts';
import { createTabDoor, type TabDoorDeps } from './tab-door.ts';
import { goLiveRoutes } from './tab-go-lives.ts';
import { hazardRoutes } from './tab-hazards.ts';
import { meetingRoutes } from './tab-meetings.ts';
import type { MeetingViewDeps } from './tab-meetings-view.ts';
import { mineRoutes } from './tab-mine.ts';
import { type CpdRoutesDeps, cpdMineRoutes } from './tab-mine-cpd.ts';
import { pollRoutes, type TabPollsDeps } from './tab-polls.ts';
import { raiseRoutes } from './tab-raise.ts';
import { type SaidWords, saidRoutes } from './tab-said.ts';
import { settingsRoutes } from './tab-settings.ts';
import { cabinetSettingsRoutes } from './tab-settings-cabinet.ts';
import { dayRoutes } from './tab-settings-days.ts';
import type { ViewDeps } from './tab-view.ts';

export type TabApiDeps = TabDoorDeps &
  ViewDeps &
  MeetingViewDeps &
  Omit<TabPollsDeps, 'door'> &
  Omit<TabCheckinsDeps, 'door'> &
  Pick<CpdRoutesDeps, 'cpd'> & {
    people: PeopleService;
    meetings: Pick<MeetingsService, 'days'>;
    statements: StatementsService;
    said: SaidWords;
    workshop: (goLive: GoLive) => string;
    today: () => string;
    linkTo: LinkTo;
  };

/** All routes below /api/tab/. Whatever is not among them is 401 without a right token, 404 with one. */
export function tabApiRoutes(deps: TabApiDeps): Route[] {
  const door = createTabDoor(deps);
  const { personWord: defaultPersonWord } = deps.config.cabinetDefaults;
  return [
    ...door.people(),
    ...cabinetRoutes({ ...deps, door }),
    ...hazardRoutes({ ...deps, door }),
    ...goLiveRoutes({ ...deps, door }),
    ...raiseRoutes({ ...deps, door, defaultPersonWord }),
    ...pollRoutes({ ...deps, door }),
    ...checkinRoutes({ ...deps, door }),
    ...saidRoutes({ ...deps, door }),
    ...meetingRoutes({ ...deps, door }),
    ...mineRoutes({ ...deps, door }),
    ...cpdMineRoutes({ ...deps, door }),
    ...settingsRoutes({ ...deps, door }),
    ...cabinetSettingsRoutes({ ...deps, door }),
    ...dayRoutes({ ...deps, door }),
    ...door.rest(),
  ];
}
