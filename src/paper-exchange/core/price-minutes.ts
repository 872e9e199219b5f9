/**
 * One-minute candles of a price that is shown and not traded: mark and index, and how far the one is above the other.
 * Invariant: at most 200, one per minute in which the price was shown, in order of time.
 */
import { type Candle, divideRounded, lots, type Ticks, ticks } from '../../domain/index.ts';

const MINUTE_MS = 60_000;
const MINUTES_MAX = 200;

/** Decimals of the premium. */
export const PREMIUM_DECIMALS = 8;

const PREMIUM_ONE = 10n ** BigInt(PREMIUM_DECIMALS);

/** (mark − index) ÷ index in steps of 10^-8, half away from zero; the "ticks" of a candle of premiums. */
export const premiumOf = (mark: Ticks, index: Ticks): Ticks =>
  ticks(index > 0 ? Number(divideRounded(BigInt(mark - index) * PREMIUM_ONE, BigInt(index))) : 0);

export class PriceMinutes {
  #candles: Candle[] = [];

  add(at: number, price: Ticks): void {
    const openAt = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    const last = this.#candles.at(-1);
    if (last?.openAt === openAt) {
      const [high, low] = [Math.max(last.high, price) as Ticks, Math.min(last.low, price) as Ticks];
      this.#candles[this.#candles.length - 1] = { ...last, high, low, close: price };
      return;
    }
    this.#candles.push({ openAt, open: price, high: price, low: price, close: price, volume: lots(0) });
    if (this.#candles.length > MINUTES_MAX) this.#candles.shift();
  }

  candles(): readonly Candle[] {
    return [...this.#candles];
  }

  restore(candles: readonly Candle[]): void {
    this.#candles = [...candles];
  }
}
