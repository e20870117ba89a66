// How the cards of a forum are drawn: what it is, its roster, who asks to join, and the host's one note a round.
import { lineCard, PLAIN_LINE } from '../cards/checkins/checkin.ts';
import { forumCard, joinCard, rosterCard } from '../cards/checkins/forum.ts';
import { sectorWords } from '../cards/checkins/words.ts';
import { clip } from '../cards/parts.ts';
import { dateIn } from '../src/calendar/dates.ts';
import { dateWords, instantWords, timeWords, WEEKDAYS } from '../src/calendar/words.ts';
import { type Forum, hostsOf } from '../src/checkins/forum.ts';
import { hostsHere } from '../src/checkins/hosting.ts';
import { isIn } from '../src/checkins/round.ts';
import { roundById } from '../src/checkins/rounds-store.ts';
import { roundsAround } from '../src/checkins/schedule.ts';
import { forumById, memberById, membersOfForum, organisationsOfForum } from '../src/checkins/store.ts';
import { peopleByIds, personById } from '../src/people/people-store.ts';
import type { CheckinDrawDeps } from './checkins-draw.ts';
import { createHostViews, ROLE_WORDS } from './checkins-host.ts';
import type { Draw } from './feature.ts';

const ROWS_A_PAGE = 8;

export function createForumDraws({ db, now, tabLink }: CheckinDrawDeps): Record<string, Draw> {
  const views = createHostViews({ db });
  const today = (forum: Forum) => dateIn(now(), forum.timeZone);

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
    const tab = tabLink(`checkins/${forumId}`, 'Check-in');
    return forumCard({ token, forumId, name: found.name, words, running, facts, tab });
  };

  /** `subject`: `<forum>:<page>`. The host's own view; who may see it was asked when it was opened. */
  const roster: Draw = async (subject, { token, personId }) => {
    const [forumId = '', page = '1'] = subject.split(':');
    const found = await forumById(db, forumId);
    if (!found || !personId) return undefined;
    const { shown, organisations, ...view } = await views.roster(found, Number(page) || 1, ROWS_A_PAGE);
    return rosterCard({
      token,
      forumId,
      name: found.name,
      ...view,
      members: shown.map(({ id, name }) => ({ title: clip(name, 60), value: id })),
      organisations: organisations.map(({ id, name }) => ({ title: clip(name, 60), value: id })),
    });
  };

  const joinForm: Draw = async (forumId, { token }) => {
    const found = await forumById(db, forumId);
    return found?.state === 'running' ? joinCard({ token, forumId, name: found.name }) : undefined;
  };

  const DECIDED = {
    in: 'They are on the roster now.',
    declined: 'They are not on the roster.',
    removed: 'They were taken off the roster.',
  } as const;

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
    return lineCard({ ...PLAIN_LINE, token, heading: 'Asks to join', name: found.name, lines, actions });
  };

  const joined: Draw = async (memberId, { token }) => {
    const member = await memberById(db, memberId);
    const found = member && (await forumById(db, member.forumId));
    if (!member || !found) return undefined;
    const lines =
      member.state === 'in'
        ? ['You are on the roster. I write to you when the next round opens; checkin opens it at any time.']
        : ['The host has not added you. Ask them if you think that you belong here.'];
    return lineCard({ ...PLAIN_LINE, token, heading: 'Check-in', name: found.name, lines });
  };

  /** The host's one note of a round: who could not be reached and why, late answers, who asked for a call. */
  const note: Draw = async (roundId, { token, personId }) => {
    const round = await roundById(db, roundId);
    const found = round && (await forumById(db, round.forumId));
    if (!round || !found || !personId || !(await hostsHere(db, found)).includes(personId)) return undefined;
    const name = `${found.name}, ${dateWords(round.heldOn)}`;
    return lineCard({ ...PLAIN_LINE, token, heading: 'For you as host', name, lines: await views.note(found, round) });
  };

  const missed: Draw = async (roundId, { token, personId }) => {
    const round = await roundById(db, roundId);
    const found = round && (await forumById(db, round.forumId));
    if (!round || !found || !personId || !(await personById(db, personId))) return undefined;
    const lines = [
      `The check-in of ${dateWords(round.heldOn)} was missed: Digital Clerk was not running between its prompt and its digest.`,
      'Nobody was asked, and there is no digest. The next one comes as usual.',
    ];
    return lineCard({ ...PLAIN_LINE, token, heading: 'A round was missed', name: found.name, lines });
  };

  return {
    'checkin.forum': forum,
    'checkin.roster': roster,
    'checkin.joinForm': joinForm,
    'checkin.joining': joining,
    'checkin.joined': joined,
    'checkin.note': note,
    'checkin.missed': missed,
  };
}

function monthlyWords({ monthlyWhich, monthlyWeekday, monthlyTime }: Forum): string {
  if (!monthlyWhich) return '';
  const which = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', last: 'Last' }[monthlyWhich];
  return `${which} ${WEEKDAYS[monthlyWeekday - 1]} of the month, ${timeWords(monthlyTime)}`;
}
