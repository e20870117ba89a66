// All sources as one: what was said anywhere can be grouped together.
import type { Source } from './ports.ts';

/** Asks each source in turn, and puts what they have together in their order. */
export function combined(sources: readonly Source[]): Source {
  async function each<Thing>(ask: (source: Source) => Promise<Thing[]>): Promise<Thing[]> {
    const all: Thing[] = [];
    for (const source of sources) all.push(...(await ask(source)));
    return all;
  }
  const once = async (people: Promise<string[]>) => [...new Set(await people)];

  return {
    async asking(db, key) {
      for (const source of sources) {
        const found = await source.asking(db, key);
        if (found) return found;
      }
      return undefined;
    },
    askings: (db, of) => each((source) => source.askings(db, of)),
    closed: (db) => each((source) => source.closed(db)),
    said: (db, asking, reach) => each((source) => source.said(db, asking, reach)),
    read: (db, keys) => each((source) => source.read(db, keys)),
    hearers: (db, asking, keys) => once(each((source) => source.hearers(db, asking, keys))),
    answerers: (db, asking, keys) => once(each((source) => source.answerers(db, asking, keys))),
  };
}
