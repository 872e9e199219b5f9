/**
 * Everything that can happen to the kernel. The journal is a sequence of these and of nothing else.
 * Invariant: an event is plain data (JSON plus bigint), complete in itself, and never changed after it is made.
 */
import type { AccountReport, Bill, Fill, PositionReport } from './account.ts';
import type { Command } from './commands.ts';
import type { Details } from './errors.ts';
import type { Instrument, Lots, Ticks } from './instrument.ts';
import type { Candle, Side } from './market.ts';
import type { Rate } from './money.ts';
import type { OrderReport } from './order.ts';
import type { SessionConfig } from './session.ts';
import type { TriggerReport } from './trigger.ts';

/** `at`: when it reached the engine, epoch ms by the engine's clock; never falls from one event to the next. */
type At = { readonly at: number };

export type MarketEvent = At &
  (
    | { readonly type: 'candle'; readonly symbol: string; readonly candle: Candle }
    | {
        readonly type: 'quote';
        readonly symbol: string;
        readonly bid: Ticks;
        readonly ask: Ticks;
        readonly bidSize: Lots;
        readonly askSize: Lots;
      }
    | {
        readonly type: 'trade';
        readonly symbol: string;
        readonly price: Ticks;
        readonly size: Lots;
        readonly side: Side;
      }
    | {
        readonly type: 'mark';
        readonly symbol: string;
        readonly price: Ticks;
        readonly fundingRate: Rate;
        readonly nextFundingAt: number;
      }
  );

/** The venue's word on what we own and asked for; the same word may come twice and from two ways. */
export type VenueEvent = At &
  (
    | { readonly type: 'order'; readonly report: OrderReport }
    | { readonly type: 'order-rejected'; readonly clientOid: string; readonly code: string; readonly message: string }
    | { readonly type: 'fill'; readonly fill: Fill }
    | { readonly type: 'trigger'; readonly report: TriggerReport }
    | { readonly type: 'trigger-rejected'; readonly clientOid: string; readonly code: string; readonly message: string }
    | { readonly type: 'bill'; readonly bill: Bill }
  );

/** What the engine itself learns at its rim. */
export type EngineEvent = At &
  /** First of every run: from here on the kernel follows this configuration. */
  (
    | { readonly type: 'session'; readonly config: SessionConfig; readonly instruments: readonly Instrument[] }
    /** Closed 1-minute candles from before now, oldest first: they warm up and never trade. */
    | { readonly type: 'history'; readonly symbol: string; readonly candles: readonly Candle[] }
    /**
     * From here on these symbols may be entered, and no others. `instruments`: of those that the session does not have;
     * `changes`: against the universe before, with the rule that each follows from.
     */
    | {
        readonly type: 'universe';
        readonly symbols: readonly string[];
        readonly instruments: readonly Instrument[];
        readonly changes: readonly { readonly symbol: string; readonly isIn: boolean; readonly rule: string }[];
      }
    /** A symbol that was asked for by hand is listed and set up at the venue: it is followed from here on. */
    | { readonly type: 'symbol-listed'; readonly requestId: string; readonly instrument: Instrument }
    /** It is not followed; nothing was changed. */
    | {
        readonly type: 'symbol-refused';
        readonly requestId: string;
        readonly symbol: string;
        readonly rule: string;
        readonly details: Details;
      }
    /** A strategy's state could not be saved: it could not go on after a restart. */
    | { readonly type: 'strategy-failed'; readonly symbol: string; readonly strategy: string; readonly failure: string }
    /** The answer to an order or trigger is lost. */
    | { readonly type: 'outcome-unknown'; readonly clientOid: string; readonly reason: string }
    /** The venue, asked by clientOid, does not know it. */
    | { readonly type: 'absent'; readonly clientOid: string }
    /** A request was not carried out, for certain; the effect may be asked for again. */
    | {
        readonly type: 'request-failed';
        readonly request: string;
        readonly symbol: string;
        readonly code: string;
        readonly details: Details;
      }
    /** The venue has the change of an order, or may have it: the order's own report tells. */
    | { readonly type: 'amend-sent'; readonly clientOid: string }
    /** The venue has agreed to the leverage, of both sides. */
    | { readonly type: 'leverage-set'; readonly symbol: string; readonly leverage: number }
    /**
     * The whole truth of the venue at one moment, asked for after a start, a reconnect, and now and then. `askedAt`: when
     * the first question was put; absent in journals of older versions.
     */
    | { readonly type: 'reconciled'; readonly state: VenueState; readonly askedAt?: number }
    | { readonly type: 'alarm'; readonly name: string }
    | { readonly type: 'command'; readonly requestId: string; readonly command: Command }
  );

export type Event = MarketEvent | VenueEvent | EngineEvent;
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

export type VenueState = {
  /** No private message came in while the parts were asked for, so that they fit each other; else nothing counts as missing. */
  readonly isConsistent: boolean;
  readonly account: AccountReport;
  readonly positions: readonly PositionReport[];
  /** Every open order, and every order of ours that was not finished when we asked. */
  readonly orders: readonly OrderReport[];
  /** Orders and triggers of ours that the venue does not know. */
  readonly absent: readonly string[];
  readonly triggers: readonly TriggerReport[];
  /** Fills since the last one we know, oldest first. */
  readonly fills: readonly Fill[];
  /** Cash movements since the last one we know, oldest first. */
  readonly bills: readonly Bill[];
};
