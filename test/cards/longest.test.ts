// With the longest data that the service lets through, every card stays under 25 KB.
import { describe, expect, it } from 'vitest';
import { faultsOf, inputsOf, plainOf, sizeOf } from './inspect.ts';
import { ENTRIES, samplesOf, type View } from './registry.ts';

/** What one character of a text may cost as JSON in UTF-8: 3 bytes for most scripts, 6 for an escaped control. */
const SIGNS = ['a', '字', '\u0001a', '"', '👩🏽'] as const;

function long(sign: string, length: number): string {
  return sign.repeat(Math.ceil(length / sign.length)).slice(0, length);
}

function guid(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function roster(sign: string): View[] {
  return Array.from({ length: 200 }, (_, index) => ({ id: guid(index), name: `${index} ${long(sign, 60)}` }));
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => guid(from + index));
}

/** Three questions with the longest choices that a poll may have (2,500 bytes together). */
function choicesOf(sign: string): string[] {
  const bytes = (Buffer.byteLength(JSON.stringify(sign)) - 2) / sign.length;
  const each = Math.floor(2_500 / 30 / bytes) - 5;
  return Array.from({ length: 10 }, (_, index) => `${index} ${long(sign, Math.min(78, each))}`);
}

function askedOf(sign: string): View[] {
  const question = {
    text: long(sign, 200),
    kind: 'single',
    choices: choicesOf(sign),
    most: 1,
    said: [],
    quotable: false,
  };
  return [question, question, question];
}

function resultsOf(sign: string): View[] {
  const who = Array.from({ length: 40 }, () => long(sign, 60));
  const choices = choicesOf(sign).map((text) => ({ text, count: 40, percent: 10, who }));
  return Array.from({ length: 3 }, () => ({ text: long(sign, 200), choices, texts: [], tooFewTexts: false }));
}

/** A meeting that a large team fills to the brim: the card shows a page of it. */
function meeting(sign: string): View {
  const notes = Array.from({ length: 4 }, () => ({ kind: 'decision', words: long(sign, 500) }));
  const item = { kind: 'proposed', minutes: 10, again: true, lines: [], notes };
  const items = Array.from({ length: 40 }, (_, index) => ({
    ...item,
    title: long(sign, 120),
    state: index === 0 ? 'now' : 'open',
  }));
  const names = Array.from({ length: 200 }, (_, index) => `${index} ${long(sign, 60)}`);
  const updates = names.map((who) => ({ system: long(sign, 60), line: long(sign, 200), who }));
  return { items, updates, notes, here: names, apologies: names, actions: updates.map(({ line }) => line) };
}

/** The longest view of each card, by name; what is not named stays as in the full sample. */
function longest(sign: string): Record<string, View> {
  const title = long(sign, 120);
  const place = long(sign, 100);
  const system = long(sign, 60);
  const name = long(sign, 80);
  // A facilitator's setting, one a line: no control characters.
  const printed = sign === '\u0001a' ? '字' : sign;
  const systems = Array.from({ length: 41 }, (_, index) => `${index} ${long(printed, 57)}`);
  const row = {
    issueId: guid(1),
    reference: 'ABCDEFGH-123456789',
    title,
    system,
    place,
    stateWords: name,
    priorityWords: name,
  };
  const reply = long(sign, 1000);
  const statement = {
    statementId: guid(1),
    themeId: guid(2),
    said: long(sign, 400),
    quotes: Array.from({ length: 3 }, () => long(sign, 200)),
    outcome: 'We are doing this; more on 30 September 2027',
    words: long(sign, 600),
    doer: name,
    link: `https://intranet.example/${'x'.repeat(470)}`,
    more: true,
    replaced: true,
  };
  const choice = (index: number) => ({ title: long(sign, 2000), value: `issue:${guid(index)}` });
  return {
    'cpd/rota': {
      title: name,
      dates: Array.from({ length: 4 }, () => ({
        when: 'Wednesday 30 September 2027 at 11:30am',
        what: `${name}${title}`,
      })),
      topics: Array.from({ length: 10 }, () => ({ title, why: name })),
    },
    'cpd/take': {
      title: name,
      others: Array.from({ length: 20 }, () => ({ title: name, value: guid(1) })),
    },
    'cpd/turn': {
      title: name,
      words: title,
      topic: title,
      link: `https://${long('x', 490)}`,
      notes: reply,
      topics: Array.from({ length: 10 }, () => ({ title, why: name })),
      swaps: Array.from({ length: 4 }, () => ({ title: name, value: '2027-04-20' })),
    },
    'cpd/material': { title: name, words: `${title}${name}`, notes: reply },
    'cpd/mine': {
      entries: Array.from({ length: 6 }, () => ({ when: '30 September 2027', what: title })),
      choices: Array.from({ length: 6 }, () => ({ title: name, value: guid(1) })),
    },
    'cpd/entry': { title, domain: name, reflection: long(sign, 2000) },
    'issues/harm': { title, cabinets: Array.from({ length: 30 }, (_, index) => ({ id: guid(index), name })) },
    'issues/safety': { systems, place, system: systems[40], incidentRef: system, incidentName: name },
    'issues/form': { title, detail: long(sign, 2000), systems, place },
    'issues/offer': { title: long(sign, 2000) },
    'issues/receipt': { title, system, place, who: name, replyBy: name, reply },
    'issues/news': { title, reply, from: name, answerTo: name },
    'issues/channel': {
      title,
      system,
      place,
      owner: name,
      raiser: name,
      refresh: { userIds: Array.from({ length: 60 }, (_, index) => `29:${index}-${long('x', 100)}`) },
    },
    'issues/handler': {
      title,
      detail: long(sign, 2000),
      system,
      place,
      raiser: name,
      owner: name,
      incidentRef: system,
      history: Array.from({ length: 40 }, (_, index) => ({ at: `step ${index}`, who: name, words: reply })),
    },
    'issues/note': { title, comment: long(sign, 500) },
    'issues/list': { rows: [row, row, row, row, row] },
    'issues/cabinet-form': {
      name,
      systems: systems.join('\n').slice(0, 2400),
      people: roster(sign),
      safety: ids(150, 200),
    },
    'issues/cabinet': { name, organisation: title, systems, safety: Array.from({ length: 10 }, () => name) },
    'polls/ballot': { questions: askedOf(printed), results: resultsOf(printed) },
    'polls/status': { title: long(printed, 200), results: resultsOf(printed) },
    'polls/preview': { questions: askedOf(printed) },
    'meetings/items': { title: name, ...meeting(sign) },
    'meetings/agenda': { title: name, place: long(sign, 500), ...meeting(sign) },
    'meetings/more': { title: name, people: roster(sign), passedOver: long(sign, 200) },
    'meetings/actions': {
      rows: Array.from({ length: 4 }, (_, index) => ({ actionId: guid(index), what: long(sign, 200), when: title })),
    },
    'meetings/settings': { title: name, people: roster(sign), deputies: ids(0, 10), standing: long(printed, 810) },
    'meetings/days': { teamName: title, days: Array.from({ length: 20 }, () => title), more: title },
    'people/team-welcome': { people: roster(sign), teamName: title },
    'people/confirm': { name },
    'people/team-form': {
      people: roster(sign),
      facilitators: ids(0, 10),
      deputies: ids(10, 20),
      handlers: ids(20, 140),
      safety: ids(190, 200),
      safetyDeputies: ids(180, 190),
      organisation: title,
    },
    'people/team': { facts: Array.from({ length: 12 }, () => ({ title: 'Handlers', value: title })) },
    'people/person-welcome': { name },
    'people/organisation': {
      organisations: Array.from({ length: 400 }, (_, index) => ({
        id: guid(index),
        name: `${index} ${long(sign, 100)}`,
      })),
    },
    'people/organisation-form': { name: title, domains: long('a', 1000) },
    'statements/list': { rows: [statement, statement, statement] },
    'statements/preview': {
      rows: [statement, statement, statement],
      drafts: Array.from({ length: 30 }, () => `${'a'.repeat(24)}.${'f'.repeat(10)}`),
      pages: 17,
    },
    'statements/themes': {
      themes: Array.from({ length: 3 }, (_, index) => ({ themeId: guid(index), asking: '', name: title, state: name })),
      askings: Array.from({ length: 40 }, (_, index) => choice(index)),
    },
    'statements/theme-form': {
      title,
      name: title,
      said: Array.from({ length: 12 }, (_, index) => choice(index)),
      chosen: Array.from({ length: 12 }, (_, index) => choice(index).value),
      suggestions: Array.from({ length: 3 }, () => ({
        words: [system, system, system],
        keys: Array.from({ length: 300 }, (_, index) => choice(index).value),
      })),
    },
    'statements/theme': {
      name: title,
      said: Array.from({ length: 500 }, () => ({ text: reply, quotable: true })),
      comments: Array.from({ length: 100 }, () => long(sign, 300)),
    },
    'statements/form': {
      ...statement,
      name: title,
      quotes: Array.from({ length: 8 }, (_, index) => choice(index)),
      quoted: Array.from({ length: 3 }, (_, index) => choice(index).value),
    },
    'statements/help': { said: statement.said, words: statement.words, comment: long(sign, 300) },
    'statements/todo': { title: long(sign, 300) },
    'checkins/prompt': {
      name,
      learning: long(sign, 800),
      need: long(sign, 800),
      offer: long(sign, 800),
      topics: Array.from({ length: 20 }, (_, index) => ({ title: system, value: `${index} ${system}` })),
    },
    'checkins/line': { name, lines: Array.from({ length: 200 }, () => title), quoted: long(sign, 800) },
    'checkins/form': { name, topics: long(sign, 1000), people: roster(sign), deputies: ids(150, 160) },
    'checkins/forum': { name, facts: Array.from({ length: 6 }, () => ({ title: 'Host', value: title })) },
    'checkins/roster': {
      name,
      rows: Array.from({ length: 8 }, () => ({ name: title, place: long(sign, 220), reach: long('a', 200) })),
      members: Array.from({ length: 8 }, (_, index) => ({ title: system, value: guid(index) })),
      organisations: Array.from({ length: 8 }, (_, index) => ({ title: system, value: guid(index) })),
    },
    'hazards/hazard': {
      name: title,
      description: long(sign, 2000),
      system,
      version: system,
      place,
      workaround: long(sign, 500),
      logRef: system,
      reason: long(sign, 500),
      readers: [name, name, name],
      others: Array.from({ length: 60 }, () => ({ words: long(sign, 500), place })),
    },
    'cabinet-meeting/meeting': {
      name,
      place: long(sign, 500),
      updates: Array.from({ length: 3 }, () => {
        const said = long(sign, 250);
        return { title, does: said, doesNot: said, toCheck: said };
      }),
      raised: { total: 50, rows: Array.from({ length: 5 }, () => ({ ...row })) },
      answered: { total: 50, rows: Array.from({ length: 5 }, () => ({ ...row })) },
    },
    'cabinet-meeting/date-form': { name, place: long(sign, 500) },
    'go-lives/form': { name: title, system, people: roster(sign) },
    'go-lives/go-live': {
      name: title,
      system,
      lead: name,
      manager: name,
      reason: long(sign, 500),
      unreached: [title, title],
    },
    'go-lives/list': {
      rows: Array.from({ length: 5 }, () => ({ ...row, goLiveId: guid(1), name: title, when: name, workshop: name })),
    },
    'hazards/list': {
      rows: Array.from({ length: 5 }, () => ({ ...row, hazardId: guid(1), name: title, firstSeen: name })),
    },
    'help/help': {
      commands: Array.from({ length: 20 }, () => ({
        command: 'set up cabinet',
        title: 'Set up',
        does: long(sign, 80),
      })),
    },
  };
}

describe.each(SIGNS)('with the longest data, of %j', (sign) => {
  it.each(ENTRIES.map((entry) => [entry.name, entry] as const))('the card %s is under 25 KB', (_, entry) => {
    const full = samplesOf(entry).find((sample) => sample.kind === 'full')?.view;
    const view = { ...full, ...longest(sign)[entry.name] };
    const { card } = entry.card(view);
    expect(sizeOf(card)).toBeLessThan(25_000);
    expect(faultsOf(card)).toEqual([]);
  });
});

function viewOf(name: string, sign: string): View {
  const entry = ENTRIES.find((one) => one.name === name);
  const full = entry && samplesOf(entry).find((sample) => sample.kind === 'full')?.view;
  return { ...full, ...longest(sign)[name] };
}

function cardOf(name: string, sign: string) {
  const entry = ENTRIES.find((one) => one.name === name);
  if (!entry) throw new Error(`no card ${name}`);
  return entry.card(viewOf(name, sign)).card;
}

it('a people picker keeps all who are chosen, and names them before all others', () => {
  const inputs = inputsOf(cardOf('people/team-form', 'a'));
  const safety = inputs.find((input) => input.id === 'safety');
  const choices = (safety?.choices ?? []) as { value: string }[];
  expect(safety?.value).toBe(ids(190, 200).join(','));
  expect(choices.slice(0, 10).map((choice) => choice.value)).toEqual(ids(190, 200));
  expect(choices.length).toBeGreaterThan(10);
  expect(choices.length).toBeLessThan(200);
});

it('a long history keeps its latest steps, and says that the earlier ones are left out', () => {
  const shown = plainOf(cardOf('issues/handler', 'a')).join('\n');
  expect(shown).toContain('step 39');
  expect(shown).not.toContain('step 0,');
  expect(JSON.stringify(cardOf('issues/handler', 'a'))).toContain('Only the latest steps fit here.');
});

it('a list of organisations that does not fit says so', () => {
  expect(JSON.stringify(cardOf('people/organisation', 'a'))).toContain('Not all of them fit here.');
});

it('a text of nothing but lines does not fill the card, and loses none of them', () => {
  const lines = Array.from({ length: 1000 }, (_, index) => String(index % 10)).join('\n');
  const entry = ENTRIES.find((one) => one.name === 'issues/handler');
  const card = entry?.card({ ...viewOf('issues/handler', 'a'), detail: lines, history: [] }).card ?? {};
  expect(sizeOf(card)).toBeLessThan(25_000);
  expect(
    plainOf(card)
      .join('')
      .replace(/[^0-9]/g, ''),
  ).toContain('0123456789'.repeat(100));
});
