/**
 * What is open on the exchange (orders, triggers, positions), found by symbol and by account.
 * Invariant: every list is in order of arrival, so that age is priority and a restored set equals the saved one.
 */
type Entry = { readonly account: string; readonly symbol: string };

const NONE: readonly never[] = Object.freeze([]);

export class LiveSet<T extends Entry> {
  readonly #all = new Set<T>();
  readonly #bySymbol = new Map<string, T[]>();
  readonly #byAccount = new Map<string, T[]>();

  add(item: T): void {
    this.#all.add(item);
    insert(this.#bySymbol, item.symbol, item);
    insert(this.#byAccount, item.account, item);
  }

  remove(item: T): void {
    if (!this.#all.delete(item)) return;
    withdraw(this.#bySymbol, item.symbol, item);
    withdraw(this.#byAccount, item.account, item);
  }

  /** The live list itself: copy it before a loop that may add or remove. */
  in(symbol: string): readonly T[] {
    return this.#bySymbol.get(symbol) ?? NONE;
  }

  /** The live list itself: copy it before a loop that may add or remove. */
  of(account: string): readonly T[] {
    return this.#byAccount.get(account) ?? NONE;
  }

  all(): readonly T[] {
    return [...this.#all];
  }
}

function insert<T>(index: Map<string, T[]>, key: string, item: T): void {
  const list = index.get(key);
  if (list) list.push(item);
  else index.set(key, [item]);
}

function withdraw<T>(index: Map<string, T[]>, key: string, item: T): void {
  const list = index.get(key);
  if (list) list.splice(list.indexOf(item), 1);
}
