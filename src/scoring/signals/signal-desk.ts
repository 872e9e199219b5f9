/**
 * Turns scores into signals: thresholds, direction, cooldown, at most so many per symbol, expiry.
 * Invariant: time is that of the scores; a signal that has expired holds no place; state is plain JSON.
 */
import { type Refused, refused } from '../../domain/index.ts';
import { roundTo } from '../score-range.ts';
import { type AcceptedScore, isRejected, type ViperScore } from '../score-types.ts';
import { type Direction, directionOf, type ScoredQuote } from './direction.ts';
import { resolveRules, type Signal, type SignalRules } from './signal.ts';

const SECOND_MS = 1_000;
const PRICE_DECIMALS = 8;

/** A score with the market it is of. */
export type ScoredMarket = ScoredQuote & { readonly score: ViperScore };

export type SignalDecision = { readonly ok: true; readonly signal: Signal } | Refused;

export type SignalDeskState = readonly {
  readonly symbol: string;
  /** Epoch ms of the last signal. */
  readonly lastAt: number;
  readonly active: readonly Signal[];
}[];

type Desk = { lastAt: number; active: Signal[] };

export class SignalDesk {
  readonly rules: SignalRules;
  readonly #desks = new Map<string, Desk>();

  /** @throws InvalidInput for a rule out of its bounds. */
  constructor(rules: Partial<SignalRules> = {}, saved: SignalDeskState = []) {
    this.rules = resolveRules(rules);
    for (const { symbol, lastAt, active } of saved) this.#desks.set(symbol, { lastAt, active: [...active] });
  }

  /**
   * A signal, or by which rule there is none: `cooldown`, `signals-per-symbol`, `rejected`, `score-too-low`,
   * `no-direction`.
   */
  consider(market: ScoredMarket): SignalDecision {
    const { score } = market;
    const desk = this.#at(score.symbol, score.timestamp);
    const blocked = desk && this.#blocked(desk, score.timestamp);
    if (blocked) return blocked;
    if (isRejected(score)) return refused('rejected', { reason: score.rejected_reason });
    const { thresholdHigh, thresholdMedium } = this.rules;
    const { overall_score } = score;
    if (overall_score < thresholdMedium)
      return refused('score-too-low', { score: overall_score, least: thresholdMedium });
    const direction = directionOf(score, market, overall_score >= thresholdHigh ? 'high' : 'medium');
    if (direction === undefined) return refused('no-direction', { score: overall_score });
    const signal = this.#signal(score, market, direction);
    this.#desks.set(score.symbol, { lastAt: score.timestamp, active: [...(desk?.active ?? []), signal] });
    return { ok: true, signal };
  }

  /** Many at once; the strongest first. */
  considerAll(markets: readonly ScoredMarket[]): Signal[] {
    return markets
      .map((market) => this.consider(market))
      .flatMap((decision) => (decision.ok ? [decision.signal] : []))
      .sort((a, b) => b.confidence - a.confidence);
  }

  /** Signals that have not expired at `at`, oldest first; of one symbol, or of all. */
  active(at: number, symbol?: string): Signal[] {
    const symbols = symbol === undefined ? [...this.#desks.keys()] : [symbol];
    return symbols.flatMap((one) => this.#at(one, at)?.active ?? []).sort((a, b) => a.timestamp - b.timestamp);
  }

  /** Gives the place of a signal free, because it was traded or dropped. The cooldown goes on. */
  release(id: string): void {
    for (const desk of this.#desks.values()) desk.active = desk.active.filter((signal) => signal.id !== id);
  }

  save(): SignalDeskState {
    return [...this.#desks].map(([symbol, { lastAt, active }]) => ({ symbol, lastAt, active: [...active] }));
  }

  #at(symbol: string, at: number): Desk | undefined {
    const desk = this.#desks.get(symbol);
    if (desk) desk.active = desk.active.filter(({ expires_at }) => expires_at > at);
    return desk;
  }

  #blocked({ lastAt, active }: Desk, at: number): Refused | undefined {
    const { cooldownMs, signalsPerSymbolMax } = this.rules;
    const leftMs = lastAt + cooldownMs - at;
    if (leftMs > 0) return refused('cooldown', { leftMs });
    if (active.length >= signalsPerSymbolMax) return refused('signals-per-symbol', { limit: signalsPerSymbolMax });
    return undefined;
  }

  #signal(score: AcceptedScore, { price, priceChange }: ScoredQuote, type: Direction): Signal {
    const { limitFromCost, expiryMs, riskPerTrade, stopLoss, takeProfit } = this.rules;
    const side = type === 'LONG' ? 1 : -1;
    const levels = score.s1s2r1r2_levels;
    return {
      id: `${score.symbol}_${Math.floor(score.timestamp / SECOND_MS)}`,
      symbol: score.symbol,
      type,
      order_type: score.execution_cost >= limitFromCost ? 'LIMIT' : 'MARKET',
      viper_score: score,
      confidence: roundTo(score.overall_score / 100, 4),
      price,
      price_change: priceChange,
      execution_cost: score.execution_cost,
      ...(levels === undefined ? {} : { s1s2r1r2_levels: levels }),
      timestamp: score.timestamp,
      expires_at: score.timestamp + expiryMs,
      risk_per_trade: riskPerTrade,
      stop_loss: roundTo(price * (1 - side * stopLoss), PRICE_DECIMALS),
      take_profit: roundTo(price * (1 + side * takeProfit), PRICE_DECIMALS),
      strategy: 'VIPER_CENTRALIZED',
    };
  }
}
