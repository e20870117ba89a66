// Who may do what with a hazard draft, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** A draft of an issue that could affect care, where somebody holds clinical safety. Its raiser hears of the issue only.
 * Those of other organisations have drafts of their own: of this one they see nothing. */
export const hazard = grid(`
role                hazards         hazard.list     hazard.view     hazard.accept   hazard.merge    hazard.decline
stranger            refused         refused         not-there       not-there       not-there       not-there
raiser              refused         refused         not-there       not-there       not-there       not-there
teammate            refused         refused         not-there       not-there       not-there       not-there
handler             refused         refused         not-there       not-there       not-there       not-there
facilitator         refused         refused         not-there       not-there       not-there       not-there
deputy              refused         refused         not-there       not-there       not-there       not-there
safety              allowed         allowed         allowed         allowed         allowed         allowed
safety-deputy       allowed         allowed         allowed         allowed         allowed         allowed
admin               refused         refused         not-there       not-there       not-there       not-there
removed             refused         refused         not-there       not-there       not-there       not-there
other-organisation  not-there       not-there       not-there       not-there       not-there       not-there
other-tenant        not-there       not-there       not-there       not-there       not-there       not-there
`);

/** The same where nobody holds clinical safety: facilitators and deputies stand in. */
export const hazardUnheld = grid(`
role                hazards         hazard.list     hazard.view     hazard.accept   hazard.merge    hazard.decline
stranger            refused         refused         not-there       not-there       not-there       not-there
raiser              refused         refused         not-there       not-there       not-there       not-there
teammate            refused         refused         not-there       not-there       not-there       not-there
handler             refused         refused         not-there       not-there       not-there       not-there
facilitator         allowed         allowed         allowed         allowed         allowed         allowed
deputy              allowed         allowed         allowed         allowed         allowed         allowed
safety              refused         refused         not-there       not-there       not-there       not-there
safety-deputy       refused         refused         not-there       not-there       not-there       not-there
admin               refused         refused         not-there       not-there       not-there       not-there
removed             refused         refused         not-there       not-there       not-there       not-there
other-organisation  not-there       not-there       not-there       not-there       not-there       not-there
other-tenant        not-there       not-there       not-there       not-there       not-there       not-there
`);
