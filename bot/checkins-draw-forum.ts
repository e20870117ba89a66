// How the cards of a forum are drawn: its form, what it is, its roster, who asks to join, and the host's one note a round.
import { lineCard } from '../cards/checkins/checkin.ts';
import { forumCard, forumForm, joinCard, rosterCard } from '../cards/checkins/forum.ts';
import { sectorWords } from '../cards/checkins/words.ts';
import { clip } from '../cards/parts.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords, instantWords, timeWords, WEEKDAYS } from '../src/calendar/words.ts';
import type { Counts } from '../src/checkins/digest.ts';
import { CALL_TIMES, DEFAULT_TOPICS, type Forum, hostsOf, KEEP_WEEKS, WEEKDAY_WORDS } from '../src/checkins/forum.ts';
import { reachOf } from '../src/checkins/roster.ts';
import { isIn, type Member } from '../src/checkins/round.ts';
import { responsesIn, roundBefore, roundById, seatsIn } from '../src/checkins/rounds-store.ts';
import { roundsAround } from '../src/checkins/schedule.ts';
import {
  accountsOf,
  forumById,
  forumHere,
  memberById,
  membersOfForum,
  organisationsOfForum,
} from '../src/checkins/store.ts';
import { conversationById } from '../src/people/conversations-store.ts';
import { peopleByIds, personById } from '../src/people/people-store.ts';
import { membersOf } from '../src/people/teams-store.ts';
import type { CheckinDrawDeps } from './checkins-draw.ts';
import type { Draw } from './feature.ts';

const ROWS_A_PAGE = 8;
const PLAIN = { name: '', quoted: '', actions: [], linkTitle: '', link: '' } as const;
const ROLE_WORDS = { ccio: 'CCIO', deputy: 'deputy' } as const;

/** What the host can do about somebody who cannot be reached, after the reason. */
const REMEDY =
  'Ask them to add Digital Clerk in Teams, or add them to this team, so that they can answer in its channel.';

export function createForumDraws({ db, now }: CheckinDrawDeps): Record<string, Draw> {
  const today = (forum: Forum) => dateIn(now(), forum.timeZone);

  const form: Draw = async (conversationId, { token }) => {
    const conversation = await conversationById(db, conversationId);
    if (!conversation?.teamId) return undefined;
    const forum = await forumHere(db, conversationId);
    const people = await membersOf(db, conversation.teamId);
    const options = people.map(({ objectId, name }) => ({ id: objectId, name }));
    return forumForm({ token, people: options, ...(forum ? await settingsOf(forum) : NEW_FORUM) });
  };

  async function settingsOf(forum: Forum) {
    const deputies = (await peopleByIds(db, forum.deputies)).map(({ objectId }) => objectId);
    const { name, joinLink, promptTime, remindTime, digestTime, promptDay, digestDay, nation, clash, timeZone } = forum;
    const { members, keepWeeks, monthlyTime } = forum;
    const times = { promptTime, remindTime, digestTime, promptDay, digestDay };
    return {
      ...{ name, joinLink, ...times, nation, clash, timeZone, members, keepWeeks, monthlyTime, deputies },
      weekday: WEEKDAY_WORDS[forum.weekday - 1] ?? 'wednesday',
      form: forum.callTime ? ('call' as const) : ('written' as const),
      callTime: forum.callTime,
      topics: forum.topics.join('\n'),
      monthlyWhich: String(forum.monthlyWhich ?? 'none'),
      monthlyWeekday: WEEKDAY_WORDS[forum.monthlyWeekday - 1] ?? 'wednesday',
    };
  }

  const forum: Draw = async (forumId, { token }) => {
    const found = await forumById(db, forumId);
    if (!found) return undefined;
    const running = found.state === 'running';
    const members = (await membersOfForum(db, forumId)).filter((one) => isIn(one, today(found)));
    const hosts = new Map((await peopleByIds(db, hostsOf(found))).map((one) => [one.id, one.name]));
    const next = roundsAround(found, now(), 0).find(({ promptAt }) => promptAt > now());
    const facts = [
      [
        'Host',
        hostsOf(found)
          .map((id) => hosts.get(id) ?? '')
          .filter(Boolean)
          .join('; '),
      ],
      [
        'Day',
        `${WEEKDAYS[found.weekday - 1]}${found.callTime ? `, call at ${timeWords(found.callTime)}` : ', written only'}`,
      ],
      ['Next prompt', next ? instantWords(next.promptAt, found.timeZone) : ''],
      ['Digest', next ? instantWords(next.digestAt, found.timeZone) : ''],
      ['On the roster', String(members.length)],
      ['Monthly meeting', monthlyWords(found)],
    ].flatMap(([title = '', value = '']) => (running && value ? [{ title, value }] : []));
    const words = running ? 'It is running.' : 'It has ended. To start it again, write set up check-in.';
    return forumCard({ token, forumId, name: found.name, words, running, facts });
  };

  /** `subject`: `<forum>:<page>`. The host's own view; who may see it was asked when it was opened. */
  const roster: Draw = async (subject, { token, personId }) => {
    const [forumId = '', page = '1'] = subject.split(':');
    const found = await forumById(db, forumId);
    if (!found || !personId) return undefined;
    const members = (await membersOfForum(db, forumId)).filter(({ state, toOn }) => state === 'in' && toOn === null);
    const organisations = await organisationsOfForum(db, forumId);
    const pages = Math.max(1, Math.ceil(members.length / ROWS_A_PAGE));
    const at = Math.min(Math.max(1, Number(page) || 1), pages);
    const shown = members.slice((at - 1) * ROWS_A_PAGE, at * ROWS_A_PAGE);
    const accounts = await accountsOf(db, shown, found.teamId);
    const named = new Map(organisations.map((one) => [one.id, one]));
    const placeOf = ({ organisationId, role, fromOn }: Member) => {
      const one = named.get(organisationId);
      const what = [one?.name, one?.ods, sectorWords(one?.sector ?? ''), ROLE_WORDS[role]].filter(Boolean).join(', ');
      return `${what}, since ${dateWords(fromOn)}`;
    };
    const here = [...new Set(shown.map(({ organisationId }) => organisationId))];
    return rosterCard({
      token,
      forumId,
      name: found.name,
      page: at,
      pages,
      count: members.length,
      rows: shown.map((one) => ({
        name: nameOf(one, accounts.get(one.id)?.[0]?.person.name),
        place: placeOf(one),
        reach: reachWords(reachOf(accounts.get(one.id) ?? [])),
      })),
      members: shown.map((one) => ({
        title: clip(nameOf(one, accounts.get(one.id)?.[0]?.person.name), 60),
        value: one.id,
      })),
      organisations: here.map((id) => ({ title: clip(named.get(id)?.name ?? '', 60), value: id })),
    });
  };

  const joinForm: Draw = async (forumId, { token }) => {
    const found = await forumById(db, forumId);
    return found?.state === 'running' ? joinCard({ token, forumId, name: found.name }) : undefined;
  };

  const DECIDED = { in: 'They are on the roster now.', declined: 'They are not on the roster.' } as const;

  /** To the host: somebody asks to join. */
  const joining: Draw = async (memberId, { token, personId }) => {
    const member = await memberById(db, memberId);
    const found = member && (await forumById(db, member.forumId));
    if (!member || !found || !personId) return undefined;
    const organisation = (await organisationsOfForum(db, found.id)).find(({ id }) => id === member.organisationId);
    const what = `${ROLE_WORDS[member.role]} of ${organisation?.name ?? ''} (${sectorWords(organisation?.sector ?? '')})`;
    const lines = [`${member.name} asks to join as ${what}.`];
    if (member.state !== 'asking') lines.push(DECIDED[member.state]);
    const asked = [
      { title: 'Yes, add them', verb: 'roster.approve', data: { member: memberId, answer: 'yes' } },
      { title: 'No', verb: 'roster.approve', data: { member: memberId, answer: 'no' } },
    ];
    const actions = member.state === 'asking' ? asked : [];
    return lineCard({ ...PLAIN, token, heading: 'Asks to join', name: found.name, lines, actions });
  };

  const joined: Draw = async (memberId, { token }) => {
    const member = await memberById(db, memberId);
    const found = member && (await forumById(db, member.forumId));
    if (!member || !found) return undefined;
    const lines =
      member.state === 'in'
        ? ['You are on the roster. I write to you when the next round opens; checkin opens it at any time.']
        : ['The host has not added you. Ask them if you think that you belong here.'];
    return lineCard({ ...PLAIN, token, heading: 'Check-in', name: found.name, lines });
  };

  /** The host's one note of a round: who could not be reached and why, late answers, who asked for a call. */
  const note: Draw = async (roundId, { token, personId }) => {
    const round = await roundById(db, roundId);
    const found = round && (await forumById(db, round.forumId));
    if (!round || !found || !personId || !hostsOf(found).includes(personId)) return undefined;
    const lines: string[] = [];
    if (round.parts === 0) lines.push('Nobody had answered by the time of the digest, so none was posted.');
    lines.push(...(await callLines(found, round.id, false)));
    const before = await roundBefore(db, found.id, round.plannedOn);
    if (before) {
      const { late = 0 } = JSON.parse(before.counts) as Partial<Counts>;
      if (late > 0) lines.push(`Late answers to the last round: ${late}. They are counted in its digest.`);
      lines.push(...(await callLines(found, before.id, true)));
    }
    lines.push(...(await unreachedLines(found, round.id)));
    if (lines.length === 0) lines.push('Everybody could be reached, and nobody asked for a call.');
    const name = `${found.name}, ${dateWords(round.heldOn)}`;
    return lineCard({ ...PLAIN, token, heading: 'For you as host', name, lines });
  };

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

  const missed: Draw = async (roundId, { token, personId }) => {
    const round = await roundById(db, roundId);
    const found = round && (await forumById(db, round.forumId));
    if (!round || !found || !personId || !(await personById(db, personId))) return undefined;
    const lines = [
      `The check-in of ${dateWords(round.heldOn)} was missed: Digital Clerk was not running between its prompt and its digest.`,
      'Nobody was asked, and there is no digest. The next one comes as usual.',
    ];
    return lineCard({ ...PLAIN, token, heading: 'A round was missed', name: found.name, lines });
  };

  return {
    'checkin.form': form,
    'checkin.forum': forum,
    'checkin.roster': roster,
    'checkin.joinForm': joinForm,
    'checkin.joining': joining,
    'checkin.joined': joined,
    'checkin.note': note,
    'checkin.missed': missed,
  };
}

const NEW_FORUM = {
  name: '',
  weekday: 'wednesday',
  form: 'call' as const,
  callTime: CALL_TIMES.callTime,
  joinLink: '',
  promptTime: '',
  remindTime: '',
  digestTime: '',
  promptDay: '',
  digestDay: '',
  nation: 'england-and-wales',
  clash: 'next',
  timeZone: 'Europe/London',
  members: 'list',
  topics: DEFAULT_TOPICS.join('\n'),
  keepWeeks: KEEP_WEEKS,
  monthlyWhich: 'none',
  monthlyWeekday: 'wednesday',
  monthlyTime: '12:00',
  deputies: [],
};

function nameOf({ name, handle }: Member, known: string | undefined): string {
  return known || name || handle;
}

function reachWords({ via, reason }: { via: string; reason: string }): string {
  if (via === 'chat') return '';
  if (via === 'channel') return `Answers by the card in the channel${reason ? `: ${reason}` : ', as a guest'}.`;
  return `Cannot be reached: ${reason}. ${REMEDY}`;
}

function monthlyWords({ monthlyWhich, monthlyWeekday, monthlyTime }: Forum): string {
  if (!monthlyWhich) return '';
  const which = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', last: 'Last' }[monthlyWhich];
  return `${which} ${WEEKDAYS[monthlyWeekday - 1]} of the month, ${timeWords(monthlyTime)}`;
}
