// What may go wrong, in two kinds: a Refusal is for the person who asked; everything else is for the log.

/** Why a request was refused. `invalid`: bad input; `forbidden`: not theirs to do; `missing`: not there (for them);
 * `conflict`: somebody or something was quicker; `identifier`: it holds what looks like an identifier of a patient. */
export type RefusalKind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'identifier';

/**
 * An expected "no". `message` is shown to the person as it is: plain words that say what to do next.
 * It never holds what the person typed, so it may be logged.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
  }
}

/** Another delivery of the same activity is being worked on; if that one does not live to finish it, it must come again. */
export class StillBusy extends Error {
  constructor() {
    super('The same activity is being worked on.');
    this.name = 'StillBusy';
  }
}

/** A start-up fault. `faults` lists every one, each with the setting's name and the remedy. */
export class StartFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'StartFault';
    this.faults = faults;
  }
}
