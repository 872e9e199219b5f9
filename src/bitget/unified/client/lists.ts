/**
 * A Unified account's lists: positions, open orders, fills and movements of cash, each read to its end.
 * Invariant: a list of null is asked for again and never means "flat"; what is given is complete since the asked time,
 * as far back as the exchange keeps it (90 days).
 */
import type { Bill, Fill, OrderReport, PositionReport } from '../../../domain/index.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import { oldestFirst, type Span, spansSince } from '../../client/kept-history.ts';
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

const PAGE = { category: CATEGORY, limit: String(PAGE_SIZE) } as const;

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
    for (const { orderId } of this.#orders.strangers(rows)) await this.#learn(orderId);
    const fills = await Promise.all(rows.map((row) => this.#fill(row)));
    return oldestFirst(fills, since, ({ tradeId }) => tradeId);
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
    return oldestFirst(bills, since, ({ billId }) => billId);
  }

  async #proveFlat(): Promise<void> {
    if (!needsMargin(await this.#rest.call(endpoints.assets, {}))) return;
    const says = 'the list of positions is missing, though the account holds margin for some';
    throw lostAnswer(endpoints.currentPosition.name, 'list-missing', { says });
  }

  async #spans<Row>(since: number, read: (span: Span) => Promise<readonly Row[]>): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (const span of spansSince(since, this.#rest.serverClock.now())) rows.push(...(await read(span)));
    return rows;
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
