// The use cases of themes and statements, assembled: grouping, answering, reading, and the clock's duties.
import type { StatementsDeps } from './access.ts';
import { createStatementDuties } from './duties.ts';
import type { Source } from './ports.ts';
import { createPublishing } from './publishing.ts';
import { createReading } from './reading.ts';
import { combined } from './sources.ts';
import { createTheming } from './theming.ts';

export type StatementsService = ReturnType<typeof createStatementsService>;

export type ServiceDeps = Omit<StatementsDeps, 'source'> & {
  /** Where people say things: cabinets, polls, check-ins. */
  sources: readonly Source[];
  /** The size of a digest's item when drawn, in bytes. */
  sizeOf: (words: readonly string[]) => number;
};

export function createStatementsService({ sources, sizeOf, ...rest }: ServiceDeps) {
  const deps: StatementsDeps = { ...rest, source: combined(sources) };
  const themes = createTheming(deps);
  const reading = createReading(deps);
  const duties = createStatementDuties({ ...deps, sizeOf, askedOf: reading.askedOf });
  const { source, cabinets } = deps;
  return { themes, statements: createPublishing(deps), reading, duties, source, cabinets, themesOf: themes.themesOf };
}
