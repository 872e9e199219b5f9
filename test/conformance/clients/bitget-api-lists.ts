/**
 * What bitget-api lists afterwards: orders by name, open ones, ended ones, fills.
 * Invariant: every order that was placed is in the list of its kind and in no other.
 */
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { CONTRACT, limitOrder, openOrder, PRODUCT, SETTLED } from './bitget-api-terms.ts';
import { BOTH_MODES, type ClientCall, callsOfEach } from './client-call.ts';
import { ACCOUNT, type Session } from './session.ts';
import { numbersIn, priceOf } from './truth.ts';

const listing = callsOfEach('bitget-api', 'Orders and fills, listed');

/** One that rests, one that is filled, one that was canceled. */
async function ordersOfEachKind(session: Session) {
  const open = await limitOrder(session, { price: '59000', clientOid: 'open' });
  const filled = await openOrder(session);
  const canceled = await limitOrder(session, { price: '58900' });
  if (session.family === 'classic') await session.classic.futuresCancelOrder({ ...SETTLED, orderId: canceled });
  else await session.unified.cancelOrder({ orderId: canceled });
  return { open, filled, canceled };
}

const fillsHeld = ({ exchange }: Session) => {
  const [fill] = exchange.fills(ACCOUNT, 0);
  if (!fill) throw new Error('nothing was filled');
  return { ...fill, price: priceOf(fill.price), fee: moneyToNumber(fill.fee) };
};

export const bitgetApiLists: readonly ClientCall[] = [
  listing({
    call: 'getFuturesOrder; getOrderInfo',
    holds: 'one that rests, one that is filled, one that was canceled',
    modes: BOTH_MODES,
    classic: async (session) => {
      const { open, filled, canceled } = await ordersOfEachKind(session);
      const stateOf = async (orderId: string) =>
        numbersIn((await session.classic.getFuturesOrder({ ...CONTRACT, orderId })).data);
      expect(await stateOf(open)).toMatchObject({ state: 'live', price: 59_000, size: 0.01, baseVolume: 0 });
      const { fee } = fillsHeld(session);
      expect(await stateOf(filled)).toMatchObject({ state: 'filled', priceAvg: 60_000.5, baseVolume: 0.02, fee: -fee });
      expect(await stateOf(canceled)).toMatchObject({ state: 'canceled', baseVolume: 0 });
    },
    unified: async (session) => {
      const { open, filled, canceled } = await ordersOfEachKind(session);
      const stateOf = async (orderId: string) => numbersIn((await session.unified.getOrderInfo({ orderId })).data);
      expect(await stateOf(open)).toMatchObject({ orderStatus: 'live', price: 59_000, qty: 0.01, cumExecQty: 0 });
      expect(await stateOf(filled)).toMatchObject({ orderStatus: 'filled', avgPrice: 60_000.5, cumExecQty: 0.02 });
      expect(await stateOf(canceled)).toMatchObject({ orderStatus: 'cancelled', cumExecQty: 0 });
    },
  }),
  listing({
    call: 'getFuturesOpenOrders; getUnfilledOrders',
    holds: 'the one that rests',
    modes: BOTH_MODES,
    classic: async (session) => {
      const { open } = await ordersOfEachKind(session);
      const { data } = await session.classic.getFuturesOpenOrders({ productType: PRODUCT });
      expect(data.entrustedList).toMatchObject([{ orderId: open, clientOid: 'open', status: 'live' }]);
    },
    unified: async (session) => {
      const { open } = await ordersOfEachKind(session);
      const { data } = await session.unified.getUnfilledOrders({ category: PRODUCT });
      expect(data.list).toMatchObject([{ orderId: open, clientOid: 'open', orderStatus: 'live' }]);
    },
  }),
  listing({
    call: 'getFuturesHistoricOrders; getHistoryOrders',
    holds: 'the other two, the newest first',
    modes: BOTH_MODES,
    classic: async (session) => {
      const { filled, canceled } = await ordersOfEachKind(session);
      const { data } = await session.classic.getFuturesHistoricOrders({ productType: PRODUCT });
      expect(data.entrustedList.map(({ orderId, status }) => [orderId, status])).toEqual([
        [canceled, 'canceled'],
        [filled, 'filled'],
      ]);
    },
    unified: async (session) => {
      const { filled, canceled } = await ordersOfEachKind(session);
      const { data } = await session.unified.getHistoryOrders({ category: PRODUCT });
      expect(data.list.map(({ orderId, orderStatus }) => [orderId, orderStatus])).toEqual([
        [canceled, 'cancelled'],
        [filled, 'filled'],
      ]);
    },
  }),
  listing({
    call: 'getFuturesFills; getTradeFills',
    holds: 'id, order, price, size, fee of the fill',
    modes: BOTH_MODES,
    classic: async (session) => {
      const { filled } = await ordersOfEachKind(session);
      const { data } = await session.classic.getFuturesFills({ productType: PRODUCT });
      const { tradeId, price, fee } = fillsHeld(session);
      expect(data.fillList).toHaveLength(1);
      expect(data.fillList[0]).toMatchObject({ tradeId, orderId: filled, side: 'buy', tradeScope: 'taker' });
      expect(numbersIn(data.fillList[0])).toMatchObject({ price, baseVolume: 0.02 });
      expect(numbersIn(data.fillList[0]?.feeDetail[0])).toMatchObject({ feeCoin: 'USDT', totalFee: -fee });
    },
    unified: async (session) => {
      const { filled } = await ordersOfEachKind(session);
      const { data } = await session.unified.getTradeFills({ category: PRODUCT });
      const { tradeId, price, fee } = fillsHeld(session);
      expect(data.list).toHaveLength(1);
      expect(data.list[0]).toMatchObject({ execId: tradeId, orderId: filled, side: 'buy', tradeScope: 'taker' });
      expect(numbersIn(data.list[0])).toMatchObject({ execPrice: price, execQty: 0.02 });
      expect(numbersIn(data.list[0]?.feeDetail[0])).toMatchObject({ feeCoin: 'USDT', fee });
    },
  }),
];
