/**
 * Swing highs and lows: an extreme counts once price has turned back from it by `reversal` average true ranges.
 * The next extreme is looked for from the bar of the turn on. The value is the last swing.
 * Invariant: a swing is known only after the turn, from closed bars; highs and lows alternate.
 */
import { Atr } from './atr.ts';
import { Carried } from './carried.ts';
import { type Bar, type Part, Streaming } from './indicator.ts';

/** What price is doing since the last swing: +1 rising from a low, −1 falling from a high, 0 before the first. */
const DIRECTION = 0;
/** Extremes of the bars since the last turn, the turning bar included; before the first turn, of all bars. */
const [HIGHEST, LOWEST] = [1, 2];
/** Bars since the two extremes were made, and since the last swing's was. */
const [SINCE_HIGHEST, SINCE_LOWEST, AGE] = [3, 4, 5];
/** The confirmed swings, and how many. */
const [HIGH, LOW, SWINGS] = [6, 7, 8];

export class Swings extends Streaming<Bar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #atr: Atr;
  readonly #reversal: number;
  readonly #carried = new Carried(9);

  constructor(period: number, reversal: number) {
    super();
    this.#atr = new Atr(period);
    this.#reversal = reversal;
    this.#carried.set(HIGHEST, Number.MIN_SAFE_INTEGER);
    this.#carried.set(LOWEST, Number.MAX_SAFE_INTEGER);
    this.#carried.mark();
    this.parts = [this.#carried, this.#atr];
    this.warmup = this.#atr.warmup;
  }

  get direction(): -1 | 0 | 1 {
    return this.#carried.at(DIRECTION) as -1 | 0 | 1;
  }

  /** Last confirmed swing high. */
  get high(): number | undefined {
    return this.count >= 2 || this.direction === -1 ? this.#carried.at(HIGH) : undefined;
  }

  /** Last confirmed swing low. */
  get low(): number | undefined {
    return this.count >= 2 || this.direction === 1 ? this.#carried.at(LOW) : undefined;
  }

  get value(): number | undefined {
    if (this.direction === 0) return undefined;
    return this.#carried.at(this.direction === 1 ? LOW : HIGH);
  }

  /** Bars since the bar that made the last swing. */
  get age(): number {
    return this.#carried.at(AGE);
  }

  /** How many swings so far; tells one leg from the next. */
  get count(): number {
    return this.#carried.at(SWINGS);
  }

  next(bar: Bar): void {
    this.#carried.mark();
    this.#atr.next(bar);
    this.#follow(bar);
    const atr = this.#atr.value;
    if (atr === undefined) return;
    const turn = Math.max(atr * this.#reversal, Number.MIN_VALUE);
    if (this.direction !== -1 && this.#carried.at(HIGHEST) - bar.close >= turn) this.#turnDown(bar);
    else if (this.direction !== 1 && bar.close - this.#carried.at(LOWEST) >= turn) this.#turnUp(bar);
  }

  undo(): void {
    this.#carried.undo();
    this.#atr.undo();
  }

  #follow(bar: Bar): void {
    const carried = this.#carried;
    carried.set(SINCE_HIGHEST, carried.at(SINCE_HIGHEST) + 1);
    carried.set(SINCE_LOWEST, carried.at(SINCE_LOWEST) + 1);
    carried.set(AGE, carried.at(AGE) + 1);
    if (bar.high > carried.at(HIGHEST)) this.#setHighest(bar.high);
    if (bar.low < carried.at(LOWEST)) this.#setLowest(bar.low);
  }

  #setHighest(price: number): void {
    this.#carried.set(HIGHEST, price);
    this.#carried.set(SINCE_HIGHEST, 0);
  }

  #setLowest(price: number): void {
    this.#carried.set(LOWEST, price);
    this.#carried.set(SINCE_LOWEST, 0);
  }

  #turnDown(bar: Bar): void {
    this.#carried.set(HIGH, this.#carried.at(HIGHEST));
    this.#turn(-1, this.#carried.at(SINCE_HIGHEST));
    this.#setLowest(bar.low);
  }

  #turnUp(bar: Bar): void {
    this.#carried.set(LOW, this.#carried.at(LOWEST));
    this.#turn(1, this.#carried.at(SINCE_LOWEST));
    this.#setHighest(bar.high);
  }

  #turn(direction: -1 | 1, age: number): void {
    this.#carried.set(DIRECTION, direction);
    this.#carried.set(AGE, age);
    this.#carried.set(SWINGS, this.count + 1);
  }
}
