// Who of those who have an issue cannot be written to: those who handle it are to know.
import { personalConversation } from '../people/conversations-store.ts';
import type { Queries } from '../store/database.ts';
import type { Issue } from './issue.ts';
import { having } from './me-toos-store.ts';

/** `raiser`: why who raised it cannot be told, or empty; `others`: how many of those who have it too cannot. */
export type Untold = { raiser: string; others: number };

/** Who cannot hear what becomes of an issue, as far as is known. */
export async function untold(db: Queries, { id, raiserId }: Issue): Promise<Untold> {
  const found: Untold = { raiser: '', others: 0 };
  for (const personId of (await having(db, id)).personIds) {
    const chat = await personalConversation(db, personId);
    if (!chat || chat.state === 'open') continue;
    if (personId === raiserId) found.raiser = chat.reason;
    else found.others += 1;
  }
  return found;
}
