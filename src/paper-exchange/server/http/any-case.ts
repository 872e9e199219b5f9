/**
 * Words that the venue takes in any case, such as the `Open` and `GTC` that some clients send.
 * Invariant: nothing else of a request changes.
 */
const WORDS = ['tradeSide', 'force'] as const;
const LISTS = ['orderList'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** The same request in lower case; undefined where there is nothing to change. */
export function inLowerCase(parameters: unknown): unknown {
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const changes: Record<string, unknown> = {};
  const fields = parameters as Fields;
  for (const word of WORDS) {
    const given = fields[word];
    if (typeof given === 'string' && given !== given.toLowerCase()) changes[word] = given.toLowerCase();
  }
  for (const name of LISTS) {
    const items = fields[name];
    if (!Array.isArray(items)) continue;
    const lowered = items.map(inLowerCase);
    if (lowered.some(Boolean)) changes[name] = items.map((item: unknown, i) => lowered[i] ?? item);
  }
  return Object.keys(changes).length === 0 ? undefined : { ...fields, ...changes };
}
