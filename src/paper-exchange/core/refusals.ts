/**
 * How the embedded exchange answers a command: received, or refused and why.
 * Invariant: a business "no" is a value; what is refused has changed nothing.
 */
import type { Details } from '../../domain/index.ts';

export type RefusalCode =
  | 'unknown-symbol'
  | 'halted'
  | 'opening-not-allowed'
  | 'no-price'
  | 'price-missing'
  | 'price-invalid'
  | 'price-out-of-band'
  | 'size-invalid'
  | 'size-below-minimum'
  | 'size-above-maximum'
  | 'below-minimum-notional'
  | 'insufficient-margin'
  | 'leverage-out-of-range'
  | 'margin-mode-mismatch'
  | 'duplicate-client-oid'
  | 'too-many-orders'
  | 'too-many-triggers'
  | 'no-position'
  /** A close, or a sized trigger, is larger than what is left to close. */
  | 'reduce-size'
  | 'order-not-found'
  | 'trigger-not-found'
  /** The trigger, or a preset, lies on the wrong side of the present price. */
  | 'trigger-would-fire'
  | 'position-mode-locked'
  | 'margin-mode-locked'
  /** The leverage is more than the tier of what is held, and what open orders would add, allows. */
  | 'leverage-over-tier'
  /** With this order more would be held than the tier of the leverage allows. */
  | 'size-over-leverage'
  /** What would be held is beyond the last tier. */
  | 'position-limit'
  | 'plan-not-found'
  | 'too-many-plans'
  /** A trailing distance outside 0.01 % to 10 %. */
  | 'callback-invalid'
  /** Neither price nor size of an amendment differs from what is. */
  | 'nothing-to-change'
  /** Margin by hand belongs to isolated positions. */
  | 'not-isolated'
  /** The position needs the margin that was to be taken away. */
  | 'margin-not-removable'
  | 'amount-invalid'
  | 'funding-interval-invalid'
  | 'duplicate-account';

export type Refusal = { readonly ok: false; readonly code: RefusalCode; readonly details: Details };
/** `id`: of the order or trigger concerned; of settings the symbol or account. Received, not matched. */
export type Accepted = { readonly ok: true; readonly id: string };
export type CommandResult = Accepted | Refusal;
