/**
 * The youngest trades of a market, whoever made them.
 * Invariant: at most 500, in the order in which they happened.
 */
import type { PublicTrade } from './types.ts';

const TRADES_MAX = 500;

export type SavedTrades = { readonly count: number; readonly trades: readonly PublicTrade[] };

export class PublicTrades {
  /** A ring: the oldest is overwritten. */
  readonly #ring: PublicTrade[] = [];
  #count = 0;

  /** A series of its own for trades outside. */
  get nextId(): string {
    return String(this.#count + 1);
  }

  add(trade: PublicTrade): void {
    this.#ring[this.#count++ % TRADES_MAX] = trade;
  }

  newest(count: number): PublicTrade[] {
    const trades: PublicTrade[] = [];
    const end = Math.max(this.#count - Math.min(count, TRADES_MAX), 0);
    for (let i = this.#count - 1; i >= end; i--) {
      const trade = this.#ring[i % TRADES_MAX];
      if (trade) trades.push(trade);
    }
    return trades;
  }

  save(): SavedTrades {
    return { count: this.#count, trades: this.newest(TRADES_MAX).reverse() };
  }

  restore({ count, trades }: SavedTrades): void {
    this.#count = count - trades.length;
    for (const trade of trades) this.add(trade);
  }
}
