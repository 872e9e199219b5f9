/**
 * The account's lists: open orders, fills and movements of cash, each read to its end.
 * Invariant: what is given is complete since the asked time, as far back as the exchange keeps it (90 days).
 */
import type { Bill, Fill, OrderReport } from '../../domain/index.ts';
import { isNotFound } from '../errors/index.ts';
import { decodeBill, decodeFill, decodeOrder, type FillRow, type OrderRow, PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { InstrumentBook } from './instrument-book.ts';
import type { KnownOrders } from './known-orders.ts';
import { allPages, PAGE_SIZE } from './pages.ts';
import type { BitgetRest } from './rest.ts';

const DAY_MS = 86_400_000;
/** A little less than the exchange keeps, and than it answers in one call. */
const KEPT_MS = 90 * DAY_MS - 60_000;
const SPAN_MS = 30 * DAY_MS - 60_000;
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
    const startTime = String(this.#keptSince(since));
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.fills, { ...PAGE, startTime, ...(idLessThan && { idLessThan }) });
        return { rows: page.fillList, endId: page.endId };
      },
      ({ tradeId }) => tradeId,
    );
    await this.#learnOrders(rows, startTime);
    const fills = await Promise.all(rows.map((row) => this.#decodeFill(row)));
    return fills.filter(({ at }) => at >= since).sort((a, b) => a.at - b.at || compareIds(a.tradeId, b.tradeId));
  }

  /** Oldest first. @param since epoch ms, inclusive */
  async bills(since: number): Promise<readonly Bill[]> {
    const now = this.#rest.serverClock.now();
    const bills = new Map<string, Bill>();
    for (let from = this.#keptSince(since); from <= now; from += SPAN_MS) {
      for (const bill of await this.#billsBetween(from, Math.min(from + SPAN_MS, now))) bills.set(bill.billId, bill);
    }
    return [...bills.values()]
      .filter(({ at }) => at >= since)
      .sort((a, b) => a.at - b.at || compareIds(a.billId, b.billId));
  }

  async #billsBetween(from: number, to: number): Promise<readonly Bill[]> {
    const span = { ...PAGE, startTime: String(from), endTime: String(to) };
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.bill, { ...span, ...(idLessThan && { idLessThan }) });
        return { rows: page.bills, endId: page.endId };
      },
      ({ billId }) => billId,
    );
    return rows.map(decodeBill).filter((bill) => bill !== undefined);
  }

  /** Fetches the orders behind fills that are not known yet: as a list first, then one by one. */
  async #learnOrders(rows: readonly FillRow[], startTime: string): Promise<void> {
    if (this.#strangers(rows).length === 0) return;
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
    for (const { symbol, orderId } of this.#strangers(rows)) await this.#learnOrder(symbol, orderId);
  }

  #strangers(rows: readonly FillRow[]): readonly FillRow[] {
    const unknown = new Map<string, FillRow>();
    for (const row of rows) if (!this.#orders.find(row.orderId, row.clientOid)) unknown.set(row.orderId, row);
    return [...unknown.values()];
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

  #keptSince(since: number): number {
    return Math.max(since, this.#rest.serverClock.now() - KEPT_MS, 0);
  }
}

/** Ids are numbers too long for a number: shorter is older. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
