/** The simple moving average: the mean of the last `period` values. */
import { Streaming } from './indicator.ts';
import { Window } from './window.ts';

export class Sma extends Streaming<number> {
  readonly warmup: number;
  protected readonly parts: readonly Window[];
  readonly #window: Window;

  constructor(period: number) {
    super();
    this.#window = new Window(period);
    this.parts = [this.#window];
    this.warmup = period;
  }

  get value(): number | undefined {
    return this.#window.isFull ? this.#window.sum / this.#window.length : undefined;
  }

  next(value: number): void {
    this.#window.push(value);
  }

  undo(): void {
    this.#window.undo();
  }
}
