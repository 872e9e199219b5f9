/**
 * The ladder of position sizes: what it lets in, which rate it asks for, and the way down it when the margin is used up.
 */
import { describe, expect, it } from 'vitest';
import { type Instrument, lots, money, type OrderRequest, rate, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, BTC, book, done, exchangeOf, idOf, mark, order, refusalOf, story } from './testing/fixtures.ts';
import type { AccountConfig } from './types.ts';

const AT = 1_000_000;

const LADDER: Instrument = {
  ...BTC,
  leverageMax: 50,
  tiers: [
    { notionalMax: money('10000'), leverageMax: 50, maintenanceMargin: rate('0.004') },
    { notionalMax: money('20000'), leverageMax: 20, maintenanceMargin: rate('0.01') },
    { notionalMax: money('40000'), leverageMax: 10, maintenanceMargin: rate('0.05') },
  ],
};

/** 1,000 lots at 100,000 ticks are worth 10,000 USDT. */
function quiet(config: Partial<AccountConfig> = {}): PaperExchange {
  const exchange = exchangeOf({
    instruments: [LADDER],
    accounts: [account('a', { balance: money('100000'), leverage: 50, ...config })],
  });
  exchange.apply(mark(100_000));
  exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
  return exchange;
}

const place = (exchange: PaperExchange, size: number, given: Partial<OrderRequest> = {}) =>
  exchange.place('a', order({ price: ticks(100_000), size: lots(size), ...given }), AT);

describe('an order', () => {
  it.each([
    [50, 1_000, 'accepted'],
    [50, 1_001, 'size-over-leverage'],
    [20, 2_000, 'accepted'],
    [20, 2_001, 'size-over-leverage'],
    [10, 4_000, 'accepted'],
    [10, 4_001, 'position-limit'],
    [1, 4_001, 'position-limit'],
  ])('at leverage %i of %i lots: %s', (leverage, size, code) => {
    expect(refusalOf(place(quiet({ leverage }), size))).toBe(code);
  });

  it('says what would be held, and which leverage that allows', () => {
    expect(place(quiet(), 1_500).result).toMatchObject({
      details: { leverage: 50, leverageMax: 20, notional: '15000' },
    });
    expect(place(quiet(), 5_000).result).toMatchObject({ details: { notional: '50000', notionalMax: '40000' } });
  });

  it('is measured with what is held and what open orders would add', () => {
    const exchange = quiet();
    done(place(exchange, 500));
    const resting = idOf(place(exchange, 300, { price: ticks(99_000) }));
    // 5,000 + 2,970 + 2,030.
    expect(refusalOf(place(exchange, 204, { price: ticks(99_900) }))).toBe('size-over-leverage');
    done(exchange.cancel('a', { symbol: 'BTCUSDT', id: resting }, AT));
    done(place(exchange, 500));
    expect(exchange.positions('a')).toMatchObject([{ size: 1_000 }]);
    expect(refusalOf(place(exchange, 1))).toBe('size-over-leverage');
  });

  it('makes way for itself when it is modified or amended', () => {
    const exchange = quiet();
    const id = idOf(place(exchange, 1_000, { price: ticks(99_000) }));
    const named = { symbol: 'BTCUSDT', id };
    expect(refusalOf(exchange.amend('a', { ...named, size: lots(1_010) }, AT))).toBe('accepted');
    expect(refusalOf(exchange.amend('a', { ...named, size: lots(1_011) }, AT))).toBe('size-over-leverage');
    const modified = { ...named, newClientOid: 'n', price: ticks(98_000) };
    expect(refusalOf(exchange.modify('a', { ...modified, size: lots(1_021) }, AT))).toBe('size-over-leverage');
    expect(refusalOf(exchange.modify('a', { ...modified, size: lots(1_020) }, AT))).toBe('accepted');
  });

  it('of an isolated side is measured alone, of a crossed symbol with both sides', () => {
    const short = { positionSide: 'short' as const, price: ticks(99_990) };
    const isolated = quiet();
    done(place(isolated, 1_000));
    expect(refusalOf(place(isolated, 1_000, short))).toBe('accepted');
    const crossed = quiet({ marginMode: 'crossed' });
    done(place(crossed, 900, { marginMode: 'crossed' }));
    expect(refusalOf(place(crossed, 101, { ...short, marginMode: 'crossed' }))).toBe('size-over-leverage');
    expect(refusalOf(place(crossed, 100, { ...short, marginMode: 'crossed' }))).toBe('accepted');
  });

  it('that only closes an opposite one-way position is not measured', () => {
    const exchange = quiet({ positionMode: 'one-way' });
    done(place(exchange, 1_000));
    expect(refusalOf(place(exchange, 1_000, { positionSide: 'short', price: ticks(99_990) }))).toBe('accepted');
    expect(exchange.positions('a')).toEqual([]);
  });
});

describe('the leverage', () => {
  it('stays within the tier of what is held and of what open orders would add', () => {
    const exchange = quiet({ leverage: 20 });
    const set = (leverage: number) => refusalOf(exchange.setLeverage('a', { symbol: 'BTCUSDT', leverage }, AT));
    done(place(exchange, 800));
    expect(set(50)).toBe('accepted');
    expect(set(20)).toBe('accepted');
    done(place(exchange, 900, { price: ticks(99_000) }));
    expect(set(21)).toBe('leverage-over-tier');
    expect(set(20)).toBe('accepted');
    done(exchange.cancelAll('a', {}, AT));
    expect(set(50)).toBe('accepted');
  });
});

describe('the maintenance rate', () => {
  it.each([
    [1_000, rate('0.004'), money('46')],
    [1_001, rate('0.01'), money('106.106')],
    [2_001, rate('0.05'), money('1012.506')],
  ])('follows from the entry value: %i lots', (size, maintenanceRate, maintenance) => {
    const exchange = quiet({ leverage: 10 });
    done(place(exchange, size));
    // Value × (rate + 0.0006).
    expect(exchange.positionDetails('a')).toMatchObject([{ maintenanceRate, maintenance }]);
    exchange.apply(mark(150_000));
    expect(exchange.positionDetails('a')).toMatchObject([{ maintenanceRate }]);
  });
});

describe('a liquidation', () => {
  it('steps down to the tier below first, out of the margin, and takes all in the lowest one', () => {
    const exchange = quiet({ leverage: 20 });
    done(place(exchange, 2_000));
    // (1000 − 20000) ÷ (2 × (0.0106 − 1)) = 9601.78…
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(96_017);
    expect(story(exchange.apply(mark(96_018)))).toEqual([]);
    expect(story(exchange.apply(mark(96_017)))).toEqual(['order live', 'fill 1000@96017 taker', 'order filled']);
    // 1000 − 398.3 lost − 5.76102 fee.
    expect(exchange.positionDetails('a')).toMatchObject([{ size: 1_000, margin: money('595.93898') }]);
    expect(exchange.account('a').balance).toBe(money('100000') - money('12') - money('404.06102'));
    // (595.93898 − 10000) ÷ (0.0046 − 1) = 9447.51…
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(94_475);
    expect(story(exchange.apply(mark(94_475))).at(-1)).toBe('bill liquidation');
    expect(exchange.positions('a')).toEqual([]);
    expect(exchange.account('a').balance).toBe(money('100000') - money('12') - money('1000'));
    const order_ = exchange.finishedOrders('a', 0).at(-1);
    expect(order_?.source).toBe('liquidation');
  });

  it('goes down rung by rung where one is not enough', () => {
    const exchange = quiet({ leverage: 10 });
    done(place(exchange, 4_000));
    // At 90,000 the margin of 4,000 is gone: no rung helps.
    const fills = story(exchange.apply(mark(90_000))).filter((word) => word.startsWith('fill'));
    expect(fills).toEqual(['fill 2000@90000 taker', 'fill 1000@90000 taker', 'fill 1000@90000 taker']);
    expect(exchange.account('a').balance).toBe(money('100000') - money('24') - money('4000'));
  });

  it('of crossed sides takes from the larger one', () => {
    const exchange = quiet({ leverage: 10, marginMode: 'crossed', balance: money('3000') });
    const crossed = { marginMode: 'crossed' as const };
    done(place(exchange, 1_500, crossed));
    done(place(exchange, 500, { ...crossed, positionSide: 'short', price: ticks(99_990) }));
    const price = exchange.positions('a')[0]?.liquidationPrice ?? ticks(0);
    expect(story(exchange.apply(mark(price)))).toContain(`fill 1000@${price} taker`);
    expect(exchange.positions('a')).toMatchObject([
      { positionSide: 'long', size: 500 },
      { positionSide: 'short', size: 500 },
    ]);
  });
});
