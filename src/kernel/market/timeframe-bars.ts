/**
 * The bars of several timeframes from one stream of closed minutes.
 * Invariant: a bar is handed out with the minute that completes it, never before; the bars of a minute come shortest first.
 */
import { assert, type Candle } from '../../domain/index.ts';
import { BarBuilder, MINUTE_MS } from './bar-builder.ts';

export type ClosedBar = { readonly barMs: number; readonly bar: Candle };

/** By length of bar in ms; null between two bars. */
export type SavedTimeframes = readonly (readonly [barMs: number, open: Candle | null])[];

export class TimeframeBars {
  readonly #builders: readonly BarBuilder[];

  /** @param lengths of the bars in ms, each a whole number of minutes */
  constructor(lengths: readonly number[], saved: SavedTimeframes = []) {
    const open = new Map(saved);
    this.#builders = [...new Set(lengths)]
      .sort((a, b) => a - b)
      .map((barMs) => {
        assert(barMs > 0 && barMs % MINUTE_MS === 0, `bars of ${barMs} ms are no whole number of minutes`);
        return new BarBuilder(barMs, open.get(barMs) ?? undefined);
      });
  }

  /** The bars that this minute completes, and before them those that a gap had left open. */
  addCandle(candle: Candle): readonly ClosedBar[] {
    const closed: ClosedBar[] = [];
    for (const builder of this.#builders) {
      for (const bar of builder.addCandle(candle)) closed.push({ barMs: builder.barMs, bar });
    }
    return closed;
  }

  save(): SavedTimeframes {
    return this.#builders.map((builder) => [builder.barMs, builder.save() ?? null]);
  }
}
