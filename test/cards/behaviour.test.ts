// What the cards show and ask, depending on the view they are given.
import { describe, expect, it } from 'vitest';
import type { Card } from '../../cards/render.ts';
import { actionsOf, elementsOf, inputsOf, type Node, plainOf } from './inspect.ts';
import { ENTRIES, samplesOf, type View } from './registry.ts';

function cardOf(name: string, change: View = {}, kind = 'full'): Card {
  const entry = ENTRIES.find((one) => one.name === name);
  const sample = entry && samplesOf(entry).find((one) => one.kind === kind);
  if (!entry || !sample) throw new Error(`no card ${name} (${kind})`);
  return entry.card({ ...sample.view, ...change }).card;
}

function verbsOf(card: Card): unknown[] {
  return actionsOf(card).flatMap((action) => action.verb ?? []);
}

function idsOf(card: Card): unknown[] {
  return inputsOf(card).map((input) => input.id);
}

function inputOf(card: Card, id: string): Node {
  return inputsOf(card).find((input) => input.id === id) ?? {};
}

function hiddenOf(card: Card): unknown[] {
  return elementsOf(card).flatMap((node) => (node.isVisible === false ? [node.id] : []));
}

describe('raising', () => {
  it('the first card asks about harm, and whom it is for only where there is a choice', () => {
    const one = cardOf('issues/harm', {}, 'minimal');
    expect(idsOf(one)).toEqual(['harm']);
    expect(inputOf(one, 'harm').choices).toMatchObject(['no', 'could', 'yes', 'unsure'].map((value) => ({ value })));
    expect(inputOf(cardOf('issues/harm'), 'cabinet')).toMatchObject({ value: 'c1', isRequired: true });
  });

  it('the safety card asks nothing that must be answered', () => {
    const card = cardOf('issues/safety');
    expect(idsOf(card)).toEqual(['incidentRef', 'system', 'place']);
    expect(inputsOf(card).some((input) => input.isRequired)).toBe(false);
    expect(verbsOf(card)).toEqual(['issue.safety', 'issue.safetyForm']);
  });

  it('the safety card links to the incident system only where its link is known', () => {
    const links = (card: Card) => actionsOf(card).flatMap((action) => action.url ?? []);
    expect(links(cardOf('issues/safety'))).toEqual(['https://incidents.example.org/new']);
    expect(links(cardOf('issues/safety', {}, 'minimal'))).toEqual([]);
  });

  it('the form needs one sentence and nothing else', () => {
    const card = cardOf('issues/form', {}, 'minimal');
    expect(idsOf(card)).toEqual(['title', 'system', 'place', 'detail', 'impact', 'urgency', 'share']);
    expect(inputsOf(card).filter((input) => input.isRequired)).toEqual([inputOf(card, 'title')]);
    expect(inputOf(card, 'title').maxLength).toBe(120);
    expect(inputOf(card, 'detail').maxLength).toBe(2000);
  });

  it('the form hides what few need, with its usual answers set, unless something is there already', () => {
    const card = cardOf('issues/form', {}, 'minimal');
    expect(hiddenOf(card)).toEqual(['more']);
    expect(['impact', 'urgency', 'share'].map((id) => inputOf(card, id).value)).toEqual(['team', 'today', 'handlers']);
    for (const change of [{ detail: 'More' }, { impact: 'me' }, { urgency: 'now' }, { share: 'everyone' }]) {
      const filled = cardOf('issues/form', change, 'minimal');
      expect(hiddenOf(filled)).toEqual([]);
      expect(actionsOf(filled).map((action) => action.type)).toEqual(['Action.Execute']);
    }
  });

  it('the value of a system is the text shown, and the remembered one is preset', () => {
    const system = inputOf(cardOf('issues/form'), 'system');
    expect(system.value).toBe('Printing');
    for (const choice of system.choices as { title: string; value: string }[]) expect(choice.value).toBe(choice.title);
  });

  it('the form says what it is not and whom not to name; the flagged one says who sees it', () => {
    expect(plainOf(cardOf('issues/form')).join()).toMatch(
      /not an incident report.*day and night.*do not name a patient/,
    );
    expect(plainOf(cardOf('issues/form', {}, 'flagged')).join()).toContain('Only clinical safety sees this');
    expect(plainOf(cardOf('issues/form')).join()).not.toContain('Only clinical safety');
  });
});

describe.each(['issues/receipt', 'issues/news'])('the raiser’s card %s', (name) => {
  it('asks whether it is fixed; a no may say what is still wrong', () => {
    const card = cardOf(name, { ask: true, canReopen: false });
    expect(verbsOf(card)).toEqual(['issue.fixed', 'issue.notFixed']);
    expect(inputOf(card, 'comment')).toMatchObject({ maxLength: 500 });
    expect(hiddenOf(card)).toEqual(['notFixed']);
  });

  it('offers to look again where that can be had, and nothing where it cannot', () => {
    expect(verbsOf(cardOf(name, { ask: false, canReopen: true }))).toEqual(['issue.notFixed']);
    expect(verbsOf(cardOf(name, { ask: false, canReopen: false }))).toEqual([]);
    expect(idsOf(cardOf(name, { ask: false, canReopen: false }))).toEqual([]);
  });
});

it('the receipt tells to phone until there is an answer', () => {
  const advice = 'Phone the service desk';
  expect(plainOf(cardOf('issues/receipt', { ask: false, canReopen: false })).join()).toContain(advice);
  expect(plainOf(cardOf('issues/receipt', { ask: true })).join()).not.toContain(advice);
});

it('the news says whom to answer only while the issue waits for the raiser', () => {
  expect(plainOf(cardOf('issues/news', {}, 'waiting')).join()).toContain('Please answer Amara Osei in a Teams chat.');
  expect(plainOf(cardOf('issues/news', { ask: false })).join()).not.toContain('Please answer');
});

describe('handling', () => {
  it('the channel card shows no name of a raiser who did not share it', () => {
    expect(plainOf(cardOf('issues/channel')).join()).toContain('Raised by');
    expect(plainOf(cardOf('issues/channel', { raiser: '' })).join()).not.toContain('Raised by');
  });

  it('the channel card asks for the view of at most 60 people, and of nobody where none is named', () => {
    const userIds = Array.from({ length: 70 }, (_, index) => `29:${index}`);
    expect(cardOf('issues/channel', { refresh: { userIds } }).refresh).toEqual({
      action: {
        type: 'Action.Execute',
        title: 'Show my view',
        verb: 'issue.view',
        data: { card: '01J8CARD0000000000000000TK', issue: '01J8ISSUE000000000000000A1' },
      },
      userIds: userIds.slice(0, 60),
    });
    expect(cardOf('issues/channel', { refresh: { userIds: [] } })).not.toHaveProperty('refresh');
  });

  it.each([
    [{ canTake: true, open: true }, ['issue.take', 'issue.view']],
    [{ canTake: false, open: true }, ['issue.view']],
    [{ canTake: false, open: false }, []],
  ])('the channel card with %o has the buttons %o', (change, verbs) => {
    expect(verbsOf(cardOf('issues/channel', change))).toEqual(verbs);
  });

  it('the handler’s card has a button for what may be done, and no other', () => {
    const none = { canTake: false, canUpdate: false, canRelease: false, canMerge: false };
    expect(verbsOf(cardOf('issues/handler', none))).toEqual([]);
    expect(verbsOf(cardOf('issues/handler', { ...none, canTake: true }))).toEqual(['issue.take']);
    expect(verbsOf(cardOf('issues/handler', { ...none, canUpdate: true }))).toEqual(['issue.escalate', 'issue.update']);
    expect(verbsOf(cardOf('issues/handler', { ...none, canRelease: true }))).toEqual(['issue.release']);
    expect(idsOf(cardOf('issues/handler'))).toEqual([
      'status',
      'reply',
      'waitingFor',
      'waitingUntil',
      'kind',
      'burden',
      'sector',
      'techNote',
      'deskRef',
      'deskUrl',
    ]);
  });

  it('taking or releasing an issue does not wait for the form to be filled', () => {
    const actions = actionsOf(cardOf('issues/handler'));
    const free = actions.filter((action) => action.verb === 'issue.take' || action.verb === 'issue.release');
    expect(free.map((action) => action.associatedInputs)).toEqual(['none', 'none']);
  });
});

describe('lists', () => {
  it('the pages before and after are asked for by number', () => {
    const data = (page: number) =>
      actionsOf(cardOf('issues/list', { page, pages: 3 })).map((action) => (action.data as Node).page);
    expect(data(1)).toEqual([2]);
    expect(data(2)).toEqual([1, 3]);
    expect(data(3)).toEqual([2]);
  });

  it('an empty list says what to do next', () => {
    expect(plainOf(cardOf('issues/list', {}, 'minimal')).join()).toContain('To raise an issue, write raise.');
  });

  it('help has six buttons at most, and every command in words', () => {
    const card = cardOf('help/help');
    expect(actionsOf(card)).toHaveLength(6);
    expect(plainOf(card)).toEqual(expect.arrayContaining(['set up cabinet', 'help']));
  });
});

describe('teams and cabinets', () => {
  it('the welcome offers the hand-over only where somebody runs it already', () => {
    expect(verbsOf(cardOf('people/team-welcome'))).toEqual(['team.handOver', 'help.run', 'help.run']);
    expect(verbsOf(cardOf('people/team-welcome', {}, 'minimal'))).toEqual(['help.run', 'help.run']);
    expect(plainOf(cardOf('people/team-welcome', {}, 'minimal')).join()).toContain('once a second member confirms');
  });

  it.each(['issues/cabinet-form', 'people/team-form'])(
    '%s asks for the organisation only where there are several',
    (name) => {
      const asked = ['organisation', 'ods'];
      expect(idsOf(cardOf(name, { askOrganisation: true }))).toEqual(expect.arrayContaining(asked));
      expect(idsOf(cardOf(name, { askOrganisation: false })).filter((id) => asked.includes(String(id)))).toEqual([]);
    },
  );

  it('the form of a cabinet needs a name and a prefix, and has the chosen people preset', () => {
    const card = cardOf('issues/cabinet-form');
    expect(inputsOf(card).flatMap((input) => (input.isRequired ? [input.id] : []))).toEqual(['name', 'prefix']);
    expect(inputOf(card, 'safety')).toMatchObject({
      value: '00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-000000000002',
      isMultiSelect: true,
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users?scope=currentContext' },
    });
  });

  it('what is missing is said, and where nothing is missing nothing is said', () => {
    const headings = (card: Card) => elementsOf(card).flatMap((node) => (node.style === 'heading' ? [node.text] : []));
    expect(headings(cardOf('issues/cabinet'))).toContain('Not set up yet');
    expect(headings(cardOf('issues/cabinet', { missing: [] }))).not.toContain('Not set up yet');
    expect(headings(cardOf('people/team', { missing: [], unreachable: [] }))).not.toContain('Needs attention');
  });
});
