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
  /** A resting entry of which nothing is filled: canceled, and placed anew once that is certain. Undefined: as it was. */
  | {
      readonly kind: 'amend-order';
      readonly clientOid: string;
      readonly price: Ticks | undefined;
      readonly size: Lots | undefined;
    }
  /** Off: it makes no entries, and goes on guarding what it has. */
  | { readonly kind: 'switch-strategy'; readonly name: string; readonly isOn: boolean }
  /** Until the next start; a limit is only ever made tighter. */
  | { readonly kind: 'tighten-limits'; readonly limits: Partial<TightenableLimits> }
  /** No new entries until `resume`; stops and targets stay. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Cancels every entry, closes every position at market, and pauses. */
  | { readonly kind: 'kill' };

export type TightenableLimits = Pick<
  RiskLimits,
  'leverageMax' | 'riskPerTrade' | 'positionsMax' | 'dailyLossMax' | 'lossesMax'
>;
