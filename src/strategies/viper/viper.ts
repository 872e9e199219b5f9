/**
 * The viper: trades the signals of the VIPER score, each with the stop and the target that the signal names.
 * Invariant: reads closed bars only; a signal is traded once; a stop is only ever moved towards profit.
 */
import { type Candle, direction } from '../../domain/index.ts';
import {
  defineStrategy,
  type Intent,
  type PositionView,
  type Strategy,
  type StrategyContext,
  type StrategyView,
} from '../../kernel/index.ts';
import type { Signal } from '../../scoring/index.ts';
import { enterBy } from '../profile/entry.ts';
import { awayDown, awayUp } from '../profile/prices.ts';
import { DAY_MS, stakeOf, volatilityOver } from '../profile/stake.ts';
import { withPsychology } from '../psychology/psychology.ts';
import { VIPER_PARAMS, type ViperParams } from './params.ts';
import { type SavedScorer, SCORER_WARMUP, Scorer } from './scorer.ts';

type Saved = { readonly scorer: SavedScorer; readonly bar: Candle | null };

const NOTHING: readonly Intent[] = [];

/** Answers of the desk that keep a signal from being given; the others say that there is none. */
const HELD_BACK = new Set(['cooldown', 'signals-per-symbol', 'rejected']);

class Viper implements Strategy {
  readonly #params: ViperParams;
  readonly #context: StrategyContext;
  readonly #scorer: Scorer;
  #bar: Candle | null;

  constructor(params: ViperParams, context: StrategyContext, saved: Partial<Saved> | undefined) {
    this.#params = params;
    this.#context = context;
    this.#scorer = new Scorer(params, context, saved && (saved.scorer ?? {}));
    this.#bar = saved?.bar ?? null;
  }

  observe(bar: Candle): void {
    this.#scorer.observe(bar);
    this.#bar = bar;
  }

  decide({ at, position, entry }: StrategyView): readonly Intent[] {
    const bar = this.#bar;
    if (bar === null) return NOTHING;
    if (position !== undefined) return this.#trail(position, bar);
    if (entry !== undefined) {
      const isOld = at - entry.sentAt >= this.#params.entryBars * this.#context.barMs;
      return isOld ? [{ kind: 'cancel-entry', reason: 'not filled in time' }] : NOTHING;
    }
    const found = this.#scorer.consider(at);
    if (found === undefined) return NOTHING;
    const { decision, volatility } = found;
    if (decision.ok) return this.#enter(decision.signal, bar, volatility);
    if (!HELD_BACK.has(decision.rule)) return NOTHING;
    return [{ kind: 'decline', positionSide: undefined, rule: `signal-${decision.rule}`, details: decision.details }];
  }

  #enter(signal: Signal, bar: Candle, volatility: number): readonly Intent[] {
    const { stopLoss, takeProfit } = this.#params;
    this.#scorer.release(signal.id);
    const entry = enterBy({
      positionSide: signal.type === 'LONG' ? 'long' : 'short',
      price: bar.close,
      stop: stopLoss,
      rungs: [{ reach: takeProfit, share: 1 }],
      stake: stakeOf(volatilityOver(DAY_MS, volatility, this.#context.barMs), this.#params),
      isPostOnly: signal.order_type === 'LIMIT',
      reason: `VIPER score ${signal.viper_score.overall_score}`,
    });
    return entry === undefined ? NOTHING : [entry];
  }

  /** From `trailStart` on the stop follows the close at `trailDistance`. */
  #trail({ positionSide, entryPrice, stopLoss }: PositionView, { close }: Candle): readonly Intent[] {
    const { trailStart, trailDistance } = this.#params;
    const side = direction(positionSide);
    if ((side * (close - entryPrice)) / entryPrice < trailStart) return NOTHING;
    const price = close * (1 - side * trailDistance);
    const stop = side === 1 ? awayDown(price) : awayUp(price);
    if (stopLoss !== undefined && side * (stop - stopLoss) <= 0) return NOTHING;
    return side * (close - stop) > 0 ? [{ kind: 'move-stop', positionSide, stopLoss: stop, reason: 'trail' }] : NOTHING;
  }

  save(): Saved {
    return { scorer: this.#scorer.save(), bar: this.#bar };
  }
}

export const viper = withPsychology(
  defineStrategy({
    name: 'viper',
    about: 'Trades the signals of the VIPER score with the stop and the target that each names.',
    params: VIPER_PARAMS,
    timeframes: ['1H', '15m', '4H'],
    warmupBars: () => SCORER_WARMUP,
    create: (params, context, saved) => new Viper(params, context, saved as Partial<Saved> | undefined),
  }),
  { fomoResistance: 0.65 },
);
