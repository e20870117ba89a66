// People, teams and channels of the far side, as the tests invent them. Ids have the shapes that Teams uses and follow
// from the names, so that a failing test reads the same each time.
import { createHash } from 'node:crypto';

export const homeTenant = '7e57a000-0000-4000-8000-000000000001';
export const otherTenant = '7e57b000-0000-4000-8000-000000000002';

/** `id`: how a bot knows the person (29:…); `chatId`: their personal chat with the bot. */
export type Person = {
  readonly name: string;
  readonly id: string;
  readonly objectId: string;
  readonly email: string;
  readonly tenantId: string;
  readonly chatId: string;
};

export type Channel = { readonly id: string; readonly name: string; readonly type?: 'private' | 'shared' };

/** The first channel is General; its id is the team's id. */
export type Team = {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly tenantId: string;
  readonly channels: readonly Channel[];
  readonly members: readonly Person[];
};

/** A GUID that follows from some words. */
export function guidOf(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Invents a person. */
export function person(name: string, tenantId: string = homeTenant): Person {
  const objectId = guidOf('person', name, tenantId);
  const short = objectId.replaceAll('-', '');
  const local =
    name
      .normalize('NFD')
      .replace(/[^a-z ]/gi, '')
      .trim()
      .replace(/ +/g, '.')
      .toLowerCase() || 'person';
  return {
    name,
    objectId,
    id: `29:1${short}`,
    email: `${local}@${tenantId === homeTenant ? 'trust.example' : 'other.example'}`,
    tenantId,
    chatId: `a:1${short}`,
  };
}

/** Invents a team with General and the named channels. */
export function team(
  name: string,
  members: readonly Person[],
  { channels = [], tenantId = homeTenant }: { channels?: readonly string[]; tenantId?: string } = {},
): Team {
  const idOf = (channel: string) => `19:${guidOf(name, channel, tenantId).replaceAll('-', '')}@thread.tacv2`;
  const all = ['General', ...channels].map((channel) => ({ id: idOf(channel), name: channel }));
  return { id: idOf('General'), groupId: guidOf('team', name, tenantId), name, tenantId, channels: all, members };
}
