/**
 * The last so many of something. Invariant: never holds more than its size.
 */
export class Ring<T> {
  readonly #size: number;
  #items: T[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  push(item: T): void {
    this.#items.push(item);
    // Cut in blocks, so that a push stays cheap.
    if (this.#items.length >= this.#size * 2) this.#items = this.#items.slice(-this.#size);
  }

  /** The newest `count`, oldest first. */
  last(count: number): readonly T[] {
    return this.#items.slice(Math.max(0, this.#items.length - Math.min(count, this.#size)));
  }

  get newest(): T | undefined {
    return this.#items.at(-1);
  }

  replaceNewest(item: T): void {
    this.#items[this.#items.length - 1] = item;
  }
}
