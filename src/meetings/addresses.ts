// Addresses that open something for whoever has them. What is in one follows from the id of what it opens and from a secret
// of this service: a card can be drawn again with the same address, and the database alone opens nothing.
import { createHash, createHmac } from 'node:crypto';

/** `secret`: known to this service alone, and the same to all its instances. */
export function tokenOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`address:${id}`).digest('base64url');
}

/** What the database keeps of a token. It outlasts the secret: when that changes, addresses that are out go on. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
