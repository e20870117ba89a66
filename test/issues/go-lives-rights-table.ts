// Who may do what with a go-live, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/** A go-live that the facilitator wrote down in the team's channel: the handler is its clinical lead, the raiser its manager. */
export const goLives = grid(`
role                go-live    go-lives   golive.form  golive.save  golive.view  golive.list  golive.booked  golive.notNeeded
stranger            refused    refused    not-there    refused      not-there    refused      not-there      not-there
raiser              refused    refused    allowed      refused      allowed      refused      allowed        allowed
teammate            allowed    allowed    allowed      allowed      allowed      allowed      refused        refused
handler             allowed    allowed    allowed      allowed      allowed      allowed      allowed        allowed
facilitator         allowed    allowed    allowed      allowed      allowed      allowed      allowed        allowed
deputy              allowed    allowed    allowed      allowed      allowed      allowed      allowed        allowed
safety              allowed    allowed    allowed      allowed      allowed      allowed      allowed        allowed
safety-deputy       allowed    allowed    allowed      allowed      allowed      allowed      allowed        allowed
admin               refused    refused    allowed      refused      allowed      refused      allowed        allowed
removed             refused    refused    not-there    refused      not-there    refused      not-there      not-there
other-organisation  refused    refused    not-there    refused      not-there    refused      not-there      not-there
other-tenant        refused    refused    not-there    refused      not-there    refused      not-there      not-there
`);
