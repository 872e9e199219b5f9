/**
 * The one door to the kernel: stamps, orders, journals and steps every event, and hands its effects on.
 * Invariant: an effect leaves only after the entry that caused it is durable; nothing interleaves inside a step.
 */
import { assert, type Event } from '../domain/index.ts';
import type { Effect, Kernel } from '../kernel/index.ts';
import type { Clock, Journal } from '../ports/index.ts';

/** Entries that may wait for the next flush when no effect asks for one. */
const UNFLUSHED_MAX = 512;
/** Events that may wait while one is being stepped; more means that something feeds itself. */
const QUEUE_MAX = 100_000;

/** What was done with one event, for projections. */
export type Step = { readonly seq: number; readonly event: Event; readonly effects: readonly Effect[] };

export type InboxOptions = {
  readonly kernel: Kernel;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly onStep: (step: Step) => void;
  readonly dispatch: (effects: readonly Effect[]) => void;
};

/** `unflushedSince`: when the oldest entry that a power cut would lose was made, by the engine's clock. */
export type InboxVitals = {
  readonly depthMax: number;
  readonly unflushed: number;
  readonly unflushedSince: number | undefined;
};

export class Inbox {
  readonly #options: InboxOptions;
  readonly #queue: Event[] = [];
  #isDraining = false;
  #lastAt = 0;
  #unflushed = 0;
  #unflushedSince: number | undefined;
  #depthMax = 0;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** Continues after a replayed journal: time never falls behind its last entry. */
  resumeAt(at: number): void {
    this.#lastAt = Math.max(this.#lastAt, at);
  }

  get seq(): number {
    return this.#options.journal.lastSeq;
  }

  push(event: Event): void {
    assert(this.#queue.length < QUEUE_MAX, 'the inbox is full');
    if (this.#queue.push(event) > this.#depthMax) this.#depthMax = this.#queue.length;
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      while (this.#queue.length > 0) this.#turn();
    } finally {
      this.#isDraining = false;
    }
  }

  flush(): void {
    this.#options.journal.flush();
    this.#unflushed = 0;
    this.#unflushedSince = undefined;
  }

  /** The queue is empty between two events: what tells is how far it ever grew. */
  get vitals(): InboxVitals {
    return { depthMax: this.#depthMax, unflushed: this.#unflushed, unflushedSince: this.#unflushedSince };
  }

  /** Everything that waits, then one flush, then the effects. */
  #turn(): void {
    const all: Effect[] = [];
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      const effects = this.#step(event);
      if (effects.length > 0) all.push(...effects);
    }
    if (all.length > 0 || this.#unflushed >= UNFLUSHED_MAX) this.flush();
    if (all.length > 0) this.#options.dispatch(all);
  }

  #step(received: Event): readonly Effect[] {
    const { kernel, journal, clock, onStep } = this.#options;
    const at = Math.max(this.#lastAt, clock.now());
    this.#lastAt = at;
    const event = received.at === at ? received : { ...received, at };
    const seq = journal.lastSeq + 1;
    let effects: readonly Effect[];
    try {
      effects = kernel.step(event);
    } catch (error) {
      // The event that broke the kernel is what a replay needs most.
      journal.append({ seq, event, effectHash: undefined });
      this.flush();
      throw error;
    }
    journal.append({ seq, event, effectHash: effects.length > 0 ? kernel.effectHash : undefined });
    this.#unflushed += 1;
    this.#unflushedSince ??= at;
    onStep({ seq, event, effects });
    return effects;
  }
}
