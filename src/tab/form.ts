// The mark of a filled-in form: what is made with it is made once, also when it is sent again.

/** A new mark; one for each thing that is made. */
export function newForm(): string {
  return crypto.randomUUID();
}
