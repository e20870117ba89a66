// What the tab says of meetings, in the words of the cards.

import { statusOf } from '../cards/meetings/agenda.ts';
import { budget, itemHead, noteWords } from '../cards/meetings/agenda-words.ts';
import { httpsOnly } from '../cards/parts.ts';
import { isolate } from '../cards/render.ts';
import type { Agenda } from '../src/meetings/agenda-view.ts';
import type { Names } from '../src/meetings/names.ts';
import type { ShownAgenda, ShownLine } from '../src/meetings/shown.ts';
import type { MeetingWords } from '../src/web/tab-meetings-view.ts';
import { of, offWords, textOf } from './agenda-shown.ts';
import { presentsWords } from './cpd-draw.ts';
import { becomes, ruleWords, whenWords } from './meetings-shown.ts';

export const meetingWords: MeetingWords = {
  rule: ruleWords,
  when: whenWords,
  becomes,
  presents: presentsWords,
  link: httpsOnly,
  agenda: shownAgenda,
};

function shownAgenda(agenda: Agenda, names: Names, now: Date): ShownAgenda {
  const { phase, items, notes, updates, here, apologies, ...text } = textOf(agenda, names, now);
  return {
    when: of(agenda, '').when,
    phase,
    status: statusOf({ phase, agreed: text.agreed }),
    off: offWords(agenda),
    items: items.map((item, at) => ({
      key: agenda.items[at]?.key ?? String(at),
      words: itemHead(item, phase),
      now: item.state === 'now',
      lines: linesOf([...item.lines.map(isolate), ...item.notes.map(noteWords)]),
    })),
    budget: phase === 'before' ? budget(text).text : '',
    notes: linesOf(notes.map(noteWords)),
    updates: updates.map((update, at) => ({ id: agenda.updates[at]?.id ?? String(at), ...update })),
    here,
    apologies,
  };
}

function linesOf(words: readonly string[]): ShownLine[] {
  return words.map((line, at) => ({ key: String(at), words: line }));
}
