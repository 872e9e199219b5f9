import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lots, money, type OrderRequest, type TriggerRequest, ticks } from '../../../domain/index.ts';
import { BTC } from '../../client/testing/parts.ts';
import { decodeRequest } from '../../protocol/index.ts';
import { endpoints } from '../protocol/index.ts';
import { decodeRecord } from './account.ts';
import { decodeUnifiedFill } from './fill.ts';
import { decodePublicPush, encodeTopic } from './market.ts';
import { decodeUnifiedOrder, encodeUnifiedOrder } from './order.ts';
import { decodeStrategy, encodeStrategy } from './trigger.ts';

const price = fc.integer({ min: 1, max: 10_000_000 }).map(ticks);
const size = fc.integer({ min: 1, max: 1_000_000 }).map(lots);
const clientOid = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
const positionSide = fc.constantFrom('long', 'short');
const mode = fc.constantFrom('hedge', 'one-way');

const orders: fc.Arbitrary<OrderRequest> = fc
  .record({
    clientOid,
    symbol: fc.constant(BTC.symbol),
    intent: fc.constantFrom('open', 'close'),
    positionSide,
    type: fc.constantFrom('market', 'limit'),
    price,
    size,
    timeInForce: fc.constantFrom('gtc', 'ioc', 'fok', 'post-only'),
    marginMode: fc.constantFrom('isolated', 'crossed'),
    leverage: fc.constant(5),
    stopLoss: fc.option(price, { nil: undefined }),
    takeProfit: fc.option(price, { nil: undefined }),
  })
  .map((order) => ({ ...order, price: order.type === 'market' ? undefined : order.price }));

test('an order comes back from the wire as it went', () => {
  fc.assert(
    fc.property(orders, mode, (order, positionMode) => {
      const request = decodeRequest(endpoints.placeOrder, encodeUnifiedOrder(BTC, order, positionMode));
      const holdMode = positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode';
      const row = { ...request, orderId: '7', holdMode, orderStatus: 'live', createdTime: '5' };
      const { intent, positionSide: side, type, price: limit, size: whole } = order;
      expect(decodeUnifiedOrder(BTC, row)).toEqual({
        clientOid: order.clientOid,
        orderId: '7',
        symbol: BTC.symbol,
        intent,
        positionSide: side,
        type,
        price: limit,
        size: whole,
        filled: 0,
        status: 'live',
        updatedAt: 5,
      });
    }),
  );
});

test('a trigger comes back from the wire as it went', () => {
  const triggers: fc.Arbitrary<TriggerRequest> = fc.record({
    clientOid,
    symbol: fc.constant(BTC.symbol),
    positionSide,
    kind: fc.constantFrom('stop-loss', 'take-profit'),
    triggerPrice: price,
    triggerBy: fc.constantFrom('last', 'mark'),
    size: fc.option(size, { nil: undefined }),
  });
  fc.assert(
    fc.property(triggers, mode, (trigger, positionMode) => {
      const request = decodeRequest(endpoints.placeStrategyOrder, encodeStrategy(BTC, trigger, positionMode));
      const reports = decodeStrategy(BTC, { ...request, orderId: '7', createdTime: '5' });
      expect(reports).toEqual([{ ...trigger, triggerId: '7', status: 'live', updatedAt: 5 }]);
    }),
  );
});

describe('fills', () => {
  const row = {
    execId: '1',
    orderId: '2',
    symbol: BTC.symbol,
    side: 'sell',
    execPrice: '60000.04',
    execQty: '0.002',
    tradeScope: 'maker',
    execPnl: '-1.5',
    feeDetail: [
      { feeCoin: 'USDT', fee: '0.024' },
      { feeCoin: 'BGB', fee: '9' },
    ],
    createdTime: '7',
  };

  test('a fee paid is a cost, what another coin paid is none, and the price is the nearest tick', () => {
    const fill = decodeUnifiedFill(BTC, { ...row, holdSide: 'long', execTime: '9' }, undefined);
    expect(fill).toMatchObject({
      fee: money('0.024'),
      profit: money('-1.5'),
      price: 600_000,
      intent: 'close',
      positionSide: 'long',
      liquidity: 'maker',
      at: 9,
    });
  });

  test('the order behind it decides where it is known', () => {
    const order = { clientOid: 'v', intent: 'open', positionSide: 'short' } as const;
    expect(decodeUnifiedFill(BTC, row, order)).toMatchObject({ clientOid: 'v', intent: 'open', positionSide: 'short' });
  });
});

describe('records', () => {
  const row = { id: '1', symbol: 'BTCUSDT', coin: 'USDT', amount: '2', fee: '', ts: '5' };

  test.each([
    ['CONTRACT_MAIN_SETTLE_FEE_USER_OUT', '2', 'funding', '-2'],
    ['CONTRACT_MAIN_SETTLE_FEE_USER_OUT', '-2', 'funding', '-2'],
    ['CONTRACT_MAIN_SETTLE_FEE_USER_IN', '2', 'funding', '2'],
    ['TRANSFER_OUT', '2', 'transfer', '-2'],
    ['BURST_LOSS', '-2', 'liquidation', '-2'],
    ['BONUS', '2', 'other', '2'],
  ])('%s of %s is %s', (type, amount, kind, cash) => {
    expect(decodeRecord({ ...row, type, amount })).toMatchObject({ kind, amount: money(cash) });
  });

  test.each(['OPEN_LONG', 'CONTRACT_CLOSE_SHORT', 'ORDER_DEALT_IN', 'BUY', 'APPEND_MARGIN'])(
    '%s is no bill',
    (type) => {
      expect(decodeRecord({ ...row, type })).toBeUndefined();
    },
  );

  test('another coin is no cash of ours', () => {
    expect(decodeRecord({ ...row, coin: 'BGB', type: 'TRANSFER_IN' })).toBeUndefined();
  });
});

describe('public frames', () => {
  test.each(['ticker', 'trade', 'candle1m', 'books', 'books5'])(
    'the subscription of %s comes back by its name',
    (channel) => {
      const arg = { instType: 'USDT-FUTURES', channel, instId: 'BTCUSDT' };
      expect(decodePublicPush({ action: 'snapshot', arg: encodeTopic(arg), data: [] }).arg).toEqual(arg);
    },
  );

  test('a row without its fields is refused', () => {
    const arg = encodeTopic({ instType: 'USDT-FUTURES', channel: 'ticker', instId: 'BTCUSDT' });
    expect(() => decodePublicPush({ action: 'snapshot', arg, data: [{}] })).toThrow(/ticker data/);
  });
});
