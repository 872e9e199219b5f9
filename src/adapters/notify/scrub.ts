/**
 * Takes secrets out of what libraries and servers say.
 * Invariant: no text that leaves through here holds one of the given secrets, plain or percent-encoded.
 */

/** A secret that does not print itself. */
export type Hidden = { reveal(): string };

const MASK = '[secret]';
const REASON_LENGTH_MAX = 200;
/** A shorter part of a path or query is a word, not a secret. */
const PART_LENGTH_MIN = 8;

/** @returns a function that gives what an error says, in one line without the secrets. */
export function scrubberOf(secrets: readonly Hidden[]): (error: unknown) => string {
  const hidden = secrets.flatMap((secret) => formsOf(secret.reveal())).sort((a, b) => b.length - a.length);
  return (error) => {
    let text = chainOf(error).join(': ').replace(/\s+/g, ' ');
    for (const form of hidden) text = text.replaceAll(form, MASK);
    return text.slice(0, REASON_LENGTH_MAX);
  };
}

/** The secret itself, encoded, and of an address the parts that make it secret. */
function formsOf(secret: string): string[] {
  const url = URL.parse(secret);
  const parts = url ? [...url.pathname.split('/'), ...url.searchParams.values(), url.password] : [];
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encodeURIComponent(secret), base64, ...parts.filter((part) => part.length >= PART_LENGTH_MIN)].filter(
    (form) => form !== '',
  );
}

const DEPTH_MAX = 4;

/** What an error says, then what its causes say; grammY keeps its cause in `error`. */
function chainOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const cause = error.cause ?? ('error' in error ? error.error : undefined);
  const own = error.message || ('code' in error ? String(error.code) : error.name);
  return cause instanceof Error && depth < DEPTH_MAX ? [own, ...chainOf(cause, depth + 1)] : [own];
}
