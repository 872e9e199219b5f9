/**
 * Orders and fills of a Classic account behind V1.
 * Invariant: what is placed is what was wished: nothing is rounded, and nothing is sent twice.
 */
import type { MarginMode } from '../../../domain/index.ts';
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { allPages } from '../../client/pages.ts';
import { endpoints } from '../../protocol/index.ts';
import type { Ack, Batch, Names, OrderChange, OrderFacts, OrderWish, Page, Reversal } from '../facts.ts';
import { tradeSideOf } from '../words.ts';
import { fillOf, orderOf } from './classic-rows.ts';
import type { Listed, OrderDesk } from './desk.ts';
import { ackOf, batchOf, coin, given, paging, product } from './requests.ts';

export class ClassicOrders implements OrderDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async place(symbol: string, order: OrderWish, marginMode: MarginMode): Promise<Ack> {
    return ackOf(await this.#calls.placeOrder({ symbol, ...coin, marginMode, ...termsOf(order) }));
  }

  async placeAll(symbol: string, orders: readonly OrderWish[], marginMode: MarginMode): Promise<Batch> {
    const orderList = orders.map(termsOf);
    return batchOf(await this.#calls.batchPlaceOrder({ symbol, ...coin, marginMode, orderList }), symbol);
  }

  async modify({ symbol, newClientOid, size, price, takeProfit, stopLoss, ...names }: OrderChange): Promise<Ack> {
    const change = given({
      newSize: size,
      newPrice: price,
      newPresetStopSurplusPrice: takeProfit,
      newPresetStopLossPrice: stopLoss,
    });
    return ackOf(await this.#calls.modifyOrder({ symbol, ...coin, ...given(names), newClientOid, ...change }));
  }

  async cancel(symbol: string, names: Names): Promise<Ack> {
    return ackOf(await this.#calls.cancelOrder({ symbol, ...coin, ...given(names) }));
  }

  async cancelAll(symbol: string, names: readonly Names[]): Promise<Batch> {
    const orderIdList = names.map(given);
    return batchOf(await this.#calls.batchCancelOrders({ symbol, ...coin, orderIdList }), symbol);
  }

  async clear(symbol: string | undefined): Promise<Batch> {
    if (symbol) return batchOf(await this.#calls.batchCancelOrders({ symbol, ...coin }), symbol);
    return batchOf(await this.#calls.cancelAllOrders(coin), '');
  }

  async closeAll(): Promise<Batch> {
    return batchOf(await this.#calls.closePositions(product), '');
  }

  async reverse({ symbol, positionSide, isHedge, side, size, clientOid }: Reversal): Promise<Ack> {
    const held = positionSide === 'long' ? 'buy' : 'sell';
    const sides = isHedge ? ({ side: held, tradeSide: 'close' } as const) : { side };
    return ackOf(await this.#calls.reversePosition({ symbol, ...coin, ...sides, ...given({ size }), clientOid }));
  }

  async order(symbol: string, names: Names): Promise<OrderFacts> {
    return orderOf(await this.#calls.orderDetail({ symbol, ...product, ...given(names) }));
  }

  openOrders(symbol: string | undefined): Promise<readonly OrderFacts[]> {
    return allPages(
      (after) => this.#orders('ordersPending', { symbol, after, limit: '100' }),
      ({ orderId }) => orderId,
    );
  }

  pastOrders({ clientOid, ...asked }: Listed & Pick<Names, 'clientOid'>): Promise<Page<OrderFacts>> {
    return this.#orders('ordersHistory', { ...asked, clientOid });
  }

  async #orders(list: 'ordersPending' | 'ordersHistory', asked: Listed & Pick<Names, 'clientOid'>) {
    const { symbol, clientOid, ...query } = asked;
    const request = { ...product, ...given({ symbol, clientOid }), ...paging(query) };
    const { entrustedList, endId } = await this.#calls[list](request);
    return { rows: (entrustedList ?? []).map(orderOf), endId: endId ?? '' };
  }

  async fills({ symbol, orderId, ...query }: Listed & Pick<Names, 'orderId'>) {
    const request = { ...product, ...given({ symbol, orderId }), ...paging(query) };
    const { fillList, endId } = await this.#calls.fills(request);
    return { rows: (fillList ?? []).map(fillOf), endId: endId ?? '' };
  }
}

/** Hedge mode: the side names the position. */
const sidesOf = ({ intent, positionSide, isHedge }: OrderWish) =>
  isHedge
    ? ({ side: positionSide === 'long' ? 'buy' : 'sell', tradeSide: intent } as const)
    : ({
        side: tradeSideOf({ intent, positionSide }),
        reduceOnly: intent === 'close' ? 'YES' : 'NO',
      } as const);

const termsOf = (order: OrderWish) => ({
  size: order.size,
  orderType: order.type,
  ...sidesOf(order),
  ...given({
    price: order.type === 'limit' ? order.price : undefined,
    force: order.type === 'limit' ? order.force : undefined,
    presetStopSurplusPrice: order.takeProfit,
    presetStopLossPrice: order.stopLoss,
  }),
  clientOid: order.clientOid,
});
