/**
 * Reads a data file whole, unpacked where it is gzip.
 * Invariant: a file that is missing, cut or damaged is one InvalidInput that names it and where it ends.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { InvalidInput } from '../../domain/index.ts';

const NEWLINE = 10;
const HEAD_BYTES = 65_536;

/** @throws InvalidInput when the file cannot be read or its compression is cut or damaged. */
export function readBytes(path: string): Buffer {
  const raw = guarded(path, () => readFileSync(path));
  if (!isGzip(raw)) return raw;
  try {
    return gunzipSync(raw);
  } catch (cause) {
    const lines = countLines(unpackWhatIsThere(raw));
    throw new InvalidInput(
      `${basename(path)} line ${lines + 1}`,
      (cause as Error).message,
      'a whole gzip file; this one is cut or damaged here',
      cause,
    );
  }
}

/** The beginning of a file, unpacked: enough to tell what it is. */
export function readHead(path: string): Buffer {
  const raw = Buffer.alloc(HEAD_BYTES);
  const length = guarded(path, () => {
    const file = openSync(path, 'r');
    try {
      return readSync(file, raw);
    } finally {
      closeSync(file);
    }
  });
  const head = raw.subarray(0, length);
  return isGzip(head) ? unpackWhatIsThere(head) : head;
}

function guarded<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new InvalidInput('file', path, `a readable file (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unpackWhatIsThere(raw: Buffer): Buffer {
  try {
    return gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
