/**
 * Enters against a close outside the Bollinger bands, for the way back to their mean.
 * Invariant: one position at a time; a band too narrow to pay for the fees of a round trip is declined, and counted.
 */
import type { Candle } from 'viper/domain';
import { Bollinger } from 'viper/indicators';
import { defineStrategy, entryAt, type Intent, type Params, type Strategy, type StrategyView } from 'viper/strategies';

type Names = 'period' | 'deviations' | 'stopShare' | 'rewardMin' | 'holdMax' | 'risk' | 'leverage';
type Saved = { readonly bands: unknown };

class BollingerReversion implements Strategy {
  readonly #params: Params<Names>;
  readonly #barMs: number;
  readonly #bands: Bollinger;
  #bar: Candle | undefined;

  constructor(params: Params<Names>, barMs: number, saved?: Saved) {
    this.#params = params;
    this.#barMs = barMs;
    this.#bands = new Bollinger(params.period, params.deviations);
    if (saved !== undefined) this.#bands.restore(saved.bands);
  }

  observe(bar: Candle): void {
    this.#bar = bar;
    this.#bands.next(bar.close);
  }

  decide({ at, position, entry }: StrategyView): readonly Intent[] {
    if (position && at - position.openedAt > this.#params.holdMax * this.#barMs)
      return [{ kind: 'exit', positionSide: position.positionSide, reason: 'it has not come back in time' }];
    const [bar, { value: mean, upper = 0, lower = 0 }] = [this.#bar, this.#bands];
    if (position || entry || bar === undefined || mean === undefined) return [];
    const { close } = bar;
    if (close <= upper && close >= lower) return [];
    const positionSide = close < lower ? 'long' : 'short';
    const { rewardMin, stopShare, risk, leverage } = this.#params;
    const reward = Math.abs(mean - close);
    if (reward / close < rewardMin) {
      const details = { limit: rewardMin, reward: reward / close };
      return [{ kind: 'decline', positionSide, rule: 'reward-too-small', details }];
    }
    const targets = [{ reach: 1 / stopShare, share: 1 }];
    const reason = 'a close outside the bands';
    const wish = {
      positionSide,
      price: close,
      stopDistance: stopShare * reward,
      targets,
      risk,
      leverage,
      reason,
    } as const;
    const intent = entryAt(wish);
    return intent ? [intent] : [];
  }

  save = (): Saved => ({ bands: this.#bands.save() });
}

export const strategy = defineStrategy<Names>({
  name: 'bollinger-reversion',
  about: 'Trades a close outside the Bollinger bands back to their mean.',
  params: {
    period: { default: 40, min: 5, max: 500, isInteger: true, about: 'bars of the bands' },
    deviations: { default: 2, min: 0.5, max: 5, about: 'width of the bands in standard deviations' },
    stopShare: { default: 0.75, min: 0.2, max: 3, about: 'distance of the stop, as a share of the way to the mean' },
    rewardMin: { default: 0.003, min: 0, max: 0.1, about: 'least way to the mean, as a share of price' },
    holdMax: { default: 24, min: 1, max: 1000, isInteger: true, about: 'bars after which a position is closed' },
    risk: { default: 0.01, min: 0.001, max: 0.05, about: 'share of equity lost at the stop' },
    leverage: { default: 5, min: 1, max: 125, isInteger: true, about: 'wanted leverage' },
  },
  timeframes: ['15m', '1H'],
  warmupBars: ({ period }) => period,
  create: (params, { barMs }, saved) => new BollingerReversion(params, barMs, saved as Saved | undefined),
});
