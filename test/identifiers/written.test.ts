// What people write to us holds no identifier of a patient either: not as a command, nor as any other message.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cabinetChannel, chat, digital, latestIssue, nurse, openWard } from '../issues/ward.ts';
import { channel, type House } from '../support/clerk.ts';
import { findIn, keptIn, REFUSED, TAKEN } from './examples.ts';

let folder: string;
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-written-'));
  house = await openWard({ database: { kind: 'sqlite', path: join(folder, 'clerk.db') } });
});
afterAll(async () => {
  await house.stop();
  rmSync(folder, { recursive: true });
});

describe('What people write', () => {
  const STAYS = 'What you wrote stays in this chat until you delete it, so please delete it.';
  const ways: ((text: string) => string)[] = [
    (text) => `raise ${text}`,
    (text) => `raise the printer on ward 4 shows ${text}`,
    (text) => `the printer on ward 4 shows ${text}`,
    (text) => text,
    (text) => `help ${text}`,
    (text) => `issue ${text}`,
    (text) => `issues ${text}`,
    (text) => `away until ${text}`,
    (text) => `hello, ${text}`,
  ];

  test.each(REFUSED)('with %j is refused in every way, and stays in the chat until they delete it', async (text) => {
    for (const place of [chat, cabinetChannel, channel(digital)]) {
      for (const way of ways) {
        const before = house.far.sent.length;
        await house.says(nurse, way(text), { in: place });
        const sent = house.far.sent.slice(before);
        expect(sent, way(text)).toHaveLength(1);
        expect(sent[0]?.activity?.text).toMatch(/^Nothing has been saved\. What you wrote: This .* Remove it\./);
        expect(sent[0]?.activity?.text).toContain(STAYS);
        expect(findIn(JSON.stringify(sent), text)).toEqual([]);
      }
    }
    expect(findIn(await keptIn(house, folder), text)).toEqual([]);
  });

  test.each(TAKEN)('with %j is taken as it is', async (text) => {
    await house.says(nurse, `raise ${text}`);
    await house.press(nurse, chat, 'issue.start', { harm: 'no' });
    const raised = await house.press(nurse, chat, 'issue.raise', { title: text, detail: text, place: text });
    expect(raised.card).toBeDefined();
    expect(await latestIssue(house)).toMatchObject({ title: text, detail: text, place: text });
  });

  test('a bare ten-digit number that could be one is refused with the way out', async () => {
    await house.says(nurse, 'raise ticket 9434765919');
    expect(house.linesIn(chat).at(-1)).toContain('A ticket or asset number? Put its prefix before it.');
    await house.says(nurse, 'raise ticket INC9434765919');
    expect(house.lastCard(chat).card).toBeDefined();
  });
});
