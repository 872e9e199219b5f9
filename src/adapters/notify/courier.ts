/**
 * Brings the messages of one channel to people, one at a time: tries again with growing waits, and as late as the receiver asks.
 * Invariant: adding never waits; an attempt ends within its bound whatever the channel does; a critical message is tried
 * until it has arrived or was refused, and one that was refused once more by the next run.
 */
import type { Channel, Clock, Delivery, DeliveryStatus, Message, Sending } from '../../ports/index.ts';
import { MessageQueue } from './message-queue.ts';

/** Resolves after `delayMs`, or at once when the signal fires. */
export type Wait = (delayMs: number, signal: AbortSignal) => Promise<void>;

export type CourierOptions = {
  readonly channel: Channel;
  /** The wall clock. */
  readonly clock: Clock;
  readonly wait: Wait;
  /** Of an attempt. */
  readonly timeoutMs: number;
  readonly queueMax: number;
  readonly onDelivery: (delivery: Delivery) => void;
  /** Keeps what may not be lost. */
  readonly keep: (critical: readonly Message[]) => void;
};

const BACKOFF_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000];
/** Of a message that is not critical. */
const ATTEMPTS_MAX = 5;
/** No receiver may silence a channel for longer. */
const AFTER_MS_MAX = 3_600_000;

export class Courier {
  readonly #options: CourierOptions;
  readonly #queue: MessageQueue;
  readonly #left = new AbortController();
  /** Refused in this run: the next one, perhaps set up better, tries them once more. */
  readonly #refused: Message[] = [];
  /** Of an earlier run. */
  readonly #late = new Set<Message>();
  #underWay: Message | undefined;
  #attempt = 0;
  #isClosing = false;
  #running: Promise<void> | undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#queue = new MessageQueue(options.queueMax);
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Takes over what an earlier run could not deliver. */
  addLate(message: Message): void {
    this.#late.add(message);
    this.add(message);
  }

  add(message: Message): void {
    if (this.#isClosing) return this.#report(message, 'dropped', 'the run has ended');
    const dropped = this.#queue.add(message, (other) => other === this.#underWay);
    if (message.level === 'critical') this.#keep();
    if (dropped) this.#report(dropped, 'dropped', 'too many messages wait');
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Goes on for at most `graceMs`, then ends what is under way. */
  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    const over = new AbortController();
    await Promise.race([this.#running, this.#options.wait(graceMs, over.signal)]);
    over.abort();
    this.#left.abort();
    await this.#running;
    for (const message of this.#queue.takeAll()) {
      const isKept = message.level === 'critical';
      this.#report(message, isKept ? 'again' : 'dropped', isKept ? 'kept for the next start' : 'the run has ended');
    }
    await this.#options.channel.close();
  }

  async #run(): Promise<void> {
    // The caller's step is over before anything is sent.
    await Promise.resolve();
    for (let message = this.#queue.next(); message && !this.#left.signal.aborted; message = this.#queue.next()) {
      if (message !== this.#underWay) this.#attempt = 0;
      this.#underWay = message;
      this.#attempt += 1;
      const sending = await this.#send(message);
      if (this.#left.signal.aborted && sending.outcome === 'again') return;
      const waitMs = this.#settle(message, sending);
      if (waitMs > 0) await this.#options.wait(waitMs, this.#left.signal);
    }
  }

  async #send(message: Message): Promise<Sending> {
    const { channel, wait, timeoutMs } = this.#options;
    const attempt = new AbortController();
    const signal = AbortSignal.any([attempt.signal, this.#left.signal]);
    const late = async (): Promise<Sending> => {
      await wait(timeoutMs, signal);
      return { outcome: 'again', reason: `no answer within ${timeoutMs} ms` };
    };
    try {
      return await Promise.race([channel.send(message, signal), late()]);
    } catch {
      // Not the error's own words: what a channel did not foresee may hold its address.
      return { outcome: 'again', reason: 'the channel failed in a way that it does not know' };
    } finally {
      attempt.abort();
    }
  }

  /** @returns how long to wait before the next attempt. */
  #settle(message: Message, sending: Sending): number {
    const isGivenUp =
      sending.outcome === 'again' && message.level !== 'critical' && this.#attempt >= ATTEMPTS_MAX && !sending.afterMs;
    if (sending.outcome === 'again' && !isGivenUp) {
      this.#report(message, 'again', sending.reason);
      const backoffMs = BACKOFF_MS[Math.min(this.#attempt, BACKOFF_MS.length) - 1] as number;
      return Math.min(Math.max(sending.afterMs ?? 0, backoffMs), AFTER_MS_MAX);
    }
    this.#queue.remove(message);
    const isKept = sending.outcome === 'refused' && message.level === 'critical' && !this.#late.has(message);
    if (isKept && this.#refused.push(message) > this.#options.queueMax) this.#refused.shift();
    if (message.level === 'critical') this.#keep();
    if (sending.outcome === 'delivered') this.#report(message, 'delivered', undefined);
    else this.#report(message, isGivenUp ? 'dropped' : 'refused', sending.reason);
    this.#underWay = undefined;
    return 0;
  }

  #keep(): void {
    this.#options.keep([...this.#refused, ...this.#queue.critical()]);
  }

  #report(message: Message, status: DeliveryStatus, reason: string | undefined): void {
    const { channel, clock, onDelivery } = this.#options;
    const { code, subject, level } = message;
    const attempt = message === this.#underWay ? this.#attempt : 0;
    onDelivery({ at: clock.now(), channel: channel.name, code, subject, level, status, attempt, reason });
  }
}
