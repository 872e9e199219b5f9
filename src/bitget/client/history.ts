/**
 * The account's lists: open orders, fills and movements of cash, each read to its end.
 * Invariant: what is given is complete since the asked time, as far back as the exchange keeps it (90 days).
 */
import type { Bill, Fill, OrderReport } from '../../domain/index.ts';
import { isNotFound } from '../errors/index.ts';
import { decodeBill, decodeFill, decodeOrder, type FillRow, type OrderRow, PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { keptSince, oldestFirst, type Span, spansSince } from './kept-history.ts';
import type { KnownOrders } from './known-orders.ts';
import { allPages, PAGE_SIZE } from './pages.ts';
import type { BitgetRest } from './rest.ts';

const PAGE = { productType: PRODUCT, limit: String(PAGE_SIZE) } as const;

export class History {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders: KnownOrders;

  constructor(parts: { rest: BitgetRest; instruments: InstrumentBook; orders: KnownOrders }) {
    this.#rest = parts.rest;
    this.#instruments = parts.instruments;
    this.#orders = parts.orders;
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.ordersPending, { ...PAGE, ...(idLessThan && { idLessThan }) });
        return { rows: page.entrustedList, endId: page.endId };
      },
      ({ orderId }) => orderId,
    );
    return Promise.all(rows.map((row) => this.#decodeOrder(row)));
  }

  /** Oldest first. @param since epoch ms, inclusive */
  async fills(since: number): Promise<readonly Fill[]> {
    const startTime = String(keptSince(since, this.#rest.serverClock.now()));
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.fills, { ...PAGE, startTime, ...(idLessThan && { idLessThan }) });
        return { rows: page.fillList, endId: page.endId };
      },
      ({ tradeId }) => tradeId,
    );
    await this.#learnOrders(rows, startTime);
    const fills = await Promise.all(rows.map((row) => this.#decodeFill(row)));
    return oldestFirst(fills, since, ({ tradeId }) => tradeId);
  }

  /** Oldest first. @param since epoch ms, inclusive */
  async bills(since: number): Promise<readonly Bill[]> {
    const bills: Bill[] = [];
    for (const span of spansSince(since, this.#rest.serverClock.now())) bills.push(...(await this.#billsOf(span)));
    return oldestFirst(bills, since, ({ billId }) => billId);
  }

  async #billsOf(span: Span): Promise<readonly Bill[]> {
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.bill, { ...PAGE, ...span, ...(idLessThan && { idLessThan }) });
        return { rows: page.bills, endId: page.endId };
      },
      ({ billId }) => billId,
    );
    return rows.map(decodeBill).filter((bill) => bill !== undefined);
  }

  /** Fetches the orders behind fills that are not known yet: as a list first, then one by one. */
  async #learnOrders(rows: readonly FillRow[], startTime: string): Promise<void> {
    if (this.#orders.strangers(rows).length === 0) return;
    const finished = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.ordersHistory, {
          ...PAGE,
          startTime,
          ...(idLessThan && { idLessThan }),
        });
        return { rows: page.entrustedList, endId: page.endId };
      },
      ({ orderId }) => orderId,
    );
    for (const row of finished) this.#orders.noteReport(await this.#decodeOrder(row));
    for (const { symbol, orderId } of this.#orders.strangers(rows)) await this.#learnOrder(symbol, orderId);
  }

  /** A fill of a liquidation may have no order that can be asked for: its own words then decide. */
  async #learnOrder(symbol: string, orderId: string): Promise<void> {
    try {
      const request = { symbol: symbol.toUpperCase(), productType: PRODUCT, orderId } as const;
      this.#orders.noteReport(await this.#decodeOrder(await this.#rest.call(endpoints.orderDetail, request)));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #decodeOrder(row: OrderRow): Promise<OrderReport> {
    return decodeOrder(await this.#instruments.stepsOf(row.symbol), row);
  }

  async #decodeFill(row: FillRow): Promise<Fill> {
    const order = this.#orders.find(row.orderId, row.clientOid);
    return decodeFill(await this.#instruments.stepsOf(row.symbol), row, { sideMeans: 'position', order });
  }
}
