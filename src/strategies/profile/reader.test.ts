import { describe, expect, it } from 'vitest';
import { type Candle, InvalidInput, lots, ticks } from '../../domain/index.ts';
import type { Params } from '../../kernel/index.ts';
import { MarketReader, marketWarmup, READER_PARAMS, type ReaderParams } from './reader.ts';

const params = Object.fromEntries(
  Object.entries(READER_PARAMS).map(([name, { default: value }]) => [name, value]),
) as Params as ReaderParams;

/** Closes that go up and down by the same share, the last `rises` of them up only. */
function bars(count: number, rises: number, volume = 100): Candle[] {
  let close = 1_000_000;
  return Array.from({ length: count }, (_, i) => {
    close *= i >= count - rises || i % 2 === 0 ? 1.01 : 1 / 1.01;
    const price = ticks(Math.round(close));
    return { openAt: i * 60_000, open: price, high: price, low: price, close: price, volume: lots(volume) };
  });
}

const read = (given: readonly Candle[], changed: Partial<ReaderParams> = {}) => {
  const reader = new MarketReader({ ...params, ...changed });
  for (const bar of given) reader.observe(bar);
  return reader.read();
};

describe('what a profile reads', () => {
  it('is nothing before warm-up, and everything after', () => {
    const warmup = marketWarmup(params);
    expect(read(bars(warmup - 1, 0))).toBeUndefined();
    expect(read(bars(warmup, 0))).toBeDefined();
    expect(marketWarmup({ ...params, momentumBars: 50 })).toBe(51);
  });

  it('has momentum in standard deviations: four moves one way are two of them, which is full momentum', () => {
    expect(read(bars(61, 4))?.momentum).toBeCloseTo(1, 3);
    expect(read(bars(61, 4), { momentumFull: 4 })?.momentum).toBeCloseTo(0.5, 3);
    expect(read(bars(61, 4), { momentumFull: 1 })?.momentum).toBe(1);
    expect(read(bars(61, 0))?.momentum).toBeCloseTo(0, 3);
  });

  it('has volume against the mean of the bars before', () => {
    const [busy] = bars(1, 0, 250);
    expect(read([...bars(60, 0), busy as Candle])?.volume).toBeCloseTo(2.5, 9);
    expect(read(bars(60, 0, 0))?.volume).toBe(0);
  });

  it('goes on from what was saved, and refuses what it has not saved', () => {
    const [first, second] = [new MarketReader(params), new MarketReader(params)];
    const given = bars(80, 9);
    for (const bar of given.slice(0, 50)) first.observe(bar);
    for (const bar of given) second.observe(bar);
    const again = new MarketReader(params, JSON.parse(JSON.stringify(first.save())));
    for (const bar of given.slice(50)) again.observe(bar);
    expect(again.read()).toEqual(second.read());
    expect(() => new MarketReader(params, {})).toThrow(InvalidInput);
    expect(() => new MarketReader({ ...params, volumePeriod: 9 }, first.save())).toThrow(InvalidInput);
  });
});
