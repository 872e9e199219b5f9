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

export class DayStats {
  readonly #minute = new Float64Array(MINUTES).fill(-1);
  readonly #open = new Float64Array(MINUTES);
  readonly #high = new Float64Array(MINUTES);
  readonly #low = new Float64Array(MINUTES);
  readonly #close = new Float64Array(MINUTES);
  readonly #volume = new Float64Array(MINUTES);

  addTrade(at: number, price: Ticks, size: Lots): void {
    const minute = Math.floor(at / MINUTE_MS);
    const slot = minute % MINUTES;
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
  setCandle(candle: Candle): void {
    const slot = Math.floor(candle.openAt / MINUTE_MS) % MINUTES;
    this.#minute[slot] = Math.floor(candle.openAt / MINUTE_MS);
    this.#open[slot] = candle.open;
    this.#high[slot] = candle.high;
    this.#low[slot] = candle.low;
    this.#close[slot] = candle.close;
    this.#volume[slot] = candle.volume;
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
    let [open, high, low, volume, turnoverSteps] = [0, 0, 0, 0, 0n];
    for (let minute = Math.max(last - MINUTES + 1, 0); minute <= last; minute++) {
      const slot = minute % MINUTES;
      if (this.#minute[slot] !== minute) continue;
      const [top, bottom, traded] = [this.#high[slot] ?? 0, this.#low[slot] ?? 0, this.#volume[slot] ?? 0];
      if (open === 0) open = this.#open[slot] ?? 0;
      if (top > high) high = top;
      if (low === 0 || bottom < low) low = bottom;
      volume += traded;
      turnoverSteps += BigInt(this.#close[slot] ?? 0) * BigInt(traded);
    }
    const price = (value: number): Ticks | undefined => (value === 0 ? undefined : (value as Ticks));
    return { open: price(open), high: price(high), low: price(low), volume: volume as Lots, turnoverSteps };
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
    for (const minute of minutes) this.#set(minute);
  }
}
