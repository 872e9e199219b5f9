/**
 * Subscriptions cut into frames that the exchange takes, and how many of them an hour still allows.
 * Invariant: no frame has more arguments or bytes than allowed; one argument that is too long alone is refused.
 */
import { InvalidInput } from '../../domain/index.ts';
import { SOCKET_LIMITS } from '../protocol/index.ts';

export type SubscriptionOp = 'subscribe' | 'unsubscribe';

export type SubscriptionFrame<Arg> = { readonly text: string; readonly args: readonly Arg[] };

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** In order. @throws InvalidInput for an argument that fits into no frame. */
export function subscriptionFrames<Arg>(op: SubscriptionOp, args: readonly Arg[]): readonly SubscriptionFrame<Arg>[] {
  const { argsPerFrame, bytesPerFrame } = SOCKET_LIMITS;
  const bare = bytesOf(JSON.stringify({ op, args: [] }));
  const groups: Arg[][] = [];
  let bytes = 0;
  for (const arg of args) {
    const size = bytesOf(JSON.stringify(arg)) + 1;
    if (bare + size > bytesPerFrame) throw new InvalidInput('subscription', arg, `at most ${bytesPerFrame} bytes`);
    const last = groups.at(-1);
    if (last && last.length < argsPerFrame && bytes + size <= bytesPerFrame) {
      last.push(arg);
      bytes += size;
    } else {
      groups.push([arg]);
      bytes = bare + size;
    }
  }
  return groups.map((group) => ({ text: JSON.stringify({ op, args: group }), args: group }));
}

const HOUR_MS = 3_600_000;

/** Subscribe and unsubscribe frames of one connection within an hour. */
export class SubscriptionBudget {
  readonly #max: number;
  readonly #now: () => number;
  readonly #spentAt: number[] = [];

  /** @param now monotonic milliseconds */
  constructor(max: number, now: () => number) {
    this.#max = max;
    this.#now = now;
  }

  hasRoomFor(frames: number): boolean {
    const hourAgo = this.#now() - HOUR_MS;
    while (this.#spentAt[0] !== undefined && this.#spentAt[0] <= hourAgo) this.#spentAt.shift();
    return this.#spentAt.length + frames <= this.#max;
  }

  spend(): void {
    this.#spentAt.push(this.#now());
  }
}
