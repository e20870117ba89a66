// What others read of the presenter rota: who is next for the agenda, what could be presented, the cards to draw again.
import { refreshMessages } from '../delivery/messages.ts';
import { personById } from '../people/people-store.ts';
import type { Database, Trx } from '../store/database.ts';
import type { CpdNext } from './ports.ts';
import { sessionAt, sessionsOf } from './rota-plan.ts';
import { topicsOf } from './rota-store.ts';
import type { Series } from './series.ts';
import { seriesById } from './store.ts';
import { refreshCpd, refreshMeeting } from './told.ts';

/** The gaps that the team has most, in words, the commonest first. The polls feed it. */
export type GapTopics = (teamId: string) => Promise<readonly string[]>;

export type RotaDeps = { db: Database; now: () => Date; gapTopics: GapTopics };

const TOPICS = 5;

export function createRotaReading({ db, now, gapTopics }: RotaDeps) {
  /** What the agenda names: who presents on a date, and what about. */
  const next: CpdNext = async (seriesId, plannedOn) => {
    const series = await seriesById(db, seriesId);
    if (!series) return undefined;
    const session = await sessionAt(db, series, plannedOn, now());
    if (!session) return undefined;
    const { slot, presenter } = session;
    if (slot.guest) return { presenter: `${slot.guest} (guest)`, topic: slot.topic };
    return presenter && { presenter: presenter.name, topic: slot.topic };
  };

  /** What could be presented: what members offer or want to hear, then the team's commonest gaps. */
  async function topics(teamId: string): Promise<{ title: string; why: string }[]> {
    const proposed = await topicsOf(db, teamId, TOPICS);
    const gaps = await gapTopics(teamId);
    const names = new Map<string, string>();
    for (const { personId } of proposed) names.set(personId, (await personById(db, personId))?.name ?? '');
    return [
      ...proposed.map(({ title, sort, personId }) => ({
        title,
        why: sort === 'offer' ? `${names.get(personId)} can present it` : 'somebody would like to hear about it',
      })),
      ...gaps.slice(0, TOPICS).map((title) => ({ title, why: 'a common gap in the team' })),
    ];
  }

  return {
    next,
    topics,
    sessions: (series: Series) => sessionsOf(db, series, now()),
    sessionAt: (series: Series, plannedOn: string) => sessionAt(db, series, plannedOn, now()),
  };
}

/** The cards of CPD on these dates, the rota itself, and the agendas that name who presents next are drawn again. */
export async function refreshRota(trx: Trx, series: Series, plannedOns: readonly string[], now: Date): Promise<void> {
  const { tenantId, id } = series;
  await refreshMessages(trx, { tenantId, subjectIds: [id], kinds: ['cpd.rota'] }, now);
  await refreshCpd(trx, series, plannedOns, now);
  const coming = await sessionsOf(trx, series, now);
  await refreshMeeting(
    trx,
    series,
    coming.map(({ occurrence }) => occurrence.plannedOn),
    now,
  );
}
