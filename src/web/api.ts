// The tab's API: /api/tab/…, for people who are signed in, over the same services as the chat. No rule lives here. Each
// page has a file of its own (tab-<page>.ts).
import type { LinkTo } from '../issues/hazard-file.ts';
import type { PeopleService } from '../people/service.ts';
import type { Route } from './route.ts';
import { cabinetRoutes } from './tab-cabinet.ts';
import { checkinRoutes, type TabCheckinsDeps } from './tab-checkins.ts';
import { createTabDoor, type TabDoorDeps } from './tab-door.ts';
import { mineRoutes } from './tab-mine.ts';
import { pollRoutes, type TabPollsDeps } from './tab-polls.ts';
import { raiseRoutes } from './tab-raise.ts';
import { settingsRoutes } from './tab-settings.ts';
import type { ViewDeps } from './tab-view.ts';

export type TabApiDeps = TabDoorDeps &
  ViewDeps &
  Omit<TabPollsDeps, 'door'> &
  Omit<TabCheckinsDeps, 'door'> & { people: PeopleService; today: () => string; linkTo: LinkTo };

/** All routes below /api/tab/. Whatever is not among them is 401 without a right token, 404 with one. */
export function tabApiRoutes(deps: TabApiDeps): Route[] {
  const door = createTabDoor(deps);
  const { personWord: defaultPersonWord } = deps.config.cabinetDefaults;
  return [
    ...door.people(),
    ...cabinetRoutes({ ...deps, door }),
    ...raiseRoutes({ ...deps, door, defaultPersonWord }),
    ...pollRoutes({ ...deps, door }),
    ...checkinRoutes({ ...deps, door }),
    ...mineRoutes({ ...deps, door }),
    ...settingsRoutes({ ...deps, door }),
    ...door.rest(),
  ];
}
