// Reads the JSON body of a request within a limit. What cannot be read is answered with a status, never with a
// parser's own words.
import type { IncomingMessage } from 'node:http';

/** No activity of Teams comes near this: a message is at most 100 KB there. */
export const bodyLimitBytes = 256 * 1024;

// A client that is cut off in mid-send sees a broken connection, not our answer. So somewhat too large a body is read
// to its end and thrown away; one far too large is cut off.
const patienceBytes = 4 * bodyLimitBytes;

export type BodyFault = { readonly status: 400 | 413 | 415; readonly error: string };

/**
 * Reads and parses a JSON body. Only an object is accepted: every caller of this service sends one.
 * Never throws; a fault carries the status to answer and words for the caller.
 */
export async function readJsonBody(request: IncomingMessage): Promise<{ body: object } | { fault: BodyFault }> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' || isEncoded(request)) {
    return { fault: { status: 415, error: 'Send application/json, not compressed' } };
  }
  const bytes = await readBytes(request);
  if (bytes === 'too large') return { fault: { status: 413, error: 'The body may have at most 256 KB' } };
  if (bytes === 'broken') return { fault: { status: 400, error: 'The body did not arrive whole' } };
  const body = parse(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { fault: { status: 400, error: 'The body must be a JSON object' } };
  }
  return { body };
}

function isEncoded(request: IncomingMessage): boolean {
  return (request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
}

async function readBytes(request: IncomingMessage): Promise<Buffer | 'too large' | 'broken'> {
  if (Number(request.headers['content-length'] ?? 0) > patienceBytes) return 'too large';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > patienceBytes) return 'too large';
      if (size <= bodyLimitBytes) chunks.push(chunk);
    }
  } catch {
    return 'broken';
  }
  return size > bodyLimitBytes ? 'too large' : Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\\u0000') ? JSON.parse(text, withoutNul) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The NUL sign, which nobody types and PostgreSQL cannot store. */
function withoutNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value;
}
