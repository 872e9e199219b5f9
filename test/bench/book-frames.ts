/**
 * Frames of Bitget's `books` channel, generated: a snapshot, then updates of a walking market, in the measured form.
 * Invariant: the same seed gives the same frames; the sequence has no gap, and no bid reaches an ask.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type BookFramesOptions = {
  readonly seed: number;
  readonly updates: number;
  /** Levels of each side in the snapshot. */
  readonly depth: number;
  /** Levels that each update sets or deletes, both sides together. */
  readonly changes: number;
};

/** Of the middle, in tenths of a dollar. */
const START = 600_000;
/** One of this many changes deletes its level. */
const DELETES = 5;

export function bookFrames({ seed, updates, depth, changes }: BookFramesOptions): readonly Buffer[] {
  const random = xoroshiro128plus(seed);
  const below = (count: number) => uniformInt(random, 0, count - 1);
  const level = (price: number, size: number) => [(price / 10).toFixed(1), (size / 1_000).toFixed(3)];
  let [middle, seq, at] = [START, 427_583_461_144, 1_789_456_512_452];
  const frame = (action: string, bids: string[][], asks: string[][]): Buffer => {
    const pseq = action === 'snapshot' ? 0 : seq;
    seq += action === 'snapshot' ? 0 : 1 + below(200);
    at += 100;
    const data = [{ asks, bids, ts: String(at), seq, pseq }];
    const arg = { instType: 'USDT-FUTURES', channel: 'books', instId: 'BTCUSDT' };
    return Buffer.from(JSON.stringify({ action, arg, data, ts: at + 1 }));
  };
  const side = (direction: 1 | -1) =>
    Array.from({ length: depth }, (_, index) => level(middle + direction * (index + 1), 1 + below(50_000)));
  const frames = [frame('snapshot', side(-1), side(1))];
  for (let count = 0; count < updates; count++) {
    const before = middle;
    middle += below(5) - 2;
    const changed = (direction: 1 | -1) => {
      const prices = new Set<number>();
      while (prices.size < changes / 2) prices.add(middle + direction * (1 + below(depth)));
      const set = [...prices].map((price) => level(price, below(DELETES) === 0 ? 0 : 1 + below(50_000)));
      // What the market has walked over is gone.
      const moved = direction * (middle - before);
      const passed = Array.from({ length: Math.max(moved, 0) }, (_, index) => level(middle - direction * index, 0));
      return [...passed, ...set];
    };
    frames.push(frame('update', changed(-1), changed(1)));
  }
  return frames;
}
