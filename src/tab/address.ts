// Where somebody is in the tab, as an address: #/<page>/<what of it>. So that the way back works, and links lead there.
import { useCallback, useEffect, useState } from 'react';

export type Place = { page: string; view: string };

/** The page, what of it is open, and how to go elsewhere in the tab. `wanted`: what a link from Teams asked for. */
export function useAddress(wanted: string, first: string): [Place, (to: Place) => void] {
  const [hash, setHash] = useState(() => location.hash || hashOf(wantedPlace(wanted, first)));
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((to: Place) => {
    const next = hashOf(to);
    if (location.hash === next) setHash(next);
    else location.hash = next;
  }, []);
  return [placeOf(hash, first), go];
}

/** The address of a place, for a link. */
export function hashOf({ page, view }: Place): string {
  return `#/${page}${view ? `/${view}` : ''}`;
}

function placeOf(hash: string, first: string): Place {
  const [page = '', ...view] = hash.replace(/^#\//, '').split('/');
  return { page: page || first, view: view.join('/') };
}

/** Links from cards name a page and what of it ("meetings/…"); of old, an issue alone ("CAB-12"). */
function wantedPlace(wanted: string, first: string): Place {
  if (wanted === '') return { page: first, view: '' };
  if (wanted.includes('/')) return placeOf(wanted, first);
  return { page: 'cabinet', view: `issue/${encodeURIComponent(wanted)}` };
}
