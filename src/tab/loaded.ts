// Something that a page reads first and may change: what came, what went wrong, and asking again.
import { useCallback, useEffect, useState } from 'react';
import { type Api, type Fault, wordsOf } from './api.ts';

export type Loaded<Shown> = {
  shown: Shown | undefined;
  fault: Fault | undefined;
  set: (shown: Shown) => void;
  again: () => void;
};

/**
 * Reads `path` of the API when the page opens, and whenever the path changes. What is searched for goes in a `body`, so
 * that no address holds it.
 */
export function useLoaded<Shown>(api: Api, path: string, body?: object): Loaded<Shown> {
  const [shown, set] = useState<Shown>();
  const [fault, setFault] = useState<Fault>();
  const [tries, setTries] = useState(0);
  const asked = body && JSON.stringify(body);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again for the same
  useEffect(() => {
    let current = true;
    setFault(undefined);
    (asked === undefined ? api.get<Shown>(path) : api.post<Shown>(path, JSON.parse(asked)))
      .then((found) => current && set(found))
      .catch((error) => current && setFault(wordsOf(error)));
    return () => {
      current = false;
    };
  }, [api, path, asked, tries]);
  return { shown, fault, set, again: useCallback(() => setTries((before) => before + 1), []) };
}

/** A deed of a page: says at once that it works, and afterwards what came of it. */
export function useDeed() {
  const [busy, setBusy] = useState('');
  const [notice, setNotice] = useState('');
  const [fault, setFault] = useState<Fault>();
  const run = useCallback(async (name: string, work: () => Promise<string>): Promise<void> => {
    setBusy(name);
    setFault(undefined);
    setNotice('');
    try {
      setNotice(await work());
    } catch (error) {
      setFault(wordsOf(error));
    }
    setBusy('');
  }, []);
  return { busy, notice, fault, run };
}
