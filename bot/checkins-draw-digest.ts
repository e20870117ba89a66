// How a digest is drawn: in its channel for all, and in somebody's own chat, where they opened it from their own card.
import { digestCard, goneCard, lineCard, PLAIN_LINE } from '../cards/checkins/checkin.ts';
import type { Rendered } from '../cards/render.ts';
import type { Forum } from '../src/checkins/forum.ts';
import type { Round } from '../src/checkins/round.ts';
import { roundById } from '../src/checkins/rounds-store.ts';
import { forumById } from '../src/checkins/store.ts';
import type { CheckinDrawDeps } from './checkins-draw.ts';
import { createCheckinViews } from './checkins-shown.ts';
import type { Draw } from './feature.ts';

export function createDigestDraws({ db, now, checkins, tabLink }: CheckinDrawDeps): Record<string, Draw> {
  const { answering, offering } = checkins;
  const views = createCheckinViews({ db, now });

  async function found(roundId: string): Promise<{ forum: Forum; round: Round } | undefined> {
    const round = await roundById(db, roundId);
    const forum = round && (await forumById(db, round.forumId));
    return forum && { forum, round };
  }

  /** After the weeks of keeping it shows counts alone. */
  async function drawn(
    forum: Forum,
    round: Round,
    part: number,
    token: string,
    own?: { back: boolean },
  ): Promise<Rendered> {
    const kept = round.state !== 'counted';
    const { when, counts, parts } = await views.digest(forum, round);
    return digestCard({
      token,
      roundId: round.id,
      name: forum.name,
      when,
      part,
      parts: kept ? round.parts : 1,
      counts,
      groups: parts[part - 1] ?? [],
      joinLink: kept ? forum.joinLink : '',
      tab: tabLink(`checkins/${forum.id}/${round.id}`, 'Check-in'),
      ...(own && { own }),
    });
  }

  /** `subject`: `<round>:<part>`. */
  const inChannel: Draw = async (subject, { token }) => {
    const [roundId = '', part = '1'] = subject.split(':');
    const known = await found(roundId);
    return known && drawn(known.forum, known.round, Number(part), token);
  };

  /** `subject`: `<round>:<part>`. In somebody's own chat, while they are on the roster. */
  const read: Draw = async (subject, { token, personId }) => {
    const [roundId = '', part = '1'] = subject.split(':');
    const known = await found(roundId);
    if (!known || !personId || !(await offering.isOnRoster(personId, known.forum))) return goneCard(token);
    const back = (await answering.look(personId, roundId)) !== undefined;
    const wanted = Math.min(Number(part), Math.max(1, known.round.parts));
    return drawn(known.forum, known.round, wanted, token, { back });
  };

  /** `rounds`: ids with commas between, of the last digest of each forum; no check-in is open. */
  const last: Draw = async (rounds, { token, personId }) => {
    const actions = [];
    for (const roundId of rounds.split(',')) {
      const known = await found(roundId);
      if (!known || !personId || !(await offering.isOnRoster(personId, known.forum))) continue;
      actions.push({ title: `Read the digest: ${known.forum.name}`, verb: 'checkin.read', data: { round: roundId } });
    }
    const lines = ['No check-in is open for you now. When the next one opens and you are asked, I write to you.'];
    return lineCard({ ...PLAIN_LINE, token, heading: 'Check-in', lines, actions });
  };

  return { 'checkin.digest': inChannel, 'checkin.read': read, 'checkin.last': last };
}
