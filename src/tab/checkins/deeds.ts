// How the parts of one's own place in a round do what is pressed in them.

/** `button` is the name of the one that was pressed, where several do the same deed. */
export type Send = (deed: string, body: object, button?: string) => Promise<void>;
