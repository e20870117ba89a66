// Who may do what with a cabinet's open meeting, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** A single date of the home team's cabinet, asked for in one's own chat: everyone of the organisation may come. */
export const cabinetMeeting = grid(`
role                cabinet meeting  cabinetMeeting.save  cabinetMeeting.form  cabinetMeeting.update  cabinetMeeting.remind  cabinetMeeting.summary  cabinetMeeting.page
stranger            allowed          refused              refused              refused                allowed                allowed                 allowed
raiser              allowed          refused              refused              refused                allowed                allowed                 allowed
teammate            allowed          refused              allowed              allowed                allowed                allowed                 allowed
handler             allowed          allowed              allowed              allowed                allowed                allowed                 allowed
facilitator         allowed          allowed              allowed              allowed                allowed                allowed                 allowed
deputy              allowed          allowed              allowed              allowed                allowed                allowed                 allowed
safety              allowed          refused              allowed              allowed                allowed                allowed                 allowed
safety-deputy       allowed          refused              allowed              allowed                allowed                allowed                 allowed
admin               allowed          allowed              refused              refused                allowed                allowed                 allowed
removed             allowed          refused              refused              refused                allowed                allowed                 allowed
other-organisation  not-there        refused              not-there            not-there              not-there              not-there               not-there
other-tenant        not-there        not-there            not-there            not-there              not-there              not-there               not-there
`);
