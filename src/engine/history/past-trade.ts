/**
 * A position from its first fill to its end, as it is told afterwards: what came in, what went out, what it cost.
 * Invariant: net = profit − fees + funding + other, to the last digit; what is not known of a trade is named in `gap`.
 */
import {
  asMoney,
  type Bill,
  type Fill,
  type Instrument,
  type Lots,
  type Money,
  notional,
  type PositionSide,
  ZERO,
} from '../../domain/index.ts';
import type { Position } from '../../kernel/index.ts';

/**
 * What of a trade came in no fill: its entry, where the position was found at the exchange; a part of its size; or its
 * end, where the exchange had it no more.
 */
export type TradeGap = 'entry-unseen' | 'size-changed' | 'exit-unseen';

/** What was entered or left, in all, and its worth at the prices of the fills. */
export type Turnover = { readonly size: Lots; readonly worth: Money };

export type OpenTrade = {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide;
  /** Strategy, or `manual`; undefined where the events do not tell. */
  readonly owner: string | undefined;
  readonly openedAt: number;
  readonly entered: Turnover;
  readonly left: Turnover;
  /** Realised, before fees. */
  readonly profit: Money;
  /** Paid. */
  readonly fees: Money;
  /** Received; negative was paid. */
  readonly funding: Money;
  /** Movements of cash of its symbol that are neither fill nor funding; positive is received. */
  readonly other: Money;
  readonly gap: TradeGap | undefined;
};

export type PastTrade = OpenTrade & { readonly closedAt: number; readonly net: Money };

const NOTHING: Turnover = { size: 0 as Lots, worth: ZERO };

export function beginTrade(
  instrument: Instrument,
  { positionSide, at }: Pick<Fill, 'positionSide' | 'at'>,
  owner: string | undefined,
): OpenTrade {
  const sums = { entered: NOTHING, left: NOTHING, profit: ZERO, fees: ZERO, funding: ZERO, other: ZERO };
  return { instrument, positionSide, owner, openedAt: at, gap: undefined, ...sums };
}

/** @param open size of the position before the fill: a close beyond it leaves no more than what is there */
export function withFill(trade: OpenTrade, fill: Fill, open: Lots): OpenTrade {
  const size = (fill.intent === 'open' ? fill.size : Math.min(fill.size, open)) as Lots;
  const part = { size, worth: notional(trade.instrument, fill.price, size) };
  const profit = asMoney(trade.profit + fill.profit);
  const fees = asMoney(trade.fees + fill.fee);
  return fill.intent === 'open'
    ? { ...trade, profit, fees, entered: sum(trade.entered, part) }
    : { ...trade, profit, fees, left: sum(trade.left, part) };
}

export function withBill(trade: OpenTrade, { kind, amount }: Bill): OpenTrade {
  if (kind === 'funding') return { ...trade, funding: asMoney(trade.funding + amount) };
  return { ...trade, other: asMoney(trade.other + amount) };
}

/** The exchange has another size than the fills explain: what is more was entered at its word, what is less left unseen. */
export function withSize(trade: OpenTrade, before: Position | undefined, now: Position): OpenTrade {
  const gap = before === undefined || trade.gap === 'entry-unseen' ? 'entry-unseen' : 'size-changed';
  const size = (now.size - (before?.size ?? 0)) as Lots;
  if (size <= 0) return { ...trade, gap };
  return { ...trade, gap, entered: sum(trade.entered, { size, worth: asMoney(now.cost - (before?.cost ?? ZERO)) }) };
}

const sum = (a: Turnover, b: Turnover): Turnover => ({
  size: (a.size + b.size) as Lots,
  worth: asMoney(a.worth + b.worth),
});
