/**
 * Swing highs and lows: an extreme counts once price has turned back from it by `reversal` average true ranges.
 * The next extreme is looked for from the bar of the turn on. The value is the last swing.
 * Invariant: a swing is known only after the turn, from closed bars; highs and lows alternate.
 */
import { Atr } from './atr.ts';
import { type Bar, type Indicator, savedNumbers } from './indicator.ts';

export class Swings implements Indicator<Bar> {
  readonly warmup: number;
  readonly #atr: Atr;
  readonly #reversal: number;
  /** What price is doing since the last swing: +1 rising from a low, −1 falling from a high, 0 before the first. */
  #direction: -1 | 0 | 1 = 0;
  /** Extremes of the bars since the last turn, the turning bar included; before the first turn, of all bars. */
  #highest = Number.MIN_SAFE_INTEGER;
  #lowest = Number.MAX_SAFE_INTEGER;
  #high = 0;
  #low = 0;
  #swings = 0;
  /** Bars since the two extremes were made, and since the last swing's was. */
  #sinceHighest = 0;
  #sinceLowest = 0;
  #age = 0;

  constructor(period: number, reversal: number) {
    this.#atr = new Atr(period);
    this.#reversal = reversal;
    this.warmup = period;
  }

  get direction(): -1 | 0 | 1 {
    return this.#direction;
  }

  /** Last confirmed swing high. */
  get high(): number | undefined {
    return this.#swings >= 2 || this.#direction === -1 ? this.#high : undefined;
  }

  /** Last confirmed swing low. */
  get low(): number | undefined {
    return this.#swings >= 2 || this.#direction === 1 ? this.#low : undefined;
  }

  get value(): number | undefined {
    if (this.#direction === 0) return undefined;
    return this.#direction === 1 ? this.#low : this.#high;
  }

  /** Bars since the bar that made the last swing. */
  get age(): number {
    return this.#age;
  }

  /** How many swings so far; tells one leg from the next. */
  get count(): number {
    return this.#swings;
  }

  next(bar: Bar): void {
    this.#atr.next(bar);
    this.#follow(bar);
    this.#age++;
    const atr = this.#atr.value;
    if (atr === undefined) return;
    const turn = Math.max(atr * this.#reversal, Number.MIN_VALUE);
    if (this.#direction !== -1 && this.#highest - bar.close >= turn) this.#turnDown(bar);
    else if (this.#direction !== 1 && bar.close - this.#lowest >= turn) this.#turnUp(bar);
  }

  #follow(bar: Bar): void {
    this.#sinceHighest++;
    this.#sinceLowest++;
    if (bar.high > this.#highest) this.#setHighest(bar.high);
    if (bar.low < this.#lowest) this.#setLowest(bar.low);
  }

  #setHighest(price: number): void {
    this.#highest = price;
    this.#sinceHighest = 0;
  }

  #setLowest(price: number): void {
    this.#lowest = price;
    this.#sinceLowest = 0;
  }

  #turnDown(bar: Bar): void {
    this.#high = this.#highest;
    this.#age = this.#sinceHighest;
    this.#direction = -1;
    this.#swings++;
    this.#setLowest(bar.low);
  }

  #turnUp(bar: Bar): void {
    this.#low = this.#lowest;
    this.#age = this.#sinceLowest;
    this.#direction = 1;
    this.#swings++;
    this.#setHighest(bar.high);
  }

  save(): readonly number[] {
    const extremes = [this.#highest, this.#lowest, this.#sinceHighest, this.#sinceLowest];
    const swings = [this.#direction, this.#high, this.#low, this.#swings, this.#age];
    return [...extremes, ...swings, ...this.#atr.save()];
  }

  restore(saved: unknown): void {
    const numbers = savedNumbers(saved, 13);
    [this.#highest = 0, this.#lowest = 0, this.#sinceHighest = 0, this.#sinceLowest = 0] = numbers;
    this.#direction = Math.sign(numbers[4] ?? 0) as -1 | 0 | 1;
    [, , , , , this.#high = 0, this.#low = 0, this.#swings = 0, this.#age = 0] = numbers;
    this.#atr.restore(numbers.slice(9));
  }
}
