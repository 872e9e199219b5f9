/**
 * Everything the kernel can ask of the world. The dispatcher carries these out in order.
 * Invariant: an effect is plain data; the same events give the same effects, byte for byte.
 */
import type { Details, Lots, MarginMode, OrderRequest, Refused, Ticks, TriggerRequest } from '../domain/index.ts';
import type { Approved } from './risk/approved.ts';

export type NoticeLevel = 'info' | 'warning' | 'critical';

export type Reply = { readonly ok: true; readonly details: Details } | Refused;

export type Effect =
  | { readonly type: 'submit-order'; readonly order: Approved<OrderRequest> }
  | { readonly type: 'cancel-order'; readonly symbol: string; readonly clientOid: string }
  | { readonly type: 'place-trigger'; readonly trigger: TriggerRequest }
  /**
   * Moves a live trigger; `triggerId` is the venue's, `clientOid` ours or empty. `size` never exceeds the position,
   * which the venue would refuse; undefined for a trigger of the whole position.
   */
  | {
      readonly type: 'move-trigger';
      readonly symbol: string;
      readonly triggerId: string;
      readonly clientOid: string;
      readonly triggerPrice: Ticks;
      readonly size: Lots | undefined;
    }
  | { readonly type: 'cancel-trigger'; readonly symbol: string; readonly triggerId: string; readonly clientOid: string }
  /** Changes an open order where it rests; `order` as it is to be, under the name that it has. */
  | { readonly type: 'amend-order'; readonly symbol: string; readonly order: Approved<OrderRequest> }
  /** Of both sides of the symbol; asking twice for the same does no harm. */
  | {
      readonly type: 'set-leverage';
      readonly symbol: string;
      readonly leverage: number;
      readonly marginMode: MarginMode;
    }
  /** The outcome of a send is unknown: ask the venue by clientOid until it answers. */
  | { readonly type: 'ask-order'; readonly symbol: string; readonly clientOid: string }
  | { readonly type: 'ask-trigger'; readonly symbol: string; readonly clientOid: string }
  /** A symbol is wanted by hand: look whether it is listed, set it up, and say so; then warm up and subscribe. */
  | { readonly type: 'follow-symbol'; readonly symbol: string; readonly requestId: string }
  /** Nothing of ours is left in it: its market data are not needed any more. */
  | { readonly type: 'unfollow-symbol'; readonly symbol: string }
  /** Funding was due: ask for cash movements since the last one known. */
  | { readonly type: 'ask-bills' }
  | { readonly type: 'reconcile'; readonly reason: string }
  | { readonly type: 'set-alarm'; readonly name: string; readonly at: number }
  | { readonly type: 'clear-alarm'; readonly name: string }
  | { readonly type: 'reply'; readonly requestId: string; readonly reply: Reply }
  | { readonly type: 'notice'; readonly level: NoticeLevel; readonly code: string; readonly details: Details };

export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;
