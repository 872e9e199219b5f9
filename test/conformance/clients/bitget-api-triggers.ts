/**
 * What bitget-api lets the exchange hold until a price is reached: take-profits, stop-losses, waiting and trailing orders.
 * Invariant: each is compared with the trigger or plan that the exchange's core holds.
 */
import { expect } from 'vitest';
import { none, openOrder, PRODUCT, SETTLED, UNIFIED } from './bitget-api-terms.ts';
import { BOTH_MODES, type ClientCall, callsOfEach } from './client-call.ts';
import { ACCOUNT, type Session } from './session.ts';
import { numbersIn, openTriggers, positions } from './truth.ts';

const call = callsOfEach('bitget-api', 'Triggers');

const CONTRACT = { symbol: 'BTCUSDT', productType: PRODUCT } as const;

const plans = ({ exchange }: Session) => exchange.plans(ACCOUNT);

const holdSide = ({ positionMode }: Session) => (positionMode === 'hedge' ? 'long' : 'buy');

const tradeSide = ({ positionMode }: Session, side: 'open' | 'close') =>
  positionMode === 'hedge' ? { tradeSide: side } : {};

/** A stop-loss of the whole long, which is opened first. @returns its id */
async function stopLoss(session: Session): Promise<string> {
  await openOrder(session);
  if (session.family === 'classic') {
    const { data } = await session.classic.futuresSubmitTPSLOrder({
      ...SETTLED,
      planType: 'pos_loss',
      triggerPrice: '59000',
      triggerType: 'mark_price',
      holdSide: holdSide(session),
      size: '',
    });
    return data.orderId;
  }
  const { data } = await session.unified.submitStrategyOrder({
    ...UNIFIED,
    type: 'tpsl',
    tpslMode: 'full',
    ...(session.positionMode === 'hedge' && { posSide: 'long' }),
    stopLoss: '59000',
    slTriggerBy: 'mark',
    slOrderType: 'market',
  });
  return data.orderId;
}

async function firesAndCloses(session: Session): Promise<void> {
  const triggerId = await stopLoss(session);
  expect(openTriggers(session)).toMatchObject([{ triggerId, kind: 'stop-loss', triggerPrice: 590_000 }]);
  session.move(58_900);
  expect([openTriggers(session), positions(session)]).toEqual([[], []]);
}

/** An order to buy 0.01 at market once the price is 61,000. @returns its id */
async function waitingOrder(session: Session): Promise<string> {
  if (session.family === 'classic') {
    const { data } = await session.classic.futuresSubmitPlanOrder({
      ...SETTLED,
      planType: 'normal_plan',
      marginMode: 'crossed',
      size: '0.01',
      triggerPrice: '61000',
      triggerType: 'mark_price',
      side: 'buy',
      ...tradeSide(session, 'open'),
      orderType: 'market',
    });
    return data.orderId;
  }
  const { data } = await session.unified.submitStrategyOrder({
    ...UNIFIED,
    type: 'trigger',
    side: 'buy',
    ...(session.positionMode === 'hedge' && { posSide: 'long' }),
    qty: '0.01',
    triggerBy: 'mark',
    triggerPrice: '61000',
    triggerOrderType: 'market',
  });
  return data.orderId;
}

async function firesAndOpens(session: Session): Promise<void> {
  const planId = await waitingOrder(session);
  expect(plans(session)).toMatchObject([{ planId, triggerPrice: 610_000, size: 10 }]);
  session.move(61_100);
  expect(positions(session)).toMatchObject([{ positionSide: 'long', size: 10 }]);
}

export const bitgetApiTriggers: readonly ClientCall[] = [
  call({
    call: 'futuresSubmitTPSLOrder; submitStrategyOrder',
    holds: 'the stop-loss; the position is closed when the price is there',
    modes: BOTH_MODES,
    classic: firesAndCloses,
    unified: firesAndCloses,
  }),
  call({
    call: 'futuresSubmitPositionTPSL; submitStrategyOrder, both legs',
    holds: 'take-profit and stop-loss',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      const legs = { stopSurplusTriggerPrice: '62000', stopLossTriggerPrice: '59000' };
      await session.classic.futuresSubmitPositionTPSL({ ...SETTLED, ...legs, holdSide: holdSide(session) });
      const prices = openTriggers(session).map(({ triggerPrice }) => triggerPrice);
      expect(prices.toSorted()).toEqual([590_000, 620_000]);
    },
    unified: async (session) => {
      await openOrder(session);
      const posSide = session.positionMode === 'hedge' ? ({ posSide: 'long' } as const) : {};
      const legs = { takeProfit: '62000', stopLoss: '59000' };
      await session.unified.submitStrategyOrder({ ...UNIFIED, type: 'tpsl', tpslMode: 'full', ...posSide, ...legs });
      const prices = openTriggers(session).map(({ triggerPrice }) => triggerPrice);
      expect(prices.toSorted()).toEqual([590_000, 620_000]);
    },
  }),
  call({
    call: 'futuresSubmitPlanOrder; submitStrategyOrder, trigger',
    holds: 'the waiting order; it opens a long when the price is there',
    modes: BOTH_MODES,
    classic: firesAndOpens,
    unified: firesAndOpens,
  }),
  call({
    call: 'futuresSubmitPlanOrder, trailing',
    holds: 'the trailing order; it closes the long once the price has come back',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      const isHedge = session.positionMode === 'hedge';
      const { data } = await session.classic.futuresSubmitPlanOrder({
        ...SETTLED,
        planType: 'track_plan',
        marginMode: 'crossed',
        size: '0.02',
        callbackRatio: '1',
        triggerPrice: '60500',
        triggerType: 'mark_price',
        side: isHedge ? 'buy' : 'sell',
        ...tradeSide(session, 'close'),
        ...(!isHedge && { reduceOnly: 'YES' }),
        orderType: 'market',
      });
      expect(plans(session)).toMatchObject([{ planId: data.orderId, triggerPrice: 605_000, size: 20 }]);
      session.move(61_000);
      session.move(60_300);
      expect(positions(session)).toEqual([]);
    },
    unified: none('the Unified API has no trailing order', 'futuresSubmitPlanOrder'),
  }),
  call({
    call: 'futuresModifyTPSLPOrder; modifyStrategyOrder',
    holds: 'the new trigger price',
    modes: BOTH_MODES,
    classic: async (session) => {
      const orderId = await stopLoss(session);
      await session.classic.futuresModifyTPSLPOrder({ ...SETTLED, orderId, triggerPrice: '58500', size: '' });
      expect(openTriggers(session)).toMatchObject([{ triggerPrice: 585_000 }]);
    },
    unified: async (session) => {
      const orderId = await stopLoss(session);
      await session.unified.modifyStrategyOrder({ orderId, qty: '', stopLoss: '58500' });
      expect(openTriggers(session)).toMatchObject([{ triggerPrice: 585_000 }]);
    },
  }),
  call({
    call: 'futuresModifyPlanOrder; modifyStrategyOrder, trigger',
    holds: 'the new trigger price',
    classic: async (session) => {
      const orderId = await waitingOrder(session);
      const changed = { newTriggerPrice: '61500', newSize: '0.01' };
      await session.classic.futuresModifyPlanOrder({ ...CONTRACT, planType: 'normal_plan', orderId, ...changed });
      expect(plans(session)).toMatchObject([{ triggerPrice: 615_000 }]);
    },
    unified: async (session) => {
      const orderId = await waitingOrder(session);
      await session.unified.modifyStrategyOrder({ orderId, qty: '0.01', triggerPrice: '61500' });
      expect(plans(session)).toMatchObject([{ triggerPrice: 615_000 }]);
    },
  }),
  call({
    call: 'getFuturesPlanOrders; getUnfilledStrategyOrders',
    holds: 'the stop-loss and the waiting order',
    modes: BOTH_MODES,
    classic: async (session) => {
      const stop = await stopLoss(session);
      const waiting = await waitingOrder(session);
      const listed = async (planType: 'profit_loss' | 'normal_plan') =>
        (await session.classic.getFuturesPlanOrders({ productType: PRODUCT, planType })).data.entrustedList;
      expect((await listed('profit_loss'))[0]).toMatchObject({ orderId: stop, planType: 'pos_loss' });
      expect(numbersIn((await listed('normal_plan'))[0])).toMatchObject({
        orderId: Number(waiting),
        triggerPrice: 61_000,
        size: 0.01,
      });
    },
    unified: async (session) => {
      const stop = await stopLoss(session);
      const waiting = await waitingOrder(session);
      const listed = async (type: 'tpsl' | 'trigger') =>
        (await session.unified.getUnfilledStrategyOrders({ category: PRODUCT, type })).data;
      expect((await listed('tpsl'))[0]).toMatchObject({ orderId: stop, stopLoss: '59000' });
      expect((await listed('trigger'))[0]).toMatchObject({ orderId: waiting, triggerPrice: '61000', qty: '0.01' });
    },
  }),
  call({
    call: 'futuresCancelPlanOrder; cancelStrategyOrder',
    holds: 'no trigger is left',
    modes: BOTH_MODES,
    classic: async (session) => {
      const orderId = await stopLoss(session);
      await session.classic.futuresCancelPlanOrder({ ...SETTLED, planType: 'pos_loss', orderIdList: [{ orderId }] });
      expect(openTriggers(session)).toEqual([]);
    },
    unified: async (session) => {
      const orderId = await stopLoss(session);
      await session.unified.cancelStrategyOrder({ orderId });
      expect(openTriggers(session)).toEqual([]);
    },
  }),
  call({
    call: 'getFuturesHistoricPlanOrders; getHistoryStrategyOrders',
    holds: 'the stop-loss that fired',
    modes: BOTH_MODES,
    classic: async (session) => {
      const orderId = await stopLoss(session);
      session.move(58_900);
      const { data } = await session.classic.getFuturesHistoricPlanOrders({
        productType: PRODUCT,
        planType: 'profit_loss',
      });
      expect(data.entrustedList).toMatchObject([{ orderId, planStatus: 'executed' }]);
    },
    unified: async (session) => {
      const orderId = await stopLoss(session);
      session.move(58_900);
      const { data } = await session.unified.getHistoryStrategyOrders({ category: PRODUCT, type: 'tpsl' });
      expect(data.list).toMatchObject([{ orderId }]);
    },
  }),
];
