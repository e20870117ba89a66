// Polls that are asked again and again, ready to be filled in: the form shows them, and everything can be changed.
import type { Poll, Question } from './poll.ts';

export const TEMPLATES = ['pulse', 'go-live', 'sounding-board', 'gaps'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

type Asked = Pick<Question, 'text' | 'kind' | 'choices' | 'most'>;

export type Template = Pick<Poll, 'mode' | 'results' | 'reminder' | 'audience'> & { questions: readonly Asked[] };

const words = (text: string): Asked => ({ text, kind: 'text', choices: [], most: 1 });
const scale = (text: string): Asked => ({ text, kind: 'scale', choices: ['1', '2', '3', '4', '5'], most: 1 });
const single = (text: string, ...choices: string[]): Asked => ({ text, kind: 'single', choices, most: 1 });

/** The last is the report's own way to find what to learn about (section 5.1): its top answers become topics. */
const FILLED: Record<TemplateName, Template> = {
  pulse: {
    audience: 'team',
    mode: 'anonymous',
    results: 'at-close',
    reminder: 'everyone',
    questions: [scale('How was your week? 1 is very hard, 5 is very good.'), words('What would have made it better?')],
  },
  'go-live': {
    audience: 'channel',
    mode: 'confidential',
    results: 'at-close',
    reminder: 'silent',
    questions: [
      single('How well does the new system work for you?', 'Well', 'Well enough', 'Not well', 'I have not used it yet'),
      words('What is in your way most?'),
    ],
  },
  'sounding-board': {
    audience: 'organisation',
    mode: 'anonymous',
    results: 'at-close',
    reminder: 'none',
    questions: [
      single('Did this reach you?', 'Yes', 'No'),
      single('Did it make sense?', 'Yes', 'In part', 'No'),
      words('What should we say differently?'),
    ],
  },
  gaps: {
    audience: 'team',
    mode: 'anonymous',
    results: 'at-close',
    reminder: 'everyone',
    questions: [
      {
        text: 'What are our three biggest gaps?',
        kind: 'multiple',
        choices: [
          'Clinical safety (DCB0129 and DCB0160)',
          'Data quality and coding',
          'Interoperability and standards',
          'Human factors and user-centred design',
          'Project and change management',
          'Information governance',
          'Analytics and statistics',
          'Artificial intelligence',
          'Leading and influencing',
          'Training and supporting colleagues',
        ],
        most: 3,
      },
    ],
  },
};

/** What a template fills in; undefined for a name that is none. */
export function templateOf(name: string): Template | undefined {
  const known = TEMPLATES.find((template) => template === name);
  return known && FILLED[known];
}
