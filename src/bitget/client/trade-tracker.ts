/**
 * Finds the new trades of one contract among those that a stream repeats: after a subscription, and in a renewal.
 * Invariant: each trade is given once, and none from before the first subscription.
 */
import type { MarketEvent } from '../../domain/index.ts';

export type IdentifiedTrade = { readonly id: string; readonly trade: MarketEvent };

/** More than what comes twice when one connection takes over from another. */
const REMEMBERED = 2_000;

export class TradeTracker {
  /** Ids of the last trades; the oldest goes first. */
  readonly #ids = new Set<string>();
  /** Time of the newest trade; what a snapshot repeats from before is older. */
  #newestAt: number | undefined;

  /** @param rows oldest first */
  newOf(rows: readonly IdentifiedTrade[], action: 'snapshot' | 'update'): readonly MarketEvent[] {
    const before = this.#newestAt;
    const found: MarketEvent[] = [];
    for (const { id, trade } of rows) {
      const isNew = this.#note(id);
      this.#newestAt = Math.max(this.#newestAt ?? 0, trade.at);
      if (isNew && (action === 'update' || (before !== undefined && trade.at >= before))) found.push(trade);
    }
    // A first snapshot may be empty: what a later one tells has happened since.
    this.#newestAt ??= 0;
    return found;
  }

  #note(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > REMEMBERED) this.#ids.delete(this.#ids.values().next().value as string);
    return true;
  }
}
