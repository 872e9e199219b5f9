/**
 * Enters when price closes beyond the highest high or lowest low of the bars before, and lets the stop follow the channel's middle.
 * Invariant: one position at a time; the stop moves towards profit only.
 */
import { type Candle, direction, ticks } from 'viper/domain';
import { Atr, Donchian } from 'viper/indicators';
import { defineStrategy, entryAt, type Intent, type Params, type Strategy, type StrategyView } from 'viper/strategies';

type Names = 'period' | 'atrPeriod' | 'stopAtr' | 'reach1' | 'risk' | 'leverage';
type Saved = { readonly channel: unknown; readonly atr: unknown };

class DonchianBreakout implements Strategy {
  readonly #params: Params<Names>;
  readonly #channel: Donchian;
  readonly #atr: Atr;
  #bar: Candle | undefined;
  /** 1: the bar has closed above the channel of the bars before it, −1: below, 0: inside. */
  #broken = 0;

  constructor(params: Params<Names>, saved?: Saved) {
    this.#params = params;
    this.#channel = new Donchian(params.period);
    this.#atr = new Atr(params.atrPeriod);
    if (saved === undefined) return;
    this.#channel.restore(saved.channel);
    this.#atr.restore(saved.atr);
  }

  observe(bar: Candle): void {
    const { upper = Number.POSITIVE_INFINITY, lower = Number.NEGATIVE_INFINITY } = this.#channel;
    this.#broken = Number(bar.close > upper) - Number(bar.close < lower);
    this.#channel.next(bar);
    this.#atr.next(bar);
    this.#bar = bar;
  }

  decide({ position, entry }: StrategyView): readonly Intent[] {
    const [bar, range, middle] = [this.#bar, this.#atr.value, this.#channel.value];
    if (bar === undefined || range === undefined || middle === undefined) return [];
    if (position?.stopLoss !== undefined) {
      const side = direction(position.positionSide);
      const stopLoss = ticks(Math.round(middle));
      const isBetter = side * (stopLoss - position.stopLoss) > 0 && side * (bar.close - stopLoss) > 0;
      const { positionSide } = position;
      return isBetter ? [{ kind: 'move-stop', positionSide, stopLoss, reason: 'the channel has moved on' }] : [];
    }
    if (this.#broken === 0 || position || entry) return [];
    const { stopAtr, reach1, risk, leverage } = this.#params;
    const positionSide = this.#broken > 0 ? 'long' : 'short';
    const targets = [reach1, 3 * reach1].map((reach) => ({ reach, share: 0.5 }));
    const stake = { risk, leverage, stopDistance: stopAtr * range };
    const intent = entryAt({ positionSide, price: bar.close, targets, ...stake, reason: 'a close beyond the channel' });
    return intent ? [intent] : [];
  }

  save = (): Saved => ({ channel: this.#channel.save(), atr: this.#atr.save() });
}

export const strategy = defineStrategy<Names>({
  name: 'donchian-breakout',
  about: 'Follows a close beyond the Donchian channel; half the position leaves at the first target.',
  params: {
    period: { default: 48, min: 5, max: 500, isInteger: true, about: 'bars of the channel' },
    atrPeriod: { default: 14, min: 2, max: 100, isInteger: true, about: 'bars of the average true range' },
    stopAtr: { default: 2, min: 0.5, max: 10, about: 'distance of the stop in average true ranges' },
    reach1: { default: 1.5, min: 0.5, max: 10, about: 'first target in stops; the second is thrice as far' },
    risk: { default: 0.01, min: 0.001, max: 0.05, about: 'share of equity lost at the stop' },
    leverage: { default: 5, min: 1, max: 125, isInteger: true, about: 'wanted leverage' },
  },
  timeframes: ['1H', '15m'],
  warmupBars: ({ period, atrPeriod }) => Math.max(period, atrPeriod) + 1,
  create: (params, _context, saved) => new DonchianBreakout(params, saved as Saved | undefined),
});
