// How the cards of the presenter rota are drawn: from the rota as it stands at the moment of sending.
import { materialCard, nobodyCard, type Row, rotaCard, swapCard, takeCard, turnCard } from '../cards/cpd/rota.ts';
import { clip } from '../cards/parts.ts';
import { dateWords, instantWords } from '../src/calendar/words.ts';
import type { Session } from '../src/meetings/rota-plan.ts';
import type { RotaService } from '../src/meetings/rota-service.ts';
import type { MeetingsService } from '../src/meetings/service.ts';
import { seriesById, seriesOfConversation } from '../src/meetings/store.ts';
import { personById } from '../src/people/people-store.ts';
import { isMember } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import type { Draw } from './feature.ts';

/** How many of the next dates a card shows. */
const SHOWN = 4;
const OTHERS = 20;
/** What a session takes until its presenter says otherwise. */
const USUAL_MINUTES = 20;

export type CpdDrawDeps = { db: Database; now: () => Date; rota: RotaService; meetings: MeetingsService };

export function createCpdDraws({ db, now, rota, meetings }: CpdDrawDeps): Record<string, Draw> {
  const card: Draw = async (seriesId, { token, personId }) => {
    const series = await seriesById(db, seriesId);
    if (!series || series.state === 'ended') return undefined;
    // Who left the team sees no more of it, also on a card that they were sent before.
    if (personId && !(await isMember(db, series.teamId, personId))) return undefined;
    const sessions = (await rota.sessions(series)).slice(0, SHOWN);
    const all = personId ? await meetings.mine(personId) : await seriesOfConversation(db, series.conversationId);
    return rotaCard({
      token,
      seriesId,
      title: series.title,
      dates: sessions.map(rowOf),
      topics: await rota.topics(series.teamId),
      hasOthers: all.some(({ id }) => id !== seriesId),
    });
  };

  /** `subject`: `series:take`; named otherwise than the series, so that a change of it wipes nothing that is typed. */
  const take: Draw = async (subject, { token, personId }) => {
    const [seriesId = ''] = subject.split(':');
    const series = personId ? await seriesById(db, seriesId) : undefined;
    if (!personId || !series || series.state === 'ended') return undefined;
    const theirs = await meetings.mine(personId);
    if (!theirs.some(({ id }) => id === seriesId)) return undefined;
    const sessions = (await rota.sessions(series)).slice(0, SHOWN);
    const others = theirs.filter(({ id }) => id !== seriesId).slice(0, OTHERS);
    return takeCard({
      token,
      seriesId,
      title: series.title,
      choices: sessions.map((session) => ({ title: whenWords(session), value: session.occurrence.plannedOn })),
      others: others.map(({ id, title }) => ({ title, value: id })),
    });
  };

  async function sessionOf(subject: string): Promise<Session | undefined> {
    const [seriesId = '', plannedOn = ''] = subject.split(':');
    const series = await seriesById(db, seriesId);
    return series && rota.sessionAt(series, plannedOn);
  }

  function turn(heading: string): Draw {
    return async (subject, { token, personId }) => {
      const session = await sessionOf(subject);
      if (!session || !personId) return undefined;
      const { series, slot, occurrence } = session;
      const member = await isMember(db, series.teamId, personId);
      const off = occurrence.state === 'skipped' || occurrence.state === 'paused';
      const has = slot.guest ? slot.invitedBy === personId : session.presenter?.id === personId;
      const theirs = member && has && !off;
      const over = occurrence.endAt <= now();
      return turnCard({
        token,
        seriesId: series.id,
        plannedOn: occurrence.plannedOn,
        title: series.title,
        ...turnWords(session, { theirs, member, off, over, heading }),
        theirs,
        canLeave: !over,
        topics: theirs && !over ? await rota.topics(series.teamId) : [],
        topic: slot.topic,
        minutes: slot.minutes || USUAL_MINUTES,
        link: slot.link,
        notes: slot.notes,
        swaps: theirs && !over && !slot.guest ? await swapsFor(session, personId) : [],
      });
    };
  }

  /** The dates of colleagues that a presenter can ask for. */
  async function swapsFor({ series, occurrence }: Session, personId: string) {
    const others = (await rota.sessions(series)).flatMap((session) => {
      const { presenter } = session;
      const { plannedOn, startAt } = session.occurrence;
      const fits = presenter && presenter.id !== personId && startAt > now() && plannedOn !== occurrence.plannedOn;
      return fits ? [{ title: `${clip(presenter.name, 60)}, ${dateWords(session.heldOn)}`, value: plannedOn }] : [];
    });
    return others.slice(0, SHOWN);
  }

  const swap: Draw = async (swapId, { token, personId }) => {
    const asked = await rota.swapById(swapId);
    if (!asked || (personId !== asked.toId && personId !== asked.fromId)) return undefined;
    const series = await seriesById(db, asked.seriesId);
    const other = await personById(db, personId === asked.toId ? asked.fromId : asked.toId);
    if (!series || !other) return undefined;
    const heldWords = async (plannedOn: string) =>
      dateWords((await rota.sessionAt(series, plannedOn))?.heldOn ?? plannedOn);
    const [from, to] = [await heldWords(asked.fromOn), await heldWords(asked.toOn)];
    const open = asked.state === 'asked' && personId === asked.toId;
    const shown = { token, swapId, title: series.title, open };
    if (asked.state === 'asked') {
      const words = `${other.name} asks you to present CPD on ${from}, and presents on your date, ${to}.`;
      return open ? swapCard({ ...shown, heading: 'Will you change dates?', words }) : undefined;
    }
    const mine = personId === asked.toId ? [from, to] : [to, from];
    const changed = `You present on ${mine[0]}; ${other.name} presents on ${mine[1]}.`;
    if (asked.state === 'agreed') return swapCard({ ...shown, heading: 'The dates are changed', words: changed });
    const stays = personId === asked.toId ? `Your date stays ${to}.` : `${other.name} cannot. Your date stays ${from}.`;
    return swapCard({ ...shown, heading: 'The dates stay as they are', words: stays });
  };

  const material: Draw = async (subject, { token }) => {
    const session = await sessionOf(subject);
    if (!session || (!session.slot.link && !session.slot.notes)) return undefined;
    const { slot, series, presenter, heldOn } = session;
    const who = slot.guest || presenter?.name;
    const words = `${slot.topic || 'CPD'}${who ? `, by ${who}` : ''}, on ${dateWords(heldOn)}.`;
    return materialCard({ token, title: series.title, words, notes: slot.notes, link: slot.link });
  };

  const nobody: Draw = async (subject, { token }) => {
    const session = await sessionOf(subject);
    if (!session || session.presenter || session.slot.guest) return undefined;
    const words = `${whenWords(session)}: everyone is away, has paused, or has said that they cannot. Somebody can still volunteer or invite a guest.`;
    return nobodyCard({ token, seriesId: session.series.id, title: session.series.title, words });
  };

  return {
    'cpd.rota': card,
    'cpd.take': take,
    'cpd.turn': turn('You present CPD'),
    'cpd.remind': turn('A reminder: you present CPD'),
    'cpd.swap': swap,
    'cpd.material': material,
    'cpd.nobody': nobody,
  };
}

type TurnAt = { theirs: boolean; member: boolean; off: boolean; over: boolean; heading: string };

function turnWords(session: Session, at: TurnAt): { heading: string; words: string } {
  const { slot, presenter } = session;
  const { theirs, over, heading } = at;
  const when = whenWords(session);
  if (!theirs) {
    const who = slot.guest || presenter?.name;
    const instead = at.off ? 'the meeting is left out' : who ? `${who} presents` : 'nobody presents yet';
    // Who has left the team is not told who does it in their place.
    return { heading: 'You need not present CPD', words: at.member ? `${when}: ${instead}.` : `${when}.` };
  }
  if (over) return { heading: 'Thank you for the CPD', words: `${when}. You can still add the material.` };
  if (slot.guest) return { heading: 'Your guest presents CPD', words: `${when}: ${slot.guest}. Please tell them.` };
  const ask = slot.topic ? `: ${slot.topic}.` : '. Please say what it will be about.';
  return { heading, words: `${when}${ask}` };
}

function rowOf(session: Session): Row {
  return { when: whenWords(session), what: `: ${presentsWords(session)}` };
}

/** Who presents, and what about where it is known. */
export function presentsWords({ slot, presenter, certain }: Session): string {
  const topic = slot.topic ? `, ${slot.topic}` : '';
  if (slot.guest) return `${slot.guest} (guest)${topic}`;
  if (!presenter) return 'nobody is free';
  return `${presenter.name}${certain ? topic : ', by the rota'}`;
}

function whenWords({ occurrence, series }: Session): string {
  return instantWords(occurrence.startAt, series.timeZone);
}
