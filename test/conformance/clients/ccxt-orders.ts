/**
 * ccxt's orders: every type and time in force, changes, cancels, batches, closes.
 * Invariant: an order counts as placed when the exchange's core holds it as it was meant.
 */
import { expect } from 'vitest';
import { OTHER_PAIR, PAIR } from './ccxt.ts';
import { beIsolated, openLong } from './ccxt-account.ts';
import { BOTH_MODES, type ClientCall, callsOf } from './client-call.ts';
import type { Session } from './session.ts';
import { openOrders, openTriggers, orderTruth, positions, positionTruth } from './truth.ts';

const placing = callsOf('ccxt', 'Orders');

type Wish = { readonly side?: 'buy' | 'sell'; readonly size?: number; readonly params?: object };

export const hedged = ({ positionMode }: Session) => ({ hedged: positionMode === 'hedge' });

/** A limit order of 0.01 to buy, unless said otherwise. */
export const limitAt = (session: Session, price: number, { side = 'buy', size = 0.01, params = {} }: Wish = {}) =>
  session.ccxt.createOrder(PAIR, 'limit', side, size, price, { ...hedged(session), ...params });

const place: readonly ClientCall[] = [
  placing({
    call: 'createOrder market, buy and sell',
    holds: 'a long in hedge and one-way mode, then a short beside it or nothing at all',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id } = await openLong(session);
      expect(orderTruth(session, id)).toMatchObject({ status: 'filled', side: 'buy', intent: 'open' });
      expect(positionTruth(session)).toMatchObject({ positionSide: 'long', size: 20, marginMode: 'crossed' });
      await session.ccxt.createOrder(PAIR, 'market', 'sell', 0.02, undefined, hedged(session));
      const sides = positions(session).map(({ positionSide }) => positionSide);
      expect(sides.toSorted()).toEqual(session.positionMode === 'hedge' ? ['long', 'short'] : []);
    },
  }),
  placing({
    call: 'createOrder market with reduceOnly',
    holds: 'half of the long closed, nothing opened',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      await session.ccxt.createOrder(PAIR, 'market', 'sell', 0.01, undefined, { ...hedged(session), reduceOnly: true });
      expect(positionTruth(session)).toMatchObject({ positionSide: 'long', size: 10 });
    },
  }),
  placing({
    call: 'createOrder market on an isolated position',
    holds: 'the margin mode that was asked for',
    check: async (session) => {
      await beIsolated(session);
      await openLong(session, 0.02, { marginMode: 'isolated' });
      expect(positionTruth(session)).toMatchObject({ marginMode: 'isolated' });
    },
  }),
  placing({
    call: 'createOrder limit with clientOrderId',
    holds: 'price, size, side and our name; it rests',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id, clientOrderId } = await limitAt(session, 59_000.5, { params: { clientOrderId: 'mine-1' } });
      const [order, ...others] = openOrders(session);
      expect(others).toEqual([]);
      expect(order).toMatchObject({
        orderId: id,
        clientOid: 'mine-1',
        status: 'live',
        timeInForce: 'gtc',
        price: 590_005,
        size: 10,
      });
      expect(clientOrderId).toBe('mine-1');
    },
  }),
  placing({
    call: 'createOrder limit, post-only',
    holds: 'it rests; one that would take ends without a fill',
    modes: BOTH_MODES,
    check: async (session) => {
      const resting = await limitAt(session, 59_000, { params: { postOnly: true } });
      expect(orderTruth(session, resting.id)).toMatchObject({ status: 'live', timeInForce: 'post-only' });
      const taking = await limitAt(session, 60_100, { params: { postOnly: true } });
      expect(orderTruth(session, taking.id)).toMatchObject({
        status: 'canceled',
        filled: 0,
        cancelReason: 'post-only',
      });
    },
  }),
  placing({
    call: 'createOrder limit, IOC',
    holds: 'what could be filled is, the rest ends',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id } = await limitAt(session, 60_000.5, { size: 12, params: { timeInForce: 'IOC' } });
      expect(orderTruth(session, id)).toMatchObject({ status: 'canceled', filled: 10_007, cancelReason: 'ioc' });
    },
  }),
  placing({
    call: 'createOrder limit, FOK',
    holds: 'all of it is filled at once, or nothing',
    modes: BOTH_MODES,
    check: async (session) => {
      const tooLarge = await limitAt(session, 60_000.5, { size: 12, params: { timeInForce: 'FOK' } });
      expect(orderTruth(session, tooLarge.id)).toMatchObject({ status: 'canceled', filled: 0, cancelReason: 'fok' });
      const small = await limitAt(session, 60_000.5, { params: { timeInForce: 'FOK' } });
      expect(orderTruth(session, small.id)).toMatchObject({ status: 'filled', filled: 10 });
    },
  }),
  placing({
    call: 'createOrder with stopLoss and takeProfit',
    holds: 'both triggers of the position, once it is filled',
    modes: BOTH_MODES,
    check: async (session) => {
      const presets = { stopLoss: { triggerPrice: 59_000 }, takeProfit: { triggerPrice: 62_000 } };
      const { id } = await openLong(session, 0.02, presets);
      expect(orderTruth(session, id)).toMatchObject({ stopLoss: 590_000, takeProfit: 620_000 });
      const kinds = openTriggers(session).map(({ kind, triggerPrice }) => [kind, triggerPrice]);
      expect(kinds.toSorted()).toEqual([
        ['stop-loss', 590_000],
        ['take-profit', 620_000],
      ]);
    },
  }),
  placing({
    call: 'createOrders',
    holds: 'each order of the batch',
    modes: BOTH_MODES,
    check: async (session) => {
      const one = { symbol: PAIR, type: 'limit', side: 'buy', amount: 0.01 };
      const rows = await session.ccxt.createOrders([
        { ...one, price: 59_000, params: { ...hedged(session), clientOrderId: 'b-1' } },
        { ...one, price: 58_000, params: { ...hedged(session), clientOrderId: 'b-2' } },
      ]);
      const held = openOrders(session).map(({ orderId, clientOid, price }) => [orderId, clientOid, price]);
      expect(held).toEqual([
        [rows[0]?.id, 'b-1', 590_000],
        [rows[1]?.id, 'b-2', 580_000],
      ]);
    },
  }),
];

const change: readonly ClientCall[] = [
  placing({
    call: 'editOrder',
    holds: 'the new price and size',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id } = await limitAt(session, 59_000, { params: { clientOrderId: 'mine-1' } });
      const changed = await session.ccxt.editOrder(id, PAIR, 'limit', 'buy', 0.03, 58_500, { newClientOid: 'mine-2' });
      const [order, ...others] = openOrders(session);
      expect(others).toEqual([]);
      expect(order).toMatchObject({ orderId: changed.id, price: 585_000, size: 30 });
    },
  }),
  placing({
    call: 'cancelOrder by id and by clientOrderId',
    holds: 'neither order is open any more',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id } = await limitAt(session, 59_000);
      await limitAt(session, 58_000, { params: { clientOrderId: 'mine-1' } });
      await session.ccxt.cancelOrder(id, PAIR);
      expect(openOrders(session)).toMatchObject([{ clientOid: 'mine-1' }]);
      await session.ccxt.cancelOrder(undefined, PAIR, { clientOid: 'mine-1', clientOrderId: 'mine-1' });
      expect(openOrders(session)).toEqual([]);
    },
  }),
  placing({
    call: 'cancelOrders',
    holds: 'those two of three are gone',
    modes: BOTH_MODES,
    check: async (session) => {
      const ids = [];
      for (const price of [59_000, 58_000, 57_500]) ids.push((await limitAt(session, price)).id);
      await session.ccxt.cancelOrders(ids.slice(0, 2), PAIR);
      expect(openOrders(session).map(({ orderId }) => orderId)).toEqual([ids[2]]);
    },
  }),
  placing({
    call: 'cancelAllOrders',
    holds: 'none of the contract is open, that of the other is',
    modes: BOTH_MODES,
    check: async (session) => {
      await limitAt(session, 59_000);
      await limitAt(session, 58_000);
      await session.ccxt.createOrder(OTHER_PAIR, 'limit', 'buy', 0.1, 2_950, hedged(session));
      await session.ccxt.cancelAllOrders(PAIR);
      expect(openOrders(session).map(({ symbol }) => symbol)).toEqual(['ETHUSDT']);
    },
  }),
  placing({
    call: 'closePosition',
    holds: 'no position is left',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      await session.ccxt.closePosition(PAIR, session.positionMode === 'hedge' ? 'long' : undefined);
      expect(positions(session)).toEqual([]);
    },
  }),
  placing({
    call: 'closeAllPositions',
    holds: 'no position is left in either contract',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      await session.ccxt.createOrder(OTHER_PAIR, 'market', 'buy', 0.1, undefined, hedged(session));
      expect(positions(session)).toHaveLength(2);
      await session.ccxt.closeAllPositions();
      expect(positions(session)).toEqual([]);
    },
  }),
];

export const ccxtOrders: readonly ClientCall[] = [...place, ...change];
