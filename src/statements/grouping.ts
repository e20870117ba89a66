// Suggested groups of like words, pure: a help for whoever makes themes, never a decision.

export type Worded = { key: string; text: string };

/** Things that share a word. `words`: the shared ones as people wrote them, the commonest first. */
export type Suggestion = { words: readonly string[]; keys: readonly string[] };

/** Words that say nothing of what it is about. */
const EMPTY = new Set(
  (
    'about after again all also always and any are because been before being but can cannot could did does doing don ' +
    'down each even every for from get gets getting had has have having here how into its just keep keeps like made ' +
    'make makes more most much need needs never not now off often one only other our out over please really same she ' +
    'should some still take takes than that the their them then there these they thing things this those time too two ' +
    'use used using very was way well were what when where which while who will with work working would you your'
  ).split(' '),
);
const SHORTEST = 3;
const WORDS_NAMED = 3;

/** The stem of a word, roughly: `printers`, `printing` and `printed` are one. */
function stemOf(word: string): string {
  const plain = word.endsWith('ies') && word.length > 5 ? `${word.slice(0, -3)}y` : word;
  const bare = plain.replace(/(?:ings?|ers?|ed|es|s)$/, '');
  return bare.length >= SHORTEST ? bare.replace(/(.)\1$/, '$1') : plain;
}

/** The words of a text that say what it is about, by stem, as they were written. */
function stemsOf(text: string): Map<string, string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];
  return new Map(
    words.filter((word) => word.length >= SHORTEST && !EMPTY.has(word)).map((word) => [stemOf(word), word]),
  );
}

/**
 * Groups things by the word that most of them share, then the rest by the next, and so on: at most `most` groups of two
 * or more. Each thing is in one group at most. The same things give the same groups in whatever order they come.
 */
export function suggestGroups(things: readonly Worded[], most = 3): Suggestion[] {
  let left = things
    .map((thing) => ({ key: thing.key, stems: stemsOf(thing.text) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const groups: Suggestion[] = [];
  while (groups.length < most) {
    const [stem] = commonest(left);
    const group = stem === undefined ? [] : left.filter(({ stems }) => stems.has(stem));
    if (stem === undefined || group.length < 2) break;
    const shared = [stem, ...commonest(group).filter((other) => other !== stem)].slice(0, WORDS_NAMED);
    groups.push({ words: shared.map((one) => spelling(group, one)), keys: group.map(({ key }) => key) });
    left = left.filter((thing) => !group.includes(thing));
  }
  return groups;
}

type Stemmed = { key: string; stems: Map<string, string> };

/** Stems that two or more share, the most shared first. */
function commonest(things: readonly Stemmed[]): string[] {
  const counts = new Map<string, number>();
  for (const { stems } of things) for (const stem of stems.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= 2)
    .toSorted(([one, count], [other, second]) => second - count || (one < other ? -1 : 1))
    .map(([stem]) => stem);
}

/** How a stem is written: the shortest spelling in the group. */
function spelling(group: readonly Stemmed[], stem: string): string {
  const spelled = group.flatMap(({ stems }) => stems.get(stem) ?? []);
  return spelled.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1))[0] ?? stem;
}
