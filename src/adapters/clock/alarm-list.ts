/**
 * Named alarms in the order in which they are due; what both kinds of Alarms are made of.
 * Invariant: one alarm per name; of alarms due at the same time the one set first comes first.
 */
import { assert } from '../../domain/index.ts';

export type Alarm = { readonly name: string; readonly at: number };

export class AlarmList {
  readonly #alarms = new Map<string, Alarm>();
  #listener: ((name: string, at: number) => void) | undefined;
  #first: Alarm | undefined;

  get first(): Alarm | undefined {
    return this.#first;
  }

  set(name: string, at: number): void {
    this.#alarms.delete(name);
    this.#alarms.set(name, { name, at });
    this.#first = this.#earliest();
  }

  clear(name: string): void {
    if (!this.#alarms.delete(name)) return;
    this.#first = this.#earliest();
  }

  listen(listener: (name: string, at: number) => void): void {
    assert(this.#listener === undefined, 'alarms wake one owner; a second one listens');
    this.#listener = listener;
  }

  /** Takes the first alarm off the list and wakes the owner. */
  fire(): void {
    const alarm = this.#first;
    if (alarm === undefined) return;
    this.clear(alarm.name);
    this.#listener?.(alarm.name, alarm.at);
  }

  clearAll(): void {
    this.#alarms.clear();
    this.#first = undefined;
  }

  #earliest(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms.values()) if (first === undefined || alarm.at < first.at) first = alarm;
    return first;
  }
}
