// Which of a form's fields a refusal speaks of: the server begins what it says of a field with its label ("Place: …").

/**
 * What is said of one field, without its name; empty where nothing is. Several fields may be named in one refusal:
 * "Nothing has been saved. Title: … Place: …".
 */
export function faultAt(words: string, name: string): string {
  // As if a sentence went before, so that the first is found like any other.
  const all = `. ${words}`;
  const head = `. ${name}: `;
  const begin = all.indexOf(head);
  if (begin === -1) return '';
  const said = all.slice(begin + head.length);
  const next = said.search(/\. [A-Z][^.:]{0,60}: /);
  return next === -1 ? said : said.slice(0, next + 1);
}

/** What the server calls a field: its label up to what is asked or added. "Where? (optional)" is "Where". */
export function nameOf(label: string): string {
  return label.split(/[?(,]/)[0]?.trim() ?? '';
}
