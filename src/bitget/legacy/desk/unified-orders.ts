/**
 * Orders and fills of a Unified account behind V1.
 * Invariant: what is placed is what was wished: nothing is rounded, and nothing is sent twice.
 */
import type { MarginMode } from '../../../domain/index.ts';
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { allPages } from '../../client/pages.ts';
import { CATEGORY } from '../../unified/mapper/index.ts';
import { endpoints } from '../../unified/protocol/index.ts';
import type { Ack, Batch, Names, OrderChange, OrderFacts, OrderWish, Page } from '../facts.ts';
import { notOffered } from '../refusal.ts';
import type { Listed, OrderDesk } from './desk.ts';
import { ackOf, given } from './requests.ts';
import { cursorOf, unifiedBatchOf, unifiedSidesOf } from './unified-requests.ts';
import { unifiedFillOf, unifiedOrderOf } from './unified-rows.ts';

const category = { category: CATEGORY } as const;
const PRESETS =
  'a Unified account changes no take-profit or stop-loss of an order that rests: cancel it and place another';

export class UnifiedOrders implements OrderDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async place(symbol: string, order: OrderWish, marginMode: MarginMode): Promise<Ack> {
    return ackOf(await this.#calls.placeOrder(termsOf(symbol, order, marginMode)));
  }

  async placeAll(symbol: string, orders: readonly OrderWish[], marginMode: MarginMode): Promise<Batch> {
    const terms = orders.map((order) => termsOf(symbol, order, marginMode));
    return unifiedBatchOf(await this.#calls.placeBatch(terms), symbol);
  }

  /** The order keeps its name. */
  async modify({ symbol, size, price, takeProfit, stopLoss, ...names }: OrderChange): Promise<Ack> {
    if (takeProfit !== undefined || stopLoss !== undefined) throw notOffered(PRESETS);
    const { orderId, clientOid } = names;
    const change = given({ orderId, clientOid, qty: size, price });
    return ackOf(await this.#calls.modifyOrder({ ...category, symbol, ...change }));
  }

  async cancel(_symbol: string, names: Names): Promise<Ack> {
    return ackOf(await this.#calls.cancelOrder({ ...category, ...given(names) }));
  }

  async cancelAll(symbol: string, names: readonly Names[]): Promise<Batch> {
    const orders = names.map((each) => ({ ...category, symbol, ...given(each) }));
    return unifiedBatchOf(await this.#calls.cancelBatch(orders), symbol);
  }

  async clear(symbol: string | undefined): Promise<Batch> {
    const { list } = await this.#calls.cancelSymbolOrder({ ...category, ...given({ symbol }) });
    return unifiedBatchOf(list ?? [], symbol ?? '');
  }

  async closeAll(): Promise<Batch> {
    const { list } = await this.#calls.closePositions(category);
    return unifiedBatchOf(list ?? [], '');
  }

  reverse(): Promise<Ack> {
    return Promise.reject(
      notOffered('a Unified account has no call that reverses a position: close it and open the other'),
    );
  }

  async order(_symbol: string, names: Names): Promise<OrderFacts> {
    return unifiedOrderOf(await this.#calls.orderInfo(given(names)));
  }

  openOrders(symbol: string | undefined): Promise<readonly OrderFacts[]> {
    return allPages(
      async (after) => {
        const asked = { ...category, ...given({ symbol }), ...cursorOf({ after, limit: '100' }) };
        const { list, cursor } = await this.#calls.unfilledOrders(asked);
        return { rows: (list ?? []).map(unifiedOrderOf), endId: cursor };
      },
      ({ orderId }) => orderId,
    );
  }

  async pastOrders({ symbol, clientOid, ...query }: Listed & Pick<Names, 'clientOid'>): Promise<Page<OrderFacts>> {
    const { list, cursor } = await this.#calls.historyOrders({ ...category, ...given({ symbol }), ...cursorOf(query) });
    const rows = (list ?? []).map(unifiedOrderOf);
    const wanted = clientOid === undefined ? rows : rows.filter((row) => row.clientOid === clientOid);
    return { rows: wanted, endId: cursor ?? '' };
  }

  async fills({ symbol, orderId, ...query }: Listed & Pick<Names, 'orderId'>) {
    const { list, cursor } = await this.#calls.fills({
      ...category,
      ...given({ symbol, orderId }),
      ...cursorOf(query),
    });
    return { rows: (list ?? []).map(unifiedFillOf), endId: cursor ?? '' };
  }
}

const termsOf = (symbol: string, order: OrderWish, marginMode: MarginMode) => ({
  ...category,
  symbol,
  qty: order.size,
  orderType: order.type,
  marginMode,
  ...unifiedSidesOf(order),
  ...given({
    price: order.type === 'limit' ? order.price : undefined,
    timeInForce: order.type === 'limit' ? order.force : undefined,
    takeProfit: order.takeProfit,
    stopLoss: order.stopLoss,
    tpOrderType: order.takeProfit === undefined ? undefined : ('market' as const),
    slOrderType: order.stopLoss === undefined ? undefined : ('market' as const),
  }),
  clientOid: order.clientOid,
});
