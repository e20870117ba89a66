// What those who group and answer do most, through the door: group issues into a theme, write, publish.
import type { Issue } from '../../src/issues/issue.ts';
import { lead } from '../issues/ward.ts';
import { type Card, type ClickAnswer, dataOf, type House, personal } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';

export const desk = personal(lead);

/** What a statement is filled in with, where a test does not say otherwise. */
export const DID = { outcome: 'did', words: 'The label template is mended.', said: '2 people told us: labels' };
export const PLAN = { ...DID, outcome: 'plan', words: 'Replace the printers.', when: '2026-12-16' };

/** The key of an issue among all that can be grouped. */
export function keyOf(issue: Issue): string {
  return `issue:${issue.id}`;
}

/** Writes `themes`, opens the form and saves a theme of these issues; gives the theme's id. */
export async function group(house: House, name: string, issues: readonly Issue[], who: Person = lead): Promise<string> {
  await house.says(who, 'themes');
  const place = personal(who);
  const asking = `cabinet:${issues[0]?.cabinetId}`;
  await house.press(who, place, 'theme.form', { asking });
  const saved = await house.press(who, place, 'theme.save', { name, parts: issues.map(keyOf).join(',') });
  if (!saved.card) throw new Error(`It was not saved: ${saved.notice}`);
  return String(dataOf(saved.card, 'theme.form').theme);
}

/** Presses on the last card of somebody's own chat. */
async function pressHere(house: House, who: Person, verb: string, data: object): Promise<ClickAnswer> {
  const place = personal(who);
  return house.presses(who, verb, data, { in: place, replyTo: house.lastCard(place).id });
}

/** Writes a statement on a theme; answers with the preview. */
export async function write(house: House, theme: string, filled: object = {}, who: Person = lead) {
  return pressHere(house, who, 'statement.save', { theme, ...DID, ...filled });
}

/** Publishes from a preview. */
export async function publish(house: House, preview: ClickAnswer, who: Person = lead): Promise<ClickAnswer> {
  return pressHere(house, who, 'statement.publish', dataOf(preview.card as Card, 'statement.publish'));
}

/** Groups, writes and publishes. */
export async function answerWith(house: House, issues: readonly Issue[], filled: object = {}, name = 'Labels') {
  const theme = await group(house, name, issues);
  const published = await publish(house, await write(house, theme, filled));
  if (!published.card) throw new Error(`It was not published: ${published.notice}`);
  return theme;
}

/** The latest statement as it is stored. */
export async function latestStatement(house: House) {
  const { db } = house.clerk.store;
  return db.selectFrom('statements').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
}
