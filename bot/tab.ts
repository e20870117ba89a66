// The tab at the fuse box: its files, and its API over the same services and with the same words as the cards.
import { AUTHOR_ASKED, SEEN_BY_AUTHOR } from '../cards/checkins/words.ts';
import {
  eventWords,
  harmWords,
  impactWords,
  personWords,
  phoneNowWords,
  phoneWords,
  priorityWords,
  SAFETY_PRIORITY,
  stateWords,
  statusChoices,
  urgencyWords,
} from '../cards/issues/words.ts';
import { people } from '../cards/polls/parts.ts';
import {
  AUDIENCE_WORDS,
  closingWords,
  endWords,
  openUntilWords,
  stateWords as pollStateWords,
  resultWords,
  warningWords,
} from '../cards/polls/words.ts';
import { type TabApiDeps, tabApiRoutes } from '../src/web/api.ts';
import type { Route } from '../src/web/route.ts';
import { tabFileRoutes } from '../src/web/tab-files.ts';
import { createHostViews } from './checkins-host.ts';
import { createCheckinViews } from './checkins-shown.ts';
import { createTabLink } from './tab-link.ts';

type Handed = 'words' | 'linkTo' | 'pollWords' | 'checkinViews';

/** Everything below /tab and /api/tab. `folder` is where the tab was built. */
export function tabRoutes(deps: Omit<TabApiDeps, Handed> & { folder: string }): Route[] {
  const words = {
    state: stateWords,
    priority: priorityWords,
    safetyPriority: SAFETY_PRIORITY,
    harm: harmWords,
    impact: impactWords,
    urgency: urgencyWords,
    statuses: statusChoices,
    event: eventWords,
    phone: phoneWords,
    phoneNow: phoneNowWords,
    person: personWords,
  };
  const pollWords = {
    openUntil: openUntilWords,
    closing: closingWords,
    end: endWords,
    state: pollStateWords,
    result: resultWords,
    warning: warningWords,
    people,
    audience: AUDIENCE_WORDS,
  };
  const checkinViews = {
    ...createCheckinViews(deps),
    ...createHostViews(deps),
    offered: SEEN_BY_AUTHOR,
    asked: AUTHOR_ASKED,
  };
  const linkTo = createTabLink(deps.config);
  return [...tabApiRoutes({ ...deps, words, pollWords, checkinViews, linkTo }), ...tabFileRoutes(deps.folder)];
}
