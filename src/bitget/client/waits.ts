/**
 * Promises that wait for a named answer, oldest first, each with a time-out.
 * Invariant: each settles exactly once.
 */
import { lostAnswer } from '../errors/index.ts';

type Wait = { readonly resolve: () => void; readonly reject: (error: Error) => void };

export class Waits {
  readonly #what: string;
  readonly #timeoutMs: number;
  readonly #byName = new Map<string, Wait[]>();

  /** @param what for messages */
  constructor(what: string, timeoutMs: number) {
    this.#what = what;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws BitgetError when no answer comes in time. */
  add(name: string): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#remove(name, wait);
        reject(lostAnswer(this.#what, 'timeout', { says: `no answer to ${name} within ${this.#timeoutMs} ms` }));
      }, this.#timeoutMs);
      const wait: Wait = {
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const list = this.#byName.get(name);
      if (list) list.push(wait);
      else this.#byName.set(name, [wait]);
    });
  }

  /** Settles the oldest of this name; false when none waits. */
  resolve(name: string): boolean {
    const wait = this.#shift(name);
    wait?.resolve();
    return wait !== undefined;
  }

  reject(name: string, error: Error): boolean {
    const wait = this.#shift(name);
    wait?.reject(error);
    return wait !== undefined;
  }

  rejectAll(error: Error): void {
    const all = [...this.#byName.values()].flat();
    this.#byName.clear();
    for (const wait of all) wait.reject(error);
  }

  #shift(name: string): Wait | undefined {
    const list = this.#byName.get(name);
    const wait = list?.shift();
    if (list?.length === 0) this.#byName.delete(name);
    return wait;
  }

  #remove(name: string, wait: Wait): void {
    const left = this.#byName.get(name)?.filter((other) => other !== wait) ?? [];
    if (left.length > 0) this.#byName.set(name, left);
    else this.#byName.delete(name);
  }
}
