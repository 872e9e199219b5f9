/**
 * Who reads which topic.
 * Invariant: a topic without readers does not exist here, so that asking for readers is one look-up.
 */
import type { Connection } from './connection.ts';
import { Push } from './push.ts';

export class Readers {
  readonly #byTopic = new Map<string, Set<Connection>>();
  /** How a push of a topic reaches a reader of it. */
  deliver: (reader: Connection, topic: string, push: Push) => void = (reader, _topic, push) => reader.push(push);

  has(topic: string): boolean {
    return this.#byTopic.has(topic);
  }

  /** Sends to every reader of the topic. @returns whether there was one. */
  publish(topic: string, frame: string): boolean {
    const readers = this.#byTopic.get(topic);
    if (!readers) return false;
    const push = new Push(frame);
    for (const reader of [...readers]) this.deliver(reader, topic, push);
    return true;
  }

  join(connection: Connection, topic: string): void {
    connection.topics.add(topic);
    const readers = this.#byTopic.get(topic);
    if (readers) readers.add(connection);
    else this.#byTopic.set(topic, new Set([connection]));
  }

  leave(connection: Connection, topic: string): void {
    if (!connection.topics.delete(topic)) return;
    const readers = this.#byTopic.get(topic);
    readers?.delete(connection);
    if (readers?.size === 0) this.#byTopic.delete(topic);
  }
}
