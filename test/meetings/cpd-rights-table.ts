// Who may do what with the CPD of a meeting, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/**
 * The rota of the meeting that the teammate set up and presents at next. `cpd.swap`, `cpd.answerSwap` are of dates that
 * the teammate has, and was asked to change by the handler; `cpd.entry` and what follows are of the teammate's own record.
 */
export const cpd = grid(`
role                cpd.view   cpd.take   cpd.volunteer  cpd.notMe  cpd.guest  cpd.topic  cpd.swap  cpd.answerSwap  cpd.material  cpd.entry  cpd.save   cpd.reflect  cpd.forget  cpd.remove
stranger            not-there  not-there  refused        refused    refused    refused    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
raiser              not-there  not-there  refused        refused    refused    refused    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
teammate            allowed    allowed    allowed        allowed    allowed    allowed    allowed   allowed         allowed       allowed    allowed    allowed      allowed     allowed
handler             allowed    allowed    allowed        allowed    allowed    allowed    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
facilitator         allowed    allowed    allowed        allowed    allowed    allowed    refused   not-there       allowed       not-there  not-there  not-there    not-there   not-there
deputy              allowed    allowed    allowed        allowed    allowed    allowed    refused   not-there       allowed       not-there  not-there  not-there    not-there   not-there
safety              allowed    allowed    allowed        allowed    allowed    allowed    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
safety-deputy       allowed    allowed    allowed        allowed    allowed    allowed    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
admin               not-there  not-there  refused        refused    refused    refused    refused   not-there       allowed       not-there  not-there  not-there    not-there   not-there
removed             not-there  not-there  refused        refused    refused    refused    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
other-organisation  not-there  not-there  refused        refused    refused    refused    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
other-tenant        not-there  not-there  refused        refused    refused    refused    refused   not-there       refused       not-there  not-there  not-there    not-there   not-there
`);
