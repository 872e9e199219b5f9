/**
 * Calls that wait for their rate limits: the most urgent first, among equals first come first served.
 * Invariant: a call leaves only when all of its windows have room, and counts in each; the queue and every wait in it are
 * bounded; in a full queue the least urgent call gives way.
 */
import { neverSent } from '../errors/index.ts';
import type { Urgency } from '../protocol/index.ts';
import type { Window } from './window.ts';

const ORDER: readonly Urgency[] = ['protect', 'trade', 'reconcile', 'watch'];

export type Turn = {
  /** For messages. */
  readonly name: string;
  readonly urgency: Urgency;
  readonly windows: readonly Window[];
  /** Monotonic time after which it is not sent any more. */
  readonly until: number;
};

type Waiter = Turn & { readonly resolve: () => void; readonly reject: (error: Error) => void };

export class CallQueue {
  readonly #queues: Waiter[][] = ORDER.map(() => []);
  readonly #max: number;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  /** @param options.now monotonic milliseconds */
  constructor(options: { readonly max: number; readonly now: () => number }) {
    this.#max = options.max;
    this.#now = options.now;
  }

  get waiting(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  /**
   * Resolves when the call may leave.
   * @throws BitgetError (not-sent) when its time is over, when the queue is full, or when the client is closed.
   */
  take(turn: Turn): Promise<void> {
    if (this.waiting === 0 && turn.windows.every((window) => window.waitMs() <= 0)) {
      depart(turn);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#queues[ORDER.indexOf(turn.urgency)]?.push({ ...turn, resolve, reject });
      this.#advance();
      if (this.waiting > this.#max) this.#giveWay();
    });
  }

  /** Nothing that waits is sent any more. */
  close(): void {
    clearTimeout(this.#timer);
    for (const { name, reject } of this.#queues.flat()) {
      reject(neverSent(name, 'closed', { says: 'the client was closed' }));
    }
    for (const queue of this.#queues) queue.length = 0;
  }

  /** Sends what may leave, gives up what is over, and comes back when the next may leave. */
  #advance(): void {
    clearTimeout(this.#timer);
    const now = this.#now();
    const full = new Set<Window>();
    let next = Number.POSITIVE_INFINITY;
    for (const [rank, queue] of this.#queues.entries()) {
      if (queue.length === 0) continue;
      this.#queues[rank] = queue.filter((waiter) => {
        const wait = waitOf(waiter, full);
        if (wait <= 0) leave(waiter);
        else if (waiter.until <= now) tooLate(waiter);
        else {
          next = Math.min(next, wait, waiter.until - now);
          return true;
        }
        return false;
      });
    }
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#advance(), Math.ceil(next));
  }

  #giveWay(): void {
    const last = this.#queues.findLast((queue) => queue.length > 0)?.pop();
    last?.reject(neverSent(last.name, 'queue-full', { says: `${this.#max} calls are waiting already` }));
  }
}

/** How long the call's windows make it wait; a window that has held back a call before it is noted in `full`. */
function waitOf({ windows }: Turn, full: Set<Window>): number {
  let longest = 0;
  for (const window of windows) {
    const wait = window.waitMs();
    if (wait > 0) full.add(window);
    if (full.has(window)) longest = Math.max(longest, wait, 1);
  }
  return longest;
}

function leave(waiter: Waiter): void {
  depart(waiter);
  waiter.resolve();
}

function depart({ windows }: Turn): void {
  for (const window of windows) window.depart();
}

const tooLate = ({ name, reject }: Waiter): void =>
  reject(neverSent(name, 'queue-timeout', { says: 'it waited too long for the rate limits' }));
