/**
 * What ccxt lets the exchange hold until a price is reached: take-profits, stop-losses, waiting and trailing orders.
 * Invariant: each is compared with the trigger or plan that the exchange's core holds.
 */
import { expect } from 'vitest';
import { PAIR } from './ccxt.ts';
import { openLong } from './ccxt-account.ts';
import { hedged } from './ccxt-orders.ts';
import { BOTH_MODES, type ClientCall, callsOf, throwsError } from './client-call.ts';
import { ACCOUNT, type Session } from './session.ts';
import { openTriggers, orderTruth, positions } from './truth.ts';

const call = callsOf('ccxt', 'Triggers');

/** Of a long of 0.02 that is open. */
const protect = (session: Session, params: object) =>
  session.ccxt.createOrder(PAIR, 'market', 'sell', 0.02, undefined, {
    ...hedged(session),
    reduceOnly: true,
    ...params,
  });

/** How the lists of take-profits and stop-losses are asked for. */
const TPSL = { classic: { trigger: true, planType: 'profit_loss' }, unified: { trigger: true, type: 'tpsl' } } as const;

const plans = ({ exchange }: Session) => exchange.plans(ACCOUNT);

export const ccxtTriggers: readonly ClientCall[] = [
  call({
    call: 'createOrder with stopLossPrice',
    holds: 'the stop-loss; the position is closed when the price is there',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { stopLossPrice: 59_000 });
      expect(openTriggers(session)).toMatchObject([
        { triggerId: id, kind: 'stop-loss', triggerPrice: 590_000, positionSide: 'long' },
      ]);
      session.move(58_900);
      expect(positions(session)).toEqual([]);
    },
  }),
  call({
    call: 'createOrder with takeProfitPrice',
    holds: 'the take-profit; the position is closed when the price is there',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { takeProfitPrice: 61_000 });
      expect(openTriggers(session)).toMatchObject([
        { triggerId: id, kind: 'take-profit', triggerPrice: 610_000, positionSide: 'long' },
      ]);
      session.move(61_100);
      expect(positions(session)).toEqual([]);
    },
  }),
  call({
    call: 'createOrder with triggerPrice',
    holds: 'the waiting order; it opens a long when the price is there',
    modes: BOTH_MODES,
    check: async (session) => {
      const params = { ...hedged(session), triggerPrice: 61_000 };
      const { id } = await session.ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, params);
      expect(plans(session)).toMatchObject([{ planId: id, triggerPrice: 610_000, size: 10 }]);
      session.move(61_100);
      expect(positions(session)).toMatchObject([{ positionSide: 'long', size: 10 }]);
    },
    unified: {
      why: 'ccxt sends it as an ordinary order with a field that place-order does not know: it would open at once',
      shown: async (session) => {
        const params = { ...hedged(session), triggerPrice: 61_000 };
        const { id } = await session.ccxt.createOrder(PAIR, 'market', 'buy', 0.01, undefined, params);
        expect(orderTruth(session, id)).toMatchObject({ status: 'filled' });
      },
    },
  }),
  call({
    call: 'createOrder with trailingPercent',
    holds: 'the trailing order with its callback',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const params = { ...hedged(session), reduceOnly: true, trailingPercent: '1', trailingTriggerPrice: '60500' };
      const { id } = await session.ccxt.createOrder(PAIR, 'market', 'sell', 0.02, undefined, params);
      expect(plans(session)).toMatchObject([{ planId: id, triggerPrice: 605_000, size: 20 }]);
      session.move(61_000);
      session.move(60_300);
      expect(positions(session)).toEqual([]);
    },
    unified: {
      why: 'ccxt sends it as an ordinary order with a field that place-order does not know: it closes at once',
      shown: async (session) => {
        await openLong(session);
        const { id } = await protect(session, { trailingPercent: '1', trailingTriggerPrice: '60500' });
        expect(orderTruth(session, id)).toMatchObject({ status: 'filled' });
      },
    },
  }),
  call({
    call: 'fetchOpenOrders of triggers',
    holds: 'the stop-loss with its price',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { stopLossPrice: 59_000 });
      expect(await session.ccxt.fetchOpenOrders(PAIR, undefined, undefined, TPSL[session.family])).toMatchObject([
        session.family === 'classic' ? { id, status: 'open', triggerPrice: 59_000 } : { id, stopLossPrice: 59_000 },
      ]);
    },
  }),
  call({
    call: 'editOrder of a trigger',
    holds: 'the new trigger price',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { stopLossPrice: 59_000 });
      await session.ccxt.editOrder(id, PAIR, 'market', 'sell', 0.02, undefined, { stopLossPrice: 58_500 });
      expect(openTriggers(session)).toMatchObject([{ kind: 'stop-loss', triggerPrice: 585_000 }]);
    },
    classic: {
      why: 'ccxt places a stop-loss for the whole position and always sends a size with its change, which only partial ones have: 400172',
      shown: async (session) => {
        await openLong(session);
        const { id } = await protect(session, { stopLossPrice: 59_000 });
        const asked = session.ccxt.editOrder(id, PAIR, 'market', 'sell', 0.02, undefined, { stopLossPrice: 58_500 });
        await throwsError(asked, { name: 'BadRequest', message: /"code":"400172"/ });
        expect(openTriggers(session)).toMatchObject([{ triggerPrice: 590_000 }]);
      },
    },
  }),
  call({
    call: 'cancelOrder of a trigger',
    holds: 'no trigger is left',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { stopLossPrice: 59_000 });
      await session.ccxt.cancelOrder(id, PAIR, { trigger: true, planType: 'pos_loss' });
      expect(openTriggers(session)).toEqual([]);
    },
  }),
  call({
    call: 'fetchClosedOrders of triggers',
    holds: 'the stop-loss that fired',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      const { id } = await protect(session, { stopLossPrice: 59_000 });
      session.move(58_900);
      const rows = await session.ccxt.fetchCanceledAndClosedOrders(PAIR, undefined, undefined, TPSL[session.family]);
      expect(rows).toMatchObject([{ id, symbol: PAIR }]);
    },
  }),
];
