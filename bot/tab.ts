// The tab at the fuse box: its files, and its API over the same services and with the same words as the cards.
import { AUTHOR_ASKED, SEEN_BY_AUTHOR } from '../cards/checkins/words.ts';
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
import { measureFacts, outcomeWords } from '../cards/statements/words.ts';
import { type TabApiDeps, tabApiRoutes } from '../src/web/api.ts';
import type { Route } from '../src/web/route.ts';
import { tabFileRoutes } from '../src/web/tab-files.ts';
import { createHostViews } from './checkins-host.ts';
import { createCheckinViews } from './checkins-shown.ts';
import { createTabLink } from './tab-link.ts';
import { meetingWords } from './tab-meetings.ts';

type Handed = 'words' | 'said' | 'workshop' | 'linkTo' | 'pollWords' | 'checkinViews';

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
  const given = { words, said, pollWords, checkinViews, workshop: workshopWords, linkTo: createTabLink(deps.config) };
  return [...tabApiRoutes({ ...deps, ...given }), ...tabFileRoutes(deps.folder)];
}
