// What the clock does for many things, one after another: one that fails holds up none of those after it.

/**
 * Does `act` for each of `all`, in their order. Where some fail, the rest is done all the same; then it rejects with the
 * first failure.
 */
export async function doEach<Thing>(all: Iterable<Thing>, act: (one: Thing) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) await act(one).catch((failure: unknown) => failures.push(failure));
  if (failures.length > 0) throw failures[0];
}
