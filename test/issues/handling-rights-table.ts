// Who may do what with the handling of a cabinet's issues. The test beside this file tries every cell.
import { grid } from '../rights/grid.ts';

/** Triage: the word, and the buttons of the handler's own round. */
export const triage = grid(`
role                triage     triage.start  triage.take  triage.reply  triage.words  triage.pass  triage.next  triage.same
stranger            refused    refused       not-there    not-there     not-there     not-there    not-there  not-there
raiser              refused    refused       not-there    not-there     not-there     not-there    not-there  not-there
teammate            refused    refused       not-there    not-there     not-there     not-there    not-there  not-there
handler             allowed    allowed       allowed      allowed       allowed       allowed      allowed  allowed
facilitator         allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
deputy              allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
safety              allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
safety-deputy       allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
admin               refused    refused       not-there    not-there     not-there     not-there    not-there  not-there
removed             refused    refused       not-there    not-there     not-there     not-there    not-there  not-there
other-organisation  allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
other-tenant        allowed    allowed       not-there    not-there     not-there     not-there    not-there  not-there
`);

/** Who gets which issues, in the cabinet's channel; the word by people who are in it. */
export const routing = grid(`
role                routing       route.open    route.save    route.remove
stranger            refused       refused       refused       refused
raiser              refused       refused       refused       refused
teammate            refused       refused       refused       refused
handler             refused       refused       refused       refused
facilitator         allowed       allowed       allowed       allowed
deputy              allowed       allowed       allowed       allowed
safety              refused       refused       refused       refused
safety-deputy       refused       refused       refused       refused
admin               allowed       allowed       allowed       allowed
removed             refused       refused       refused       refused
other-organisation  refused       refused       refused       refused
other-tenant        refused       not-there     not-there     not-there
`);

/** Targets, in the cabinet's channel. */
export const targets = grid(`
role                targets       targets.save  targets.off
stranger            refused       refused       refused
raiser              refused       refused       refused
teammate            refused       refused       refused
handler             refused       refused       refused
facilitator         allowed       allowed       allowed
deputy              allowed       allowed       allowed
safety              refused       refused       refused
safety-deputy       refused       refused       refused
admin               allowed       allowed       allowed
removed             refused       refused       refused
other-organisation  refused       refused       refused
other-tenant        refused       not-there     not-there
`);

/** Removing a text of an issue like any other. */
export const redacting = grid(`
role                redact       issue.redact
stranger            refused      refused
raiser              refused      refused
teammate            refused      refused
handler             refused      refused
facilitator         allowed      allowed
deputy              allowed      allowed
safety              refused      refused
safety-deputy       refused      refused
admin               allowed      allowed
removed             refused      refused
other-organisation  not-there    not-there
other-tenant        not-there    not-there
`);

/** Removing a text of a safety concern: nobody learns of it by that, and an admin reads none of it. */
export const redactingFlagged = grid(`
role                redact       issue.redact
stranger            not-there    not-there
raiser              refused      refused
teammate            not-there    not-there
handler             not-there    not-there
facilitator         not-there    not-there
deputy              not-there    not-there
safety              allowed      allowed
safety-deputy       allowed      allowed
admin               allowed      allowed
removed             not-there    not-there
other-organisation  not-there    not-there
other-tenant        not-there    not-there
`);
