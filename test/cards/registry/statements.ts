// The cards of themes and statements.
import { digestCard, helpCard, listCard, measuresCard } from '../../../cards/statements/statements.ts';
import {
  previewCard,
  statementForm,
  themeCard,
  themeForm,
  themesCard,
  todoCard,
} from '../../../cards/statements/themes.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('statements/list', listCard, ['rows.said', 'rows.words', 'rows.doer']),
  entry('statements/themes', themesCard, ['themes.name', 'askings.title']),
  entry('statements/theme-form', themeForm, ['title', 'name', 'said.title']),
  entry('statements/theme', themeCard, ['name', 'said.text', 'comments']),
  entry('statements/form', statementForm, ['name', 'said', 'words', 'doer', 'quotes.title']),
  entry('statements/preview', previewCard, ['rows.said', 'rows.words', 'rows.doer']),
  entry('statements/help', helpCard, ['said', 'words', 'comment']),
  entry('statements/measures', measuresCard, []),
  entry('statements/digest', digestCard, [
    'name',
    'statements.said',
    'statements.words',
    'answered.title',
    'open.title',
  ]),
  entry('statements/todo', todoCard, ['title']),
];
