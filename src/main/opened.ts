/**
 * What a composition root has opened so far.
 * Invariant: everything that was added is closed once, the last one first.
 */
type Closable = { close(): void | Promise<void> };

export class Opened {
  readonly #all: Closable[] = [];

  /** @returns what was given. */
  add<T extends Closable>(opened: T): T {
    this.#all.push(opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const opened of this.#all.splice(0).reverse()) await opened.close();
  }
}
