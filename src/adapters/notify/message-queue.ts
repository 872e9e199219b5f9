/**
 * Messages that wait for one channel, the critical ones first.
 * Invariant: never longer than its bound; what is dropped is the oldest of the lowest level, so no critical message goes
 * while one that is not waits.
 */
import type { AlertLevel, Message } from '../../ports/index.ts';

export const LEVEL_RANK: Readonly<Record<AlertLevel, number>> = { info: 0, warning: 1, critical: 2 };

export class MessageQueue {
  readonly #sizeMax: number;
  #messages: Message[] = [];

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get size(): number {
    return this.#messages.length;
  }

  /** @param isUnderWay leaves a message that is being sent where it is. @returns what had to go; it may be `message` itself. */
  add(message: Message, isUnderWay: (message: Message) => boolean = () => false): Message | undefined {
    this.#messages.push(message);
    if (this.#messages.length <= this.#sizeMax) return undefined;
    const free = this.#messages.filter((other) => !isUnderWay(other));
    const lowest = Math.min(...free.map(({ level }) => LEVEL_RANK[level]));
    const dropped = free.find(({ level }) => LEVEL_RANK[level] === lowest) ?? message;
    this.remove(dropped);
    return dropped;
  }

  /** The oldest of those that matter most. */
  next(): Message | undefined {
    const highest = Math.max(...this.#messages.map(({ level }) => LEVEL_RANK[level]));
    return this.#messages.find(({ level }) => LEVEL_RANK[level] === highest);
  }

  remove(message: Message): void {
    this.#messages = this.#messages.filter((other) => other !== message);
  }

  critical(): readonly Message[] {
    return this.#messages.filter(({ level }) => level === 'critical');
  }

  /** Empties it. @returns what was in it, oldest first. */
  takeAll(): readonly Message[] {
    return this.#messages.splice(0);
  }
}
