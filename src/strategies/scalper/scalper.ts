/**
 * The scalper: short trades with the trend on lively volume, entered by post-only orders, left within the hour.
 * Invariant: reads closed bars only; no entry whose first target does not pay its costs; one entry a burst of volume.
 */
import { type PositionSide, type Ticks, ticks } from '../../domain/index.ts';
import { defineStrategy, type Intent, type StrategyView } from '../../kernel/index.ts';
import { enterBy, sideOf } from '../profile/entry.ts';
import { type MarketReading, marketWarmup } from '../profile/reader.ts';
import { NOTHING, SignalTrader } from '../profile/signal-trader.ts';
import { HOUR_MS, stakeOf, takerFeeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { roundTrip, stopDistance, unpaid } from './costs.ts';
import { SCALPER_PARAMS, type ScalperParams } from './params.ts';

class Scalper extends SignalTrader<ScalperParams> {
  /** With the trend, beyond the fast average, on a bar that closes that way with enough volume. */
  protected signal({ trend, bar, fast, volume }: MarketReading): number {
    const isAlong = Math.sign(bar.close - bar.open) === trend && Math.sign(bar.close - fast) === trend;
    return isAlong && volume >= this.params.volumeMin ? trend : 0;
  }

  protected act(side: number, reading: MarketReading, view: StrategyView): readonly Intent[] {
    const { position, entry } = view;
    if (entry !== undefined && this.#isOld(entry.sentAt, view.at, this.params.entryBars))
      return [{ kind: 'cancel-entry', reason: 'not filled in time' }];
    if (position !== undefined && this.#isOld(position.openedAt, view.at, this.params.holdBars))
      return [{ kind: 'exit', positionSide: position.positionSide, reason: 'time is up' }];
    if (position !== undefined || entry !== undefined || side === 0 || this.isUsed) return NOTHING;
    this.use(side);
    return this.#enter(sideOf(side), reading, view.quote);
  }

  #isOld(since: number, at: number, bars: number): boolean {
    return at - since >= bars * this.context.barMs;
  }

  #enter(positionSide: PositionSide, reading: MarketReading, quote: StrategyView['quote']): readonly Intent[] {
    const params = this.params;
    const { instrument, barMs } = this.context;
    const volatility = volatilityOver(HOUR_MS, reading.volatility, barMs);
    const stop = stopDistance({ range: reading.range, volatility }, params);
    const shortfall = unpaid(stop, roundTrip(instrument, params), params);
    if (shortfall) return [{ kind: 'decline', positionSide, rule: 'target-below-cost', details: shortfall }];
    const spread = quote === undefined ? 0 : (quote.ask - quote.bid) / quote.bid;
    if (spread > params.spreadMax)
      return [{ kind: 'decline', positionSide, rule: 'spread', details: { limit: params.spreadMax, spread } }];
    const reward = stop * params.rewardRisk;
    const isPostOnly = params.postOnly === 1;
    const entry = enterBy({
      positionSide,
      price: isPostOnly ? restingPrice(positionSide, reading.bar.close, quote) : reading.bar.close,
      stop,
      rungs: [
        { reach: reward * params.target1, share: params.share1 },
        { reach: reward * params.target2, share: 0 },
      ],
      stake: stakeOf(volatility, params, { stop, takerFee: takerFeeOf(instrument), marginShare: params.marginShare }),
      isPostOnly,
      reason: `with the trend on ${reading.volume.toFixed(1)} × the usual volume`,
    });
    return entry === undefined ? NOTHING : [entry];
  }
}

/** The close; a tick inside the spread where the close would take what rests on the other side. */
function restingPrice(positionSide: PositionSide, close: Ticks, quote: StrategyView['quote']): Ticks {
  if (quote === undefined) return close;
  return ticks(positionSide === 'long' ? Math.min(close, quote.ask - 1) : Math.max(close, quote.bid + 1));
}

export const scalper = withPsychology(
  defineStrategy({
    name: 'scalper',
    about: 'Trades short moves with the trend by post-only orders, and only where the target pays the fees.',
    params: SCALPER_PARAMS,
    timeframes: ['5m', '1m', '15m'],
    warmupBars: (params) => marketWarmup(params),
    create: (params, context, saved) => new Scalper(params, context, saved),
  }),
  { fomoResistance: 0.65 },
);
