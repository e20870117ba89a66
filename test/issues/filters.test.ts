// `issues` with what it is narrowed to, its pages, and the cabinets it is about; waiting times by sector.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFilter } from '../../bot/issues-list.ts';
import { channel, type House, person, personal, team, textOf } from '../support/clerk.ts';
import { answer, cabinetChannel, doctor, handler, lead, type nurse, openWard, raise, take } from './ward.ts';

let house: House;

async function listed(who: typeof nurse, words: string): Promise<string> {
  await house.says(who, words);
  return textOf(house.lastCard(personal(who)).card);
}

function references(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z]+-\d+$/.test(line));
}

describe('issues, narrowed', () => {
  beforeAll(async () => {
    house = await openWard();
    for (let at = 1; at <= 6; at += 1) {
      await raise(house, { title: `Screen ${at} is dark`, system: 'EPR', impact: 'team', urgency: 'now' });
    }
    const labels = await raise(house, { title: 'Labels print blank', system: 'E-prescribing' });
    const waits = await raise(house, { title: 'No login', impact: 'me', urgency: 'later' });
    await take(house, labels, lead);
    await answer(house, waits, 'waiting', 'Which ward?', handler);
    const done = await raise(house, { title: 'Slow', system: 'EPR' });
    await answer(house, done, 'resolved', 'It is fast now.');
  });
  afterAll(() => house.stop());

  test('by priority, five to a card, and the next page keeps the filter', async () => {
    const first = await listed(doctor, 'issues open P2');
    expect(first).toContain('Open issues: Ward Digital Cabinet, High (P2)');
    expect(references(first)).toEqual(['CAB-6', 'CAB-5', 'CAB-4', 'CAB-3', 'CAB-2']);
    expect(first).toContain('Page 1 of 2');
    const next = await house.press(doctor, personal(doctor), 'issue.list');
    expect(references(textOf(next.card ?? {}))).toEqual(['CAB-1']);
    expect(textOf(next.card ?? {})).toContain(', High (P2)');
  });

  test.each([
    ['issues system e-prescribing', ['CAB-7']],
    ['issues system EPR', ['CAB-6', 'CAB-5', 'CAB-4', 'CAB-3', 'CAB-2']],
    ['issues waiting', ['CAB-8']],
    ['issues resolved', ['CAB-9']],
    ['issues P4 waiting', ['CAB-8']],
    ['issues cab p2', ['CAB-6', 'CAB-5', 'CAB-4', 'CAB-3', 'CAB-2']],
    ['issues system nothing', []],
  ])('%s', async (words, expected) => {
    expect(references(await listed(doctor, words))).toEqual(expected);
  });

  test('mine: what one has taken oneself, and nobody else’s', async () => {
    expect(references(await listed(lead, 'issues mine'))).toEqual(['CAB-7']);
    expect(references(await listed(handler, 'issues mine'))).toEqual(['CAB-8']);
    const none = await listed(doctor, 'issues mine');
    expect(none).toContain('You have taken no issue that is still open. For those that you raised, write my issues');
  });

  test('waiting times are shown by sector, the longest wait first', async () => {
    const [issue] = await house.clerk.store.db.selectFrom('issues').selectAll().where('number', '=', 1).execute();
    const press = { issue: issue?.id, status: 'in-progress', reply: '', sector: 'social-care' };
    await house.presses(lead, 'issue.update', press, { in: cabinetChannel });
    await house.moveTo('2026-11-28T10:00:00Z');
    const text = await listed(lead, 'waiting times');
    expect(text).toContain('Social care\n1 open, the oldest for 3 days. None answered in the last 90 days.');
    expect(text).toContain('No sector given\n7 open');
    expect(text).toContain('1 answered in the last 90 days, half of them within 0 days.');
  });
});

describe('What follows issues', () => {
  test('is taken only where every word is known', () => {
    expect(parseFilter('open p3 closed', [])).toEqual({ priority: 'P3', state: 'closed' });
    expect(parseFilter('system Order Comms', [])).toEqual({ system: 'Order Comms' });
    expect(parseFilter('mine please', [])).toBeUndefined();
    expect(parseFilter('', [])).toEqual({});
  });
});

describe('Somebody who handles a cabinet of another organisation', () => {
  const guest = { ...person('Gwen Pike'), email: 'gwen.pike@community.example' };
  const southern = team('Southern Digital', [person('Una Vale'), guest], { channels: ['Cabinet'] });
  const [owner] = southern.members;

  test('lists its issues, and those of their own organisation first', async () => {
    const other = team('Community Digital', [guest]);
    const host = await openWard({ people: southern.members, teams: [southern, other] });
    try {
      if (!owner) throw new Error('Nobody runs the team.');
      await host.deliver(host.acts.installs(owner, channel(southern)));
      const theirs = { name: 'Southern Cabinet', prefix: 'SOU', organisation: 'Southern Trust', handlers: 'team' };
      await host.presses(owner, 'cabinet.save', theirs, { in: channel(southern, 'Cabinet') });
      const own = { name: 'Community Cabinet', prefix: 'COM', organisation: 'Community Trust' };
      await host.deliver(host.acts.installs(guest, channel(other)));
      await host.presses(guest, 'cabinet.save', own, { in: channel(other) });
      await raise(host, { title: 'The rota is empty' }, owner);
      await host.says(guest, 'issues');
      const first = textOf(host.lastCard(personal(guest)).card);
      await host.says(guest, 'issues SOU');
      const second = textOf(host.lastCard(personal(guest)).card);
      expect(first).toContain('Open issues: Community Cabinet');
      expect(second).toContain('Open issues: Southern Cabinet');
      expect(second).toContain('The rota is empty');
    } finally {
      await host.stop();
    }
  });
});
