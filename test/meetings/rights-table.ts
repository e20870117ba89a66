// Who may do what with a meeting, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** Regular meetings, in the channel of the one that the teammate set up. `series.view` is of that one. */
export const meetings = grid(`
role                set up meeting  series.form  series.save  series.confirm  series.view  series.pause  series.resume  series.end  series.answer  occurrence.skip  occurrence.move
stranger            refused         refused      refused      refused         not-there    refused       refused        refused     refused        refused          refused
raiser              refused         refused      refused      refused         not-there    refused       refused        refused     refused        refused          refused
teammate            allowed         allowed      allowed      allowed         allowed      allowed       allowed        allowed     allowed        allowed          allowed
handler             allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused        refused          refused
facilitator         allowed         allowed      allowed      refused         allowed      allowed       allowed        allowed     allowed        allowed          allowed
deputy              allowed         allowed      allowed      refused         allowed      allowed       allowed        allowed     allowed        allowed          allowed
safety              allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused        refused          refused
safety-deputy       allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused        refused          refused
admin               refused         refused      refused      refused         not-there    allowed       allowed        allowed     allowed        allowed          allowed
removed             refused         refused      refused      refused         not-there    refused       refused        refused     refused        refused          refused
other-organisation  refused         refused      refused      refused         not-there    refused       refused        refused     refused        refused          refused
other-tenant        refused         refused      refused      refused         not-there    refused       refused        refused     refused        refused          refused
`);
