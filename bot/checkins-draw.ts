// How the cards of a round are drawn: one's own place, and what follows the digest between two people.
import { goneCard, lineCard, PLAIN_LINE, promptCard } from '../cards/checkins/checkin.ts';
import { dateIn, instantOf } from '../src/calendar/dates.ts';
import type { Mine } from '../src/checkins/answering.ts';
import type { Forum } from '../src/checkins/forum.ts';
import type { Posted } from '../src/checkins/offering.ts';
import { isPosted } from '../src/checkins/round.ts';
import { offerById, roundById, shareById } from '../src/checkins/rounds-store.ts';
import type { CheckinsService } from '../src/checkins/service.ts';
import { forumById, membershipsOf, organisationsOfForum } from '../src/checkins/store.ts';
import { type Person, personById } from '../src/people/people-store.ts';
import { isMember } from '../src/people/teams-store.ts';
import type { Database } from '../src/store/database.ts';
import { createCheckinViews, whenWords } from './checkins-shown.ts';
import type { Draw } from './feature.ts';
import type { TabLink } from './tab-link.ts';

export type CheckinDrawDeps = { db: Database; now: () => Date; checkins: CheckinsService; tabLink: TabLink };

export function createCheckinDraws({ db, now, checkins }: CheckinDrawDeps): Record<string, Draw> {
  const { answering, offering } = checkins;
  const views = createCheckinViews({ db, now });

  /** `subject`: `<round>:<seat>`. Who is off the roster sees only that. */
  const prompt: Draw = async (subject, { token, personId }) => {
    const [roundId = '', seatId = ''] = subject.split(':');
    if (!personId) return undefined;
    const mine = await answering.look(personId, roundId);
    const person = await personById(db, personId);
    if (!mine || !person || mine.seat.seatId !== seatId) {
      const lines = [
        'This check-in is not yours to answer any more: you are not on its roster, or somebody else is asked.',
      ];
      return lineCard({ ...PLAIN_LINE, token, heading: 'Check-in', lines });
    }
    const call = await callFor(mine, personId);
    return promptCard({
      token,
      ...(await views.place(mine, person)),
      posted: isPosted(mine.round),
      ...(call && { call }),
    });
  };

  /** The call of a round until it begins; a meeting is of its team, so that who is not in it has none. */
  async function callFor({ forum, round }: Mine, personId: string) {
    const { seriesId: series, callTime, timeZone, teamId } = forum;
    if (!series || callTime === '' || now() >= instantOf(round.heldOn, callTime, timeZone)) return undefined;
    return (await isMember(db, teamId, personId)) ? { series, plannedOn: round.plannedOn } : undefined;
  }

  /** `rounds`: ids with commas between. */
  const which: Draw = async (rounds, { token, personId }) => {
    const actions = [];
    for (const roundId of rounds.split(',')) {
      const mine = personId ? await answering.look(personId, roundId) : undefined;
      if (mine) actions.push({ title: mine.forum.name, verb: 'checkin.view', data: { round: roundId } });
    }
    const lines = ['Several check-ins are open for you. What you say in one is not shown in another.'];
    return lineCard({ ...PLAIN_LINE, token, heading: 'Which check-in?', lines, actions });
  };

  const channel: Draw = async (roundId, { token }) => {
    const round = await roundById(db, roundId);
    const forum = round && (await forumById(db, round.forumId));
    if (!round || !forum) return undefined;
    const lines = [
      whenWords(forum, round),
      'If I have not written to you in your own chat, answer here. What you press and write is yours: others do not see it on this card.',
    ];
    const actions = [{ title: 'Answer', verb: 'checkin.view', data: { round: roundId } }];
    return lineCard({ ...PLAIN_LINE, token, heading: 'Check-in', name: forum.name, lines, actions });
  };

  /** An offer of help, or a wish to know more, with who it is and what it is about. */
  async function offered(offerId: string): Promise<(Posted & { by: Person; open: boolean }) | undefined> {
    const found = await offerById(db, offerId);
    const posted = found && (await offering.posted(found.itemId));
    const by = found && (await personById(db, found.personId));
    return found && posted && by ? { ...posted, by, open: found.state === 'opened' } : undefined;
  }

  /** "Rosa Marsh, Northfield Trust": as the forum knows them. */
  async function whoIs(person: Person, forum: Forum): Promise<string> {
    const [member] = await membershipsOf(db, person, dateIn(now(), forum.timeZone), forum.id);
    const all = await organisationsOfForum(db, forum.id);
    const organisation = all.find(({ id }) => id === member?.organisationId)?.name ?? '';
    return [person.name || member?.name || 'Somebody', organisation].filter(Boolean).join(', ');
  }

  const contact: Draw = async (offerId, { token, personId }) => {
    const found = await offered(offerId);
    if (!found || !personId || !(await offering.isAuthor(personId, found))) return goneCard(token);
    const { item, forum, by, open } = found;
    const who = await whoIs(by, forum);
    const what = item.kind === 'need' ? 'can help with what you need' : 'would like to know more of what you offer';
    const then = open
      ? 'You are open to each other now. Write to them.'
      : 'Only you know this. They learn who you are when you press the button, and only then.';
    const actions = open ? [] : [{ title: 'Open us to each other', verb: 'checkin.open', data: { offer: offerId } }];
    const link = open ? { linkTitle: 'Write to them', link: chatLink(by) } : {};
    const card = {
      ...PLAIN_LINE,
      token,
      heading: 'Somebody answered',
      name: forum.name,
      lines: [`${who} ${what}.`, then],
    };
    return lineCard({ ...card, quoted: item.words, actions, ...link });
  };

  const opened: Draw = async (offerId, { token, personId }) => {
    const found = await offered(offerId);
    const author = found && (await personById(db, found.authorId));
    if (!found?.open || !author || found.by.id !== personId) return goneCard(token);
    if (!(await offering.isOnRoster(personId, found.forum))) return goneCard(token);
    const { item, forum } = found;
    const lines = [`${await whoIs(author, forum)} wrote this, and has opened you to each other. Write to them.`];
    const link = { linkTitle: 'Write to them', link: chatLink(author) };
    return lineCard({
      ...PLAIN_LINE,
      token,
      heading: 'You are open to each other',
      name: forum.name,
      lines,
      quoted: item.words,
      ...link,
    });
  };

  async function shared(shareId: string) {
    const found = await shareById(db, shareId);
    const posted = found && (await offering.posted(found.itemId));
    const by = found && (await personById(db, found.personId));
    const author = posted && (await personById(db, posted.authorId));
    return found && posted && by && author ? { found, posted, by, author } : undefined;
  }

  const AGREED = {
    asked: '',
    named: 'You agreed: with your name and organisation. You can change it below.',
    unattributed: 'You agreed: without your name or organisation. You can change it below.',
    no: 'You said no. You can change it below.',
  } as const;

  /** To the author of a learning or a need: may it be passed on? */
  const share: Draw = async (shareId, { token, personId }) => {
    const known = await shared(shareId);
    if (!known || !personId || !(await offering.isAuthor(personId, known.posted))) return goneCard(token);
    const { found, posted, by } = known;
    const lines = [
      `${await whoIs(by, posted.forum)} would like to pass this on outside the forum.`,
      AGREED[found.state],
    ];
    const data = (answer: string) => ({ share: shareId, answer });
    const actions = [
      { title: 'Yes, with my name', verb: 'checkin.agree', data: data('named') },
      { title: 'Yes, without it', verb: 'checkin.agree', data: data('unattributed') },
      { title: 'No', verb: 'checkin.agree', data: data('no') },
    ];
    const card = { ...PLAIN_LINE, token, heading: 'May it be passed on?', name: posted.forum.name };
    return lineCard({ ...card, lines: lines.filter(Boolean), quoted: posted.item.words, actions });
  };

  /** To who asked: what the author says. */
  const answered: Draw = async (shareId, { token, personId }) => {
    const known = await shared(shareId);
    if (known?.found.state === 'asked') return undefined;
    if (!known || known.by.id !== personId) return goneCard(token);
    const { found, posted, author } = known;
    if (!(await offering.isOnRoster(personId, posted.forum))) return goneCard(token);
    const named = found.state === 'named' ? await whoIs(author, posted.forum) : '';
    const words = {
      asked: '',
      named: `You may pass this on, with this name: ${named}.`,
      unattributed: 'You may pass this on, without any name or organisation.',
      no: 'The author would rather that it stays in the forum.',
    }[found.state];
    const quoted = found.state === 'no' ? '' : posted.item.words;
    return lineCard({
      ...PLAIN_LINE,
      token,
      heading: posted.item.kind === 'need' ? 'A need' : 'A learning',
      name: posted.forum.name,
      lines: [words],
      quoted,
    });
  };

  return {
    'checkin.prompt': prompt,
    'checkin.reminder': prompt,
    'checkin.which': which,
    'checkin.channel': channel,
    'checkin.contact': contact,
    'checkin.opened': opened,
    'checkin.share': share,
    'checkin.shared': answered,
  };
}

/** Opens a chat between the two in Teams (platform reference, section 7). */
function chatLink({ email }: Person): string {
  return email ? `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(email)}` : '';
}
