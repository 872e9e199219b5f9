/**
 * Collects what happens during one update or command, in order.
 * Invariant: a change is told once per account, kind and symbol (or id), after all events.
 */
import type { VenueEvent } from '../../domain/index.ts';
import type { CoreOutput } from './types.ts';

type Change = Extract<CoreOutput, { changed: unknown }>;

const NOTHING: readonly CoreOutput[] = Object.freeze([]);

export class Outbox {
  #outputs: CoreOutput[] = [];
  readonly #changes = new Map<string, CoreOutput>();
  /** What was told last: the same is often told several times in a row. */
  #last: Change | undefined;

  event(account: string, event: VenueEvent): void {
    this.#outputs.push({ account, event });
  }

  changed(change: Change): void {
    const { account, changed, symbol, at, id } = change;
    const last = this.#last;
    const isSame = last?.account === account && last.changed === changed && last.symbol === symbol;
    if (isSame && last.at === at && last.id === id) return;
    this.#last = change;
    this.#changes.set(`${account} ${changed} ${id ?? symbol}`, change);
  }

  /** All since the last call. */
  take(): readonly CoreOutput[] {
    if (this.#outputs.length === 0 && this.#changes.size === 0) return NOTHING;
    const taken = this.#outputs;
    this.#outputs = [];
    for (const change of this.#changes.values()) taken.push(change);
    this.#changes.clear();
    this.#last = undefined;
    return taken;
  }
}
