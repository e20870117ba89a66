// The message extension's search: from any chat, only what the person may see, and nothing to press on what it inserts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channel, type House, person, team } from '../support/clerk.ts';
import type { Person } from '../support/world.ts';
import { answer, doctor, flag, latestIssue, lead, nurse, openWard, raise, safety, storesChannel } from './ward.ts';

type Found = { contentType: string; content: object; preview: { content: { title: string; text: string } } };

const other = { ...person('Otto Kemp'), email: 'otto.kemp@community.example' };
const community = team('Community Digital', [other]);

let house: House;
beforeAll(async () => {
  const env = { CLERK_PUBLIC_URL: 'https://clerk.example', TEAMS_APP_ID: '3f8b1d52-6a0e-4c55-9f0a-2f6f6f3f7a10' };
  house = await openWard({ people: [other], teams: [community], env });
  await raise(house, { title: 'Labels <b>print</b> blank', system: 'EPR', place: 'Ward 4' });
  await raise(house, { title: 'Screens are dark', system: 'EPR' });
  await answer(house, await latestIssue(house), 'resolved', 'They are bright now.');
  for (let at = 3; at <= 12; at += 1) await raise(house, { title: `Login takes ${at} minutes` });
  await flag(house);
});
afterAll(() => house.stop());

async function search(who: Person, typed: string, options = {}): Promise<{ found: Found[]; message: string }> {
  const { status, body } = await house.deliver(house.acts.searches(who, typed, options));
  expect(status).toBe(200);
  const { composeExtension } = body as { composeExtension: { type: string; text?: string; attachments?: Found[] } };
  return { found: composeExtension.attachments ?? [], message: composeExtension.text ?? '' };
}

const titles = (found: readonly Found[]) => found.map(({ preview }) => preview.content.title);

describe('The search', () => {
  test('finds an issue by its reference, however it is typed, the exact one first', async () => {
    for (const typed of ['CAB-1', 'cab 1', ' cab-1 ']) {
      const { found } = await search(nurse, typed);
      expect(titles(found)[0]).toMatch(/^CAB-1: /);
    }
  });

  test('finds by words, also what is answered, and at most ten', async () => {
    expect(titles((await search(doctor, 'dark screens')).found)).toEqual(['CAB-2: Screens are dark']);
    expect((await search(doctor, 'login')).found).toHaveLength(10);
    expect((await search(doctor, '')).found).toHaveLength(10);
  });

  test('inserts what all may know with a link, and nothing to press; people’s words stay words', async () => {
    const { found } = await search(nurse, 'labels');
    const [first] = found;
    expect(first?.preview.content.title).toBe('CAB-1: Labels &lt;b&gt;print&lt;/b&gt; blank');
    const card = JSON.stringify(first?.content);
    expect(card).toContain('Ward 4');
    expect(card).toContain('https://teams.microsoft.com/l/entity/3f8b1d52-6a0e-4c55-9f0a-2f6f6f3f7a10/cabinet');
    expect(card).not.toContain('Action.Execute');
    expect(card).not.toContain('Action.Submit');
    expect(card).not.toContain('refresh');
    expect(card).not.toContain('Amina');
  });

  test('shows a safety concern to nobody: others read along where it is put', async () => {
    for (const who of [nurse, lead, safety]) expect((await search(who, 'CAB-13')).message).toMatch(/^Nothing found/);
  });

  test('works where Digital Clerk is no member, and learns nothing of that place', async () => {
    const before = await house.clerk.store.db.selectFrom('conversations').selectAll().execute();
    expect((await search(doctor, 'screens', { in: storesChannel })).found).toHaveLength(1);
    expect(await house.clerk.store.db.selectFrom('conversations').selectAll().execute()).toEqual(before);
  });

  test('refuses a patient’s number, and keeps nothing of what is typed', async () => {
    const { found, message } = await search(doctor, '999 123 4560');
    expect(found).toEqual([]);
    expect(message).toContain('looks like an NHS number');
    const kept = await house.clerk.store.db.selectFrom('inbox').selectAll().execute();
    expect(JSON.stringify([kept, house.lines])).not.toContain('999 123 4560');
    expect(JSON.stringify(kept)).not.toContain('composeExtension');
  });

  test('shows nothing of another organisation', async () => {
    await house.deliver(house.acts.installs(other, channel(community)));
    const theirs = { name: 'Community Cabinet', prefix: 'COM', organisation: 'Community Trust' };
    await house.presses(other, 'cabinet.save', theirs, { in: channel(community) });
    expect((await search(other, 'labels')).message).toMatch(/^Nothing found/);
    expect((await search(other, 'CAB-1')).found).toEqual([]);
    expect((await search(lead, 'CAB-1')).found).not.toEqual([]);
  });
});
