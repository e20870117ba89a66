// What the cards and the tab both show the host of a check-in: its roster with where each can be reached, and the one note
// of a round. Pure readers; who may see them is asked before.
import { sectorWords } from '../cards/checkins/words.ts';
import { dateWords } from '../src/calendar/words.ts';
import type { Counts } from '../src/checkins/digest.ts';
import type { Forum } from '../src/checkins/forum.ts';
import { reachOf } from '../src/checkins/roster.ts';
import type { Member, Round } from '../src/checkins/round.ts';
import { responsesIn, roundBefore, seatsIn } from '../src/checkins/rounds-store.ts';
import { accountsOf, membersOfForum, organisationsOfForum } from '../src/checkins/store.ts';
import { peopleByIds } from '../src/people/people-store.ts';
import type { Database } from '../src/store/database.ts';

export const ROLE_WORDS = { ccio: 'CCIO', deputy: 'deputy' } as const;

/** What the host can do about somebody who cannot be reached, after the reason. */
const REMEDY =
  'Ask them to add Digital Clerk in Teams, or add them to this team, so that they can answer in its channel.';

export function createHostViews({ db }: { db: Database }) {
  /** A page of the roster, by the order in which they came. `wanted` is from 1; beyond the last it is the last. */
  async function roster(found: Forum, wanted: number, rowsAPage: number) {
    const members = (await membersOfForum(db, found.id)).filter(({ state, toOn }) => state === 'in' && toOn === null);
    const named = new Map((await organisationsOfForum(db, found.id)).map((one) => [one.id, one]));
    const pages = Math.max(1, Math.ceil(members.length / rowsAPage));
    const page = Math.min(Math.max(1, wanted), pages);
    const here = members.slice((page - 1) * rowsAPage, page * rowsAPage);
    const accounts = await accountsOf(db, here, found.teamId);
    const placeOf = ({ organisationId, role, fromOn }: Member) => {
      const one = named.get(organisationId);
      const what = [one?.name, one?.ods, sectorWords(one?.sector ?? ''), ROLE_WORDS[role]].filter(Boolean).join(', ');
      return `${what}, since ${dateWords(fromOn)}`;
    };
    const shown = here.map((one) => ({ id: one.id, name: nameOf(one, accounts.get(one.id)?.[0]?.person.name) }));
    const rows = here.map((one, index) => ({
      name: shown[index]?.name ?? '',
      place: placeOf(one),
      reach: reachWords(reachOf(accounts.get(one.id) ?? [])),
    }));
    const ids = [...new Set(here.map(({ organisationId }) => organisationId))];
    const organisations = ids.map((id) => ({ id, name: named.get(id)?.name ?? '' }));
    return { page, pages, count: members.length, rows, shown, organisations };
  }

  /** The host's note of a round, in lines. */
  async function note(found: Forum, round: Round): Promise<string[]> {
    const lines: string[] = [];
    if (round.parts === 0) lines.push('Nobody had answered by the time of the digest, so none was posted.');
    lines.push(...(await callLines(found, round.id, false)));
    const before = await roundBefore(db, found.id, round.plannedOn);
    if (before) {
      const { late = 0 } = JSON.parse(before.counts) as Partial<Counts>;
      if (late > 0) lines.push(`Late answers to the last round: ${late}. They are counted for it.`);
      lines.push(...(await callLines(found, before.id, true)));
    }
    lines.push(...(await unreachedLines(found, round.id)));
    if (lines.length === 0) lines.push('Everybody could be reached, and nobody asked for a call.');
    return lines;
  }

  /** Who asked the host to call, of a round; of an earlier one only those who came too late for its note. */
  async function callLines(found: Forum, roundId: string, late: boolean): Promise<string[]> {
    const asked = (await responsesIn(db, roundId)).filter((one) => one.help === 'host' && (!late || one.late === 1));
    const people = new Map(
      (
        await peopleByIds(
          db,
          asked.map((one) => one.personId),
        )
      ).map((one) => [one.id, one]),
    );
    const names = await namesOf(found, roundId);
    return asked.map(({ personId, seatId }) => {
      const { name = '', organisation = '' } = names.get(seatId) ?? {};
      return `Please call: ${people.get(personId)?.name || name}, ${organisation}.`;
    });
  }

  /** Who was not reached when they were asked, or has not answered and cannot be reached now. */
  async function unreachedLines(found: Forum, roundId: string): Promise<string[]> {
    const names = await namesOf(found, roundId);
    const answered = new Set((await responsesIn(db, roundId)).map(({ seatId }) => seatId));
    const seats = await seatsIn(db, roundId);
    const members = await membersOfForum(db, found.id);
    const accounts = await accountsOf(db, members, found.teamId);
    return seats.flatMap(({ seatId, memberId, via: asked, reason: before }) => {
      const reach = reachOf(accounts.get(memberId) ?? []);
      const silent = asked === 'chat' && !answered.has(seatId);
      const { via, reason } = silent ? reach : { via: asked, reason: before };
      if (reason === '') return [];
      const { name = '', organisation = '' } = names.get(seatId) ?? {};
      const then = via === 'channel' ? 'They can answer by the card in the channel.' : REMEDY;
      return [`Not reached in their own chat: ${name}, ${organisation}: ${reason}. ${then}`];
    });
  }

  async function namesOf(found: Forum, roundId: string): Promise<Map<string, { name: string; organisation: string }>> {
    const seats = await seatsIn(db, roundId);
    const all = await membersOfForum(db, found.id);
    const accounts = await accountsOf(db, all, found.teamId);
    const organisations = new Map((await organisationsOfForum(db, found.id)).map((one) => [one.id, one.name]));
    const named = (id: string) => {
      const member = all.find((one) => one.id === id);
      return member ? nameOf(member, accounts.get(id)?.[0]?.person.name) : '';
    };
    return new Map(
      seats.map(({ seatId, memberId, organisationId }) => [
        seatId,
        { name: named(memberId), organisation: organisations.get(organisationId) ?? '' },
      ]),
    );
  }

  return { roster, note };
}

function nameOf({ name, handle }: Member, known: string | undefined): string {
  return known || name || handle;
}

function reachWords({ via, reason }: { via: string; reason: string }): string {
  if (via === 'chat') return '';
  if (via === 'channel') return `Answers by the card in the channel${reason ? `: ${reason}` : ', as a guest'}.`;
  return `Cannot be reached: ${reason}. ${REMEDY}`;
}
