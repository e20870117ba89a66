// The words of the cards that depend on what they are about.
import { describe, expect, it } from 'vitest';
import {
  eventWords,
  harmWords,
  impactWords,
  newsHeading,
  personWords,
  phoneNowWords,
  phoneWords,
  priorityWords,
  SAFETY_PRIORITY,
  stateWords,
  statusChoices,
  urgencyWords,
} from '../../cards/issues/words.ts';
import { greetingWords, introductionWords, runsItWords } from '../../cards/people/words.ts';
import { HARMS, type IssueState, STATUSES } from '../../src/issues/issue.ts';
import { IMPACTS, URGENCIES } from '../../src/issues/priority.ts';

const STATES: readonly IssueState[] = ['new', ...STATUSES, 'closed'];

describe('the words of an issue', () => {
  it('every state has words of its own, starting with what the state is', () => {
    const words = STATES.map((state) => stateWords(state, 0));
    expect(new Set(words).size).toBe(STATES.length);
    for (const text of words) expect(text).toMatch(/^[A-Z][a-z ]+: \S/);
  });

  it('a closed issue says whether the raiser confirmed it', () => {
    expect(stateWords('closed', 1)).toContain('confirmed as fixed');
    expect(stateWords('closed', 0)).toContain('nobody confirmed');
    expect(stateWords('closed', null)).toContain('could not be fixed');
  });

  it('while an issue waits, the raiser reads that it waits for them', () => {
    expect(stateWords('waiting', null, 'raiser')).toContain('from you');
    expect(stateWords('waiting', null)).toContain('the person who raised it');
  });

  it('the priority keeps its number in words that say what it means', () => {
    expect((['P2', 'P3', 'P4'] as const).map(priorityWords)).toEqual(['High (P2)', 'Medium (P3)', 'Low (P4)']);
    expect(priorityWords('P1')).toContain('phone');
    expect(SAFETY_PRIORITY).toBe('Safety: awaiting clinical safety');
  });

  it('every answer about harm, impact and urgency has words', () => {
    const words = [...HARMS.map(harmWords), ...IMPACTS.map(impactWords), ...URGENCIES.map(urgencyWords)];
    expect(new Set(words).size).toBe(words.length);
    for (const text of words) expect(text).toMatch(/\S/);
  });

  it('a handler can choose every status, by its value', () => {
    expect(statusChoices().map((choice) => choice.value)).toEqual([...STATUSES]);
    expect(new Set(statusChoices().map((choice) => choice.title)).size).toBe(STATUSES.length);
  });

  it('the news says what the raiser has to read or do', () => {
    expect(newsHeading({ kind: 'updated', toState: 'waiting' }, { waitingFor: '' })).toContain('from you');
    expect(newsHeading({ kind: 'updated', toState: 'resolved' }, { waitingFor: '' })).toContain('fixed');
    expect(newsHeading({ kind: 'updated', toState: 'could-not' }, { waitingFor: '' })).toContain('could not');
  });

  it('a step of the history says what was set and what was said', () => {
    expect(eventWords('taken', 'triaged', '')).toBe('Taken');
    expect(eventWords('updated', 'waiting', 'Which printer?')).toBe('Waiting: Which printer?');
    expect(eventWords('not-fixed', 'in-progress', 'Still blank')).toBe('Not fixed: Still blank');
  });
});

describe('whom to phone, and whom not to name', () => {
  it('gives the number and hours, as far as they are known', () => {
    expect(phoneWords('01872 250000', 'every day, 8am to 6pm')).toBe(
      'the service desk on 01872 250000 (every day, 8am to 6pm)',
    );
    expect(phoneWords('01872 250000', '')).toBe('the service desk on 01872 250000');
    expect(phoneWords('', 'every day')).toBe('your service desk');
    expect(phoneNowWords('', '')).toContain('Phone your service desk now.');
  });

  it('fits the cabinet’s word for a patient into a sentence', () => {
    expect(personWords('patient')).toBe('a patient');
    expect(personWords('inpatient')).toBe('an inpatient');
    expect(personWords('a resident')).toBe('a resident');
    expect(personWords('anyone')).toBe('anyone');
    expect(personWords('someone in our care')).toBe('anyone in our care');
    expect(personWords(' ')).toBe('anyone in our care');
  });
});

describe('the words of people cards', () => {
  it('say who added the bot, or how it gets a facilitator', () => {
    expect(runsItWords('Amara Osei')).toContain('Amara Osei added me');
    expect(runsItWords('')).toContain('a second member confirms');
  });

  it('greet without a name and without a team', () => {
    expect(greetingWords('')).toBe('Hello.');
    expect(introductionWords('Digital Clerk', '')).toBe('I am Digital Clerk, and I am here now.');
  });
});
