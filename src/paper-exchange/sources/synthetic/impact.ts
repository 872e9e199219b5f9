/**
 * What takers here do to a synthetic market: they push its price, and what they ate is missing until it has refilled.
 * Invariant: nothing moves without takers here; a push is less than what they paid beyond the middle, so that nobody
 * earns by the push of his own orders.
 */
import type { Level, Side } from '../../../domain/index.ts';

/** Share of the price paid beyond the middle by which a large order pushes the market. */
const PUSH_SHARE = 0.6;
/** Share of a push that stays; the rest fades. */
const LASTING_SHARE = 0.5;
const PUSH_MEMORY_S = 30;
const REFILL_S = 15;

export const IMPACT_TEXT =
  `takers push the price by ${PUSH_SHARE} × what they paid beyond the middle × size ÷ (size + best level), ` +
  `${LASTING_SHARE} of it for good, the rest fades over ${PUSH_MEMORY_S} s; what they ate refills over ${REFILL_S} s`;

export type Taken = {
  readonly side: Side;
  /** Prices and sizes in the order in which they were taken. */
  readonly levels: readonly Level[];
  /** Lots that the best level usually holds. */
  readonly levelSize: number;
  /** Half a spread, in ticks. */
  readonly halfSpread: number;
};

export class Impact {
  /** Relative displacement of the price that fades. */
  push = 0;
  /** Lots eaten of the asks and of the bids that have not come back. */
  readonly eaten = { asks: 0, bids: 0 };

  /** @returns by what share the price moves for good. */
  take({ side, levels, levelSize, halfSpread }: Taken): number {
    const first = levels[0]?.[0];
    if (first === undefined) return 0;
    let size = 0;
    let beyond = 0;
    for (const [price, taken] of levels) {
      size += taken;
      beyond += (Math.abs(price - first) + halfSpread) * taken;
    }
    this.eaten[side === 'buy' ? 'asks' : 'bids'] += size;
    const moved = (PUSH_SHARE * beyond) / first / (size + levelSize);
    const signed = side === 'buy' ? moved : -moved;
    this.push += (1 - LASTING_SHARE) * signed;
    return LASTING_SHARE * signed;
  }

  save(): readonly number[] {
    return [this.push, this.eaten.asks, this.eaten.bids];
  }

  restore([push = 0, asks = 0, bids = 0]: readonly number[]): void {
    this.push = push;
    this.eaten.asks = asks;
    this.eaten.bids = bids;
  }

  advance(seconds: number): void {
    this.push /= 1 + seconds / PUSH_MEMORY_S;
    this.eaten.asks /= 1 + seconds / REFILL_S;
    this.eaten.bids /= 1 + seconds / REFILL_S;
  }
}
