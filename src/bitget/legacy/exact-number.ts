/**
 * Decimal text as a JSON number, where V1 writes numbers instead of text.
 * Invariant: the digits leave as they came; nothing passes through a float.
 */

type RawJson = { rawJSON(text: string): unknown };

const PLAIN = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** A JSON number with these digits; null for text that is none. */
export const exactNumber = (text: string): unknown =>
  PLAIN.test(text) ? (JSON as unknown as RawJson).rawJSON(text) : null;

/** As above, zero where nothing was said. */
export const exactAmount = (text: string): unknown => exactNumber(text || '0');
