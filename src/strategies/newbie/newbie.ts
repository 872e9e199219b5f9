/**
 * The newbie: follows a strong trend on good volume with little at stake, and stops for the day after three entries.
 * Invariant: reads closed bars only; one entry a trend; never more entries a day than allowed, over all symbols.
 */
import type { PositionSide } from '../../domain/index.ts';
import { defineStrategy, type Intent, type StrategyView } from '../../kernel/index.ts';
import { enterBy, sideOf } from '../profile/entry.ts';
import { type MarketReading, marketWarmup } from '../profile/reader.ts';
import { NOTHING, SignalTrader } from '../profile/signal-trader.ts';
import { DAY_MS, stakeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { NEWBIE_PARAMS, type NewbieParams } from './params.ts';

class Newbie extends SignalTrader<NewbieParams> {
  protected signal({ strength, trend }: MarketReading): number {
    return strength >= this.params.strengthMin ? trend : 0;
  }

  protected act(strong: number, reading: MarketReading, { position, trader }: StrategyView): readonly Intent[] {
    const { volume, bar } = reading;
    if (position !== undefined || strong === 0 || this.isUsed) return NOTHING;
    if (volume < this.params.volumeMin || Math.sign(bar.close - bar.open) !== strong) return NOTHING;
    this.use(strong);
    return this.#enter(sideOf(strong), reading, trader?.entriesToday ?? 0);
  }

  #enter(positionSide: PositionSide, reading: MarketReading, entriesToday: number): readonly Intent[] {
    const params = this.params;
    if (entriesToday >= params.tradesPerDay) {
      const details = { limit: params.tradesPerDay, entries: entriesToday };
      return [{ kind: 'decline', positionSide, rule: 'trades-per-day', details }];
    }
    const { bar, volatility, strength, volume } = reading;
    const day = volatilityOver(DAY_MS, volatility, this.context.barMs);
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
}

export const newbie = withPsychology(
  defineStrategy({
    name: 'newbie',
    about: 'Follows strong trends with little at stake, without leverage, three trades a day at most.',
    params: NEWBIE_PARAMS,
    timeframes: ['1H', '15m', '4H'],
    warmupBars: (params) => marketWarmup(params),
    create: (params, context, saved) => new Newbie(params, context, saved),
  }),
  { fomoResistance: 0.875 },
);
