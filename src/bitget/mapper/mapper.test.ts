import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatPrice,
  type Instrument,
  InvalidInput,
  lots,
  money,
  type OrderRequest,
  rate,
  ticks,
} from '../../domain/index.ts';
import { BTC, BTC_CONTRACT } from '../client/testing/parts.ts';
import { decodeRequest, endpoints } from '../protocol/index.ts';
import {
  decodeAccount,
  decodeBill,
  decodeCandle,
  decodeFill,
  decodeInstrument,
  decodeOrder,
  decodePosition,
  decodeSides,
  decodeStreamedOrder,
  decodeStreamedTrigger,
  decodeTicker,
  decodeTrade,
  decodeTrigger,
  encodeOrder,
  encodeSides,
  encodeTrigger,
  type FillRow,
  isOpen,
  type OrderRow,
  type PlanRow,
} from './index.ts';
import { nearestPrice, textOf } from './numeral.ts';

const purposes = (['open', 'close'] as const).flatMap((intent) =>
  (['long', 'short'] as const).map((positionSide) => ({ intent, positionSide })),
);

describe('sides of an order', () => {
  test.each([
    ['open', 'long', { side: 'buy', tradeSide: 'open' }, { side: 'buy', reduceOnly: 'NO' }],
    ['close', 'long', { side: 'buy', tradeSide: 'close' }, { side: 'sell', reduceOnly: 'YES' }],
    ['open', 'short', { side: 'sell', tradeSide: 'open' }, { side: 'sell', reduceOnly: 'NO' }],
    ['close', 'short', { side: 'sell', tradeSide: 'close' }, { side: 'buy', reduceOnly: 'YES' }],
  ] as const)('%s %s', (intent, positionSide, hedge, oneWay) => {
    expect(encodeSides('hedge', { intent, positionSide })).toEqual(hedge);
    expect(encodeSides('one-way', { intent, positionSide })).toEqual(oneWay);
  });

  test.each(purposes)('come back from the wire in both modes: %o', (purpose) => {
    const { positionSide } = purpose;
    const hedge = encodeSides('hedge', purpose);
    expect(decodeSides({ ...hedge, posSide: positionSide, posMode: 'hedge_mode' }, { sideMeans: 'position' })).toEqual(
      purpose,
    );
    expect(decodeSides({ ...hedge, posMode: 'hedge_mode' }, { sideMeans: 'position' })).toEqual(purpose);
    const oneWay = { ...encodeSides('one-way', purpose), posSide: 'net', posMode: 'one_way_mode' };
    expect(decodeSides(oneWay, { sideMeans: 'trade' })).toEqual(purpose);
  });

  test.each([
    ['reduce_close_long', 'close', 'long'],
    ['burst_close_short', 'close', 'short'],
    ['offset_close_long', 'close', 'long'],
    ['dte_sys_adl_close_short', 'close', 'short'],
    ['burst_sell_single', 'close', 'long'],
    ['reduce_buy_single', 'close', 'short'],
    ['dte_sys_adl_sell_in_single_side_mode', 'close', 'long'],
    ['buy_single', 'open', 'long'],
    ['sell_single', 'open', 'short'],
  ])('%s is %s %s, whatever the side says', (tradeSide, intent, positionSide) => {
    for (const side of ['buy', 'sell']) {
      expect(decodeSides({ side, tradeSide }, { sideMeans: 'trade' })).toEqual({ intent, positionSide });
    }
  });

  test('a row without sides is refused', () => {
    expect(() => decodeSides({ side: '', tradeSide: 'open' }, { sideMeans: 'trade' })).toThrow(InvalidInput);
  });
});

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

const fillRow: FillRow = {
  tradeId: '900',
  orderId: '77',
  clientOid: 'v-1',
  symbol: 'BTCUSDT',
  price: '60000.5',
  baseVolume: '0.04',
  side: 'sell',
  tradeSide: 'close',
  posMode: 'hedge_mode',
  tradeScope: 'taker',
  profit: '12.345678901234567',
  feeDetail: [{ feeCoin: 'USDT', totalFee: '-1.44' }],
  cTime: '1700000000000',
};

describe('a fill', () => {
  const decode = (given: Partial<FillRow>, sideMeans: 'position' | 'trade' = 'trade') =>
    decodeFill(BTC, { ...fillRow, ...given }, { sideMeans, order: undefined });

  test('a fee that was paid is a positive cost, and money is exact to 10^-12', () => {
    expect(decode({})).toEqual({
      tradeId: '900',
      orderId: '77',
      clientOid: 'v-1',
      symbol: 'BTCUSDT',
      intent: 'close',
      positionSide: 'long',
      price: 600_005,
      size: 40,
      fee: money('1.44'),
      profit: money('12.345678901235'),
      liquidity: 'taker',
      at: 1_700_000_000_000,
    });
  });

  test('a rebate is a negative cost; a fee that another coin paid takes no USDT', () => {
    expect(decode({ feeDetail: [{ feeCoin: 'USDT', totalFee: '0.5' }] }).fee).toBe(money('-0.5'));
    expect(decode({ feeDetail: [{ feeCoin: 'BGB', totalFee: '-0.01' }] }).fee).toBe(money('0'));
    expect(decode({ feeDetail: null }).fee).toBe(money('0'));
  });

  test('the same close of a long is "sell" on the stream and "buy" on the REST list', () => {
    expect(decode({ side: 'sell' }, 'trade')).toMatchObject({ intent: 'close', positionSide: 'long' });
    expect(decode({ side: 'buy' }, 'position')).toMatchObject({ intent: 'close', positionSide: 'long' });
    expect(decode({ side: 'buy', tradeSide: 'open' }, 'trade')).toMatchObject({ intent: 'open', positionSide: 'long' });
  });

  test('in one-way mode the order behind it decides, and without one a realised profit does', () => {
    const row = {
      ...fillRow,
      side: 'sell',
      tradeSide: 'sell_single',
      posMode: 'one_way_mode',
      clientOid: null,
      profit: '0',
    };
    const known = { clientOid: 'v-9', intent: 'close', positionSide: 'long' } as const;
    expect(decodeFill(BTC, row, { sideMeans: 'position', order: known })).toMatchObject(known);
    expect(decode(row)).toMatchObject({ intent: 'open', positionSide: 'short', clientOid: '' });
    expect(decode({ ...row, profit: '-3' })).toMatchObject({ intent: 'close', positionSide: 'long' });
  });

  test('a maker is told by either spelling', () => {
    expect([decode({ tradeScope: 'maker' }).liquidity, decode({ tradeScope: 'T' }).liquidity]).toEqual([
      'maker',
      'taker',
    ]);
  });
});

describe('a trigger', () => {
  const trigger = {
    clientOid: 't-1',
    symbol: 'BTCUSDT',
    positionSide: 'short',
    kind: 'stop-loss',
    triggerPrice: ticks(610_000),
    triggerBy: 'mark',
    size: lots(100),
  } as const;

  test.each([
    ['stop-loss', 100, 'loss_plan'],
    ['take-profit', 100, 'profit_plan'],
    ['stop-loss', undefined, 'pos_loss'],
    ['take-profit', undefined, 'pos_profit'],
  ] as const)('%s of %s lots is %s', (kind, size, planType) => {
    const request = encodeTrigger(
      BTC,
      { ...trigger, kind, size: size === undefined ? undefined : lots(size) },
      'hedge',
    );
    expect(request).toMatchObject({ planType, triggerPrice: '61000', triggerType: 'mark_price', holdSide: 'short' });
    expect(request.size).toBe(size === undefined ? undefined : '0.1');
    expect(() => decodeRequest(endpoints.placeTpslOrder, request)).not.toThrow();
  });

  test('in one-way mode the position is named by the side that opened it', () => {
    expect(encodeTrigger(BTC, trigger, 'one-way').holdSide).toBe('sell');
    expect(encodeTrigger(BTC, { ...trigger, positionSide: 'long' }, 'one-way').holdSide).toBe('buy');
  });

  const row: PlanRow = {
    planType: 'loss_plan',
    symbol: 'BTCUSDT',
    orderId: '5',
    clientOid: 't-1',
    size: '0.100000000',
    triggerPrice: '61000.000000000',
    triggerType: 'mark_price',
    planStatus: 'live',
    side: 'sell',
    posSide: 'short',
    cTime: '1700000000000',
    uTime: '',
  };

  test('comes back from the REST list', () => {
    expect(decodeTrigger(BTC, row)).toEqual({
      ...trigger,
      triggerId: '5',
      status: 'live',
      updatedAt: 1_700_000_000_000,
    });
  });

  test.each([
    ['sl', 'executed', 'stop-loss', 100, 'triggered'],
    ['psl', 'live', 'stop-loss', undefined, 'live'],
    ['tp', 'cancelled', 'take-profit', 100, 'canceled'],
    ['ptp', 'fail_execute', 'take-profit', undefined, 'rejected'],
  ])('comes back from the stream: %s %s', (planType, status, kind, size, expected) => {
    const { symbol: _, planStatus: _status, ...rest } = row;
    const report = decodeStreamedTrigger(BTC, { ...rest, instId: 'BTCUSDT', planType, status });
    expect(report).toMatchObject({ kind, size, status: expected, positionSide: 'short' });
  });

  test('plans that are no take-profit and no stop-loss are not ours', () => {
    expect(decodeTrigger(BTC, { ...row, planType: 'normal_plan' })).toBeUndefined();
    expect(decodeTrigger(BTC, { ...row, planType: 'moving_plan' })).toBeUndefined();
  });

  test('a price in the field of its kind, and the side in one-way mode, are found', () => {
    const oneWay = { ...row, triggerPrice: '', stopLossTriggerPrice: '60999.9', posSide: 'net', side: 'buy' };
    expect(decodeTrigger(BTC, oneWay)).toMatchObject({ triggerPrice: 609_999, positionSide: 'short' });
  });
});

describe('an instrument', () => {
  test('has the steps, bounds and rates of the contract', () => {
    expect(decodeInstrument(BTC_CONTRACT, '0.004')).toEqual(BTC);
  });

  test.each([
    [
      { sizeMultiplier: '10', minTradeNum: '25' },
      { lot: { units: 10, decimals: 0 }, sizeMin: 3 },
    ],
    [
      { sizeMultiplier: '0.05', maxOrderQty: '0.99' },
      { lot: { units: 5, decimals: 2 }, sizeMax: 19 },
    ],
    [{ priceEndStep: '5', pricePlace: '2' }, { tick: { units: 5, decimals: 2 } }],
    [
      { maxOrderQty: null, maxMarketOrderQty: '' },
      { sizeMax: 1_000_000_000, marketSizeMax: 1_000_000_000 },
    ],
    [{ symbolStatus: 'limit_open' }, { status: 'reduce-only' }],
    [{ symbolStatus: 'maintain' }, { status: 'halted' }],
  ])('%o', (given, expected) => {
    expect(decodeInstrument({ ...BTC_CONTRACT, ...given }, '0.004')).toMatchObject(expected);
  });

  test('a step of zero is refused', () => {
    expect(() => decodeInstrument({ ...BTC_CONTRACT, sizeMultiplier: '0' }, '0.004')).toThrow(InvalidInput);
  });
});

describe('account, positions and bills', () => {
  const data = {
    marginCoin: 'USDT',
    available: '900',
    accountEquity: '1000.5',
    unrealizedPL: '',
    crossedUnrealizedPL: '23',
    isolatedUnrealizedPL: '-2.5',
    crossedMaxAvailable: '880',
    isolatedMaxAvailable: '870',
    marginMode: 'crossed',
    posMode: 'hedge_mode',
    crossedMarginLeverage: 20,
    isolatedLongLever: '20',
    isolatedShortLever: '20',
  };

  test('the balance is equity without unrealised profit', () => {
    expect(decodeAccount(data)).toEqual({ balance: money('980'), available: money('880'), positionMode: 'hedge' });
    const isolated = { ...data, unrealizedPL: '0.5', marginMode: 'isolated', isolatedMaxAvailable: null };
    expect(decodeAccount(isolated)).toMatchObject({ balance: money('1000'), available: money('900') });
  });

  const position = {
    symbol: 'BTCUSDT',
    holdSide: 'long',
    total: '0.1',
    openPriceAvg: '60000.123',
    leverage: 20,
    marginMode: 'isolated',
  };

  test('a position keeps its average entry as text, and no liquidation price below zero', () => {
    expect(decodePosition(BTC, { ...position, liquidationPrice: '24144.1124161806977798' })).toEqual({
      symbol: 'BTCUSDT',
      positionSide: 'long',
      size: 100,
      entryPrice: '60000.123',
      leverage: 20,
      marginMode: 'isolated',
      liquidationPrice: 241_441,
    });
    for (const liquidationPrice of ['', '0', '-12.5', null]) {
      expect(decodePosition(BTC, { ...position, liquidationPrice }).liquidationPrice).toBeUndefined();
    }
    expect([isOpen(position), isOpen({ ...position, total: '0.000' })]).toEqual([true, false]);
  });

  const bill = {
    billId: '1',
    businessType: 'contract_settle_fee',
    amount: '-0.004992',
    fee: '0',
    coin: 'USDT',
    cTime: '1700000000000',
    symbol: 'BTCUSDT',
  };

  test.each([
    ['contract_settle_fee', 'funding'],
    ['trans_from_exchange', 'transfer'],
    ['burst_long_loss_query', 'liquidation'],
    ['bonus_issue', 'other'],
  ])('%s is %s', (businessType, kind) => {
    expect(decodeBill({ ...bill, businessType })).toMatchObject({ kind, amount: money('-0.004992') });
  });

  test.each([
    'open_long',
    'close_short',
    'buy',
    'force_close_long',
    'burst_sell',
    'append_margin',
    'auto_append_margin',
    'reduce_margin',
    'adl_close_long',
  ])('%s is no movement of cash besides the fills', (businessType) => {
    expect(decodeBill({ ...bill, businessType })).toBeUndefined();
  });

  test('a bill of another coin moves no USDT', () => {
    expect(decodeBill({ ...bill, coin: 'BGB' })).toBeUndefined();
  });
});

describe('market data', () => {
  const ticker = {
    instId: 'BTCUSDT',
    lastPr: '60000',
    bidPr: '59999.9',
    askPr: '60000.1',
    bidSz: '2.71',
    askSz: '8.7605',
    markPrice: '60000.0666',
    indexPrice: '60001',
    fundingRate: '0.00010000001',
    nextFundingTime: '1700006400000',
    ts: '1700000000000',
  };

  test('a ticker is a quote and a mark', () => {
    const at = 1_700_000_000_000;
    expect(decodeTicker(BTC, ticker)).toEqual([
      { type: 'quote', at, symbol: 'BTCUSDT', bid: 599_999, ask: 600_001, bidSize: 2_710, askSize: 8_760 },
      {
        type: 'mark',
        at,
        symbol: 'BTCUSDT',
        price: 600_001,
        fundingRate: rate('0.0001'),
        nextFundingAt: 1_700_006_400_000,
      },
    ]);
  });

  test('an empty side of the book makes no quote', () => {
    expect(decodeTicker(BTC, { ...ticker, bidPr: '' }).map(({ type }) => type)).toEqual(['mark']);
    expect(decodeTicker(BTC, { ...ticker, askPr: '0', markPrice: '' })).toEqual([]);
  });

  test('trades and candles', () => {
    const trade = { ts: '5', price: '60000.5', size: '0.0019', side: 'sell', tradeId: '1' } as const;
    expect(decodeTrade(BTC, trade)).toEqual({
      type: 'trade',
      at: 5,
      symbol: 'BTCUSDT',
      price: 600_005,
      size: 1,
      side: 'sell',
    });
    expect(decodeCandle(BTC, ['60000', '1', '3.5', 0.5, '2', '0.0129', '99'])).toEqual({
      openAt: 60_000,
      open: 10,
      high: 35,
      low: 5,
      close: 20,
      volume: 12,
    });
    expect(() => decodeCandle(BTC, ['60000', '1', '2', '1', 'x', '1'])).toThrow(InvalidInput);
  });
});

describe('numbers of the wire', () => {
  test.each([
    [1e-7, '0.0000001'],
    [1.25e-8, '0.0000000125'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [-2.5e-9, '-0.0000000025'],
    [26_347.5, '26347.5'],
    ['', undefined],
    [null, undefined],
  ])('%s is %s', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test('the nearest tick is exact for prices on a tick, in any step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 6 }),
        (count, units, decimals) => {
          const instrument: Instrument = { ...BTC, tick: { units, decimals } };
          return nearestPrice(instrument, formatPrice(instrument, ticks(count))) === count;
        },
      ),
    );
  });
});
