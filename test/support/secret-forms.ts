/**
 * A secret in whatever form a program may have let it out.
 * Invariant: test support only.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A canary, with characters that every way of writing turns into others. */
export const canaryOf = (what: string): string => `Canary+${what}/~%&=?"${'0123456789'.repeat(2)}`;

/** A secret as it is, and in every form that a program might give it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // What stands before it in the same text moves base64 by none, one or two bytes; its edges belong to its neighbours.
  const based = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes.subarray(0, bytes.length - ((bytes.length + before) % 3))])
      .toString('base64')
      .slice(before === 0 ? 0 : 4),
  );
  const hex = bytes.toString('hex');
  return [
    secret,
    ...based,
    ...based.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice('secret='.length),
  ];
}

/** Those of the secrets that stand in a text. JSON within JSON escapes a text again and again: it is read without that. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  const plain = text.replaceAll('\\', '');
  return secrets.filter((secret) => formsOf(secret).some((form) => plain.includes(form)));
}

export const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
