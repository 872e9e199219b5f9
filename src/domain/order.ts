/**
 * Orders as values and as a state machine.
 * Invariant: an order leaves `pending` or `unknown` only through a word from the venue, and a terminal state never changes.
 */
import type { Lots, Ticks } from './instrument.ts';
import type { Side } from './market.ts';

export type PositionSide = 'long' | 'short';
export type PositionMode = 'one-way' | 'hedge';
export type MarginMode = 'isolated' | 'crossed';
/** What the order does to the position; `side` on the wire follows from it and differs by account family. */
export type OrderIntent = 'open' | 'close';
export type OrderType = 'market' | 'limit';
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'post-only';

export type OrderRequest = {
  /** [A-Za-z0-9_-]{1,32}, unique for the account's whole life. */
  readonly clientOid: string;
  readonly symbol: string;
  readonly intent: OrderIntent;
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  /** Undefined for a market order. */
  readonly price: Ticks | undefined;
  readonly size: Lots;
  readonly timeInForce: TimeInForce;
  readonly marginMode: MarginMode;
  /** Of an opening order; a closing one leaves the leverage as it is. */
  readonly leverage: number;
  /** Preset stop-loss: arrives with the order, so that no fill is ever without a stop. */
  readonly stopLoss: Ticks | undefined;
  /** Preset take-profit for the whole order. */
  readonly takeProfit: Ticks | undefined;
};

export type OrderStatus =
  | 'pending'
  | 'live'
  | 'partially-filled'
  | 'filled'
  | 'canceled'
  | 'rejected'
  /** Sent, and the answer is lost: the venue is being asked. */
  | 'unknown'
  /** The venue has said that it does not know the order: it never arrived. */
  | 'absent';

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['live', 'partially-filled', 'filled', 'canceled', 'rejected', 'unknown', 'absent'],
  unknown: ['live', 'partially-filled', 'filled', 'canceled', 'rejected', 'absent'],
  live: ['partially-filled', 'filled', 'canceled'],
  'partially-filled': ['filled', 'canceled'],
  filled: [],
  canceled: [],
  rejected: [],
  absent: [],
};

export const isTerminal = (status: OrderStatus): boolean => NEXT[status].length === 0;

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => NEXT[from].includes(to);

/** The side of the trade itself: closing a long sells. */
export const economicSide = (intent: OrderIntent, positionSide: PositionSide): Side =>
  (intent === 'open') === (positionSide === 'long') ? 'buy' : 'sell';

/** +1 for long, −1 for short. */
export const direction = (positionSide: PositionSide): 1 | -1 => (positionSide === 'long' ? 1 : -1);

/** A venue's word on one order, whoever asked. `filled` counts lots so far. */
export type OrderReport = {
  readonly clientOid: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly intent: OrderIntent;
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  readonly price: Ticks | undefined;
  readonly size: Lots;
  readonly filled: Lots;
  readonly status: Exclude<OrderStatus, 'pending' | 'unknown' | 'absent'>;
  readonly updatedAt: number;
};
