// Links from cards into the tab: they open the very thing, in Teams on every device.
import type { Config } from '../src/config.ts';

/** Gives the link to a place in the tab, e.g. `meetings/<id>` or a reference `CAB-12`. Empty: there is no tab to open. */
export type TabLink = (place: string, label: string) => string;

/** The tab's id in the app package (manifest/manifest.json, staticTabs). */
const ENTITY = 'cabinet';

/**
 * Deep links to the personal tab (Microsoft, "Create deep links to a tab"); they need the id of the Teams app and the
 * public address of this service. `label` is what Teams shows of the link.
 */
export function createTabLink({ teamsAppId, publicUrl }: Pick<Config, 'teamsAppId' | 'publicUrl'>): TabLink {
  return (place, label) => {
    if (!teamsAppId || !publicUrl) return '';
    // Where Teams cannot open a tab, the browser gets the page that says where to open it.
    const web = `${publicUrl}/tab/#/${place.includes('/') ? place : `cabinet/issue/${place}`}`;
    const parts = { webUrl: web, label, context: JSON.stringify({ subEntityId: place }) };
    const query = Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `https://teams.microsoft.com/l/entity/${teamsAppId}/${ENTITY}?${query.join('&')}`;
  };
}
