/**
 * Fills, positions and balances as the venue reports them.
 * Invariant: signs are the account's: a fee paid is negative cash, a profit positive.
 */
import type { Lots, Ticks } from './instrument.ts';
import type { Money } from './money.ts';
import type { MarginMode, OrderIntent, PositionMode, PositionSide } from './order.ts';

export type Liquidity = 'maker' | 'taker';

export type Fill = {
  /** Unique per account; the same fill may arrive by several ways and counts once. */
  readonly tradeId: string;
  readonly orderId: string;
  /** Empty when the order is not one of ours: a trigger that fired, a liquidation, another program. */
  readonly clientOid: string;
  readonly symbol: string;
  readonly intent: OrderIntent;
  readonly positionSide: PositionSide;
  readonly price: Ticks;
  readonly size: Lots;
  /** What the account paid: positive is a cost, negative a rebate. */
  readonly fee: Money;
  /** Realised profit before fees; zero for an opening fill. */
  readonly profit: Money;
  readonly liquidity: Liquidity;
  readonly at: number;
};

/** A movement of cash that is not a fill. Positive `amount` is received. */
export type Bill = {
  readonly billId: string;
  readonly kind: 'funding' | 'transfer' | 'liquidation' | 'other';
  readonly symbol: string;
  readonly amount: Money;
  readonly at: number;
};

export type PositionReport = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly size: Lots;
  /** Average entry as decimal text: it is no whole tick. */
  readonly entryPrice: string;
  readonly leverage: number;
  readonly marginMode: MarginMode;
  /** Undefined when the venue gives none. */
  readonly liquidationPrice: Ticks | undefined;
};

export type AccountReport = {
  /** Cash: deposits + realised profit − fees + funding; without unrealised profit. */
  readonly balance: Money;
  /** Free for new positions. */
  readonly available: Money;
  readonly positionMode: PositionMode;
};
