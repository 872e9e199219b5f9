/**
 * Collects what happens during one update or command, in order.
 * Invariant: a change is told once per account, kind and symbol (or id), after all events.
 */
import type { VenueEvent } from '../../domain/index.ts';
import type { CoreOutput } from './types.ts';

type Change = Extract<CoreOutput, { changed: unknown }>;

const NOTHING: readonly CoreOutput[] = Object.freeze([]);

/** So many are found faster by looking at each than by their keys. */
const LOOKED_AT_MAX = 12;

export class Outbox {
  #outputs: CoreOutput[] = [];
  #changes: Change[] = [];
  /** Where each change stands, once there are many. */
  readonly #indexes = new Map<string, number>();

  event(account: string, event: VenueEvent): void {
    this.#outputs.push({ account, event });
  }

  /** @param at epoch ms; of several tellings the last one's. */
  changed(account: string, changed: Change['changed'], { symbol, at, id }: Pick<Change, 'symbol' | 'at' | 'id'>): void {
    const index = this.#indexOf(account, changed, id ?? symbol);
    const known = this.#changes[index];
    if (known?.at === at && known.symbol === symbol) return;
    const change = id === undefined ? { account, changed, symbol, at } : { account, changed, symbol, at, id };
    if (known) this.#changes[index] = change;
    else this.#add(change);
  }

  #add(change: Change): void {
    const count = this.#changes.push(change);
    if (count === LOOKED_AT_MAX) this.#changes.forEach((each, i) => void this.#indexes.set(keyOf(each), i));
    else if (count > LOOKED_AT_MAX) this.#indexes.set(keyOf(change), count - 1);
  }

  /** -1: not told yet. */
  #indexOf(account: string, changed: Change['changed'], name: string): number {
    const changes = this.#changes;
    if (changes.length >= LOOKED_AT_MAX) return this.#indexes.get(`${account} ${changed} ${name}`) ?? -1;
    for (let i = changes.length - 1; i >= 0; i--) {
      const change = changes[i];
      if (change?.account === account && change.changed === changed && (change.id ?? change.symbol) === name) return i;
    }
    return -1;
  }

  /** All since the last call. */
  take(): readonly CoreOutput[] {
    if (this.#outputs.length === 0 && this.#changes.length === 0) return NOTHING;
    const taken = this.#outputs;
    this.#outputs = [];
    for (const change of this.#changes) taken.push(change);
    this.#changes.length = 0;
    if (this.#indexes.size > 0) this.#indexes.clear();
    return taken;
  }
}

const keyOf = ({ account, changed, symbol, id }: Change): string => `${account} ${changed} ${id ?? symbol}`;
