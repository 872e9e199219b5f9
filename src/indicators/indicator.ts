/**
 * What every streaming indicator is, and what all share: the form of an input, saving, taking the last input back.
 * Invariant: `next` allocates nothing; a value depends on the inputs alone, so `restore(save())` goes on as if never interrupted.
 */
import { assert, InvalidInput } from '../domain/index.ts';

/** What an indicator reads of a closed bar; a `Candle` is one. Prices in any one unit, such as ticks, as numbers. */
export type Bar = { readonly high: number; readonly low: number; readonly close: number };

/** `volume` in any one unit; in quote coin where symbols are compared. */
export type VolumeBar = Bar & { readonly volume: number };

/** `openAt`: epoch ms of the bar's start, in UTC. */
export type TimedBar = VolumeBar & { readonly openAt: number };

export interface Indicator<Input = number> {
  /** Inputs after which `value` is defined at the earliest. */
  readonly warmup: number;
  /** In the unit of the input unless the indicator says otherwise; undefined before warm-up. */
  readonly value: number | undefined;
  /** Takes a closed input; or the first state of a live one, which `replace` then follows until it is closed. */
  next(input: Input): void;
  /** Puts `input` in the place of the last one, as if that had never come. Before the first input it is `next`. */
  replace(input: Input): void;
  /** Takes the last input back. A second time in a row changes nothing: one step is remembered. */
  undo(): void;
  /** Plain JSON of constant length. */
  save(): readonly number[];
  /** Takes over what `save` gave for the same settings. @throws InvalidInput when it is something else. */
  restore(saved: unknown): void;
}

/** A part of an indicator's state. */
export type Part = { save(): readonly number[]; restore(saved: unknown): void };

/** An indicator made of parts: its state is theirs, one after the other. */
export abstract class Streaming<Input> implements Indicator<Input> {
  abstract readonly warmup: number;
  abstract readonly value: number | undefined;
  protected abstract readonly parts: readonly Part[];
  abstract next(input: Input): void;
  abstract undo(): void;

  replace(input: Input): void {
    this.undo();
    this.next(input);
  }

  save(): readonly number[] {
    return this.parts.flatMap((part) => part.save());
  }

  restore(saved: unknown): void {
    const lengths = this.parts.map((part) => part.save().length);
    const numbers = savedNumbers(
      saved,
      lengths.reduce((sum, length) => sum + length, 0),
    );
    let start = 0;
    this.parts.forEach((part, i) => {
      const end = start + (lengths[i] as number);
      part.restore(numbers.slice(start, end));
      start = end;
    });
  }
}

/** The value after each input, oldest first; NaN where there is none. The same numbers as streaming, bit for bit. */
export function valuesOver<Input>(indicator: Indicator<Input>, inputs: readonly Input[]): Float64Array {
  return Float64Array.from(inputs, (input) => {
    indicator.next(input);
    return indicator.value ?? Number.NaN;
  });
}

/** @throws InvariantError when `period` is no whole number of at least `min`. */
export function checkPeriod(period: number, min = 1): number {
  assert(Number.isInteger(period) && period >= min, `period ${period} is no whole number of at least ${min}`);
  return period;
}

/** The numbers of a saved indicator. @throws InvalidInput when `saved` is not `length` finite numbers. */
export function savedNumbers(saved: unknown, length: number): number[] {
  if (Array.isArray(saved) && saved.length === length && saved.every(Number.isFinite)) return saved;
  throw new InvalidInput('indicator state', JSON.stringify(saved), `${length} finite numbers`);
}
