// Why a database could not be opened, in words for whoever installs.

/** Of an error that opening threw. Never holds the address or a password: the name of the setting goes before it. */
export function openFault(error: unknown): string {
  const { code } = error as { code?: unknown };
  const known = typeof code === 'string' ? words[code] : undefined;
  if (known) return `${known} (${code})`;
  const message = error instanceof Error ? error.message : '';
  return message || 'the database could not be opened';
}

const folder = 'the folder of the database cannot be made or used; give this user the right, or set another path';
const host = 'the host of the database is not known; check its name';
const silent = 'the database does not answer at this address; check that it runs, and host and port';

const words: Readonly<Record<string, string>> = {
  EACCES: folder,
  EEXIST: folder,
  ENOTDIR: folder,
  EPERM: folder,
  EROFS: folder,
  ENOTFOUND: host,
  EAI_AGAIN: host,
  ECONNREFUSED: silent,
  ECONNRESET: silent,
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  '28000': 'the database does not let this user in; check user name and password',
  '28P01': 'the database does not let this user in; check user name and password',
  '3D000': 'there is no database of this name; make it first',
  '42501': 'the user may not make tables in this database; give them the right',
};
