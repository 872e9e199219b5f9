/**
 * Each rule that refuses an order, just beyond its bound and at it.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, type OrderRequest, rate, ticks } from '../../domain/index.ts';
import { account, BTC, book, done, exchangeOf, mark, order, refusalOf, trade, trigger } from './testing/fixtures.ts';

const AT = 1_000_000;
const STRICT = { ...BTC, priceBand: rate('0.05'), sizeMin: lots(10), sizeMax: lots(1_000), marketSizeMax: lots(500) };

function placed(given: Partial<OrderRequest>, instrument = STRICT): string {
  const exchange = exchangeOf({ instruments: [instrument], accounts: [account('a')] });
  exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
  exchange.apply(trade(100_000, 1, 'buy'));
  return refusalOf(exchange.place('a', order(given), AT));
}

describe('an order', () => {
  it.each<[string, Partial<OrderRequest>]>([
    ['accepted', {}],
    ['unknown-symbol', { symbol: 'NONEUSDT' }],
    ['price-missing', { type: 'limit' }],
    ['price-invalid', { price: ticks(0) }],
    ['price-invalid', { price: ticks(99_999.5) }],
    ['accepted', { price: ticks(105_000) }],
    ['price-out-of-band', { price: ticks(105_001) }],
    ['price-out-of-band', { price: ticks(94_999), positionSide: 'short' }],
    ['accepted', { price: ticks(95_000), positionSide: 'short' }],
    ['size-invalid', { size: lots(0) }],
    ['size-invalid', { size: lots(12.5) }],
    ['accepted', { size: lots(10) }],
    ['size-below-minimum', { size: lots(9) }],
    ['accepted', { size: lots(500) }],
    ['size-above-maximum', { size: lots(501) }],
    ['accepted', { size: lots(1_000), price: ticks(99_000) }],
    ['size-above-maximum', { size: lots(1_001), price: ticks(99_000) }],
    ['margin-mode-mismatch', { marginMode: 'crossed' }],
    ['no-position', { intent: 'close' }],
    ['trigger-would-fire', { stopLoss: ticks(100_000) }],
    ['accepted', { stopLoss: ticks(99_999), takeProfit: ticks(100_001) }],
    ['trigger-would-fire', { takeProfit: ticks(100_000) }],
    ['trigger-would-fire', { positionSide: 'short', stopLoss: ticks(100_000) }],
    ['trigger-would-fire', { price: ticks(98_000), stopLoss: ticks(98_500) }],
  ])('%s: %o', (code, given) => {
    expect(placed(given)).toBe(code);
  });

  it('is refused where the instrument is halted, or open to closes only', () => {
    expect(placed({}, { ...STRICT, status: 'halted' })).toBe('halted');
    expect(placed({}, { ...STRICT, status: 'reduce-only' })).toBe('opening-not-allowed');
  });

  it('needs the minimum notional to open', () => {
    expect(placed({ size: lots(10) }, { ...STRICT, notionalMin: money('100.01') })).toBe('accepted');
    expect(placed({ size: lots(10) }, { ...STRICT, notionalMin: money('100.02') })).toBe('below-minimum-notional');
  });

  it('needs a price in the market', () => {
    expect(refusalOf(exchangeOf().place('a', order(), AT))).toBe('no-price');
  });

  it('needs margin and taker fee: 990 of 9,900 at leverage 10, and 5.94', () => {
    const afford = (balance: string): string => {
      const exchange = exchangeOf({ accounts: [account('a', { balance: money(balance) })] });
      exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
      return refusalOf(exchange.place('a', order({ price: ticks(99_000), size: lots(1_000) }), AT));
    };
    expect(afford('995.93999999')).toBe('insufficient-margin');
    expect(afford('995.94')).toBe('accepted');
  });

  it('counts what other orders hold', () => {
    const exchange = exchangeOf({ accounts: [account('a', { balance: money('1000') })] });
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    const one = order({ price: ticks(99_000), size: lots(600) });
    done(exchange.place('a', one, AT));
    expect(exchange.accountDetail('a')).toMatchObject({ orderMargin: money('597.564'), available: money('402.436') });
    expect(refusalOf(exchange.place('a', order({ price: ticks(99_000), size: lots(600) }), AT))).toBe(
      'insufficient-margin',
    );
    done(exchange.cancel('a', { symbol: 'BTCUSDT', clientOid: one.clientOid }, AT));
    expect(exchange.account('a').available).toBe(money('1000'));
  });

  it('must not share its clientOid with an open order, and may with a finished one', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    const resting = order({ clientOid: 'x', price: ticks(99_000) });
    done(exchange.place('a', resting, AT));
    expect(refusalOf(exchange.place('a', resting, AT))).toBe('duplicate-client-oid');
    expect(refusalOf(exchange.place('b', resting, AT))).toBe('accepted');
    done(exchange.cancel('a', { symbol: 'BTCUSDT', clientOid: 'x' }, AT));
    expect(refusalOf(exchange.place('a', resting, AT))).toBe('accepted');
  });

  it('is one of a bounded number, per symbol and in all, triggers apart', () => {
    const exchange = exchangeOf({ openMax: 2, openInAllMax: 3 });
    for (const symbol of ['BTCUSDT', 'DUSTUSDT'])
      exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]], { symbol }));
    const resting = (symbol: string) => order({ symbol, price: ticks(99_000), size: lots(10) });
    const place = (symbol: string, name = 'a') => refusalOf(exchange.place(name, resting(symbol), AT));
    done(exchange.place('a', order({ size: lots(100) }), AT));
    for (const triggerPrice of [90_000, 91_000].map(ticks))
      done(exchange.placeTrigger('a', trigger({ triggerPrice }), AT));
    expect(refusalOf(exchange.placeTrigger('a', trigger(), AT))).toBe('too-many-triggers');
    expect(['BTCUSDT', 'BTCUSDT', 'BTCUSDT'].map((symbol) => place(symbol))).toEqual([
      'accepted',
      'accepted',
      'too-many-orders',
    ]);
    expect(['DUSTUSDT', 'DUSTUSDT'].map((symbol) => place(symbol))).toEqual(['accepted', 'too-many-orders']);
    expect(place('BTCUSDT', 'b')).toBe('accepted');
    const [oldest] = exchange.openOrders('a');
    const modified = {
      symbol: 'BTCUSDT',
      id: oldest?.orderId,
      newClientOid: 'n',
      price: ticks(98_000),
      size: lots(10),
    };
    expect(refusalOf(exchange.modify('a', modified, AT))).toBe('accepted');
    done(exchange.cancel('a', { symbol: 'BTCUSDT', clientOid: 'n' }, AT));
    expect(place('DUSTUSDT')).toBe('accepted');
  });

  it('keeps to a band of its own side, measured against the mark', () => {
    const exchange = exchangeOf({ instruments: [{ ...STRICT, sellPriceBand: rate('0.2') }] });
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    exchange.apply(trade(100_000, 1, 'buy'));
    exchange.apply(mark(110_000));
    const at = (price: number, positionSide: 'long' | 'short') =>
      refusalOf(exchange.place('a', order({ price: ticks(price), size: lots(10), positionSide }), AT));
    expect([at(115_500, 'long'), at(115_501, 'long'), at(1, 'long')]).toEqual([
      'accepted',
      'price-out-of-band',
      'below-minimum-notional',
    ]);
    expect([at(88_000, 'short'), at(87_999, 'short'), at(500_000, 'short')]).toEqual([
      'accepted',
      'price-out-of-band',
      'accepted',
    ]);
  });

  it('cannot be canceled twice', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 5_000]], [[100_010, 5_000]]));
    const reference = { symbol: 'BTCUSDT', clientOid: 'x' };
    expect(refusalOf(exchange.cancel('a', reference, AT))).toBe('order-not-found');
    done(exchange.place('a', order({ clientOid: 'x', price: ticks(99_000) }), AT));
    expect(refusalOf(exchange.cancel('a', reference, AT))).toBe('accepted');
    expect(refusalOf(exchange.cancel('a', reference, AT))).toBe('order-not-found');
  });
});
