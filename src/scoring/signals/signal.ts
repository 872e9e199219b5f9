/**
 * What a signal is, and the rules by which one is given.
 * Invariant: its fields are those that were published; its prices are proposals, for an order the risk gate decides.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { Pivots } from '../../indicators/index.ts';
import type { AcceptedScore } from '../score-types.ts';
import type { Direction } from './direction.ts';

export type SignalRules = {
  /** From this score on little movement is enough. */
  readonly thresholdHigh: number;
  /** Below this score there is no signal. */
  readonly thresholdMedium: number;
  /** Between two signals of a symbol. */
  readonly cooldownMs: number;
  /** Signals of a symbol that have not expired. */
  readonly signalsPerSymbolMax: number;
  readonly expiryMs: number;
  /** USDT of cost from which on a limit order is advised. */
  readonly limitFromCost: number;
  /** Fractions: of equity, and of price. */
  readonly riskPerTrade: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
};

export const DEFAULT_RULES: SignalRules = {
  thresholdHigh: 75,
  thresholdMedium: 60,
  cooldownMs: 300_000,
  signalsPerSymbolMax: 3,
  expiryMs: 1_800_000,
  limitFromCost: 1.5,
  riskPerTrade: 0.02,
  stopLoss: 0.02,
  takeProfit: 0.03,
};

const BOUNDS: Readonly<Record<keyof SignalRules, readonly [min: number, max: number]>> = {
  thresholdHigh: [0, 100],
  thresholdMedium: [0, 100],
  cooldownMs: [0, 86_400_000],
  signalsPerSymbolMax: [1, 1_000],
  expiryMs: [1_000, 86_400_000],
  limitFromCost: [0, 1_000],
  riskPerTrade: [0.0001, 0.1],
  stopLoss: [0.0001, 0.5],
  takeProfit: [0.0001, 5],
};

/** @throws InvalidInput that names the rule that is out of its bounds. */
export function resolveRules(given: Partial<SignalRules> = {}): SignalRules {
  const rules = { ...DEFAULT_RULES, ...given };
  for (const [name, [min, max]] of Object.entries(BOUNDS)) {
    const value = rules[name as keyof SignalRules];
    if (!(value >= min && value <= max)) throw new InvalidInput(name, value, `a number from ${min} to ${max}`);
  }
  if (rules.thresholdMedium > rules.thresholdHigh)
    throw new InvalidInput('thresholdMedium', rules.thresholdMedium, `at most thresholdHigh, ${rules.thresholdHigh}`);
  return rules;
}

export type Signal = {
  /** `{symbol}_{epoch s}` */
  readonly id: string;
  readonly symbol: string;
  readonly type: Direction;
  /** LIMIT where crossing the spread costs much. */
  readonly order_type: 'MARKET' | 'LIMIT';
  readonly viper_score: AcceptedScore;
  /** 0 to 1. */
  readonly confidence: number;
  readonly price: number;
  /** In percent. */
  readonly price_change: number;
  /** USDT. */
  readonly execution_cost: number;
  readonly s1s2r1r2_levels?: Pivots;
  /** Epoch ms. */
  readonly timestamp: number;
  readonly expires_at: number;
  /** Fraction of equity. */
  readonly risk_per_trade: number;
  readonly stop_loss: number;
  readonly take_profit: number;
  readonly strategy: 'VIPER_CENTRALIZED';
};
