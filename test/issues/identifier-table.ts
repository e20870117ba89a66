// What may not come in and what may, and every input of every button: which of them people write into, and what a
// refusal calls it. The tests beside this file walk all of it, and fail where a verb has an input that is not here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../support/clerk.ts';

/** The examples of the specification, and the separators that it names. */
export const REFUSED = [
  '943 476 5919',
  'NHS no 999 123 4567',
  '943-476-5919',
  '943.476.5919',
  '943\u00a0476\u00a05919',
  '９４３４７６５９１９',
  '９４３ ４７６ ５９１９',
  '9434765919',
  'dob 03/04/1961',
  'born 3 April 1961',
  'CHI 311299 9991',
  'MRN 00123456',
];

export const TAKEN = [
  'call 01872 250000',
  'ticket 1234567890',
  'meeting 03/04/2027',
  'INC0012345',
  'NHS number field is blank',
  'hospital no longer prints',
];

/** `free`: what people write, and what a refusal calls it. `ids`: what a card puts there itself. `choices`: lists. */
export type Inputs = { free?: Record<string, string>; ids?: readonly string[]; choices?: readonly string[] };

export const INPUTS: Record<string, Inputs> = {
  'issue.open': { ids: ['draft'] },
  'issue.start': { ids: ['draft', 'cabinet'], choices: ['harm'] },
  'issue.safety': {
    ids: ['draft'],
    free: { incidentRef: 'Incident reference', system: 'Which system', place: 'Where' },
  },
  'issue.safetyForm': {
    ids: ['draft'],
    free: { incidentRef: 'Incident reference', system: 'Which system', place: 'Where' },
  },
  'issue.raise': {
    ids: ['draft'],
    choices: ['impact', 'urgency', 'share'],
    free: { title: 'What is wrong', system: 'Which system', place: 'Where', detail: 'Tell us more' },
  },
  'issue.take': { ids: ['issue'] },
  'issue.view': { ids: ['issue'] },
  'issue.update': { ids: ['issue'], choices: ['status'], free: { reply: 'Reply' } },
  'issue.release': { ids: ['issue'] },
  'issue.fixed': { ids: ['issue'] },
  'issue.notFixed': { ids: ['issue'], free: { comment: 'What is still wrong' } },
  'issue.list': { ids: ['cabinet', 'page'], choices: ['scope'] },
  'cabinet.save': {
    ids: ['safety'],
    choices: ['handlers'],
    free: {
      name: 'Name of the cabinet',
      prefix: 'Short letters',
      systems: 'Systems',
      organisation: 'Organisation',
      ods: 'ODS code',
      incidentName: 'Your incident system',
      incidentUrl: 'Link of the incident system',
      deskPhone: 'Service desk: phone number',
      deskHours: 'Service desk: hours',
      personWord: 'What you call the people you care for',
    },
  },
  'cabinet.edit': {},
  'person.organisation': { ids: ['organisation', 'draft'] },
  'team.handOver': { ids: ['person'] },
  'team.confirm': {},
  'team.save': {
    ids: ['facilitators', 'deputies', 'handlers', 'safety', 'safetyDeputies'],
    choices: ['nation'],
    free: { organisation: 'Organisation', ods: 'ODS code', timeZone: 'Time zone' },
  },
  'organisation.save': { free: { name: 'Name', ods: 'ODS code', domains: 'Mail domains' } },
  'help.run': { free: { command: 'What you wrote' } },
  'series.form': {},
  'series.save': {
    ids: ['meaning'],
    choices: ['firstOn', 'startTime', 'minutes', 'repeat', 'nation', 'clash'],
    free: { title: 'Name of the meeting', place: 'Where', timeZone: 'Time zone' },
  },
  'series.confirm': { ids: ['series'] },
  'series.view': { ids: ['series'] },
  'series.list': { ids: ['page'] },
  'series.pause': { ids: ['series'] },
  'series.resume': { ids: ['series'] },
  'series.end': { ids: ['series'] },
  'series.answer': { ids: ['series'], choices: ['plannedOn', 'answer'] },
  'occurrence.skip': { ids: ['series'], choices: ['plannedOn'], free: { reason: 'Reason' } },
  'occurrence.move': { ids: ['series'], choices: ['plannedOn', 'date', 'time'] },
  'calendar.link': {},
  'calendar.revoke': {},
};

/** What may not be found anywhere of a text: itself, or its digits. */
function traces(text: string): string[] {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length >= 8 ? [text, digits] : [text];
}

/** The traces of texts in what was kept or told, also with other separators between the digits. */
export function findIn(where: string, ...texts: readonly string[]): string[] {
  const plain = where.normalize('NFKC').replace(/(?<=\d)[\s.\-\u00a0](?=\d)/g, '');
  return texts.flatMap(traces).filter((trace) => where.includes(trace) || plain.includes(trace));
}

/** Every row of every table, the bytes of the database's files, and the log, as one text. */
export async function keptIn(house: House, folder: string): Promise<string> {
  const { db } = house.clerk.store;
  const rows = [];
  for (const { name } of await db.introspection.getTables()) {
    rows.push(
      await db
        .selectFrom(name as 'issues')
        .selectAll()
        .execute(),
    );
  }
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('utf8'));
  return [JSON.stringify(rows), ...files, JSON.stringify(house.lines)].join('\n');
}
