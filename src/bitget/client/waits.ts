/**
 * Promises that wait for a named answer, oldest first, each with a time-out.
 * Invariant: each settles exactly once.
 */
import { lostAnswer } from '../errors/index.ts';

type Wait<T> = { readonly resolve: (answer: T) => void; readonly reject: (error: Error) => void };

export class Waits<T = void> {
  readonly #what: string;
  readonly #timeoutMs: number;
  readonly #byName = new Map<string, Wait<T>[]>();
  readonly #onIdle: (() => void)[] = [];

  /** @param what for messages */
  constructor(what: string, timeoutMs: number) {
    this.#what = what;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws BitgetError when no answer comes in time. */
  add(name: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#remove(name, wait);
        reject(lostAnswer(this.#what, 'timeout', { says: `no answer to ${name} within ${this.#timeoutMs} ms` }));
      }, this.#timeoutMs);
      const wait: Wait<T> = {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
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
  resolve(name: string, answer: T): boolean {
    const wait = this.#shift(name);
    wait?.resolve(answer);
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
    this.#tellIdle();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    if (this.#byName.size > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  #shift(name: string): Wait<T> | undefined {
    const list = this.#byName.get(name);
    const wait = list?.shift();
    if (list?.length === 0) this.#byName.delete(name);
    this.#tellIdle();
    return wait;
  }

  #remove(name: string, wait: Wait<T>): void {
    const left = this.#byName.get(name)?.filter((other) => other !== wait) ?? [];
    if (left.length > 0) this.#byName.set(name, left);
    else this.#byName.delete(name);
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.#byName.size > 0) return;
    for (const tell of this.#onIdle.splice(0)) tell();
  }
}
