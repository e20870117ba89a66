import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seePerson } from '../../src/people/people-store.ts';
import { type House, startHouse } from '../support/clerk.ts';
import { person } from '../support/world.ts';

const someone = person('Amina Yusuf');

describe('the tab in local mode', () => {
  let house: House;
  let id: string;
  beforeAll(async () => {
    house = await startHouse({ far: { local: true } });
    const { tenantId, objectId, name } = someone;
    const seen = { tenantId, objectId, name, email: '', channelUserId: '' };
    id = (await seePerson(house.clerk.store.db, seen, house.now())).id;
  });
  afterAll(() => house.stop());

  /** A request whose Host header is ours to choose. */
  function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
      const asked = request(`${house.clerk.url}/api/tab/${path}`, { headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      });
      asked.on('error', reject).end();
    });
  }

  test('lists the people to choose from, and is whoever was chosen', async () => {
    expect(await get('people')).toEqual({ status: 200, body: { people: [{ value: id, title: someone.name }] } });
    expect(await get('me', { 'x-clerk-person': id })).toMatchObject({ status: 200, body: { name: someone.name } });
  });

  test.each([{}, { 'x-clerk-person': 'nobody' }, { authorization: 'Bearer a.b.c' }])(
    'without a person who exists it is 401, whatever else is sent: %j',
    async (headers) => {
      expect(await get('me', headers as Record<string, string>)).toMatchObject({ status: 401 });
      expect(await get('nothing', headers as Record<string, string>)).toMatchObject({ status: 401 });
    },
  );

  test('a page elsewhere whose name was turned to this machine gets nothing', async () => {
    const host = 'evil.example:3978';
    expect((await get('people', { host })).status).toBe(401);
    expect((await get('me', { host, 'x-clerk-person': id })).status).toBe(401);
    expect((await get('people', { host: 'localhost:3978' })).status).toBe(200);
  });
});
