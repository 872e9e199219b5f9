/**
 * What ccxt lists afterwards: orders by id and name, open, closed, canceled, and fills.
 * Invariant: every order that was placed is in the list of its kind and in no other.
 */
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { PAIR, type Row } from './ccxt.ts';
import { openLong } from './ccxt-account.ts';
import { limitAt } from './ccxt-orders.ts';
import { BOTH_MODES, type ClientCall, callsOf } from './client-call.ts';
import { ACCOUNT, type Session } from './session.ts';
import { orderTruth, priceOf, sizeOf } from './truth.ts';

const STATUS: Readonly<Record<string, string>> = { live: 'open', 'partially-filled': 'open', filled: 'closed' };

/** How ccxt tells of an order that the core holds. */
const orderRow = (session: Session, id: unknown) => {
  const order = orderTruth(session, id);
  return {
    id: order.orderId,
    symbol: PAIR,
    type: order.type,
    side: order.side,
    amount: sizeOf(order.size),
    filled: sizeOf(order.filled),
    status: STATUS[order.status] ?? 'canceled',
    ...(order.type === 'limit' && { price: priceOf(order.price) }),
  };
};

const listing = callsOf('ccxt', 'Orders and fills, listed');

/** One that rests, one that is filled, one that was canceled. */
async function ordersOfEachKind(session: Session) {
  const open = await limitAt(session, 59_000, { params: { clientOrderId: 'open' } });
  const filled = await openLong(session);
  const canceled = await limitAt(session, 58_000);
  await session.ccxt.cancelOrder(canceled.id, PAIR);
  return { open: open.id, filled: filled.id, canceled: canceled.id };
}

/** How ccxt tells of the fills that the core holds; `feeSign` is what it makes of what was paid. */
const fillRows = (session: Session, feeSign: 1 | -1 = 1): Row[] =>
  session.exchange.fills(ACCOUNT, 0).map((fill) => ({
    id: fill.tradeId,
    order: fill.orderId,
    symbol: PAIR,
    price: priceOf(fill.price),
    amount: sizeOf(fill.size),
    takerOrMaker: fill.liquidity,
    timestamp: fill.at,
    fee: { currency: 'USDT', cost: feeSign * moneyToNumber(fill.fee) },
  }));

async function compareFills(session: Session, feeSign: 1 | -1): Promise<void> {
  await ordersOfEachKind(session);
  session.move(58_900);
  const wanted = fillRows(session, feeSign);
  expect(wanted.map(({ takerOrMaker }) => takerOrMaker)).toEqual(['taker', 'maker']);
  const rows = await session.ccxt.fetchMyTrades(PAIR);
  expect(rows.toSorted((a, b) => Number(a.timestamp) - Number(b.timestamp))).toMatchObject(wanted);
}

export const ccxtLists: readonly ClientCall[] = [
  listing({
    call: 'fetchOrder by id and by clientOrderId',
    holds: 'one that rests, one that is filled, one that was canceled',
    modes: BOTH_MODES,
    check: async (session) => {
      const ids = await ordersOfEachKind(session);
      for (const id of Object.values(ids)) {
        expect(await session.ccxt.fetchOrder(id, PAIR)).toMatchObject(orderRow(session, id));
      }
      const named = await session.ccxt.fetchOrder(undefined, PAIR, { clientOid: 'open', clientOrderId: 'open' });
      expect(named).toMatchObject({ ...orderRow(session, ids.open), clientOrderId: 'open' });
    },
  }),
  listing({
    call: 'fetchOrder of a fill',
    holds: 'average price and fee',
    modes: BOTH_MODES,
    check: async (session) => {
      const { id } = await openLong(session);
      const { fee } = orderTruth(session, id);
      expect(await session.ccxt.fetchOrder(id, PAIR)).toMatchObject({
        average: 60_000.5,
        cost: 1_200.01,
        fee: { currency: 'USDT', cost: moneyToNumber(fee) },
      });
    },
    unified: {
      why: 'ccxt does not read avgPrice, and turns the sign of a fee round that Unified accounts are told as positive',
      shown: async (session) => {
        const { id } = await openLong(session);
        const row = await session.ccxt.fetchOrder(id, PAIR);
        expect(row).toMatchObject({ average: undefined, fee: { cost: -moneyToNumber(orderTruth(session, id).fee) } });
      },
    },
  }),
  listing({
    call: 'fetchOpenOrders',
    holds: 'the one that rests',
    modes: BOTH_MODES,
    check: async (session) => {
      const { open } = await ordersOfEachKind(session);
      expect(await session.ccxt.fetchOpenOrders(PAIR)).toMatchObject([orderRow(session, open)]);
    },
  }),
  listing({
    call: 'fetchClosedOrders',
    holds: 'the one that is filled',
    modes: BOTH_MODES,
    check: async (session) => {
      const { filled } = await ordersOfEachKind(session);
      expect(await session.ccxt.fetchClosedOrders(PAIR)).toMatchObject([orderRow(session, filled)]);
    },
  }),
  listing({
    call: 'fetchCanceledOrders',
    holds: 'the one that was canceled',
    modes: BOTH_MODES,
    check: async (session) => {
      const { canceled } = await ordersOfEachKind(session);
      expect(await session.ccxt.fetchCanceledOrders(PAIR)).toMatchObject([orderRow(session, canceled)]);
    },
  }),
  listing({
    call: 'fetchMyTrades',
    holds: 'id, order, price, size, fee, maker or taker of each fill',
    modes: BOTH_MODES,
    check: (session) => compareFills(session, 1),
    unified: {
      why: 'all but the fee, whose sign ccxt turns round: Unified accounts are told what was paid as positive',
      shown: (session) => compareFills(session, -1),
    },
  }),
];
