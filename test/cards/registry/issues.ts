// The cards of issues.
import { cabinetCard, cabinetForm } from '../../../cards/issues/cabinet.ts';
import { foundCard } from '../../../cards/issues/found.ts';
import { channelCard, handlerCard, noteCard } from '../../../cards/issues/handler.ts';
import { linesCard } from '../../../cards/issues/lines.ts';
import { listCard } from '../../../cards/issues/list.ts';
import { formCard, harmCard, offerCard, safetyCard } from '../../../cards/issues/raise.ts';
import { newsCard, receiptCard } from '../../../cards/issues/raiser.ts';
import { redactCard } from '../../../cards/issues/redact.ts';
import { routingCard } from '../../../cards/issues/routing.ts';
import { sameCard, similarCard } from '../../../cards/issues/similar.ts';
import { lateCard, targetsCard } from '../../../cards/issues/targets.ts';
import { triageCard } from '../../../cards/issues/triage.ts';
import { type Entry, entry } from './entry.ts';

export const ENTRIES: readonly Entry[] = [
  entry('issues/harm', harmCard, ['title', 'personWord', 'cabinets.name']),
  entry('issues/safety', safetyCard, [
    'deskPhone',
    'deskHours',
    'incidentName',
    'systems',
    'system',
    'place',
    'incidentRef',
    'missing',
  ]),
  entry('issues/form', formCard, [
    'title',
    'detail',
    'systems',
    'system',
    'place',
    'personWord',
    'cabinetName',
    'deskPhone',
    'people.name',
  ]),
  entry('issues/similar', similarCard, ['title', 'rows.title', 'rows.system', 'rows.place']),
  entry('issues/same', sameCard, ['title', 'rows.title', 'rows.system', 'rows.place']),
  entry('issues/offer', offerCard, ['title']),
  entry('issues/receipt', receiptCard, [
    'title',
    'system',
    'place',
    'who',
    'when',
    'reply',
    'replyBy',
    'deskRef',
    'note',
  ]),
  entry('issues/news', newsCard, ['title', 'reply', 'from', 'answerTo']),
  entry('issues/channel', channelCard, ['title', 'system', 'place', 'owner', 'raiser', 'note']),
  entry('issues/handler', handlerCard, [
    'title',
    'detail',
    'system',
    'place',
    'raiser',
    'incidentRef',
    'owner',
    'reply',
    'note',
    'techNote',
    'waitingFor',
    'deskRef',
    'history.who',
    'history.words',
  ]),
  entry('issues/note', noteCard, ['title', 'words', 'comment']),
  entry('issues/lines', linesCard, ['intro', 'lines.title', 'lines.text', 'more']),
  entry('issues/list', listCard, ['heading', 'rows.title', 'rows.system', 'rows.place']),
  entry('issues/routing', routingCard, ['cabinetName', 'systems', 'people.name']),
  entry('issues/targets', targetsCard, ['cabinetName']),
  entry('issues/late', lateCard, ['cabinetName', 'rows.title', 'rows.words']),
  entry('issues/redact', redactCard, []),
  entry('issues/found', foundCard, ['title', 'system', 'place']),
  entry('issues/triage', triageCard, ['reply', 'people.name']),
  entry('issues/cabinet-form', cabinetForm, [
    'name',
    'systems',
    'organisation',
    'ods',
    'incidentName',
    'incidentUrl',
    'deskPhone',
    'deskHours',
    'personWord',
    'people.name',
  ]),
  entry('issues/cabinet', cabinetCard, ['name', 'organisation', 'systems', 'safety', 'missing']),
];
