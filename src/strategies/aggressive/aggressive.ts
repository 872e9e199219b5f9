/**
 * The aggressive trader: joins a strong movement on high volume, up or down, and takes its profit quickly.
 * Invariant: reads closed bars only; one entry a movement.
 */
import { direction } from '../../domain/index.ts';
import {
  defineStrategy,
  type Intent,
  type Strategy,
  type StrategyContext,
  type StrategyView,
} from '../../kernel/index.ts';
import { enterBy, sideOf } from '../profile/entry.ts';
import { MarketReader, type MarketReading, marketWarmup, type SavedMarketReader } from '../profile/reader.ts';
import { DAY_MS, stakeOf, takerFeeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { AGGRESSIVE_PARAMS, type AggressiveParams } from './params.ts';

/** `used`: the sign of the movement that has given an entry, until it is over; else 0. */
type Saved = { readonly reader: SavedMarketReader; readonly used: number };

const NOTHING: readonly Intent[] = [];

class AggressiveTrader implements Strategy {
  readonly #params: AggressiveParams;
  readonly #context: StrategyContext;
  readonly #reader: MarketReader;
  #used: number;

  constructor(params: AggressiveParams, context: StrategyContext, saved: Partial<Saved> | undefined) {
    this.#params = params;
    this.#context = context;
    this.#reader = new MarketReader(params, saved && (saved.reader ?? {}));
    this.#used = saved?.used ?? 0;
  }

  observe(bar: Parameters<Strategy['observe']>[0]): void {
    this.#reader.observe(bar);
  }

  decide({ position }: StrategyView): readonly Intent[] {
    const reading = this.#reader.read();
    if (reading === undefined) return NOTHING;
    const { momentumMin, volumeMin, exitsOnTurn } = this.#params;
    const movement = Math.abs(reading.momentum) >= momentumMin ? Math.sign(reading.momentum) : 0;
    if (movement !== this.#used) this.#used = 0;
    if (position !== undefined) {
      const hasTurned = exitsOnTurn === 1 && movement === -direction(position.positionSide);
      return hasTurned ? [{ kind: 'exit', positionSide: position.positionSide, reason: 'momentum turned' }] : NOTHING;
    }
    if (movement === 0 || this.#used !== 0 || movement !== reading.trend || reading.volume < volumeMin) return NOTHING;
    return this.#enter(movement, reading);
  }

  #enter(movement: number, { bar, volatility, momentum, volume }: MarketReading): readonly Intent[] {
    const params = this.#params;
    const { barMs, instrument } = this.#context;
    const day = volatilityOver(DAY_MS, volatility, barMs);
    const stop = params.stopBase * params.stopMultiplier * (1 + day);
    const reward = stop * params.rewardRisk;
    const entry = enterBy({
      positionSide: sideOf(movement),
      price: bar.close,
      stop,
      rungs: [
        { reach: reward * params.target1, share: params.share1 },
        { reach: reward * params.target2, share: params.share2 },
        { reach: reward * params.target3, share: 0 },
      ],
      stake: stakeOf(day, params, { stop, takerFee: takerFeeOf(instrument), marginShare: params.marginShare }),
      reason: `momentum ${momentum.toFixed(2)} on ${volume.toFixed(1)} × the usual volume`,
    });
    if (entry === undefined) return NOTHING;
    this.#used = movement;
    return [entry];
  }

  save(): Saved {
    return { reader: this.#reader.save(), used: this.#used };
  }
}

export const aggressive = withPsychology(
  defineStrategy({
    name: 'aggressive',
    about: 'Joins strong momentum on high volume, long or short, and takes profit quickly.',
    params: AGGRESSIVE_PARAMS,
    timeframes: ['15m', '5m', '1H'],
    warmupBars: (params) => marketWarmup(params),
    create: (params, context, saved) => new AggressiveTrader(params, context, saved as Partial<Saved> | undefined),
  }),
  { fomoResistance: 0.45 },
);
