// Who may do what with themes and statements, to be read at a glance. The tests beside this file try every cell.
import { grid } from '../rights/grid.ts';

/**
 * A theme of the home team's cabinet that the facilitator made of the raiser's issue; its statements. Everyone presses
 * and types in their own chat; `themes` lists one's own: the last two run teams of their own.
 */
export const statements = grid(`
role                themes   theme.form  theme.save  theme.view  theme.drop  statement.form  statement.save  statement.preview  statement.publish  statement.list  statement.follow  statement.helped
stranger            refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
raiser              refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           allowed
teammate            refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
handler             refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
facilitator         allowed  allowed     allowed     allowed     allowed     allowed         allowed         allowed            allowed            allowed         allowed           refused
deputy              allowed  allowed     allowed     allowed     allowed     allowed         allowed         allowed            allowed            allowed         allowed           refused
safety              refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
safety-deputy       refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
admin               refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
removed             refused  refused     refused     refused     refused     refused         refused         refused            refused            allowed         allowed           refused
other-organisation  allowed  refused     refused     refused     refused     refused         refused         refused            refused            not-there       not-there         refused
other-tenant        allowed  not-there   not-there   not-there   not-there   not-there       not-there       not-there          not-there          not-there       not-there         not-there
`);
