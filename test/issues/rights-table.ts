// Who may do what with an issue and with what is set up, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

// Two columns are no buttons and no commands: `whole`, whether `issue CAB-1` shows more than the line that the whole
// organisation may see; `channel`, whether it says anything of the issue where others read along.

/** An issue like any other. */
export const ordinary = grid(`
role                issue.take  issue.view  issue.update  issue.escalate  issue.release  issue.fixed  issue.notFixed  issue      whole      channel    issues     issue.list
stranger            refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
raiser              refused     refused     refused       refused         refused        allowed      allowed         allowed    allowed    allowed    allowed    allowed
teammate            refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
handler             allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
facilitator         allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
deputy              allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
safety              refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
safety-deputy       refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
admin               refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
removed             refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
other-organisation  not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-tenant        not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
`);

/** A safety concern, until clinical safety releases it. */
export const flagged = grid(`
role                issue.take  issue.view  issue.update  issue.escalate  issue.release  issue.fixed  issue.notFixed  issue      whole      channel    issues     issue.list
stranger            not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
raiser              refused     refused     refused       refused         refused        allowed      allowed         allowed    allowed    not-there  not-there  not-there
teammate            not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
handler             not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
facilitator         not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
deputy              not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
safety              allowed     allowed     allowed       allowed         allowed        refused      refused         allowed    allowed    not-there  not-there  not-there
safety-deputy       allowed     allowed     allowed       allowed         allowed        refused      refused         allowed    allowed    not-there  not-there  not-there
admin               not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
removed             not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-organisation  not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-tenant        not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
`);

/** A safety concern in a cabinet whose team has nobody in clinical safety: facilitators and deputies stand in. */
export const unheld = grid(`
role                issue.take  issue.view  issue.update  issue.escalate  issue.release  issue.fixed  issue.notFixed  issue      whole      channel    issues     issue.list
stranger            not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
raiser              refused     refused     refused       refused         refused        allowed      allowed         allowed    allowed    not-there  not-there  not-there
teammate            not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
handler             not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
facilitator         allowed     allowed     allowed       allowed         allowed        refused      refused         allowed    allowed    not-there  not-there  not-there
deputy              allowed     allowed     allowed       allowed         allowed        refused      refused         allowed    allowed    not-there  not-there  not-there
safety              not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
safety-deputy       not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
admin               not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
removed             not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-organisation  not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-tenant        not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
`);

/** A safety concern that clinical safety has released: like any other, but that they still read it in full; releasing again is no mistake. */
export const released = grid(`
role                issue.take  issue.view  issue.update  issue.escalate  issue.release  issue.fixed  issue.notFixed  issue      whole      channel    issues     issue.list
stranger            refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
raiser              refused     refused     refused       refused         refused        allowed      allowed         allowed    allowed    allowed    allowed    allowed
teammate            refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
handler             allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
facilitator         allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
deputy              allowed     allowed     allowed       allowed         refused        refused      refused         allowed    allowed    allowed    allowed    allowed
safety              refused     refused     refused       refused         allowed        refused      refused         allowed    allowed    allowed    allowed    allowed
safety-deputy       refused     refused     refused       refused         allowed        refused      refused         allowed    allowed    allowed    allowed    allowed
admin               refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
removed             refused     refused     refused       refused         refused        refused      refused         allowed    refused    allowed    allowed    allowed
other-organisation  not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
other-tenant        not-there   not-there   not-there     not-there       not-there      not-there    not-there       not-there  not-there  not-there  not-there  not-there
`);

/** A form that the raiser has open. */
export const form = grid(`
role                issue.open  issue.start  issue.safety  issue.safetyForm  issue.raise
stranger            not-there   not-there    not-there     not-there         not-there
raiser              allowed     allowed      allowed       allowed           allowed
teammate            not-there   not-there    not-there     not-there         not-there
handler             not-there   not-there    not-there     not-there         not-there
facilitator         not-there   not-there    not-there     not-there         not-there
deputy              not-there   not-there    not-there     not-there         not-there
safety              not-there   not-there    not-there     not-there         not-there
safety-deputy       not-there   not-there    not-there     not-there         not-there
admin               not-there   not-there    not-there     not-there         not-there
removed             not-there   not-there    not-there     not-there         not-there
other-organisation  not-there   not-there    not-there     not-there         not-there
other-tenant        not-there   not-there    not-there     not-there         not-there
`);

/**
 * Setting up, in the channel of the cabinet. `team.confirm` is in another team of the same members, where a policy put
 * the bot and the handler wrote first. `person.organisation` is by people whose organisation is known.
 */
export const settings = grid(`
role                set up cabinet  cabinet.save  cabinet.edit  set up team  team.save  team.handOver  team.confirm  set up organisation  organisation.save  person.organisation
stranger            refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
raiser              refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
teammate            refused         refused       refused       refused      refused    refused        allowed       refused              refused            refused
handler             refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
facilitator         allowed         allowed       allowed       allowed      allowed    allowed        allowed       refused              refused            refused
deputy              allowed         allowed       allowed       allowed      allowed    allowed        allowed       refused              refused            refused
safety              refused         refused       refused       refused      refused    refused        allowed       refused              refused            refused
safety-deputy       refused         refused       refused       refused      refused    refused        allowed       refused              refused            refused
admin               allowed         allowed       allowed       allowed      allowed    allowed        allowed       allowed              allowed            refused
removed             refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
other-organisation  refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
other-tenant        refused         refused       refused       refused      refused    refused        refused       refused              refused            refused
`);

/** Moving the cabinet, in another channel of its team. */
export const moving = grid(`
role                move cabinet
stranger            refused
raiser              refused
teammate            refused
handler             refused
facilitator         allowed
deputy              allowed
safety              refused
safety-deputy       refused
admin               allowed
removed             refused
other-organisation  refused
other-tenant        refused
`);
