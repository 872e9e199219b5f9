/**
 * How far back the exchange keeps an account's fills and movements of cash, and in which order they are told.
 * Invariant: spans leave no moment out; a row comes once.
 */
const DAY_MS = 86_400_000;
/** A little less than the exchange keeps, and than it answers in one call. */
const KEPT_MS = 90 * DAY_MS - 60_000;
const SPAN_MS = 30 * DAY_MS - 60_000;

/** Epoch ms as texts, both inclusive. */
export type Span = { readonly startTime: string; readonly endTime: string };

/** Epoch ms from which on there is something to ask for. @param now of the exchange */
export const keptSince = (since: number, now: number): number => Math.max(since, now - KEPT_MS, 0);

/** What is asked for call by call to hear all since then; neighbours share a moment. */
export function spansSince(since: number, now: number): readonly Span[] {
  const spans: Span[] = [];
  for (let from = keptSince(since, now); from <= now; from += SPAN_MS)
    spans.push({ startTime: String(from), endTime: String(Math.min(from + SPAN_MS, now)) });
  return spans;
}

/** Ids are numbers too long for a number: shorter is older. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Each once, at or after `since`, oldest first. */
export function oldestFirst<Row extends { readonly at: number }>(
  rows: readonly Row[],
  since: number,
  idOf: (row: Row) => string,
): readonly Row[] {
  const unique = new Map(rows.map((row) => [idOf(row), row]));
  return [...unique.values()]
    .filter(({ at }) => at >= since)
    .sort((a, b) => a.at - b.at || compareIds(idOf(a), idOf(b)));
}
