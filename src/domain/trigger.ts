/**
 * Stop-losses and take-profits that the exchange itself holds and fires.
 * Invariant: a trigger only ever reduces its position.
 */
import type { Lots, Ticks } from './instrument.ts';
import type { PositionSide } from './order.ts';

export type TriggerKind = 'stop-loss' | 'take-profit';
export type TriggerPriceType = 'last' | 'mark';

export type TriggerRequest = {
  readonly clientOid: string;
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly kind: TriggerKind;
  readonly triggerPrice: Ticks;
  readonly triggerBy: TriggerPriceType;
  /** Undefined: the whole position, whatever its size when the trigger fires. */
  readonly size: Lots | undefined;
};

export type TriggerStatus = 'pending' | 'live' | 'triggered' | 'canceled' | 'rejected' | 'unknown' | 'absent';

export const isTriggerTerminal = (status: TriggerStatus): boolean =>
  status !== 'pending' && status !== 'live' && status !== 'unknown';

/** A venue's word on one trigger. `clientOid` is empty when the venue made the trigger from an order's preset. */
export type TriggerReport = {
  readonly triggerId: string;
  readonly clientOid: string;
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly kind: TriggerKind;
  readonly triggerPrice: Ticks;
  readonly triggerBy: TriggerPriceType;
  readonly size: Lots | undefined;
  readonly status: Exclude<TriggerStatus, 'pending' | 'unknown' | 'absent'>;
  readonly updatedAt: number;
};
