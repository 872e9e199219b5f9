/**
 * How well a run is, for people and for the programs that watch it.
 * Invariant: watching changes nothing, and never throws on the way of an order.
 */
import type { AlertReport } from './notifier.ts';
import type { Sent } from './venue.ts';

/** `degraded`: it works, and somebody should look. `down`: what depends on it does not work. */
export type CheckStatus = 'up' | 'degraded' | 'down';

/** `reason` says in one line what was found, whatever it was. */
export type Check = { readonly status: CheckStatus; readonly reason: string };

export const CHECK_NAMES = [
  'engine',
  'exchange',
  'signing',
  'private-stream',
  'market-data',
  'reconcile',
  'journal',
  'disk',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

/** Of a run. */
export type Checks = Readonly<Record<CheckName, Check>>;

/** Of a service of public data without a run. */
export type PublicCheckName = 'exchange' | 'clock' | 'cache';

/** What was looked at; a name that is not there does not matter here. */
export type Looked = Readonly<Partial<Record<CheckName | PublicCheckName, Check>>>;

/** One request that a service has answered. `route` is its pattern, never the address that was asked for. */
export type Served = {
  readonly service: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly tookMs: number;
};

export interface Monitor {
  /** Looks at everything a run, or a service without one, depends on; asks the exchange where nothing was heard of it lately. Never rejects. */
  checks(): Promise<Looked>;
  /** In the text format of Prometheus. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Whether alerts reach people. Empty where no channel is set up. */
  alerts(): Promise<AlertReport>;
  onServed(served: Served): void;
}

/** What an order goes through, as it happens. Called on the way of every order: fast, and must not throw. */
export type OrderWatcher = {
  /** A market event has arrived and is about to be stepped. */
  onArrival(): void;
  /** The venue is asked to carry out an order; `isOpening`: it may add to a position. */
  onSend(clientOid: string, isOpening: boolean): void;
  onAnswer(clientOid: string, answer: { readonly isOpening: boolean; readonly outcome: Sent['outcome'] }): void;
};
