// Looking things up about a cabinet at the Teams door: how long issues wait in each sector.
import { linesCard } from '../cards/issues/lines.ts';
import { sectorWords } from '../cards/issues/words.ts';
import type { Cabinet } from '../src/issues/cabinet.ts';
import { cabinetById } from '../src/issues/cabinets-store.ts';
import type { IssuesService } from '../src/issues/service.ts';
import type { SectorWait } from '../src/issues/waiting.ts';
import type { Database } from '../src/store/database.ts';
import { type Answer, type CommandRows, type Draw, type Feature, isSentence, runnable } from './feature.ts';
import { createIssueLists } from './issues-list.ts';

export const LOOK_COMMANDS = {
  'waiting times': {
    title: 'Waiting times',
    does: 'How long issues wait, by sector',
    scopes: ['personal'],
    listed: false,
  },
} as const satisfies CommandRows;

const NO_CABINET: Answer = { kind: 'notice', text: 'There is no digital cabinet whose issues you can see.' };

export function createLookFeature({ db, issues }: { db: Database; issues: IssuesService }): Feature {
  const lists = createIssueLists({ db, issues });

  const commands = runnable(LOOK_COMMANDS, {
    'waiting times': async (turn, rest) => {
      if (isSentence(rest)) return undefined;
      const cabinets = await lists.cabinetsOf(turn.actor);
      const cabinet = named(cabinets, rest) ?? cabinets[0];
      return cabinet ? { kind: 'card', intent: { kind: 'cabinet.waits', subjectId: cabinet.id } } : NO_CABINET;
    },
  });

  const waits: Draw = async (cabinetId, viewer) => {
    const cabinet = await cabinetById(db, cabinetId);
    if (!cabinet) return undefined;
    const lines = (await issues.waitingTimes(cabinet)).map((one) => ({
      title: sectorWords(one.sector),
      text: waitWords(one),
    }));
    const more = 'Those who handle an issue say its sector behind More and history on its card.';
    return linesCard({
      token: viewer.token,
      heading: 'Waiting times',
      intro: `${cabinet.name}, by sector`,
      lines,
      more,
    });
  };

  return { commands, verbs: {}, draws: { 'cabinet.waits': waits } };
}

function named(cabinets: readonly Cabinet[], words: string): Cabinet | undefined {
  const lower = words.trim().toLowerCase();
  return cabinets.find(({ prefix, name }) => prefix.toLowerCase() === lower || name.toLowerCase() === lower);
}

function waitWords({ open, oldestDays, answered, answerDays }: SectorWait): string {
  const oldest = open === 0 ? 'None open.' : `${open} open, the oldest for ${days(oldestDays)}.`;
  const before = `${answered} answered in the last 90 days, half of them within ${days(answerDays ?? 0)}.`;
  return `${oldest} ${answered === 0 ? 'None answered in the last 90 days.' : before}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
