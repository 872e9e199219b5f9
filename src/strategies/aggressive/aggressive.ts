/**
 * The aggressive trader: joins a strong movement on high volume, up or down, and takes its profit quickly.
 * Invariant: reads closed bars only; one entry a movement.
 */
import { direction } from '../../domain/index.ts';
import { defineStrategy, type Intent, type StrategyView } from '../../kernel/index.ts';
import { enterBy, sideOf } from '../profile/entry.ts';
import { type MarketReading, marketWarmup } from '../profile/reader.ts';
import { NOTHING, SignalTrader } from '../profile/signal-trader.ts';
import { DAY_MS, stakeOf, takerFeeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { AGGRESSIVE_PARAMS, type AggressiveParams } from './params.ts';

class AggressiveTrader extends SignalTrader<AggressiveParams> {
  protected signal({ momentum }: MarketReading): number {
    return Math.abs(momentum) >= this.params.momentumMin ? Math.sign(momentum) : 0;
  }

  protected act(movement: number, reading: MarketReading, { position }: StrategyView): readonly Intent[] {
    const { volumeMin, exitsOnTurn } = this.params;
    if (position !== undefined) {
      const hasTurned = exitsOnTurn === 1 && movement === -direction(position.positionSide);
      return hasTurned ? [{ kind: 'exit', positionSide: position.positionSide, reason: 'momentum turned' }] : NOTHING;
    }
    if (movement === 0 || this.isUsed || movement !== reading.trend || reading.volume < volumeMin) return NOTHING;
    return this.#enter(movement, reading);
  }

  #enter(movement: number, { bar, volatility, momentum, volume }: MarketReading): readonly Intent[] {
    const params = this.params;
    const { barMs, instrument } = this.context;
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
    this.use(movement);
    return [entry];
  }
}

export const aggressive = withPsychology(
  defineStrategy({
    name: 'aggressive',
    about: 'Joins strong momentum on high volume, long or short, and takes profit quickly.',
    params: AGGRESSIVE_PARAMS,
    timeframes: ['15m', '5m', '1H'],
    warmupBars: (params) => marketWarmup(params),
    create: (params, context, saved) => new AggressiveTrader(params, context, saved),
  }),
  { fomoResistance: 0.45 },
);
