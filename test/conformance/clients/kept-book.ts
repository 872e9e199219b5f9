/**
 * A book kept from the frames of either family, as the exchange's manual tells readers to.
 * Invariant: an update follows the one before by its pseq; a gap is an error, never passed over.
 */
import type { Row } from './ccxt.ts';

type Side = readonly (readonly [string, string])[];
type BookRow = { readonly seq: number; readonly pseq?: number } & {
  readonly [Name in 'bids' | 'asks' | 'b' | 'a']?: Side;
};

/** Best first. @throws Error where an update does not follow. */
export function keptBook(frames: readonly Row[]): { bids: number[][]; asks: number[][] } {
  const [bids, asks] = [new Map<number, number>(), new Map<number, number>()];
  let seq: number | undefined;
  for (const { action, data } of frames) {
    const [row] = data as BookRow[];
    if (!row) continue;
    if (action === 'snapshot') {
      bids.clear();
      asks.clear();
    } else if (Number(row.pseq) !== seq) throw new Error(`an update after ${row.pseq}, where ${seq} was the last`);
    seq = Number(row.seq);
    fold(bids, row.bids ?? row.b ?? []);
    fold(asks, row.asks ?? row.a ?? []);
  }
  return { bids: [...bids].sort(([a], [b]) => b - a), asks: [...asks].sort(([a], [b]) => a - b) };
}

function fold(side: Map<number, number>, levels: Side): void {
  for (const [price, size] of levels) {
    if (Number(size) === 0) side.delete(Number(price));
    else side.set(Number(price), Number(size));
  }
}
