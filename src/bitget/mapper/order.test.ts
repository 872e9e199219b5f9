import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput, lots, type OrderRequest, ticks } from '../../domain/index.ts';
import { BTC } from '../client/testing/parts.ts';
import { decodeRequest, endpoints } from '../protocol/index.ts';
import { decodeOrder, decodeStreamedOrder, encodeOrder, type OrderRow } from './index.ts';

const order: OrderRequest = {
  clientOid: 'v-1',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'short',
  type: 'limit',
  price: ticks(600_005),
  size: lots(100),
  timeInForce: 'post-only',
  marginMode: 'isolated',
  leverage: 5,
  stopLoss: ticks(610_000),
  takeProfit: undefined,
};

describe('an order to the wire', () => {
  test('a limit order with a preset stop', () => {
    expect(encodeOrder(BTC, order, 'hedge')).toEqual({
      symbol: 'BTCUSDT',
      productType: 'USDT-FUTURES',
      marginMode: 'isolated',
      marginCoin: 'USDT',
      size: '0.1',
      price: '60000.5',
      force: 'post_only',
      side: 'sell',
      tradeSide: 'open',
      orderType: 'limit',
      clientOid: 'v-1',
      presetStopLossPrice: '61000',
    });
  });

  test('a market order has neither price nor force', () => {
    const made = encodeOrder(BTC, { ...order, type: 'market', takeProfit: ticks(1) }, 'one-way');
    expect(made).not.toHaveProperty('price');
    expect(made).not.toHaveProperty('force');
    expect(made).toMatchObject({ side: 'sell', reduceOnly: 'NO', presetStopSurplusPrice: '0.1' });
  });

  test('a limit order without a price is refused here', () => {
    expect(() => encodeOrder(BTC, { ...order, price: undefined }, 'hedge')).toThrow(/price/);
  });

  test('every order that can be asked for has the form of the endpoint', () => {
    const maybe = fc.option(fc.integer({ min: 1, max: 9_999_999 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({
          intent: fc.constantFrom('open' as const, 'close' as const),
          positionSide: fc.constantFrom('long' as const, 'short' as const),
          type: fc.constantFrom('limit' as const, 'market' as const),
          timeInForce: fc.constantFrom('gtc' as const, 'ioc' as const, 'fok' as const, 'post-only' as const),
          price: fc.integer({ min: 1, max: 9_999_999 }).map(ticks),
          size: fc.integer({ min: 1, max: 9_999_999 }).map(lots),
          stopLoss: maybe.map((value) => (value === undefined ? undefined : ticks(value))),
        }),
        fc.constantFrom('hedge' as const, 'one-way' as const),
        (given, mode) =>
          decodeRequest(endpoints.placeOrder, encodeOrder(BTC, { ...order, ...given }, mode)) !== undefined,
      ),
    );
  });
});

const orderRow: OrderRow = {
  symbol: 'btcusdt',
  orderId: '13333333333333333333',
  clientOid: 'v-1',
  size: '0.1',
  baseVolume: '0.04',
  price: '60000.5',
  side: 'buy',
  orderType: 'limit',
  tradeSide: 'close',
  posSide: 'long',
  posMode: 'hedge_mode',
  state: 'partially_filled',
  cTime: '1700000000000',
  uTime: '1700000000500',
};

describe('an order from the wire', () => {
  const report = {
    clientOid: 'v-1',
    orderId: '13333333333333333333',
    symbol: 'BTCUSDT',
    intent: 'close',
    positionSide: 'long',
    type: 'limit',
    price: 600_005,
    size: 100,
    filled: 40,
    status: 'partially-filled',
    updatedAt: 1_700_000_000_500,
  };

  test('of detail (state), of a list (status), of the stream', () => {
    expect(decodeOrder(BTC, orderRow)).toEqual(report);
    expect(decodeOrder(BTC, { ...orderRow, state: null, status: 'partially_filled' })).toEqual(report);
    const { symbol: _, baseVolume: _last, state: _state, ...common } = orderRow;
    const streamed = {
      ...common,
      instId: 'BTCUSDT',
      accBaseVolume: '0.04',
      status: 'partially_filled',
      baseVolume: '0.01',
    };
    expect(decodeStreamedOrder(BTC, streamed)).toEqual(report);
  });

  test('without a price, a filled size and a time of change', () => {
    const bare = {
      ...orderRow,
      orderType: 'market',
      price: '',
      baseVolume: '',
      uTime: '',
      clientOid: null,
      state: 'live',
    };
    expect(decodeOrder(BTC, bare)).toMatchObject({
      price: undefined,
      filled: 0,
      clientOid: '',
      updatedAt: 1_700_000_000_000,
    });
  });

  test.each([
    ['a status that is not known', { state: 'resting' }],
    ['a size between two lots', { size: '0.0005' }],
    ['no size that is a number', { size: 'all' }],
    ['an order type that is not known', { orderType: 'iceberg' }],
  ])('%s is refused', (_, given) => {
    expect(() => decodeOrder(BTC, { ...orderRow, ...given })).toThrow(InvalidInput);
  });
});
