// How long the search for similar issues takes in a cabinet of 20,000 open ones, on both databases.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { UNHANDLED } from '../../src/issues/issue.ts';
import { similarIds } from '../../src/issues/similar-store.ts';
import { insertIssue } from '../../src/issues/store.ts';
import { type DatabaseSetting, openStore, type Store } from '../../src/store/database.ts';
import type { IssueTable } from '../../src/store/tables.ts';
import { startPostgres } from '../support/postgres.ts';

const ISSUES = 20_000;
const SEARCHES = 500;
const WARM_UP = 50;
const AT_A_TIME = 1_000;
const CABINET = { id: 'bench-cabinet', lastNumber: ISSUES };

const THINGS =
  'printer,label,smartcard,password,screen,keyboard,scanner,wristband,EPR,ePMA,discharge letter,drug chart,allergy,' +
  'referral,blood result,x-ray,workstation on wheels,laptop,Wi-Fi,telephone,bleep,observations,fluid balance,consent form,' +
  'theatre list,clinic list,handover,bed board,template,order,barcode,dictation,e-mail,report,dashboard,login';
const FAULTS =
  'prints blank,is slow,keeps freezing,does not load,drops out,is missing,shows the wrong ward,cannot be saved,logs us out,' +
  'asks twice,is greyed out,crashed,will not scan,is duplicated,does not open,takes ages,lost its changes,is upside down';
const SYSTEMS = ['EPR', 'E-prescribing', 'Imaging', 'Printing', 'Other'];

/** Prints the median and the 99th percentile of a search, one after the other, for each database. */
export async function similar(folder: string): Promise<void> {
  await measured('SQLite', { kind: 'sqlite', path: join(folder, 'similar.db') });
  const server = await startPostgres('on');
  try {
    await measured('PostgreSQL', { kind: 'postgres', url: `${server.url}/postgres` });
  } finally {
    await server.stop();
  }
}

async function measured(name: string, setting: DatabaseSetting): Promise<void> {
  const store = await openStore(setting);
  try {
    const noted = await fill(store);
    const times: number[] = [];
    let found = 0;
    const before = process.cpuUsage();
    for (let nth = 0; nth < WARM_UP + SEARCHES; nth += 1) {
      const text = slipped(nth);
      const began = performance.now();
      const ids = await similarIds(store.db, CABINET, text, 3);
      if (nth >= WARM_UP) times.push(performance.now() - began);
      if (ids.length > 0) found += 1;
    }
    const { user, system } = process.cpuUsage(before);
    times.sort((one, other) => one - other);
    const [p50, p99, worst] = [0.5, 0.99, 1].map((part) => times[Math.ceil(times.length * part) - 1] ?? 0);
    const figures = `p50 ${ms(p50)}, p99 ${ms(p99)}, worst ${ms(worst)}`;
    console.log(
      `similar issues among ${ISSUES} open ones, ${name}: ${figures}; something found in ${found} of ${WARM_UP + SEARCHES}`,
    );
    const own = ms((user + system) / 1_000 / (WARM_UP + SEARCHES));
    console.log(
      `        ${own} of this process's own time for each; the load of the machine was ${loadavg()[0]?.toFixed(1)}`,
    );
    console.log(`        an issue was stored with its words in ${ms(noted)}`);
  } finally {
    await store.close();
  }
}

/** Fills the cabinet; returns the milliseconds for each issue. */
async function fill({ db }: Store): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < ISSUES; from += AT_A_TIME) {
    await db.transaction().execute(async (trx) => {
      for (let nth = from; nth < from + AT_A_TIME; nth += 1) await insertIssue(trx, issueOf(nth));
    });
  }
  return (performance.now() - began) / ISSUES;
}

/** The same text for the same number; different ones share things and faults, as on any ward, and have a word of their own. */
function textOf(nth: number): { title: string; system: string } {
  const pick = (from: readonly string[], step: number) => from[Math.floor(nth / step) % from.length] ?? '';
  const things = THINGS.split(',');
  const own = `${pick(SYLLABLES, 1)}${pick(SYLLABLES, 7)}${pick(SYLLABLES, 61)}`;
  const title = `The ${pick(things, 1)} ${pick(FAULTS.split(','), 3)} after the ${pick(things, 11)} ${own}`;
  return { title, system: pick(SYSTEMS, 5) };
}

const SYLLABLES = 'ba,co,di,fen,gor,hal,jun,kes,lom,mar,nit,ped,ros,sut,tav,vel,wim'.split(',');

/** A text as somebody types it in a hurry: its words the other way round, and two letters of one swapped. */
function slipped(nth: number): { title: string; system: string } {
  const { title, system } = textOf(nth * 37);
  const words = title.split(' ').reverse();
  const long = words.findIndex((word) => word.length > 5);
  words[long] = (words[long] ?? '').replace(/^(..)(.)(.)/, '$1$3$2');
  return { title: words.join(' '), system };
}

function issueOf(nth: number): IssueTable {
  const id = `bench-${String(nth).padStart(6, '0')}`;
  const at = new Date(Date.UTC(2026, 0, 1) + nth * 60_000).toISOString();
  return {
    id,
    tenantId: 'bench-tenant',
    organisationId: 'bench-organisation',
    cabinetId: CABINET.id,
    number: nth,
    reference: `CAB-${nth}`,
    raiserId: 'bench-person',
    harm: 'no',
    flagged: 0,
    releasedAt: null,
    releasedBy: null,
    ...textOf(nth),
    detail: '',
    place: '',
    incidentRef: '',
    impact: 'team',
    urgency: 'today',
    share: 'handlers',
    toldToPhoneAt: null,
    state: 'new',
    ownerId: null,
    reply: '',
    raisedAt: at,
    updatedAt: at,
    resolvedAt: null,
    closedAt: null,
    confirmed: null,
    duplicateOf: null,
    mergedState: '',
    lends: 0,
    loggedBy: null,
    ...UNHANDLED,
  };
}

function ms(time = 0): string {
  return `${time.toFixed(1)} ms`;
}
