/**
 * Scores a symbol bar by bar and turns the scores into signals.
 * Invariant: closed bars only; the cost comes from the tiers, for bars hold no book; state survives JSON.
 */
import { type Candle, type Instrument, priceToNumber, type Refused, sizeToNumber } from '../../domain/index.ts';
import type { StrategyContext } from '../../kernel/index.ts';
import {
  MarketTracker,
  READING_WARMUP,
  type SavedTracker,
  type Signal,
  SignalDesk,
  scoreReading,
} from '../../scoring/index.ts';
import { DAY_MS } from '../profile/stake.ts';
import type { ViperParams } from './params.ts';

export type SavedScorer = {
  readonly tracker: SavedTracker;
  readonly desk: ReturnType<SignalDesk['save']>;
  /** Of the last 24 hours, oldest first, in USDT. */
  readonly closes: readonly number[];
};

const SECOND_MS = 1_000;

export type Finding = {
  /** Realised volatility of one bar, as a fraction. */
  readonly volatility: number;
  readonly decision: { readonly ok: true; readonly signal: Signal } | Refused;
};

const barsPerDay = ({ barMs }: StrategyContext): number => Math.max(1, Math.round(DAY_MS / barMs));

/** Bars before the first score, at any length of bar. */
export const SCORER_WARMUP = READING_WARMUP;

export class Scorer {
  readonly #context: StrategyContext;
  readonly #params: ViperParams;
  readonly #tracker: MarketTracker;
  readonly #desk: SignalDesk;
  readonly #closes: number[];

  constructor(params: ViperParams, context: StrategyContext, saved?: Partial<SavedScorer>) {
    this.#params = params;
    this.#context = context;
    this.#tracker = new MarketTracker(context.barMs, saved && (saved.tracker ?? {}));
    const rules = {
      thresholdHigh: params.thresholdHigh,
      thresholdMedium: params.thresholdMedium,
      cooldownMs: params.cooldownSeconds * SECOND_MS,
      signalsPerSymbolMax: params.signalsMax,
      expiryMs: params.expirySeconds * SECOND_MS,
      limitFromCost: params.limitFromCost,
      riskPerTrade: params.risk,
      stopLoss: params.stopLoss,
      takeProfit: params.takeProfit,
    };
    this.#desk = new SignalDesk(rules, saved?.desk);
    this.#closes = [...(saved?.closes ?? [])];
  }

  observe(candle: Candle): void {
    const bar = inUsdt(candle, this.#context.instrument);
    this.#tracker.next(bar);
    this.#closes.push(bar.close);
    if (this.#closes.length > barsPerDay(this.#context) + 1) this.#closes.shift();
  }

  /** Undefined before warm-up and before the bars cover 24 hours, whose volume tells the cost. A signal that is given holds its place until `release`. */
  consider(at: number): Finding | undefined {
    const { reading } = this.#tracker;
    if (reading?.quoteVolume === undefined) return undefined;
    const { instrument, barMs } = this.#context;
    const market = {
      symbol: instrument.symbol,
      price: reading.close,
      quoteVolume: reading.quoteVolume,
      book: undefined,
    };
    const { costMax } = this.#params;
    const score = scoreReading(
      { reading, barMs },
      { ...market, bookAt: undefined },
      { at, costModel: 'tier', costMax },
    );
    const [before = reading.close] = this.#closes;
    const priceChange = (100 * (reading.close - before)) / before;
    const decision = this.#desk.consider({ score, price: reading.close, priceChange });
    return { volatility: reading.volatility, decision };
  }

  /** The signal was traded: its place is free, its cooldown goes on. */
  release(id: string): void {
    this.#desk.release(id);
  }

  save(): SavedScorer {
    return { tracker: this.#tracker.save(), desk: this.#desk.save(), closes: [...this.#closes] };
  }
}

const inUsdt = ({ openAt, high, low, close, volume }: Candle, instrument: Instrument) => ({
  openAt,
  high: priceToNumber(instrument, high),
  low: priceToNumber(instrument, low),
  close: priceToNumber(instrument, close),
  volume: sizeToNumber(instrument, volume),
});
