/**
 * An exchange account as the engine sees it. Every implementation passes `describeVenue`.
 * Invariant: a mutating call never throws for a lost answer: it resolves to `unknown`, and the engine asks by clientOid.
 */
import type {
  AccountReport,
  Bill,
  Fill,
  Instrument,
  Lots,
  MarginMode,
  OrderReport,
  OrderRequest,
  PositionMode,
  PositionReport,
  Ticks,
  TriggerReport,
  TriggerRequest,
  VenueEvent,
} from '../domain/index.ts';
import type { Approved } from '../kernel/index.ts';

/** `unknown`: it may or may not have arrived. `not-sent`: it certainly did not leave; safe to try again. */
export type Sent =
  | { readonly outcome: 'accepted'; readonly id: string }
  | { readonly outcome: 'rejected' | 'not-sent'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

export type LeverageWish = { readonly symbol: string; readonly leverage: number; readonly marginMode: MarginMode };

export type VenueListener = {
  readonly onEvent: (event: VenueEvent) => void;
  /** The private stream was cut and is up again: messages may be missing. */
  readonly onGap: (reason: string) => void;
};

export interface Venue {
  /** @throws TradingError when the venue does not answer; InvalidInput when a symbol is not listed. */
  instruments(symbols: readonly string[]): Promise<readonly Instrument[]>;

  /** Sets position mode, and margin mode and nothing else, where they differ. @throws TradingError when refused. */
  prepare(options: { symbols: readonly string[]; positionMode: PositionMode; marginMode: MarginMode }): Promise<void>;

  /** Sets the symbol's leverage where it differs, then places the order with its presets. */
  submit(order: Approved<OrderRequest>): Promise<Sent>;
  /** Gives an open order another price and size, all of it, filled or not. Rejected where the family has no such call. */
  amend(order: Approved<OrderRequest>): Promise<Sent>;
  cancel(symbol: string, clientOid: string): Promise<Sent>;
  placeTrigger(trigger: TriggerRequest): Promise<Sent>;
  /** `to.size` undefined: the trigger is for the whole position and stays so. */
  moveTrigger(symbol: string, triggerId: string, to: { triggerPrice: Ticks; size: Lots | undefined }): Promise<Sent>;
  cancelTrigger(symbol: string, triggerId: string): Promise<Sent>;

  /** Of both sides of the symbol; what is open in it is margined anew. Accepted where it is so already. */
  setLeverage(wish: LeverageWish): Promise<Sent>;

  /** The queries throw TradingError when there is no definite answer; "absent" is definite. */
  order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'>;
  trigger(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'>;
  account(): Promise<AccountReport>;
  positions(): Promise<readonly PositionReport[]>;
  openOrders(): Promise<readonly OrderReport[]>;
  openTriggers(): Promise<readonly TriggerReport[]>;
  /** Every fill at or after `since`, oldest first, paged to the end. */
  fills(since: number): Promise<readonly Fill[]>;
  bills(since: number): Promise<readonly Bill[]>;

  /** Connects the private stream; resolves when subscribed. */
  listen(listener: VenueListener, signal: AbortSignal): Promise<void>;
  /** Resolves when everything the venue had sent before this call has been delivered. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
