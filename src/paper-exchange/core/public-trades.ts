/**
 * The youngest trades of a market, whoever made them.
 * Invariant: at most 500, in the order in which they happened.
 */
import { lots, type Side, ticks } from '../../domain/index.ts';
import type { PublicTrade } from './types.ts';

const TRADES_MAX = 500;

export type SavedTrades = {
  readonly count: number;
  readonly trades: readonly PublicTrade[];
};

/** A trade before it has its id, which is its place in the series. */
export type Printed = Omit<PublicTrade, 'tradeId'>;

export class PublicTrades {
  /** Rings, a field each: the oldest is overwritten. */
  readonly #prices: number[] = [];
  readonly #sizes: number[] = [];
  readonly #sides: Side[] = [];
  readonly #times: number[] = [];
  #count = 0;

  add({ price, size, side, at }: Printed): void {
    const i = this.#count++ % TRADES_MAX;
    this.#prices[i] = price;
    this.#sizes[i] = size;
    this.#sides[i] = side;
    this.#times[i] = at;
  }

  newest(count: number): PublicTrade[] {
    const trades: PublicTrade[] = [];
    const end = Math.max(this.#count - Math.min(count, this.#prices.length), 0);
    for (let i = this.#count - 1; i >= end; i--) trades.push(this.#at(i));
    return trades;
  }

  #at(index: number): PublicTrade {
    const i = index % TRADES_MAX;
    return {
      tradeId: String(index + 1),
      price: ticks(this.#prices[i] ?? 0),
      size: lots(this.#sizes[i] ?? 0),
      side: this.#sides[i] ?? 'buy',
      at: this.#times[i] ?? 0,
    };
  }

  save(): SavedTrades {
    return { count: this.#count, trades: this.newest(TRADES_MAX).reverse() };
  }

  restore({ count, trades }: SavedTrades): void {
    this.#count = count - trades.length;
    for (const trade of trades) this.add(trade);
  }
}
