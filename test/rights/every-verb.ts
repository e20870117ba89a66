// The verbs that the features' contracts (cards/<feature>/verbs.ts) name, whichever features there are.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const CARDS = join(import.meta.dirname, '../../cards');

export async function everyVerb(): Promise<Set<string>> {
  const verbs = new Set<string>();
  for (const feature of readdirSync(CARDS, { withFileTypes: true })) {
    if (!feature.isDirectory()) continue;
    const lists = (await import(join(CARDS, feature.name, 'verbs.ts'))) as Record<string, readonly string[]>;
    for (const list of Object.values(lists)) for (const verb of list) verbs.add(verb);
  }
  return verbs;
}
