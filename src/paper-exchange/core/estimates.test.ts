/**
 * What would be: the largest size that is accepted, and the liquidation price that then holds.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instrument, lots, money, rate, ticks, ZERO } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, BTC, book, done, exchangeOf, mark, order, refusalOf } from './testing/fixtures.ts';
import type { AccountConfig } from './types.ts';

const AT = 1_000_000;
const LONG = { symbol: 'BTCUSDT', positionSide: 'long' as const };

function quiet(config: Partial<AccountConfig> = {}, instrument: Instrument = BTC): PaperExchange {
  const exchange = exchangeOf({ instruments: [instrument], accounts: [account('a', config)] });
  exchange.apply(mark(100_000));
  exchange.apply(book([[99_990, 500_000]], [[100_000, 500_000]]));
  return exchange;
}

describe('the largest size', () => {
  it('is what the free cash pays margin and fee of', () => {
    // A lot is worth 10: 1 of margin and 0.006 of fee. 10,000 ÷ 1.006 = 9,940.3.
    expect(quiet().maxOpen('a', LONG)).toBe(9_940);
    expect(quiet().maxOpen('a', { ...LONG, price: ticks(50_000) })).toBe(19_880);
    // 0.5 and 0.006.
    expect(quiet().maxOpen('a', { ...LONG, leverage: 20 })).toBe(19_762);
    expect(exchangeOf().maxOpen('a', LONG)).toBe(0);
  });

  it('in one-way mode closes the opposite position first, for nothing', () => {
    const exchange = quiet({ positionMode: 'one-way', balance: money('100') });
    done(exchange.place('a', order({ positionSide: 'short', size: lots(50) }), AT));
    const size = exchange.maxOpen('a', { ...LONG, price: ticks(100_000) });
    expect(size).toBeGreaterThan(50);
    expect(refusalOf(exchange.place('a', order({ price: ticks(100_000), size }), AT))).toBe('accepted');
  });

  const LADDER: Instrument = {
    ...BTC,
    notionalMin: ZERO,
    tiers: [
      { notionalMax: money('5000'), leverageMax: 125, maintenanceMargin: rate('0.004') },
      { notionalMax: money('20000'), leverageMax: 20, maintenanceMargin: rate('0.01') },
      { notionalMax: money('40000'), leverageMax: 5, maintenanceMargin: rate('0.05') },
    ],
  };

  it('is accepted, and one lot more is not', () => {
    const sizes = fc.record({
      price: fc.integer({ min: 60_000, max: 99_999 }).map(ticks),
      leverage: fc.integer({ min: 1, max: 125 }),
      balance: fc.integer({ min: 20, max: 20_000 }).map((units) => money(String(units))),
      resting: fc.integer({ min: 0, max: 100 }),
      marginMode: fc.constantFrom('isolated' as const, 'crossed' as const),
    });
    fc.assert(
      fc.property(sizes, ({ price, leverage, balance, resting, marginMode }) => {
        const exchange = quiet({ leverage, balance, marginMode }, LADDER);
        const place = (size: number) =>
          refusalOf(exchange.place('a', order({ price, size: lots(size), marginMode, clientOid: '' }), AT));
        if (resting > 0) place(resting);
        const max = exchange.maxOpen('a', { ...LONG, price });
        expect(['insufficient-margin', 'size-over-leverage', 'position-limit']).toContain(place(max + 1));
        if (max > 0) expect(place(max)).toBe('accepted');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the estimated liquidation', () => {
  it('is 24110.91018685 for a long of 0.01 at 25000 with leverage 25', () => {
    const fine = { ...BTC, tick: { units: 1, decimals: 8 }, lot: { units: 1, decimals: 2 } };
    const exchange = exchangeOf({ instruments: [fine], accounts: [account('a', { leverage: 25 })] });
    const price = ticks(25_000 * 1e8);
    // (10 − 250) ÷ (0.01 × (0.004 + 0.0006 − 1)) = 24110.9101868595…
    expect(exchange.estimateLiquidation('a', { ...LONG, size: lots(1), price })).toBe(2_411_091_018_685);
    const short = { ...LONG, positionSide: 'short' as const, size: lots(1), price };
    // (10 + 250) ÷ (0.01 × (0.0046 + 1)) = 25880.9476408520…, rounded away.
    expect(exchange.estimateLiquidation('a', short)).toBe(2_588_094_764_086);
  });

  it.each([
    ['isolated', 10, 100],
    ['isolated', 50, 2_000],
    ['crossed', 20, 1_000],
    ['crossed', 10, 8_000],
  ] as const)('is the price that holds once it is open: %s at %i, %i lots', (marginMode, leverage, size) => {
    const exchange = quiet({ marginMode, leverage });
    const estimate = exchange.estimateLiquidation('a', { ...LONG, size: lots(size) });
    done(exchange.place('a', order({ marginMode, size: lots(size) }), AT));
    expect(estimate).toBeDefined();
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(estimate);
  });

  it('grows out of what is held', () => {
    const exchange = quiet();
    done(exchange.place('a', order({ size: lots(500) }), AT));
    const estimate = exchange.estimateLiquidation('a', { ...LONG, size: lots(500) });
    done(exchange.place('a', order({ size: lots(500) }), AT));
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(estimate);
  });

  it('is none where no price liquidates', () => {
    const asked = { ...LONG, size: lots(1), marginMode: 'crossed' as const };
    expect(quiet().estimateLiquidation('a', asked)).toBeUndefined();
    expect(exchangeOf().estimateLiquidation('a', asked)).toBeUndefined();
  });
});
