/** The simple moving average: the mean of the last `period` values. */
import type { Indicator } from './indicator.ts';
import { Window } from './window.ts';

export class Sma implements Indicator {
  readonly warmup: number;
  readonly #window: Window;

  constructor(period: number) {
    this.#window = new Window(period);
    this.warmup = period;
  }

  get value(): number | undefined {
    return this.#window.isFull ? this.#window.sum / this.#window.length : undefined;
  }

  next(value: number): void {
    this.#window.push(value);
  }

  save(): readonly number[] {
    return this.#window.save();
  }

  restore(saved: unknown): void {
    this.#window.restore(saved);
  }
}
