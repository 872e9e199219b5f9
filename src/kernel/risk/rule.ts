/**
 * What a risk rule is: a pure question about one opening order.
 * Invariant: a rule that cannot tell refuses.
 */
import type { Details, Instrument, Lots, Money, OrderRequest, RiskLimits, Ticks } from '../../domain/index.ts';
import type { BreakerView } from './breaker.ts';

/** What an addition grows, and on what terms. */
export type AdditionView = {
  /** The asking strategy's own, on the order's side; undefined when it has none there. */
  readonly position: { readonly size: Lots; readonly cost: Money } | undefined;
  /** An entry or a close in the symbol, or a trigger of the position, is under way. */
  readonly isBusy: boolean;
  /** The farthest from profit of the live stops that cover the whole position; undefined when none do. */
  readonly stopStands: Ticks | undefined;
  /** So far. */
  readonly additions: number;
  readonly additionsMax: number;
  /** Distance from the average entry that the price must have gained. */
  readonly profitMin: Ticks;
};

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
  /** Absent for an entry. */
  readonly addition?: AdditionView | undefined;
  /** Realised profit of this UTC day after fees and funding. */
  readonly realizedToday: Money;
  /** Unrealised loss of the open positions, zero or negative. */
  readonly openLoss: Money;
  readonly isPaused: boolean;
  /** The symbol may not be entered at the moment. */
  readonly isOutside?: boolean;
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
