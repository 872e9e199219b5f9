/**
 * Who reads a stream, by what they want: those who want the same stand in one group and get the same bytes.
 * Invariant: a reader is in one group; a group without readers is forgotten.
 */
import { encodeLines, type Line, type Transport } from './frame.ts';
import type { Subscription } from './subscription.ts';

/** One end of a connection. */
export type Reader = {
  readonly transport: Transport;
  /** Bytes that the socket has not taken yet. */
  readonly unsentBytes: number;
  send(bytes: Buffer): void;
  /** The last words, and the end. */
  end(bytes: Buffer, reason: string): void;
  destroy(): void;
  /** False once its token is revoked or expired. */
  isAllowed(): boolean;
};

export type Group = { readonly subscription: Subscription; readonly readers: Set<Reader> };

export class Readers {
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<Reader, Group>();

  get size(): number {
    return this.#groupOf.size;
  }

  all(): readonly Reader[] {
    return [...this.#groupOf.keys()];
  }

  groups(): readonly Group[] {
    return [...this.#groups.values()];
  }

  subscriptionOf(reader: Reader): Subscription | undefined {
    return this.#groupOf.get(reader)?.subscription;
  }

  /** Adds a reader, or moves it to another subscription. */
  put(reader: Reader, subscription: Subscription): void {
    this.remove(reader);
    const group = this.#groups.get(subscription.key) ?? { subscription, readers: new Set() };
    this.#groups.set(subscription.key, group);
    group.readers.add(reader);
    this.#groupOf.set(reader, group);
  }

  /** @returns false when it was not here. */
  remove(reader: Reader): boolean {
    const group = this.#groupOf.get(reader);
    if (!group) return false;
    this.#groupOf.delete(reader);
    group.readers.delete(reader);
    if (group.readers.size === 0) this.#groups.delete(group.subscription.key);
    return true;
  }
}

/** The bytes of some lines, made at most once for each transport. */
export function encodedOnce(lines: readonly Line[]): (transport: Transport) => Buffer {
  const made = new Map<Transport, Buffer>();
  return (transport) => {
    const known = made.get(transport);
    if (known) return known;
    const bytes = Buffer.from(encodeLines(transport, lines));
    made.set(transport, bytes);
    return bytes;
  };
}
