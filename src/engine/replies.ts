/**
 * Who waits for the answer to which command.
 * Invariant: everybody who waits hears something: the kernel's reply, or that the outcome is unknown.
 */
import { TradingError } from '../domain/index.ts';
import type { Reply } from '../kernel/index.ts';

export class Replies {
  readonly #waiting = new Map<string, PromiseWithResolvers<Reply>>();

  /** The answer that somebody waits for already, under the same id. */
  awaited(requestId: string): Promise<Reply> | undefined {
    return this.#waiting.get(requestId)?.promise;
  }

  /** @throws TradingError with outcome `unknown` when it is abandoned. */
  wait(requestId: string): Promise<Reply> {
    const answer = Promise.withResolvers<Reply>();
    this.#waiting.set(requestId, answer);
    return answer.promise;
  }

  /** Of a command that nobody waits for, such as the last one of a stop: nothing. */
  settle(requestId: string, reply: Reply): void {
    this.#waiting.get(requestId)?.resolve(reply);
    this.#waiting.delete(requestId);
  }

  /** What was asked for may still happen at the venue: nobody is told that it will not. */
  abandon(): void {
    const error = new TradingError('engine-stopped', 'the engine stopped before the answer', { outcome: 'unknown' });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
