/**
 * High, low, opening price and volume of the last 24 hours, by minute.
 * Invariant: memory is fixed (one slot per minute of a day), and an update allocates nothing.
 */
import type { Candle, Lots, Ticks } from '../../domain/index.ts';

const MINUTE_MS = 60_000;
const MINUTES = 1_440;

/** [minute since the epoch, open, high, low, close, volume in lots] */
export type SavedMinute = readonly [number, number, number, number, number, number];

export type DaySummary = {
  readonly open: Ticks | undefined;
  readonly high: Ticks | undefined;
  readonly low: Ticks | undefined;
  readonly volume: Lots;
  /** Sum over the minutes of volume × close, in ticks × lots. */
  readonly turnoverSteps: bigint;
};

type Sums = { open: number; high: number; low: number; volume: number; turnoverSteps: bigint };

const EMPTY: Sums = { open: 0, high: 0, low: 0, volume: 0, turnoverSteps: 0n };

export class DayStats {
  readonly #minute = new Float64Array(MINUTES).fill(-1);
  readonly #open = new Float64Array(MINUTES);
  readonly #high = new Float64Array(MINUTES);
  readonly #low = new Float64Array(MINUTES);
  readonly #close = new Float64Array(MINUTES);
  readonly #volume = new Float64Array(MINUTES);
  /** All but the minute `until`, so that asking often costs little. */
  #past: { until: number; sums: Sums } = { until: -1, sums: EMPTY };

  addTrade(at: number, price: Ticks, size: Lots): void {
    const minute = Math.floor(at / MINUTE_MS);
    const slot = minute % MINUTES;
    if (minute !== this.#past.until) this.#past.until = -1;
    if (this.#minute[slot] !== minute) {
      this.#set([minute, price, price, price, price, size]);
      return;
    }
    if (price > (this.#high[slot] ?? 0)) this.#high[slot] = price;
    if (price < (this.#low[slot] ?? 0)) this.#low[slot] = price;
    this.#close[slot] = price;
    this.#volume[slot] = (this.#volume[slot] ?? 0) + size;
  }

  /** A whole minute; replaces what trades gave for it. */
  setCandle({ openAt, open, high, low, close, volume }: Candle): void {
    this.#set([Math.floor(openAt / MINUTE_MS), open, high, low, close, volume]);
    this.#past.until = -1;
  }

  #set([minute, open, high, low, close, volume]: SavedMinute): void {
    const slot = minute % MINUTES;
    this.#minute[slot] = minute;
    this.#open[slot] = open;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#close[slot] = close;
    this.#volume[slot] = volume;
  }

  /** Over the minutes that began in the 24 hours before `at`. */
  summary(at: number): DaySummary {
    const last = Math.floor(at / MINUTE_MS);
    if (this.#past.until !== last) this.#past = { until: last, sums: this.#fold(EMPTY, last - MINUTES + 1, last - 1) };
    const { open, high, low, volume, turnoverSteps } = this.#fold(this.#past.sums, last, last);
    const price = (value: number): Ticks | undefined => (value === 0 ? undefined : (value as Ticks));
    return { open: price(open), high: price(high), low: price(low), volume: volume as Lots, turnoverSteps };
  }

  #fold(sums: Sums, from: number, to: number): Sums {
    let { open, high, low, volume, turnoverSteps } = sums;
    for (let minute = Math.max(from, 0); minute <= to; minute++) {
      const slot = minute % MINUTES;
      if (this.#minute[slot] !== minute) continue;
      const [top, bottom, traded] = [this.#high[slot] ?? 0, this.#low[slot] ?? 0, this.#volume[slot] ?? 0];
      if (open === 0) open = this.#open[slot] ?? 0;
      if (top > high) high = top;
      if (low === 0 || bottom < low) low = bottom;
      volume += traded;
      turnoverSteps += BigInt(this.#close[slot] ?? 0) * BigInt(traded);
    }
    return { open, high, low, volume, turnoverSteps };
  }

  /** The known minutes of the day before `at`, oldest first. */
  save(at: number): SavedMinute[] {
    const last = Math.floor(at / MINUTE_MS);
    const minutes: SavedMinute[] = [];
    for (let minute = Math.max(last - MINUTES + 1, 0); minute <= last; minute++) {
      const slot = minute % MINUTES;
      if (this.#minute[slot] !== minute) continue;
      minutes.push([
        minute,
        this.#open[slot] ?? 0,
        this.#high[slot] ?? 0,
        this.#low[slot] ?? 0,
        this.#close[slot] ?? 0,
        this.#volume[slot] ?? 0,
      ]);
    }
    return minutes;
  }

  restore(minutes: readonly SavedMinute[]): void {
    this.#past.until = -1;
    for (const minute of minutes) this.#set(minute);
  }
}
