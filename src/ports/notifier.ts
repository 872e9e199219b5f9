/**
 * People as the engine sees them: whom it tells, and what they may ask of it from afar.
 * Invariant: telling never waits and never throws; whether a message arrived is known to `report` alone.
 */
import type { Details } from '../domain/index.ts';

export type AlertLevel = 'info' | 'warning' | 'critical';

/** Something that happened, as the kernel or a part of the run has said it. */
export type AlertSource = {
  readonly code: string;
  readonly level: AlertLevel;
  /** Epoch ms of the engine's clock. */
  readonly at: number;
  readonly details: Details;
};

/** A text on its way to people. Plain data: one that is critical is kept on disk until it has arrived. */
export type Message = {
  /** The same on every attempt, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly code: string;
  /** What it is about within its code, such as "BTCUSDT long"; empty: the whole run. */
  readonly subject: string;
  readonly level: AlertLevel;
  /** Epoch ms of the engine's clock. */
  readonly at: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** For programs; `lines` say the same to people. */
  readonly details: Details;
  /** Others of the same code and subject that this one stands for. */
  readonly more: number;
};

/** `again`: it may or may not have arrived; `afterMs` is the wait that the receiver asks for. `refused`: not worth another try. */
export type Sending =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'again'; readonly reason: string; readonly afterMs?: number | undefined }
  | { readonly outcome: 'refused'; readonly reason: string };

/** A way to people. */
export interface Channel {
  readonly name: string;
  /** Does not throw for what a receiver or the way there does; `reason` holds no secret. */
  send(message: Message, signal: AbortSignal): Promise<Sending>;
  close(): void | Promise<void>;
}

export type DeliveryStatus = 'delivered' | 'again' | 'refused' | 'dropped';

/** An attempt to deliver, or the end of one that was not made. */
export type Delivery = {
  /** Epoch ms of the wall clock. */
  readonly at: number;
  readonly channel: string;
  readonly code: string;
  readonly subject: string;
  readonly level: AlertLevel;
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly reason: string | undefined;
};

/** How a channel does. Plain data. */
export type ChannelReport = {
  readonly channel: string;
  /** Messages that wait, one under way among them. */
  readonly waiting: number;
  /** When a message last arrived, epoch ms of the wall clock; undefined: none has in this run. */
  readonly deliveredAt: number | undefined;
  /** Attempts, and ends of messages that got none, by what became of them. */
  readonly counts: Readonly<Record<DeliveryStatus, number>>;
};

/** What became of the alerts of a run. Plain data. */
export type AlertReport = {
  readonly channels: readonly ChannelReport[];
  /** The latest ones, newest last. */
  readonly deliveries: readonly Delivery[];
};

export interface Notifier {
  tell(source: AlertSource): void;
  report(): AlertReport;
  /** Waits a bounded time for what is under way; what is critical and undelivered stays on disk. */
  close(): Promise<void>;
}

/** What may be seen and asked of a run from afar; the texts are for people. */
export interface RemoteControl {
  status(): string;
  positions(): string;
  profit(): string;
  /** No new entries; stops and targets stay. `requestId` makes a repeat return the first answer. */
  pause(requestId: string): Promise<string>;
  /** The kill switch. */
  kill(requestId: string): Promise<string>;
}
