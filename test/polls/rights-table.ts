// Who may do what with a poll, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** A poll that the teammate asks in the team's channel: written (`poll.form` to `poll.send`), or open (the others). */
export const polls = grid(`
role                poll     poll.form  poll.template  poll.create  poll.send  poll.vote  poll.view  poll.follow  poll.status  poll.close  poll.extend  poll.cancel  poll.show
stranger            refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    not-there   not-there    not-there    not-there
raiser              refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    not-there   not-there    not-there    not-there
teammate            allowed  allowed    allowed        allowed      allowed    allowed    allowed    allowed      allowed      allowed     allowed      allowed      allowed
handler             allowed  refused    refused        refused      refused    allowed    allowed    allowed      refused      refused     refused      refused      refused
facilitator         allowed  refused    refused        refused      refused    allowed    allowed    allowed      allowed      allowed     allowed      allowed      allowed
deputy              allowed  refused    refused        refused      refused    allowed    allowed    allowed      allowed      allowed     allowed      allowed      allowed
safety              allowed  refused    refused        refused      refused    allowed    allowed    allowed      refused      refused     refused      refused      refused
safety-deputy       allowed  refused    refused        refused      refused    allowed    allowed    allowed      refused      refused     refused      refused      refused
admin               refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    allowed     allowed      allowed      allowed
removed             refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    not-there   not-there    not-there    not-there
other-organisation  refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    not-there   not-there    not-there    not-there
other-tenant        refused  refused    refused        refused      refused    not-there  not-there  not-there    not-there    not-there   not-there    not-there    not-there
`);
