/**
 * What a risk rule is: a pure question about one opening order.
 * Invariant: a rule that cannot tell refuses.
 */
import type { Details, Instrument, Money, OrderRequest, RiskLimits, Ticks } from '../../domain/index.ts';
import type { BreakerView } from './breaker.ts';

export type RiskView = {
  readonly at: number;
  readonly instrument: Instrument;
  /** Newest price; the market order is expected to fill near it. */
  readonly price: Ticks;
  /** When the newest market event of the symbol came, epoch ms. */
  readonly priceAt: number;
  readonly equity: Money;
  /** Cash that no position and no pending entry has bound. */
  readonly available: Money;
  /** Open positions and entries under way, over all symbols. */
  readonly positionsCount: number;
  /** A position or an entry under way in this very symbol. */
  readonly hasPosition: boolean;
  /** Realised profit of this UTC day after fees and funding. */
  readonly realizedToday: Money;
  /** Unrealised loss of the open positions, zero or negative. */
  readonly openLoss: Money;
  readonly isPaused: boolean;
  readonly breaker: BreakerView;
  readonly limits: RiskLimits;
};

export type Rule = {
  readonly name: string;
  /** One sentence for help, docs and alerts. */
  readonly about: string;
  /** The numbers of the refusal, or undefined when the order may pass. */
  readonly check: (order: OrderRequest, view: RiskView) => Details | undefined;
};

export const defineRule = (rule: Rule): Rule => rule;
