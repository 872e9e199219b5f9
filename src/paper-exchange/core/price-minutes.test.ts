/**
 * Minutes of mark, index and premium.
 */
import { describe, expect, it } from 'vitest';
import { ticks } from '../../domain/index.ts';
import { PaperExchange } from './paper-exchange.ts';
import { premiumOf } from './price-minutes.ts';
import { exchangeOf, mark } from './testing/fixtures.ts';

describe('the premium', () => {
  it.each([
    [100_010, 100_000, 10_000],
    [99_990, 100_000, -10_000],
    [100_000, 100_000, 0],
    // A third of a basis point.
    [100_001, 99_998, 3_000],
    [4, 3, 33_333_333],
    [5, 3, 66_666_667],
    [1, 0, 0],
  ])('of a mark of %i over an index of %i is %i × 10^-8', (shown, index, premium) => {
    expect(premiumOf(ticks(shown), ticks(index))).toBe(premium);
  });

  it('is gathered by the minute, and kept over a save and a load', () => {
    const exchange = exchangeOf();
    const shown = [
      [60_000, 100_010],
      [60_500, 99_970],
      [119_999, 100_020],
      [120_000, 100_000],
    ] as const;
    for (const [at, price] of shown) exchange.apply(mark(price, { at, index: ticks(100_000) }));
    const candles = [
      { openAt: 60_000, open: 10_000, high: 20_000, low: -30_000, close: 20_000, volume: 0 },
      { openAt: 120_000, open: 0, high: 0, low: 0, close: 0, volume: 0 },
    ];
    expect(exchange.priceCandles('BTCUSDT', 'premium')).toEqual(candles);
    const { instruments } = exchange;
    const restored = PaperExchange.restore({ instruments, accounts: [] }, exchange.snapshot());
    expect(restored.priceCandles('BTCUSDT', 'premium')).toEqual(candles);
  });
});
