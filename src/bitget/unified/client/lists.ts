/**
 * A Unified account's lists: positions, open orders, fills and movements of cash, each read to its end.
 * Invariant: a list of null is asked for again and never means "flat"; what is given is complete since the asked time,
 * as far back as the exchange keeps it (90 days).
 */
import type { Bill, Fill, OrderReport, PositionReport } from '../../../domain/index.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import type { KnownOrders } from '../../client/known-orders.ts';
import { allPages, PAGE_SIZE, type Page } from '../../client/pages.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { isNotFound, lostAnswer } from '../../errors/index.ts';
import {
  CATEGORY,
  decodeRecord,
  decodeUnifiedFill,
  decodeUnifiedOrder,
  decodeUnifiedPosition,
  isHeld,
  needsMargin,
  type UnifiedFillRow,
  type UnifiedOrderRow,
} from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';

const DAY_MS = 86_400_000;
/** A little less than the exchange keeps, and than it answers in one call. */
const KEPT_MS = 90 * DAY_MS - 60_000;
const SPAN_MS = 30 * DAY_MS - 60_000;
const PAGE = { category: CATEGORY, limit: String(PAGE_SIZE) } as const;

type Span = { readonly startTime: string; readonly endTime: string };
type CursorPage<Row> = { readonly list: readonly Row[] | null; readonly cursor?: string | null };

export class Lists {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #orders: KnownOrders;

  constructor(parts: { rest: BitgetRest; instruments: InstrumentBook; orders: KnownOrders }) {
    this.#rest = parts.rest;
    this.#instruments = parts.instruments;
    this.#orders = parts.orders;
  }

  /** @throws BitgetError (unknown) when the list is null while the account holds margin for some position. */
  async positions(): Promise<readonly PositionReport[]> {
    const { list } = await this.#rest.call(endpoints.currentPosition, { category: CATEGORY });
    if (!list) await this.#proveFlat();
    return Promise.all(
      (list ?? []).filter(isHeld).map(async (row) => decodeUnifiedPosition(await this.#steps(row.symbol), row)),
    );
  }

  async openOrders(): Promise<readonly OrderReport[]> {
    const rows = await pagesOf(
      (cursor) => this.#rest.call(endpoints.unfilledOrders, { ...PAGE, ...cursor }),
      ({ orderId }) => orderId,
    );
    return Promise.all(rows.map((row) => this.#order(row)));
  }

  /** Oldest first. @param since epoch ms, inclusive */
  async fills(since: number): Promise<readonly Fill[]> {
    const rows = await this.#spans(since, (span) =>
      pagesOf(
        (cursor) => this.#rest.call(endpoints.fills, { ...PAGE, ...span, ...cursor }),
        ({ execId }) => execId,
      ),
    );
    for (const { orderId } of this.#strangers(rows)) await this.#learn(orderId);
    const fills = await Promise.all(rows.map((row) => this.#fill(row)));
    return inOrder(fills, since, ({ tradeId }) => tradeId);
  }

  /** Oldest first. @param since epoch ms, inclusive */
  async bills(since: number): Promise<readonly Bill[]> {
    const rows = await this.#spans(since, (span) =>
      pagesOf(
        (cursor) => this.#rest.call(endpoints.financialRecords, { ...PAGE, ...span, ...cursor }),
        ({ id }) => id,
      ),
    );
    const bills = rows.map(decodeRecord).filter((bill) => bill !== undefined);
    return inOrder(bills, since, ({ billId }) => billId);
  }

  async #proveFlat(): Promise<void> {
    if (!needsMargin(await this.#rest.call(endpoints.assets, {}))) return;
    const says = 'the list of positions is missing, though the account holds margin for some';
    throw lostAnswer(endpoints.currentPosition.name, 'list-missing', { says });
  }

  async #spans<Row>(since: number, read: (span: Span) => Promise<readonly Row[]>): Promise<readonly Row[]> {
    const now = this.#rest.serverClock.now();
    const rows: Row[] = [];
    for (let from = Math.max(since, now - KEPT_MS, 0); from <= now; from += SPAN_MS + 1) {
      const endTime = String(Math.min(from + SPAN_MS, now));
      rows.push(...(await read({ startTime: String(from), endTime })));
    }
    return rows;
  }

  #strangers(rows: readonly UnifiedFillRow[]): readonly UnifiedFillRow[] {
    const unknown = new Map<string, UnifiedFillRow>();
    for (const row of rows) if (!this.#orders.find(row.orderId, row.clientOid)) unknown.set(row.orderId, row);
    return [...unknown.values()];
  }

  /** A fill of a liquidation may have no order that can be asked for: its own words then decide. */
  async #learn(orderId: string): Promise<void> {
    try {
      this.#orders.noteReport(await this.#order(await this.#rest.call(endpoints.orderInfo, { orderId })));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #order(row: UnifiedOrderRow): Promise<OrderReport> {
    return decodeUnifiedOrder(await this.#steps(row.symbol), row);
  }

  async #fill(row: UnifiedFillRow): Promise<Fill> {
    const order = this.#orders.find(row.orderId, row.clientOid);
    return decodeUnifiedFill(await this.#steps(row.symbol), row, order);
  }

  #steps(symbol: string) {
    return this.#instruments.stepsOf(symbol);
  }
}

/** Every page of a list by its cursor; a first page of null is asked for once more before it counts as empty. */
function pagesOf<Row>(
  read: (cursor: { cursor?: string }) => Promise<CursorPage<Row>>,
  idOf: (row: Row) => string,
): Promise<readonly Row[]> {
  const fetch = async (cursor: string | undefined): Promise<Page<Row>> => {
    const ask = () => read(cursor === undefined ? {} : { cursor });
    const first = await ask();
    const { list, cursor: endId } = first.list ? first : await ask();
    return { rows: list, endId };
  };
  return allPages(fetch, idOf);
}

/** Ids are numbers too long for a number: shorter is older. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const inOrder = <Row extends { readonly at: number }>(
  rows: readonly Row[],
  since: number,
  idOf: (row: Row) => string,
): readonly Row[] => {
  const unique = new Map(rows.map((row) => [idOf(row), row]));
  return [...unique.values()]
    .filter(({ at }) => at >= since)
    .sort((a, b) => a.at - b.at || compareIds(idOf(a), idOf(b)));
};
