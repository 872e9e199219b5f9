/**
 * Faults of single pushes, between the feeds and the connections: lost, doubled, late, out of order, cut off.
 * Invariant: what waits for a connection leaves in the order in which it came, but for the two that are swapped.
 */
import type { Connection } from '../sockets/connection.ts';
import type { Push } from '../sockets/push.ts';
import type { FaultBook, PushSubject } from './fault-book.ts';
import { symbolsIn } from './symbols-in.ts';

/** A push that waits to be overtaken waits no longer than this. Real time. */
const SWAP_MAX_MS = 1_000;

type Waiting = { readonly frame: string; readonly dueAt: number };

type Line = {
  readonly waiting: Waiting[];
  timer: NodeJS.Timeout | undefined;
  swapped: { readonly frames: readonly string[]; readonly timer: NodeJS.Timeout } | undefined;
};

export class FaultyLine {
  readonly #book: FaultBook;
  readonly #lines = new WeakMap<Connection, Line>();

  constructor(book: FaultBook) {
    this.#book = book;
  }

  /** Sends a push of `topic` to a reader of it, or what the faults leave of it. */
  readonly send = (connection: Connection, topic: string, push: Push): void => {
    const turn = this.#book.concerns('message')
      ? this.#book.message(subjectOf(connection.account, topic, push.text))
      : undefined;
    const line = this.#lines.get(connection);
    if (!turn && !line) return connection.push(push);
    if (turn?.isCut) return connection.drop('a fault');
    if (turn?.isDropped) return undefined;
    return this.#put(connection, turn?.isTwice ? [push.text, push.text] : [push.text], turn);
  };

  #put(
    connection: Connection,
    frames: readonly string[],
    { isSwapped = false, delayMs = 0 }: { isSwapped?: boolean; delayMs?: number } = {},
  ): void {
    const line = this.#lineOf(connection);
    if (isSwapped && !line.swapped) {
      const timer = setTimeout(() => this.#release(connection, line), SWAP_MAX_MS).unref();
      line.swapped = { frames, timer };
      return;
    }
    this.#queue(connection, line, { frames, delayMs });
    this.#release(connection, line);
  }

  /** Sends what waited to be overtaken. */
  #release(connection: Connection, line: Line): void {
    const { swapped } = line;
    if (!swapped) return;
    clearTimeout(swapped.timer);
    line.swapped = undefined;
    this.#queue(connection, line, { frames: swapped.frames, delayMs: 0 });
  }

  #queue(connection: Connection, line: Line, given: { frames: readonly string[]; delayMs: number }): void {
    const { frames, delayMs } = given;
    const dueAt = Math.max(performance.now() + delayMs, line.waiting.at(-1)?.dueAt ?? 0);
    for (const frame of frames) line.waiting.push({ frame, dueAt });
    if (line.timer === undefined) this.#flush(connection, line);
  }

  #flush(connection: Connection, line: Line): void {
    line.timer = undefined;
    const now = performance.now();
    while (line.waiting.length > 0 && (line.waiting[0] as Waiting).dueAt <= now)
      connection.send((line.waiting.shift() as Waiting).frame);
    const [next] = line.waiting;
    if (next) line.timer = setTimeout(() => this.#flush(connection, line), Math.ceil(next.dueAt - now)).unref();
    else if (!line.swapped) this.#lines.delete(connection);
  }

  #lineOf(connection: Connection): Line {
    const known = this.#lines.get(connection);
    if (known) return known;
    const fresh: Line = { waiting: [], timer: undefined, swapped: undefined };
    this.#lines.set(connection, fresh);
    return fresh;
  }
}

function subjectOf(account: string | undefined, topic: string, frame: string): PushSubject {
  const [first = '', second = '', third = ''] = topic.split('|');
  const common = { symbols: () => symbolsIn(frame), frame };
  if (account !== undefined && first === account) return { ...common, socket: 'private', channel: second, account };
  if (account !== undefined && second === account) return { ...common, socket: 'private', channel: third, account };
  return { ...common, socket: 'public', channel: second, account: undefined };
}
