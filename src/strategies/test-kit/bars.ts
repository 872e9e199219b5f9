/**
 * Markets for tests: bars that a test writes down, and seeded walks.
 * Invariant: every price is a whole tick; the same arguments give the same bars on every machine.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type Candle, type Increment, InvalidInput, lots, ticks } from '../../domain/index.ts';
import { testInstrument } from './test-instrument.ts';

/**
 * A close alone, which opens where the last bar closed; or the whole bar. Prices as people write them, such as 60000.5;
 * volume in base coin, 1 where none is given.
 */
export type BarRow =
  | number
  | {
      readonly open: number;
      readonly high: number;
      readonly low: number;
      readonly close: number;
      readonly volume?: number;
    };

export type BarsOptions = {
  /** Length of a bar, ms. */
  readonly barMs?: number;
  /** Epoch ms of the first bar; a whole number of bars. */
  readonly startAt?: number;
  /** Whose ticks and lots are meant; `testInstrument` unless given. */
  readonly instrument?: { readonly tick: Increment; readonly lot: Increment };
};

export const BAR_MS = 900_000;
export const START_AT = Date.UTC(2025, 0, 1);

const stepsOf = (value: number, { units, decimals }: Increment): number => Math.round((value * 10 ** decimals) / units);

/**
 * Closed bars from rows, one after another. Prices are rounded to the tick.
 * @throws InvalidInput for a row whose high and low do not span it, or with a price that is not above 0.
 */
export function bars(rows: readonly BarRow[], options: BarsOptions = {}): Candle[] {
  const { barMs = BAR_MS, startAt = START_AT, instrument = testInstrument } = options;
  let before: number | undefined;
  return rows.map((row, index) => {
    const whole = typeof row === 'number' ? aroundClose(row, before ?? row) : row;
    before = whole.close;
    const { open, high, low, close, volume = 1 } = whole;
    if (!(low > 0 && volume >= 0 && low <= Math.min(open, close) && high >= Math.max(open, close)))
      throw new InvalidInput(`bar ${index}`, row, 'prices above 0, low at or below open and close, high at or above');
    const price = (value: number) => ticks(stepsOf(value, instrument.tick));
    return {
      openAt: startAt + index * barMs,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: lots(stepsOf(volume, instrument.lot)),
    };
  });
}

const aroundClose = (close: number, open: number) => ({
  open,
  close,
  high: Math.max(open, close),
  low: Math.min(open, close),
  volume: 1,
});

/**
 * `count` bars of a seeded walk from a price of 60,000 whose drift changes now and then: trends both ways, pullbacks,
 * quiet stretches. Volume comes and goes, and rises with the movement.
 */
export function randomWalk(
  seed: number,
  count: number,
  { barMs = BAR_MS, startAt = START_AT }: Pick<BarsOptions, 'barMs' | 'startAt'> = {},
): Candle[] {
  const random = xoroshiro128plus(seed);
  const crowd = xoroshiro128plus(seed + 1);
  const noise = () => uniformFloat64(random) + uniformFloat64(random) + uniformFloat64(random) - 1.5;
  const walked: Candle[] = [];
  let close = 600_000;
  let drift = 0;
  for (let i = 0; i < count; i++) {
    if (uniformFloat64(random) < 0.03) drift = noise() * 0.0015;
    const open = close;
    close = Math.max(1_000, Math.round(open * (1 + drift + noise() * 0.004)));
    const wick = () => Math.round(Math.abs(noise()) * 0.001 * open);
    walked.push({
      openAt: startAt + i * barMs,
      open: ticks(open),
      high: ticks(Math.max(open, close) + wick()),
      low: ticks(Math.min(open, close) - wick()),
      close: ticks(close),
      volume: lots(Math.round(10_000 * (0.3 + uniformFloat64(crowd) + 100 * Math.abs(close / open - 1)))),
    });
  }
  return walked;
}
