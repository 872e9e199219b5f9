/**
 * What a person or a program may ask of a running engine. Each goes through the inbox like any event.
 */
import type { Lots, Ticks } from './instrument.ts';
import type { MarginMode, OrderType, PositionSide, TimeInForce } from './order.ts';

export type Command =
  | {
      readonly kind: 'open-position';
      readonly symbol: string;
      readonly positionSide: PositionSide;
      readonly type: OrderType;
      readonly price: Ticks | undefined;
      readonly size: Lots;
      readonly timeInForce: TimeInForce;
      readonly marginMode: MarginMode;
      readonly leverage: number;
      /** Undefined: the session's default stop distance is used. */
      readonly stopLoss: Ticks | undefined;
      readonly takeProfit: Ticks | undefined;
    }
  /** Undefined size: all of it. */
  | {
      readonly kind: 'close-position';
      readonly symbol: string;
      readonly positionSide: PositionSide;
      readonly size: Lots | undefined;
    }
  | { readonly kind: 'cancel-order'; readonly clientOid: string }
  /** No new entries until `resume`; stops and targets stay. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Cancels every entry, closes every position at market, and pauses. */
  | { readonly kind: 'kill' };
