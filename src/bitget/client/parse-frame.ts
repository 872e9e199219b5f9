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
