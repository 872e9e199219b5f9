/**
 * A trader without any idea: enters at random, with the stop, target and holding time of the one it is compared with.
 * Invariant: the same seed enters at the same bars; nothing it knows of the market changes when or where it enters.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { type Candle, direction, type PositionSide, rate, ticks } from '../../domain/index.ts';
import { defineStrategy, type Intent, type Params, type Strategy, type StrategyView } from '../../kernel/index.ts';

const UNIT = 2 ** -32;

const PARAMS = {
  seed: { default: 1, min: 0, max: 2 ** 32 - 1, isInteger: true, about: 'of the entries' },
  chance: { default: 0.01, min: 0, max: 1, about: 'of an entry at a bar without a position' },
  longShare: { default: 0.5, min: 0, max: 1, about: 'share of entries that are long' },
  stop: { default: 0.01, min: 0.0005, max: 0.5, about: 'distance of the stop, as a share of price' },
  reward: { default: 2, min: 0.1, max: 100, about: 'distance of the target in distances of the stop' },
  barsMax: { default: 100, min: 1, max: 1_000_000, isInteger: true, about: 'bars after which it leaves' },
  leverage: { default: 5, min: 1, max: 125, isInteger: true, about: 'leverage' },
  risk: { default: 0.01, min: 0.0001, max: 0.1, about: 'share of equity lost at the stop' },
} as const;

type Saved = { readonly close: number; readonly heldBars: number; readonly generator: readonly number[] };

class RandomTrader implements Strategy {
  readonly #params: Params<keyof typeof PARAMS>;
  readonly #generator;
  #close: number;
  #heldBars: number;

  constructor(params: Params<keyof typeof PARAMS>, symbol: string, saved: Saved | undefined) {
    this.#params = params;
    this.#close = saved?.close ?? 0;
    this.#heldBars = saved?.heldBars ?? 0;
    this.#generator = saved ? xoroshiro128plusFromState(saved.generator) : seeded(params.seed, symbol);
  }

  observe(bar: Candle): void {
    this.#close = bar.close;
  }

  decide({ position }: StrategyView): readonly Intent[] {
    // Drawn at every bar, so that the entries of a seed do not depend on how the former ones went.
    const [isWanted, isLong] = [this.#uniform() < this.#params.chance, this.#uniform() < this.#params.longShare];
    if (position) return this.#hold(position.positionSide);
    this.#heldBars = 0;
    return isWanted ? this.#enter(isLong ? 'long' : 'short') : [];
  }

  save(): Saved {
    return { close: this.#close, heldBars: this.#heldBars, generator: [...this.#generator.getState()] };
  }

  #hold(positionSide: PositionSide): readonly Intent[] {
    this.#heldBars += 1;
    return this.#heldBars < this.#params.barsMax ? [] : [{ kind: 'exit', positionSide, reason: 'time' }];
  }

  #enter(positionSide: PositionSide): readonly Intent[] {
    const { stop, reward, leverage, risk } = this.#params;
    const sign = direction(positionSide);
    const stopLoss = ticks(Math.round(this.#close * (1 - sign * stop)));
    const price = ticks(Math.round(this.#close * (1 + sign * stop * reward)));
    if (price <= 0 || stopLoss <= 0) return [];
    const takeProfits = [{ price, share: rate('1') }];
    const wish = { positionSide, stopLoss, takeProfits, leverage, sizeFactor: rate('1'), risk: rate(risk.toFixed(10)) };
    return [{ kind: 'enter', ...wish, reason: 'chance' }];
  }

  #uniform(): number {
    return this.#generator.next() * UNIT + 0.5;
  }
}

/** Each symbol draws its own numbers. */
function seeded(seed: number, symbol: string) {
  let hash = seed >>> 0;
  for (let i = 0; i < symbol.length; i++) hash = Math.imul(hash ^ symbol.charCodeAt(i), 0x01000193);
  const generator = xoroshiro128plus(hash);
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}

export const randomEntry = defineStrategy({
  name: 'random',
  about: 'Enters at random: what a trader is compared with.',
  params: PARAMS,
  timeframes: ['15m'],
  warmupBars: () => 1,
  create: (params, { instrument }, saved) => new RandomTrader(params, instrument.symbol, saved as Saved | undefined),
});
