// A card with the function that fills it, as the registry lists it.
import type { Rendered } from '../../../cards/render.ts';

export type View = Record<string, unknown>;

export type Entry = {
  readonly name: string;
  readonly card: (view: View) => Rendered;
  /** The fields of the view that hold what a person typed, or a name. `people`: a list of `{id, name}`. */
  readonly said: readonly string[];
};

/** What one card function takes is checked where the service calls it; here every view comes from a JSON file. */
export function entry<SomeView>(name: string, card: (view: SomeView) => Rendered, said: readonly string[]): Entry {
  return { name, card: (view) => card(view as SomeView), said };
}
