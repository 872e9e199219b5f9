/**
 * Margin of isolated positions: by hand, and by itself.
 */
import { describe, expect, it } from 'vitest';
import { lots, money } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, book, done, exchangeOf, mark, order, refusalOf, story } from './testing/fixtures.ts';
import type { AccountConfig } from './types.ts';

const AT = 1_000_000;
const LONG = { symbol: 'BTCUSDT', positionSide: 'long' as const };

/** Long 1,000 lots, worth 10,000, at 100,000 with a margin of 1,000. */
function holding(config: Partial<AccountConfig> = {}): PaperExchange {
  const exchange = exchangeOf({ accounts: [account('a', { leverage: 10, ...config })] });
  exchange.apply(mark(100_000));
  exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
  done(exchange.place('a', order({ size: lots(1_000), marginMode: config.marginMode ?? 'isolated' }), AT));
  return exchange;
}

const adjust = (exchange: PaperExchange, amount: string) =>
  exchange.adjustMargin('a', { ...LONG, amount: money(amount) }, AT);

describe('margin by hand', () => {
  it('moves the liquidation price away and comes out of the free cash', () => {
    const exchange = holding();
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(90_415);
    done(adjust(exchange, '500'));
    expect(exchange.positionDetails('a')).toMatchObject([{ margin: money('1500') }]);
    // (1500 − 10000) ÷ (0.0046 − 1) = 8539.28…
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(85_392);
    expect(exchange.account('a')).toMatchObject({ balance: money('9994'), available: money('8494') });
  });

  it('is taken back down to what the position needs at the present mark, less its loss', () => {
    const exchange = holding();
    done(adjust(exchange, '500'));
    exchange.apply(mark(99_000));
    // 1500 − 100 lost − 9900 ÷ 10.
    expect(refusalOf(adjust(exchange, '-410.00000001'))).toBe('margin-not-removable');
    done(adjust(exchange, '-410'));
    expect(exchange.positionDetails('a')).toMatchObject([{ margin: money('1090') }]);
    exchange.apply(mark(110_000));
    // A profit that is not booked backs nothing that leaves: 1090 − 11000 ÷ 10 is below zero.
    expect(refusalOf(adjust(exchange, '-0.00000001'))).toBe('margin-not-removable');
  });

  it.each([
    ['8994', 'accepted'],
    ['8994.00000001', 'insufficient-margin'],
    ['0', 'amount-invalid'],
    ['0.000000001', 'amount-invalid'],
  ])('of %s: %s', (amount, code) => {
    expect(refusalOf(adjust(holding(), amount))).toBe(code);
  });

  it('needs an isolated position', () => {
    const given = { amount: money('1') };
    expect(refusalOf(holding().adjustMargin('a', { ...LONG, ...given, positionSide: 'short' }, AT))).toBe(
      'no-position',
    );
    expect(refusalOf(holding().adjustMargin('a', { ...LONG, ...given, symbol: 'NONEUSDT' }, AT))).toBe(
      'unknown-symbol',
    );
    expect(refusalOf(adjust(holding({ marginMode: 'crossed' }), '1'))).toBe('not-isolated');
    const auto = { ...LONG, isOn: true };
    expect(refusalOf(holding({ marginMode: 'crossed' }).setAutoMargin('a', auto, AT))).toBe('not-isolated');
  });
});

describe('automatic margin', () => {
  it('brings what the position was opened with, then what is left, and then it is liquidated', () => {
    const exchange = holding({ balance: money('2500') });
    done(exchange.setAutoMargin('a', { ...LONG, isOn: true }, AT));
    const marginAt = (price: number) => {
      const told = story(exchange.apply(mark(price)));
      return told.length > 0 ? told.at(-1) : exchange.positionDetails('a')[0]?.margin;
    };
    expect(marginAt(90_416)).toBe(money('1000'));
    expect(marginAt(90_415)).toBe(money('2000'));
    // (2000 − 10000) ÷ (0.0046 − 1) = 8036.97…; 494 is free.
    expect(marginAt(80_370)).toBe(money('2000'));
    expect(marginAt(80_369)).toBe(money('2494'));
    // (2494 − 10000) ÷ (0.0046 − 1) = 7540.68…
    expect(marginAt(75_407)).toBe(money('2494'));
    expect(marginAt(75_406)).toBe('bill liquidation');
    expect(exchange.account('a').balance).toBe(0n);
  });

  it('turned off brings nothing', () => {
    const exchange = holding();
    done(exchange.setAutoMargin('a', { ...LONG, isOn: true }, AT));
    expect(exchange.positionDetails('a')).toMatchObject([{ isAutoMargin: true }]);
    done(exchange.setAutoMargin('a', { ...LONG, isOn: false }, AT));
    exchange.apply(mark(90_415));
    expect(exchange.positions('a')).toEqual([]);
    expect(exchange.account('a').balance).toBe(money('8994'));
  });
});
