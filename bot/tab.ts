// The tab at the fuse box: its files, and its API over the same services and with the same words as the cards.
import { workshopWords } from '../cards/go-lives/words.ts';
import { redactChoices } from '../cards/issues/redact.ts';
import {
  dueWords,
  eventWords,
  harmWords,
  haveWords,
  impactWords,
  personWords,
  phoneNowWords,
  phoneWords,
  priorityWords,
  SAFETY_PRIORITY,
  sortingChoices,
  standWords,
  stateWords,
  statusChoices,
  untoldWords,
  urgencyWords,
} from '../cards/issues/words.ts';
import { measureFacts, outcomeWords } from '../cards/statements/words.ts';
import { type TabApiDeps, tabApiRoutes } from '../src/web/api.ts';
import type { Route } from '../src/web/route.ts';
import { tabFileRoutes } from '../src/web/tab-files.ts';
import { createTabLink } from './tab-link.ts';
import { meetingWords } from './tab-meetings.ts';

/** Everything below /tab and /api/tab. `folder` is where the tab was built. */
export function tabRoutes(
  deps: Omit<TabApiDeps, 'words' | 'said' | 'workshop' | 'linkTo'> & { folder: string },
): Route[] {
  const words = {
    state: stateWords,
    priority: priorityWords,
    safetyPriority: SAFETY_PRIORITY,
    harm: harmWords,
    impact: impactWords,
    urgency: urgencyWords,
    statuses: statusChoices,
    stand: standWords,
    due: dueWords,
    sorting: sortingChoices,
    parts: redactChoices,
    event: eventWords,
    have: haveWords,
    untold: untoldWords,
    phone: phoneWords,
    phoneNow: phoneNowWords,
    person: personWords,
    meetings: meetingWords,
  };
  const said = { outcome: outcomeWords, measures: measureFacts };
  const api = { ...deps, words, said, workshop: workshopWords, linkTo: createTabLink(deps.config) };
  return [...tabApiRoutes(api), ...tabFileRoutes(deps.folder)];
}
