/**
 * The strategic trader: enters with a strong trend when a Fibonacci level of the last leg has held twice.
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
import { type Distances, dailyVolatility, distances, takerFeeOf } from './distances.ts';
import { stopPrice, takeProfits, toRate, trailedStop } from './exits.ts';
import { STRATEGIC_PARAMS, type StrategicParams } from './params.ts';
import { Reader, type Reading, readerWarmup, type SavedReader } from './reading.ts';
import { findRetest } from './retest.ts';

/** What was true when a position was first seen: its trailing distances stay those of its entry. */
type Held = { readonly openedAt: number; readonly scale: number };

type Saved = { readonly reader: SavedReader; readonly held: Held | null; readonly usedLeg: number };

type Entry = Extract<Intent, { kind: 'enter' }>;

const NOTHING: readonly Intent[] = [];

class StrategicTrader implements Strategy {
  readonly #params: StrategicParams;
  readonly #context: StrategyContext;
  readonly #reader: Reader;
  #held: Held | null = null;
  /** The leg of the last entry. */
  #usedLeg = 0;

  constructor(params: StrategicParams, context: StrategyContext, saved: Partial<Saved> | undefined) {
    this.#params = params;
    this.#context = context;
    this.#reader = new Reader(params);
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
    const volatility = dailyVolatility(reading.volatility, this.#context.barMs);
    const market = { price: bar.close, atr: reading.atr, volatility, takerFee: takerFeeOf(this.#context.instrument) };
    const reach = distances(market, this.#params);
    if (view.position !== undefined) return this.#trail(view.position, bar, reach);
    this.#held = null;
    return this.#enter(reading, bar, { reach, volatility });
  }

  #trail(position: PositionView, bar: Candle, reach: Distances): readonly Intent[] {
    if (this.#held?.openedAt !== position.openedAt) {
      this.#held = { openedAt: position.openedAt, scale: reach.scale };
    }
    const stopLoss = trailedStop(position, { close: bar.close, scale: this.#held.scale }, this.#params);
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
    const isWild = volatility > params.volatilityWild;
    const isCalm = volatility < params.volatilityCalm;
    const factor = isWild ? params.leverageWild : isCalm ? params.leverageCalm : 1;
    return {
      kind: 'enter',
      positionSide,
      stopLoss: stopPrice(positionSide, bar.close, stop),
      takeProfits: takeProfits(positionSide, { entry: bar.close, stop }, params),
      leverage: Math.max(1, Math.floor(Math.min(params.leverage * factor, params.leverageMax))),
      risk: toRate(params.risk),
      sizeFactor: toRate(params.sizeFactor * (isWild ? params.sizeFactorWild : 1)),
      reason: `${positionSide === 'long' ? 'support' : 'resistance'} at ${ratio} retested`,
    };
  }

  save(): Saved {
    return { reader: this.#reader.save(), held: this.#held, usedLeg: this.#usedLeg };
  }
}

export const strategic = defineStrategy({
  name: 'strategic',
  about: 'Trades with a strong trend when a Fibonacci retracement of the last leg is retested and holds.',
  params: STRATEGIC_PARAMS,
  warmupBars: readerWarmup,
  create: (params, context, saved) => new StrategicTrader(params, context, saved as Partial<Saved> | undefined),
});
