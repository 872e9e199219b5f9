/**
 * Sends requests one after another within a lane, lanes beside each other.
 * Invariant: two requests of one symbol never overtake each other.
 */
import { assert } from '../domain/index.ts';

/** Requests that may wait in one lane. */
const LANE_MAX = 1_000;

export class Lanes {
  readonly #lanes = new Map<string, { tail: Promise<void>; waiting: number }>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get isIdle(): boolean {
    return this.#lanes.size === 0;
  }

  /** Jobs that run or wait, by lane. */
  get depths(): readonly number[] {
    return [...this.#lanes.values()].map(({ waiting }) => waiting);
  }

  run(name: string, job: () => Promise<void>): void {
    const lane = this.#lanes.get(name) ?? { tail: Promise.resolve(), waiting: 0 };
    assert(lane.waiting < LANE_MAX, `lane ${name} is full`);
    lane.waiting += 1;
    lane.tail = lane.tail
      .then(job)
      .catch(this.#onError)
      .finally(() => {
        lane.waiting -= 1;
        if (lane.waiting === 0) this.#lanes.delete(name);
      });
    this.#lanes.set(name, lane);
  }

  /** Resolves when no job runs or waits in any lane. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map((lane) => lane.tail));
  }
}
