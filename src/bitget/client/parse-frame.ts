/**
 * JSON of the socket without loss: sequence numbers pass 2^53, where a JSON number would be rounded.
 * Invariant: `seq` and `pseq` come out as text, digit for digit.
 */
const SEQUENCE = /"(p?seq)"\s*:\s*(-?\d+)/g;

/** Undefined for text that is no JSON. */
export function parseFrame(text: string): unknown {
  try {
    return JSON.parse(text.includes('seq"') ? text.replace(SEQUENCE, '"$1":"$2"') : text);
  } catch {
    return undefined;
  }
}

/** The lists of levels, by the names that the families of the API give them. */
const SIDES = ['asks', 'bids', 'a', 'b'] as const;

/**
 * As `parseFrame`, but that the levels of a book stay JSON text: most of a frame are levels, and who counts in ticks and
 * lots needs no string of each number.
 */
export function parseBookFrame(text: string): unknown {
  let rest = text;
  const cut: Record<string, string> = {};
  for (const side of SIDES) {
    const key = `"${side}":`;
    const at = rest.indexOf(`${key}[[`);
    if (at < 0) continue;
    const from = at + key.length;
    const to = rest.indexOf(']]', from) + 2;
    if (to < 2) return undefined;
    cut[side] = rest.slice(from, to);
    rest = `${rest.slice(0, from)}null${rest.slice(to)}`;
  }
  const frame = parseFrame(rest) as { readonly data?: unknown } | null | undefined;
  const row = Array.isArray(frame?.data) && frame.data.length === 1 ? frame.data[0] : undefined;
  const isOfRow = typeof row === 'object' && row !== null && Object.keys(cut).every((side) => row[side] === null);
  if (!isOfRow) return parseFrame(text);
  Object.assign(row, cut);
  return frame;
}
