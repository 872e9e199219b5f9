/**
 * The strategic trader: enters with a strong trend when a Fibonacci level of the last leg has held twice, adds to what gains.
 * Invariant: reads closed bars only; one entry per leg; a stop is only ever moved towards profit.
 */
import type { Candle, PositionSide } from '../../domain/index.ts';
import {
  defineStrategy,
  type Intent,
  type PositionView,
  type Strategy,
  type StrategyContext,
  type StrategyView,
} from '../../kernel/index.ts';
import { stopPrice } from '../profile/prices.ts';
import { DAY_MS, stakeOf, takerFeeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { additionTo, type Held } from './adding.ts';
import { type Distances, distances } from './distances.ts';
import { takeProfits, trailedStop } from './exits.ts';
import { STRATEGIC_PARAMS, type StrategicParams } from './params.ts';
import { Reader, type Reading, readerWarmup, type SavedReader } from './reading.ts';
import { findRetest } from './retest.ts';

type Saved = { readonly reader: SavedReader; readonly held: Held | null; readonly usedLeg: number };

type Entry = Extract<Intent, { kind: 'enter' }>;

const NOTHING: readonly Intent[] = [];

class StrategicTrader implements Strategy {
  readonly #params: StrategicParams;
  readonly #context: StrategyContext;
  readonly #reader: Reader;
  readonly #takerFee: number;
  #held: Held | null = null;
  /** The leg of the last entry. */
  #usedLeg = 0;

  constructor(params: StrategicParams, context: StrategyContext, saved: Partial<Saved> | undefined) {
    this.#params = params;
    this.#context = context;
    this.#reader = new Reader(params);
    this.#takerFee = takerFeeOf(context.instrument);
    if (saved === undefined) return;
    this.#reader.restore(saved.reader ?? {});
    this.#held = saved.held ?? null;
    this.#usedLeg = saved.usedLeg ?? 0;
  }

  observe(bar: Candle): void {
    this.#reader.observe(bar);
  }

  decide(view: StrategyView): readonly Intent[] {
    const reading = this.#reader.read();
    const bar = reading?.bars.at(-1);
    if (reading === undefined || bar === undefined) return NOTHING;
    const volatility = volatilityOver(DAY_MS, reading.volatility, this.#context.barMs);
    const market = { price: bar.close, atr: reading.atr, volatility, takerFee: this.#takerFee };
    const reach = distances(market, this.#params);
    if (view.position !== undefined) {
      const held = this.#holding(view.position, reach);
      const addition = additionTo(view.position, { at: view.at, bars: reading.bars, held, volatility }, this.#params);
      const moved = this.#trail(view.position, bar, held);
      return addition === undefined ? moved : [...moved, addition];
    }
    this.#held = null;
    return this.#enter(reading, bar, { reach, volatility });
  }

  /** Its distances stay those of the bar on which the position was first seen. */
  #holding({ openedAt }: PositionView, { scale, stop }: Distances): Held {
    if (this.#held?.openedAt !== openedAt) this.#held = { openedAt, scale, stop };
    return this.#held;
  }

  #trail(position: PositionView, bar: Candle, { scale }: Held): readonly Intent[] {
    const stopLoss = trailedStop(position, { close: bar.close, scale }, this.#params);
    if (stopLoss === undefined) return NOTHING;
    return [{ kind: 'move-stop', positionSide: position.positionSide, stopLoss, reason: 'trail' }];
  }

  #enter(
    reading: Reading,
    bar: Candle,
    { reach, volatility }: { reach: Distances; volatility: number },
  ): readonly Intent[] {
    const { leg, trend, strength } = reading;
    if (leg === undefined || leg.id === this.#usedLeg) return NOTHING;
    if (strength <= this.#params.strengthMin || Math.sign(leg.to - leg.from) !== trend) return NOTHING;
    const tolerance = reach.zone * bar.close;
    const ratio = findRetest(reading.bars, leg, { params: this.#params, tolerance });
    if (ratio === undefined) return NOTHING;
    const entry = this.#entry(trend === 1 ? 'long' : 'short', bar, { stop: reach.stop, volatility, ratio });
    if (Math.min(entry.stopLoss, ...entry.takeProfits.map((one) => one.price)) <= 0) return NOTHING;
    this.#usedLeg = leg.id;
    return [entry];
  }

  #entry(
    positionSide: PositionSide,
    bar: Candle,
    { stop, volatility, ratio }: { stop: number; volatility: number; ratio: number },
  ): Entry {
    const params = this.#params;
    return {
      kind: 'enter',
      positionSide,
      stopLoss: stopPrice(positionSide, bar.close, stop),
      takeProfits: takeProfits(positionSide, { entry: bar.close, stop }, params),
      ...stakeOf(volatility, params),
      reason: `${positionSide === 'long' ? 'support' : 'resistance'} at ${ratio} retested`,
    };
  }

  save(): Saved {
    return { reader: this.#reader.save(), held: this.#held, usedLeg: this.#usedLeg };
  }
}

export const strategic = withPsychology(
  defineStrategy({
    name: 'strategic',
    about: 'Trades with a strong trend when a Fibonacci retracement of the last leg is retested and holds.',
    params: STRATEGIC_PARAMS,
    timeframes: ['15m', '1H', '4H'],
    warmupBars: readerWarmup,
    create: (params, context, saved) => new StrategicTrader(params, context, saved as Partial<Saved> | undefined),
  }),
  { fomoResistance: 0.825 },
);
