/**
 * How uneven an order book is: (bids − asks) / (bids + asks) by size over the best `depth` levels, meaned over `period`
 * books. −1 only asks, 0 even, +1 only bids; an empty book is even.
 */
import { checkPeriod, type Part, Streaming } from './indicator.ts';
import { Window } from './window.ts';

/** [price, size], best first. */
export type Book = {
  readonly bids: readonly (readonly [price: number, size: number])[];
  readonly asks: readonly (readonly [price: number, size: number])[];
};

function sizeOf(levels: Book['bids'], depth: number): number {
  let size = 0;
  for (let i = 0; i < depth && i < levels.length; i++) size += (levels[i] as Book['bids'][number])[1];
  return size;
}

/** Of one book, −1 to +1. */
export function imbalance({ bids, asks }: Book, depth: number): number {
  const [bid, ask] = [sizeOf(bids, depth), sizeOf(asks, depth)];
  return bid + ask <= 0 ? 0 : (bid - ask) / (bid + ask);
}

export class BookImbalance extends Streaming<Book> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #depth: number;
  readonly #window: Window;

  constructor(depth = 5, period = 1) {
    super();
    this.#depth = checkPeriod(depth);
    this.#window = new Window(period);
    this.parts = [this.#window];
    this.warmup = period;
  }

  get value(): number | undefined {
    return this.#window.isFull ? this.#window.sum / this.#window.length : undefined;
  }

  next(book: Book): void {
    this.#window.push(imbalance(book, this.#depth));
  }

  undo(): void {
    this.#window.undo();
  }
}
