/**
 * Follows the crossing of two moving averages, with a stop some average true ranges away.
 * Invariant: one position at a time; it leaves at its stop or when the averages cross back.
 */
import type { Candle } from 'viper/domain';
import { Atr, Ema } from 'viper/indicators';
import { defineStrategy, entryAt, type Intent, type Params, type Strategy, type StrategyView } from 'viper/strategies';

type Names = 'fast' | 'slow' | 'atrPeriod' | 'stopAtr' | 'risk' | 'leverage';
type Saved = { readonly indicators: readonly unknown[]; readonly above: number };

class EmaCross implements Strategy {
  readonly #params: Params<Names>;
  readonly #fast: Ema;
  readonly #slow: Ema;
  readonly #atr: Atr;
  /** 1: the fast average is above, −1: below, 0: not known yet. */
  #above = 0;
  #crossed: Candle | undefined;

  constructor(params: Params<Names>, saved?: Saved) {
    this.#params = params;
    this.#fast = new Ema(params.fast);
    this.#slow = new Ema(params.slow);
    this.#atr = new Atr(params.atrPeriod);
    if (saved === undefined) return;
    for (const [i, indicator] of this.#indicators.entries()) indicator.restore(saved.indicators[i]);
    this.#above = saved.above;
  }

  get #indicators() {
    return [this.#fast, this.#slow, this.#atr];
  }

  observe(bar: Candle): void {
    this.#fast.next(bar.close);
    this.#slow.next(bar.close);
    this.#atr.next(bar);
    const { value: fast } = this.#fast;
    const { value: slow } = this.#slow;
    const above = fast === undefined || slow === undefined ? 0 : Math.sign(fast - slow);
    this.#crossed = above !== 0 && this.#above === -above ? bar : undefined;
    if (above !== 0) this.#above = above;
  }

  decide({ position, entry }: StrategyView): readonly Intent[] {
    const range = this.#atr.value;
    if (this.#crossed === undefined || range === undefined) return [];
    if (position) return [{ kind: 'exit', positionSide: position.positionSide, reason: 'the averages crossed back' }];
    if (entry) return [];
    const { stopAtr, risk, leverage } = this.#params;
    const positionSide = this.#above > 0 ? 'long' : 'short';
    const stopDistance = stopAtr * range;
    const reason = 'the averages crossed';
    const intent = entryAt({ positionSide, price: this.#crossed.close, stopDistance, risk, leverage, reason });
    return intent ? [intent] : [];
  }

  save(): Saved {
    return { indicators: this.#indicators.map((indicator) => indicator.save()), above: this.#above };
  }
}

export const strategy = defineStrategy<Names>({
  name: 'ema-cross',
  about: 'Enters when a fast average crosses a slow one, and leaves when it crosses back.',
  params: {
    fast: { default: 12, min: 2, max: 100, isInteger: true, about: 'bars of the fast average' },
    slow: { default: 48, min: 5, max: 500, isInteger: true, about: 'bars of the slow average' },
    atrPeriod: { default: 14, min: 2, max: 100, isInteger: true, about: 'bars of the average true range' },
    stopAtr: { default: 3, min: 0.5, max: 10, about: 'distance of the stop in average true ranges' },
    risk: { default: 0.01, min: 0.001, max: 0.05, about: 'share of equity lost at the stop' },
    leverage: { default: 5, min: 1, max: 125, isInteger: true, about: 'wanted leverage' },
  },
  timeframes: ['15m', '1H'],
  warmupBars: ({ fast, slow, atrPeriod }) => Math.max(fast, slow, atrPeriod + 1) + 1,
  create: (params, _context, saved) => new EmaCross(params, saved as Saved | undefined),
});
