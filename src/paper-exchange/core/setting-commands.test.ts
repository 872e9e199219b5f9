/**
 * Leverage and modes: bounds, locks, and what they do to open positions.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, ticks } from '../../domain/index.ts';
import { account, BTC, book, done, exchangeOf, order, refusalOf } from './testing/fixtures.ts';

const AT = 1_000_000;
const LEVERAGE = { symbol: 'BTCUSDT' };

function holding(balance = '10000') {
  const exchange = exchangeOf({ accounts: [account('a', { balance: money(balance) })] });
  exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
  done(exchange.place('a', order({ size: lots(1_000) }), AT));
  return exchange;
}

describe('leverage', () => {
  it.each([
    [0, 'leverage-out-of-range'],
    [1, 'accepted'],
    [12.5, 'leverage-out-of-range'],
    [125, 'accepted'],
    [126, 'leverage-out-of-range'],
  ])('%s: %s', (leverage, code) => {
    expect(refusalOf(exchangeOf().setLeverage('a', { ...LEVERAGE, leverage }, AT))).toBe(code);
  });

  it('margins an isolated position anew', () => {
    const exchange = holding();
    done(exchange.setLeverage('a', { ...LEVERAGE, leverage: 5 }, AT));
    expect(exchange.positionDetails('a')[0]).toMatchObject({ leverage: 5, margin: money('2000') });
    done(exchange.setLeverage('a', { ...LEVERAGE, leverage: 20 }, AT));
    expect(exchange.positionDetails('a')[0]).toMatchObject({ leverage: 20, margin: money('500') });
  });

  it('needs the cash for more margin, and leaves a position what keeps it alive', () => {
    const exchange = holding('1500');
    expect(refusalOf(exchange.setLeverage('a', { ...LEVERAGE, leverage: 5 }, AT))).toBe('insufficient-margin');
    exchange.apply(book([[97_000, 50_000]], [[97_010, 50_000]]));
    // 10000 ÷ 30 does not carry a loss of 300 and maintenance of 44.6.
    expect(refusalOf(exchange.setLeverage('a', { ...LEVERAGE, leverage: 30 }, AT))).toBe('insufficient-margin');
    expect(exchange.setting('a', 'BTCUSDT').leverage).toBe(10);
  });
});

describe('the leverage of all symbols', () => {
  const CALM = { ...BTC, symbol: 'CALMUSDT', leverageMax: 20 };

  it('is set as far as the bounds of each go', () => {
    const exchange = exchangeOf({ instruments: [BTC, CALM] });
    const set = (leverage: number) => {
      done(exchange.setAllLeverage('a', { leverage }, AT));
      return ['BTCUSDT', 'CALMUSDT'].map((symbol) => exchange.setting('a', symbol).leverage);
    };
    expect([set(50), set(500), set(0), set(10)]).toEqual([
      [50, 20],
      [125, 20],
      [1, 1],
      [10, 10],
    ]);
    expect(exchange.setting('b', 'BTCUSDT').leverage).toBe(10);
  });

  it('stops at the symbol that cannot carry it, and names it', () => {
    const exchange = exchangeOf({ instruments: [CALM, BTC], accounts: [account('a', { balance: money('1500') })] });
    exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
    done(exchange.place('a', order({ size: lots(1_000) }), AT));
    const { result } = exchange.setAllLeverage('a', { leverage: 5 }, AT);
    expect(result).toMatchObject({ code: 'insufficient-margin', details: { symbol: 'BTCUSDT' } });
    expect(['CALMUSDT', 'BTCUSDT'].map((symbol) => exchange.setting('a', symbol).leverage)).toEqual([5, 10]);
  });
});

describe('modes', () => {
  it('are locked by positions', () => {
    const exchange = holding();
    expect(refusalOf(exchange.setMarginMode('a', { symbol: 'BTCUSDT', marginMode: 'crossed' }, AT))).toBe(
      'margin-mode-locked',
    );
    expect(refusalOf(exchange.setMarginMode('a', { symbol: 'DUSTUSDT', marginMode: 'crossed' }, AT))).toBe('accepted');
    expect(refusalOf(exchange.setPositionMode('a', { positionMode: 'one-way' }, AT))).toBe('position-mode-locked');
    expect(refusalOf(exchange.setPositionMode('a', { positionMode: 'hedge' }, AT))).toBe('accepted');
  });

  it('are locked by open orders, and free without', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
    done(exchange.place('a', order({ price: ticks(99_000) }), AT));
    expect(refusalOf(exchange.setPositionMode('a', { positionMode: 'one-way' }, AT))).toBe('position-mode-locked');
    done(exchange.cancelAll('a', {}, AT));
    done(exchange.setPositionMode('a', { positionMode: 'one-way' }, AT));
    done(exchange.setMarginMode('a', { symbol: 'BTCUSDT', marginMode: 'crossed' }, AT));
    expect([exchange.account('a').positionMode, exchange.setting('a', 'BTCUSDT').marginMode]).toEqual([
      'one-way',
      'crossed',
    ]);
  });
});
