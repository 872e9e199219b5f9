/**
 * The circuit breaker: after too many losses in a row it stops entries, then lets them back in small steps.
 * Invariant: time only comes with events; the same trades give the same states.
 */
import { applyRate, asMoney, type Money, type Rate, type RiskLimits, rate } from '../../domain/index.ts';

export type BreakerState = {
  consecutiveLosses: number;
  /** Entries are refused before this time; 0 when none is set. */
  cooldownUntil: number;
  sizeFactor: Rate;
};

export type BreakerView = Readonly<BreakerState> & { readonly state: 'closed' | 'cooldown' | 'reduced' };

const ONE = rate('1');

export class Breaker {
  readonly #state: BreakerState;

  constructor(saved?: BreakerState) {
    this.#state = saved ? { ...saved } : { consecutiveLosses: 0, cooldownUntil: 0, sizeFactor: ONE };
  }

  view(at: number): BreakerView {
    const { cooldownUntil, sizeFactor } = this.#state;
    const state = at < cooldownUntil ? 'cooldown' : sizeFactor < ONE ? 'reduced' : 'closed';
    return { ...this.#state, state };
  }

  /** Folds a finished trade; true when it opens the breaker. */
  onTrade(net: Money, at: number, limits: RiskLimits): boolean {
    if (net >= 0n) {
      this.#state.consecutiveLosses = 0;
      this.#restore(at, limits);
      return false;
    }
    this.#state.consecutiveLosses += 1;
    if (this.#state.consecutiveLosses < limits.lossesMax) return false;
    this.#state.consecutiveLosses = 0;
    this.#state.cooldownUntil = at + limits.cooldownMs;
    this.#state.sizeFactor = limits.sizeFactorAfterCooldown;
    return true;
  }

  save(): BreakerState {
    return { ...this.#state };
  }

  #restore(at: number, limits: RiskLimits): void {
    if (at < this.#state.cooldownUntil || this.#state.sizeFactor >= ONE) return;
    const raised = (this.#state.sizeFactor + limits.sizeFactorStep) as Rate;
    this.#state.sizeFactor = raised < ONE ? raised : ONE;
  }
}

/** Equity that may be lost by one trade, after every factor. */
export const riskBudget = (equity: Money, risk: Rate, factors: readonly Rate[]): Money =>
  factors.reduce<Money>(
    (amount, factor) => applyRate(amount, factor),
    applyRate(asMoney(equity > 0n ? equity : 0n), risk),
  );
