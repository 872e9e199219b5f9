/**
 * What a person or a program may ask of a running engine. Each goes through the inbox like any event.
 */
import type { Lots, Ticks } from './instrument.ts';
import type { MarginMode, OrderType, PositionSide, TimeInForce } from './order.ts';
import type { RiskLimits } from './session.ts';

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
  /** Every entry order; of all symbols when undefined. Stops and targets stay. */
  | { readonly kind: 'cancel-all'; readonly symbol: string | undefined }
  /**
   * A resting entry: changed where it rests in Unified accounts; in Classic ones, where nothing of it is filled, canceled
   * and placed anew once that is certain. Undefined: as it was; `size` is all of it.
   */
  | {
      readonly kind: 'amend-order';
      readonly clientOid: string;
      readonly price: Ticks | undefined;
      readonly size: Lots | undefined;
    }
  /**
   * Of the symbol at the exchange, both sides: what is open in it is margined anew, and orders by hand that name no
   * leverage take it. The entries of strategies keep their own.
   */
  | { readonly kind: 'set-leverage'; readonly symbol: string; readonly leverage: number }
  /** Of a position, towards profit only. */
  | {
      readonly kind: 'move-stop';
      readonly symbol: string;
      readonly positionSide: PositionSide;
      readonly stopLoss: Ticks;
    }
  /** Off: it makes no entries, and goes on guarding what it has. */
  | { readonly kind: 'switch-strategy'; readonly name: string; readonly isOn: boolean }
  /** Followed and entered from here on, over restarts too, until `remove-symbol`. */
  | { readonly kind: 'add-symbol'; readonly symbol: string }
  /** No new entries; what is open keeps its stops and is managed to its end, and then the symbol is left. */
  | { readonly kind: 'remove-symbol'; readonly symbol: string }
  /** Until `loosen-limits`, over restarts too; a limit is only ever made tighter. */
  | { readonly kind: 'tighten-limits'; readonly limits: Partial<TightenableLimits> }
  /** These are the configured ones again; all of them when undefined. */
  | { readonly kind: 'loosen-limits'; readonly limits: readonly (keyof TightenableLimits)[] | undefined }
  /** The warnings so far have been seen. */
  | { readonly kind: 'clear-alerts' }
  /** Asks the venue for the whole truth; answered when it has been compared with ours. */
  | { readonly kind: 'reconcile' }
  /** No new entries until `resume`; stops and targets stay. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Cancels every entry, closes every position at market, and pauses. */
  | { readonly kind: 'kill' };

export type TightenableLimits = Pick<
  RiskLimits,
  'leverageMax' | 'riskPerTrade' | 'positionsMax' | 'dailyLossMax' | 'lossesMax'
>;
