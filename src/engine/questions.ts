/**
 * Asks the venue what became of a send whose answer was lost.
 * Invariant: a question ends with a definite answer of the venue or with the engine; silence and an early "absent" are none.
 */
import { type Event, TradingError } from '../domain/index.ts';
import type { EffectOf } from '../kernel/index.ts';
import type { Venue } from '../ports/index.ts';

/** Waits before each of the first questions; only the last "absent" of them is believed. */
const ASK_DELAYS_MS = [500, 2_000, 5_000] as const;
const ASK_AGAIN_MS = 10_000;

export type Question = EffectOf<'ask-order' | 'ask-trigger'>;

export type QuestionsOptions = {
  readonly venue: Pick<Venue, 'order' | 'trigger'>;
  readonly push: (event: Event) => void;
  readonly now: () => number;
  readonly sleep: (delayMs: number) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

export class Questions {
  readonly #options: QuestionsOptions;
  #isClosed = false;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Resolves after the first questions, in which an order may still be on its way; those after them wait for nobody. */
  async ask(question: Question): Promise<void> {
    const { sleep } = this.#options;
    for (const [attempt, delayMs] of ASK_DELAYS_MS.entries()) {
      await sleep(delayMs);
      if (this.#isClosed) return;
      const event = await this.#askOnce(question);
      const isEarlyAbsent = event?.type === 'absent' && attempt < ASK_DELAYS_MS.length - 1;
      if (event && !isEarlyAbsent) return this.#answered(event);
    }
    this.#askOn(question).catch(this.#options.onError);
  }

  /** Asks until the venue gives a definite answer, however long that takes. */
  async #askOn(question: Question): Promise<void> {
    for (;;) {
      await this.#options.sleep(ASK_AGAIN_MS);
      if (this.#isClosed) return;
      const event = await this.#askOnce(question);
      if (event) return this.#answered(event);
    }
  }

  #answered(event: Event): void {
    const { push, now } = this.#options;
    push({ ...event, at: now() });
  }

  async #askOnce({ type, symbol, clientOid }: Question): Promise<Event | undefined> {
    const { venue, now } = this.#options;
    const at = now();
    try {
      if (type === 'ask-order') {
        const report = await venue.order(symbol, clientOid);
        return report === 'absent' ? { type: 'absent', at, clientOid } : { type: 'order', at, report };
      }
      const report = await venue.trigger(symbol, clientOid);
      return report === 'absent' ? { type: 'absent', at, clientOid } : { type: 'trigger', at, report };
    } catch (error) {
      if (error instanceof TradingError) return undefined;
      throw error;
    }
  }
}
