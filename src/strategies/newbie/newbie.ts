/**
 * The newbie: follows a strong trend on good volume with little at stake, and stops for the day after three entries.
 * Invariant: reads closed bars only; one entry a trend; never more entries a day than allowed, over all symbols.
 */
import type { Candle, PositionSide } from '../../domain/index.ts';
import {
  defineStrategy,
  type Intent,
  type Strategy,
  type StrategyContext,
  type StrategyView,
} from '../../kernel/index.ts';
import { enterBy, sideOf } from '../profile/entry.ts';
import { MarketReader, type MarketReading, marketWarmup, type SavedMarketReader } from '../profile/reader.ts';
import { DAY_MS, stakeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { NEWBIE_PARAMS, type NewbieParams } from './params.ts';

/** `used`: the sign of the strong trend that has given its entry, until it is over; else 0. */
type Saved = { readonly reader: SavedMarketReader; readonly used: number };

const NOTHING: readonly Intent[] = [];

class Newbie implements Strategy {
  readonly #params: NewbieParams;
  readonly #context: StrategyContext;
  readonly #reader: MarketReader;
  #used: number;

  constructor(params: NewbieParams, context: StrategyContext, saved: Partial<Saved> | undefined) {
    this.#params = params;
    this.#context = context;
    this.#reader = new MarketReader(params, saved && (saved.reader ?? {}));
    this.#used = saved?.used ?? 0;
  }

  observe(bar: Candle): void {
    this.#reader.observe(bar);
  }

  decide({ position, trader }: StrategyView): readonly Intent[] {
    const reading = this.#reader.read();
    if (reading === undefined) return NOTHING;
    const { trend, strength, volume, bar } = reading;
    const strong = strength >= this.#params.strengthMin ? trend : 0;
    if (strong !== this.#used) this.#used = 0;
    if (position !== undefined || strong === 0 || this.#used !== 0) return NOTHING;
    if (volume < this.#params.volumeMin || Math.sign(bar.close - bar.open) !== strong) return NOTHING;
    this.#used = strong;
    return this.#enter(sideOf(strong), reading, trader?.entriesToday ?? 0);
  }

  #enter(positionSide: PositionSide, reading: MarketReading, entriesToday: number): readonly Intent[] {
    const params = this.#params;
    if (entriesToday >= params.tradesPerDay) {
      const details = { limit: params.tradesPerDay, entries: entriesToday };
      return [{ kind: 'decline', positionSide, rule: 'trades-per-day', details }];
    }
    const { bar, volatility, strength, volume } = reading;
    const day = volatilityOver(DAY_MS, volatility, this.#context.barMs);
    const stop = params.stopBase * params.stopMultiplier * (1 + day);
    const reward = stop * params.rewardRisk;
    const entry = enterBy({
      positionSide,
      price: bar.close,
      stop,
      rungs: [
        { reach: reward * params.target1, share: params.share1 },
        { reach: reward * params.target2, share: params.share2 },
        { reach: reward * params.target3, share: 0 },
      ],
      stake: stakeOf(day, params),
      reason: `trend of strength ${strength.toFixed(2)} on ${volume.toFixed(1)} × the usual volume`,
    });
    return entry === undefined ? NOTHING : [entry];
  }

  save(): Saved {
    return { reader: this.#reader.save(), used: this.#used };
  }
}

export const newbie = withPsychology(
  defineStrategy({
    name: 'newbie',
    about: 'Follows strong trends with little at stake, without leverage, three trades a day at most.',
    params: NEWBIE_PARAMS,
    timeframes: ['1H', '15m', '4H'],
    warmupBars: (params) => marketWarmup(params),
    create: (params, context, saved) => new Newbie(params, context, saved as Partial<Saved> | undefined),
  }),
  { fomoResistance: 0.875 },
);
