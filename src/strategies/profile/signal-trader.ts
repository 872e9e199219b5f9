/**
 * What the profiles share that enter once a signal: the reader of bars, and which side has had its entry.
 * Invariant: reads closed bars only; a side that has had its entry gets no other until its signal is over.
 */
import type { Candle } from '../../domain/index.ts';
import type { Intent, Strategy, StrategyContext, StrategyView } from '../../kernel/index.ts';
import { MarketReader, type MarketReading, type ReaderParams, type SavedMarketReader } from './reader.ts';

/** `used`: the sign of the signal that has given an entry, until it is over; else 0. */
export type SavedTrader = { readonly reader: SavedMarketReader; readonly used: number };

export const NOTHING: readonly Intent[] = [];

export abstract class SignalTrader<P extends ReaderParams> implements Strategy {
  protected readonly params: P;
  protected readonly context: StrategyContext;
  readonly #reader: MarketReader;
  #used: number;

  /** @param saved what `save` gave for the same parameters */
  constructor(params: P, context: StrategyContext, saved: unknown) {
    const { reader = {}, used = 0 } = (saved ?? {}) as Partial<SavedTrader>;
    this.params = params;
    this.context = context;
    this.#reader = new MarketReader(params, saved === undefined ? undefined : reader);
    this.#used = used;
  }

  /** The side of the signal: +1 up, −1 down, 0 none. */
  protected abstract signal(reading: MarketReading): number;

  protected abstract act(side: number, reading: MarketReading, view: StrategyView): readonly Intent[];

  /** Whether the signal has had its entry. */
  protected get isUsed(): boolean {
    return this.#used !== 0;
  }

  protected use(side: number): void {
    this.#used = side;
  }

  observe(bar: Candle): void {
    this.#reader.observe(bar);
  }

  decide(view: StrategyView): readonly Intent[] {
    const reading = this.#reader.read();
    if (reading === undefined) return NOTHING;
    const side = this.signal(reading);
    if (side !== this.#used) this.#used = 0;
    return this.act(side, reading, view);
  }

  save(): SavedTrader {
    return { reader: this.#reader.save(), used: this.#used };
  }
}
