/**
 * Collects what happens during one update or command, in order.
 * Invariant: a change is told once per account, kind and symbol, after all events.
 */
import type { VenueEvent } from '../../domain/index.ts';
import type { CoreOutput } from './types.ts';

const NOTHING: readonly CoreOutput[] = Object.freeze([]);

export class Outbox {
  #outputs: CoreOutput[] = [];
  readonly #changes = new Map<string, CoreOutput>();

  event(account: string, event: VenueEvent): void {
    this.#outputs.push({ account, event });
  }

  changed(change: Extract<CoreOutput, { changed: unknown }>): void {
    this.#changes.set(`${change.account} ${change.changed} ${change.symbol}`, change);
  }

  /** All since the last call. */
  take(): readonly CoreOutput[] {
    if (this.#outputs.length === 0 && this.#changes.size === 0) return NOTHING;
    const taken = this.#outputs;
    this.#outputs = [];
    for (const change of this.#changes.values()) taken.push(change);
    this.#changes.clear();
    return taken;
  }
}
