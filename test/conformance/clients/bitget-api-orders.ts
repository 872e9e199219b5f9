/**
 * bitget-api's orders: every type and time in force, changes, cancels, batches, closes.
 * Invariant: an order counts as placed when the exchange's core holds it as it was meant.
 */
import { expect } from 'vitest';
import {
  CONTRACT,
  classicTerms,
  limitOrder,
  none,
  openOrder,
  PRODUCT,
  SETTLED,
  UNIFIED,
  unifiedTerms,
} from './bitget-api-terms.ts';
import { BOTH_MODES, type ClientCall, callsOfEach } from './client-call.ts';
import type { Session } from './session.ts';
import { openOrders, openTriggers, orderTruth, positions, positionTruth } from './truth.ts';

const placing = callsOfEach('bitget-api', 'Orders');

/** The same in both families, each by its own methods. */
const inBoth = (
  call: Omit<ClientCall, 'client' | 'group' | 'classic' | 'unified'> & { readonly check: ClientCall['classic'] },
) => {
  const { check, ...made } = call;
  return placing({ ...made, classic: check, unified: check });
};

const place: readonly ClientCall[] = [
  placing({
    call: 'futuresSubmitOrder; submitNewOrder, market',
    holds: 'a long, then nothing, by the close side of the family',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      expect(positionTruth(session)).toMatchObject({ positionSide: 'long', size: 20, marginMode: 'crossed' });
      const close =
        session.positionMode === 'hedge'
          ? ({ side: 'buy', tradeSide: 'close' } as const)
          : ({ side: 'sell', reduceOnly: 'YES' } as const);
      await session.classic.futuresSubmitOrder(classicTerms(session, close));
      expect(positions(session)).toEqual([]);
    },
    unified: async (session) => {
      await openOrder(session);
      expect(positionTruth(session)).toMatchObject({ positionSide: 'long', size: 20, marginMode: 'crossed' });
      const reduceOnly = session.positionMode === 'hedge' ? {} : ({ reduceOnly: 'yes' } as const);
      await session.unified.submitNewOrder(unifiedTerms(session, { side: 'sell', ...reduceOnly }));
      expect(positions(session)).toEqual([]);
    },
  }),
  inBoth({
    call: 'futuresSubmitOrder; submitNewOrder, limit',
    holds: 'price, size and our name; it rests',
    modes: BOTH_MODES,
    check: async (session) => {
      const orderId = await limitOrder(session, { price: '59000.5', clientOid: 'mine-1' });
      const wanted = { orderId, clientOid: 'mine-1', price: 590_005, size: 10, timeInForce: 'gtc', status: 'live' };
      expect(openOrders(session)).toMatchObject([wanted]);
    },
  }),
  inBoth({
    call: 'futuresSubmitOrder; submitNewOrder, post-only',
    holds: 'it rests; one that would take ends without a fill',
    modes: BOTH_MODES,
    check: async (session) => {
      const resting = await limitOrder(session, { price: '59000', force: 'post_only' });
      const taking = await limitOrder(session, { price: '60100', force: 'post_only' });
      expect(orderTruth(session, resting)).toMatchObject({ status: 'live' });
      expect(orderTruth(session, taking)).toMatchObject({ status: 'canceled', filled: 0, cancelReason: 'post-only' });
    },
  }),
  inBoth({
    call: 'futuresSubmitOrder; submitNewOrder, IOC',
    holds: 'what could be filled is, the rest ends',
    modes: BOTH_MODES,
    check: async (session) => {
      const id = await limitOrder(session, { price: '60000.5', size: '12', force: 'ioc' });
      expect(orderTruth(session, id)).toMatchObject({ status: 'canceled', filled: 10_007, cancelReason: 'ioc' });
    },
  }),
  inBoth({
    call: 'futuresSubmitOrder; submitNewOrder, FOK',
    holds: 'all of it is filled at once, or nothing',
    modes: BOTH_MODES,
    check: async (session) => {
      const nothing = await limitOrder(session, { price: '60000.5', size: '12', force: 'fok' });
      expect(orderTruth(session, nothing)).toMatchObject({ status: 'canceled', filled: 0, cancelReason: 'fok' });
      const all = await limitOrder(session, { price: '60000.5', force: 'fok' });
      expect(orderTruth(session, all)).toMatchObject({ status: 'filled' });
    },
  }),
  placing({
    call: 'futuresSubmitOrder; submitNewOrder, with presets',
    holds: 'take-profit and stop-loss of the position, once it is filled',
    modes: BOTH_MODES,
    classic: async (session) => {
      const presets = { presetStopSurplusPrice: '62000', presetStopLossPrice: '59000' };
      await session.classic.futuresSubmitOrder(classicTerms(session, presets));
      expectTriggers(session);
    },
    unified: async (session) => {
      const presets = { takeProfit: '62000', stopLoss: '59000' };
      await session.unified.submitNewOrder(unifiedTerms(session, presets));
      expectTriggers(session);
    },
  }),
  placing({
    call: 'futuresBatchSubmitOrders; placeBatchOrders',
    holds: 'both orders, and the reason for the one that was refused',
    modes: BOTH_MODES,
    classic: async (session) => {
      const {
        symbol: _,
        productType: _product,
        marginCoin: _coin,
        marginMode: _mode,
        ...terms
      } = classicTerms(session);
      const one = { ...terms, orderType: 'limit', force: 'gtc' } as const;
      const { data } = await session.classic.futuresBatchSubmitOrders({
        ...SETTLED,
        marginMode: 'crossed',
        orderList: [
          { ...one, price: '59000', clientOid: 'b-1' },
          { ...one, price: '58000', clientOid: 'b-2' },
          { ...one, price: '90000', clientOid: 'b-3' },
        ],
      });
      expect(data.successList.map(({ orderId }) => orderId)).toEqual(openOrders(session).map(({ orderId }) => orderId));
      expect(data.successList).toHaveLength(2);
      expect(data.failureList).toMatchObject([{ clientOid: 'b-3', errorCode: '40815' }]);
    },
    unified: async (session) => {
      const one = unifiedTerms(session, { orderType: 'limit', timeInForce: 'gtc' });
      const { data } = await session.unified.placeBatchOrders([
        { ...one, price: '59000', clientOid: 'b-1' },
        { ...one, price: '58000', clientOid: 'b-2' },
        { ...one, price: '90000', clientOid: 'b-3' },
      ]);
      const held = openOrders(session).map(({ orderId }) => orderId);
      expect(data.map(({ orderId }) => orderId).slice(0, 2)).toEqual(held);
      expect(held).toHaveLength(2);
      expect(data[2]).toMatchObject({ clientOid: 'b-3', code: '40815' });
    },
  }),
];

/** Both presets of the long. */
function expectTriggers(session: Session): void {
  const kinds = openTriggers(session).map(({ kind, triggerPrice }) => [kind, triggerPrice]);
  expect(kinds.toSorted()).toEqual([
    ['stop-loss', 590_000],
    ['take-profit', 620_000],
  ]);
}

const change: readonly ClientCall[] = [
  placing({
    call: 'futuresModifyOrder; modifyOrder',
    holds: 'the new price and size',
    modes: BOTH_MODES,
    classic: async (session) => {
      const orderId = await limitOrder(session, { price: '59000' });
      const wanted = { newPrice: '58500', newSize: '0.03', newClientOid: 'new-1' };
      await session.classic.futuresModifyOrder({ ...CONTRACT, orderId, ...wanted });
      expect(openOrders(session)).toMatchObject([{ clientOid: 'new-1', price: 585_000, size: 30 }]);
    },
    unified: async (session) => {
      const orderId = await limitOrder(session, { price: '59000' });
      await session.unified.modifyOrder({ orderId, price: '58500', qty: '0.03' });
      expect(openOrders(session)).toMatchObject([{ price: 585_000, size: 30 }]);
    },
  }),
  placing({
    call: 'batchModifyOrders',
    holds: 'the new price of each',
    classic: none('the Classic API has no such call', 'batchModifyOrders'),
    unified: async (session) => {
      const one = await limitOrder(session, { price: '59000' });
      const other = await limitOrder(session, { price: '58900' });
      await session.unified.batchModifyOrders([
        { orderId: one, price: '58500' },
        { orderId: other, price: '58400' },
      ] as never);
      expect(openOrders(session).map(({ price }) => price)).toEqual([585_000, 584_000]);
    },
  }),
  placing({
    call: 'futuresCancelOrder; cancelOrder',
    holds: 'neither is open: one by its id, one by our name',
    modes: BOTH_MODES,
    classic: async (session) => {
      const orderId = await limitOrder(session, { price: '59000' });
      await limitOrder(session, { price: '58000', clientOid: 'mine-1' });
      await session.classic.futuresCancelOrder({ ...SETTLED, orderId });
      expect(openOrders(session)).toMatchObject([{ clientOid: 'mine-1' }]);
      await session.classic.futuresCancelOrder({ ...SETTLED, clientOid: 'mine-1' });
      expect(openOrders(session)).toEqual([]);
    },
    unified: async (session) => {
      const orderId = await limitOrder(session, { price: '59000' });
      await limitOrder(session, { price: '58000', clientOid: 'mine-1' });
      await session.unified.cancelOrder({ orderId });
      expect(openOrders(session)).toMatchObject([{ clientOid: 'mine-1' }]);
      await session.unified.cancelOrder({ clientOid: 'mine-1' });
      expect(openOrders(session)).toEqual([]);
    },
  }),
  placing({
    call: 'futuresBatchCancelOrders; cancelBatchOrders',
    holds: 'those two of three are gone',
    modes: BOTH_MODES,
    classic: async (session) => {
      const [first = '', second = '', third] = await threeOrders(session);
      const orderIdList = [{ orderId: first }, { orderId: second }];
      await session.classic.futuresBatchCancelOrders({ ...CONTRACT, orderIdList });
      expect(openOrders(session)).toMatchObject([{ orderId: third }]);
    },
    unified: async (session) => {
      const [first = '', second = '', third] = await threeOrders(session);
      await session.unified.cancelBatchOrders([
        { ...UNIFIED, orderId: first },
        { ...UNIFIED, orderId: second },
      ]);
      expect(openOrders(session)).toMatchObject([{ orderId: third }]);
    },
  }),
  placing({
    call: 'futuresCancelAllOrders; cancelAllOrders',
    holds: 'no order is open',
    modes: BOTH_MODES,
    classic: async (session) => {
      await threeOrders(session);
      await session.classic.futuresCancelAllOrders({ productType: PRODUCT });
      expect(openOrders(session)).toEqual([]);
    },
    unified: async (session) => {
      await threeOrders(session);
      await session.unified.cancelAllOrders({ category: PRODUCT });
      expect(openOrders(session)).toEqual([]);
    },
  }),
  placing({
    call: 'futuresFlashClosePositions; closeAllPositions',
    holds: 'no position is left',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      await session.classic.futuresFlashClosePositions({ ...CONTRACT });
      expect(positions(session)).toEqual([]);
    },
    unified: async (session) => {
      await openOrder(session);
      await session.unified.closeAllPositions({ ...UNIFIED });
      expect(positions(session)).toEqual([]);
    },
  }),
  placing({
    call: 'futuresSubmitReversal',
    holds: 'a short of the same size',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      const side = session.positionMode === 'hedge' ? 'buy' : 'sell';
      const terms = {
        symbol: 'BTCUSDT',
        marginCoin: 'USDT',
        productType: PRODUCT,
        side,
        tradeSide: 'open',
        size: '0.02',
      };
      await session.classic.futuresSubmitReversal(terms as never);
      expect(positionTruth(session)).toMatchObject({ positionSide: 'short', size: 20 });
    },
    unified: none('the Unified API has no such call', 'futuresSubmitReversal'),
  }),
];

async function threeOrders(session: Session): Promise<string[]> {
  const ids = [];
  for (const price of ['59000', '58900', '58800']) ids.push(await limitOrder(session, { price }));
  return ids;
}

export const bitgetApiOrders: readonly ClientCall[] = [...place, ...change];
