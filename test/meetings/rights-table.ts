// Who may do what with a meeting, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** Regular meetings, in the channel of the one that the teammate set up. `series.view` is of that one. */
export const meetings = grid(`
role                set up meeting  series.form  series.save  series.confirm  series.view  series.pause  series.resume  series.end  series.here  series.change  series.edit  series.answer  occurrence.skip  occurrence.move
stranger            refused         refused      refused      refused         not-there    refused       refused        refused     refused      refused        refused      refused        refused          refused
raiser              refused         refused      refused      refused         not-there    refused       refused        refused     refused      refused        refused      refused        refused          refused
teammate            allowed         allowed      allowed      allowed         allowed      allowed       allowed        allowed     allowed      allowed        allowed      allowed        allowed          allowed
handler             allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused      refused        refused      refused        refused          refused
facilitator         allowed         allowed      allowed      refused         allowed      allowed       allowed        allowed     allowed      allowed        allowed      allowed        allowed          allowed
deputy              allowed         allowed      allowed      refused         allowed      allowed       allowed        allowed     allowed      allowed        allowed      allowed        allowed          allowed
safety              allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused      refused        refused      refused        refused          refused
safety-deputy       allowed         allowed      allowed      refused         allowed      refused       refused        refused     refused      refused        refused      refused        refused          refused
admin               refused         refused      refused      refused         not-there    allowed       allowed        allowed     allowed      allowed        allowed      allowed        allowed          allowed
removed             refused         refused      refused      refused         not-there    refused       refused        refused     refused      refused        refused      refused        refused          refused
other-organisation  refused         refused      refused      refused         not-there    refused       refused        refused     refused      refused        refused      refused        refused          refused
other-tenant        refused         refused      refused      refused         not-there    refused       refused        refused     refused      refused        refused      refused        refused          refused
`);

/** A meeting that is on, which the teammate set up; the action is the teammate's. */
export const agenda = grid(`
role                agenda.view  agenda.form  agenda.propose  agenda.update  agenda.pass  agenda.settings  series.settings  item.done  item.next  item.later  note.add  action.add  action.done  attend.yes  attend.apologies  record.agree  record.cpd  record.view  meeting.more  days off  days.save
stranger            not-there    not-there    refused         refused        refused      refused          refused          refused    refused    refused     refused   refused     refused      refused     refused           refused       refused     not-there    not-there     refused   refused
raiser              not-there    not-there    refused         refused        refused      refused          refused          refused    refused    refused     refused   refused     refused      refused     refused           refused       refused     not-there    not-there     refused   refused
teammate            allowed      allowed      allowed         allowed        allowed      allowed          allowed          allowed    allowed    allowed     allowed   allowed     allowed      allowed     allowed           allowed       allowed     allowed      allowed       refused   refused
handler             allowed      allowed      allowed         allowed        refused      refused          refused          refused    refused    refused     allowed   allowed     refused      allowed     allowed           refused       refused     allowed      allowed       refused   refused
facilitator         allowed      allowed      allowed         allowed        allowed      allowed          allowed          allowed    allowed    allowed     allowed   allowed     allowed      allowed     allowed           allowed       allowed     allowed      allowed       allowed   allowed
deputy              allowed      allowed      allowed         allowed        allowed      allowed          allowed          allowed    allowed    allowed     allowed   allowed     allowed      allowed     allowed           allowed       allowed     allowed      allowed       allowed   allowed
safety              allowed      allowed      allowed         allowed        refused      refused          refused          refused    refused    refused     allowed   allowed     refused      allowed     allowed           refused       refused     allowed      allowed       refused   refused
safety-deputy       allowed      allowed      allowed         allowed        refused      refused          refused          refused    refused    refused     allowed   allowed     refused      allowed     allowed           refused       refused     allowed      allowed       refused   refused
admin               not-there    not-there    refused         refused        refused      allowed          allowed          refused    refused    refused     refused   refused     allowed      refused     refused           refused       refused     not-there    not-there     allowed   allowed
removed             not-there    not-there    refused         refused        refused      refused          refused          refused    refused    refused     refused   refused     refused      refused     refused           refused       refused     not-there    not-there     refused   refused
other-organisation  not-there    not-there    refused         refused        refused      refused          refused          refused    refused    refused     refused   refused     refused      refused     refused           refused       refused     not-there    not-there     refused   refused
other-tenant        not-there    not-there    refused         refused        refused      refused          refused          refused    refused    refused     refused   refused     refused      refused     refused           refused       refused     not-there    not-there     refused   refused
`);
