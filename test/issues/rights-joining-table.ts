// Who may say that they have an issue too, merge issues, and write down for others. The test beside this file tries every
// cell; nobody here but the colleague (`stranger`) has the issue too.
import { grid } from '../rights/grid.ts';

/** An issue like any other; `issue.withdraw` by who joined it. `issue.metoo` and `issue.new` are of the raiser's own form. */
export const joining = grid(`
role                issue.metoo  issue.new  issue.withdraw  issue.same  issue.merge  issue.unmerge  log for someone
stranger            not-there    not-there  allowed         refused     refused      refused        refused
raiser              allowed      allowed    not-there       refused     refused      refused        refused
teammate            not-there    not-there  not-there       refused     refused      refused        allowed
handler             not-there    not-there  not-there       allowed     allowed      allowed        allowed
facilitator         not-there    not-there  not-there       allowed     allowed      allowed        allowed
deputy              not-there    not-there  not-there       allowed     allowed      allowed        allowed
safety              not-there    not-there  not-there       refused     refused      refused        allowed
safety-deputy       not-there    not-there  not-there       refused     refused      refused        allowed
admin               not-there    not-there  not-there       refused     refused      refused        refused
removed             not-there    not-there  not-there       refused     refused      refused        refused
other-organisation  not-there    not-there  not-there       not-there   not-there    not-there      allowed
other-tenant        not-there    not-there  not-there       not-there   not-there    not-there      allowed
`);

/** A safety concern, until clinical safety releases it, merged into an ordinary issue or taken out of one again. */
export const joiningFlagged = grid(`
role                issue.same  issue.merge  issue.unmerge
stranger            not-there   not-there    not-there
raiser              refused     refused      refused
teammate            not-there   not-there    not-there
handler             not-there   not-there    not-there
facilitator         not-there   not-there    not-there
deputy              not-there   not-there    not-there
safety              allowed     allowed      allowed
safety-deputy       allowed     allowed      allowed
admin               not-there   not-there    not-there
removed             not-there   not-there    not-there
other-organisation  not-there   not-there    not-there
other-tenant        not-there   not-there    not-there
`);
