/**
 * What is open on the exchange (orders, triggers, plans, positions), found by symbol and by account.
 * Invariant: every list is in order of arrival, so that age is priority and a restored set equals the saved one.
 */
type Entry = { readonly account: string; readonly symbol: string };

const NONE: readonly never[] = Object.freeze([]);

/** A set, and the list of it that was last asked for. */
class Group<T> {
  readonly #items = new Set<T>();
  #list: readonly T[] | undefined = NONE;

  get size(): number {
    return this.#items.size;
  }

  get list(): readonly T[] {
    this.#list ??= [...this.#items];
    return this.#list;
  }

  add(item: T): void {
    this.#items.add(item);
    this.#list = undefined;
  }

  remove(item: T): boolean {
    const isHeld = this.#items.delete(item);
    if (isHeld) this.#list = undefined;
    return isHeld;
  }
}

export class LiveSet<T extends Entry> {
  readonly #all = new Group<T>();
  readonly #bySymbol = new Map<string, Group<T>>();
  readonly #byAccount = new Map<string, Group<T>>();

  add(item: T): void {
    this.#all.add(item);
    groupOf(this.#bySymbol, item.symbol).add(item);
    groupOf(this.#byAccount, item.account).add(item);
  }

  remove(item: T): void {
    if (!this.#all.remove(item)) return;
    groupOf(this.#bySymbol, item.symbol).remove(item);
    groupOf(this.#byAccount, item.account).remove(item);
  }

  countIn(symbol: string): number {
    return this.#bySymbol.get(symbol)?.size ?? 0;
  }

  countOf(account: string): number {
    return this.#byAccount.get(account)?.size ?? 0;
  }

  /** As it is now: what is added or removed later does not change the list. */
  in(symbol: string): readonly T[] {
    return this.#bySymbol.get(symbol)?.list ?? NONE;
  }

  /** As it is now: what is added or removed later does not change the list. */
  of(account: string): readonly T[] {
    return this.#byAccount.get(account)?.list ?? NONE;
  }

  all(): readonly T[] {
    return this.#all.list;
  }
}

function groupOf<T>(groups: Map<string, Group<T>>, key: string): Group<T> {
  const known = groups.get(key);
  if (known) return known;
  const group = new Group<T>();
  groups.set(key, group);
  return group;
}
