/**
 * All open orders, found by id, by account and by symbol.
 * Invariant: an order is here exactly while it is open; lists are in order of arrival, which is the order of ids.
 */
import type { Account, Market, Order } from './entities.ts';

export class LiveOrders {
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #markets: ReadonlyMap<string, Market>;

  constructor(accounts: ReadonlyMap<string, Account>, markets: ReadonlyMap<string, Market>) {
    this.#accounts = accounts;
    this.#markets = markets;
  }

  countIn(symbol: string): number {
    return this.#markets.get(symbol)?.openOrders ?? 0;
  }

  /** A copy. */
  of(account: string): Order[] {
    return this.#accounts.get(account)?.open.list() ?? [];
  }

  /** A copy. */
  in(symbol: string): Order[] {
    return this.all().filter((order) => order.symbol === symbol);
  }

  /** A copy. */
  all(): Order[] {
    const orders: Order[] = [];
    for (const account of this.#accounts.values()) orders.push(...account.open.list());
    return orders.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  }
}
