// Reads the published bank holidays over HTTP: the address of the settings, briefly, and no more than such a file holds.

const PATIENCE_MS = 10_000;

/** Gives the text behind an address. Throws where it does not answer with 200 in time. */
export async function fetchHolidays(address: string): Promise<string> {
  const answer = await fetch(address, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw Object.assign(new Error('bank holidays: not answered'), { statusCode: answer.status });
  }
  return answer.text();
}
