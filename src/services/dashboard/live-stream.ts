/**
 * The live stream of server-sent events: one subscription to the engine, encoded once, sent to every reader.
 * Invariant: a slow reader is dropped with a reason before its unsent bytes pass the bound; trading never waits for one.
 */
import type { EngineApi } from '../../engine/api.ts';
import type { Clock } from '../../ports/index.ts';
import { createStreamFrames, frame, journalFrame } from './stream-frames.ts';

/** What the stream needs of an HTTP response. */
export type Reader = {
  write(text: string): unknown;
  end(text?: string): unknown;
  destroy(): unknown;
  /** Bytes that the socket has not taken yet. */
  readonly writableLength: number;
};

export type LiveStreamOptions = {
  readonly engine: EngineApi;
  readonly clock: Clock;
  readonly flushMs?: number;
  readonly heartbeatMs?: number;
  readonly readersMax?: number;
  readonly unsentBytesMax?: number;
  readonly onDrop?: (reason: string) => void;
};

const DEFAULTS = { flushMs: 100, heartbeatMs: 5_000, readersMax: 32, unsentBytesMax: 1 << 20, onDrop: () => {} };

/** More missed rows than this are told as a gap; /api/journal has them all. */
const RESUME_ROWS_MAX = 1_000;
/** How long a dropped reader has to read why. */
const GOODBYE_MS = 1_000;

export class LiveStream {
  readonly #options: Required<LiveStreamOptions>;
  readonly #readers = new Set<Reader>();
  readonly #frames = createStreamFrames();
  /** Ends subscription and timers; undefined while there is nobody to read. */
  #stop: (() => void) | undefined;

  constructor(options: LiveStreamOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** @returns false when there are too many readers already. */
  join(reader: Reader, after: number | undefined): boolean {
    if (this.#readers.size >= this.#options.readersMax) return false;
    // What is pending is older than the greeting: it goes to those who were here before.
    this.#flush();
    this.#readers.add(reader);
    this.#stop ??= this.#start();
    reader.write(greeting(this.#options.engine, this.#options.clock.now(), after));
    return true;
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.#rest();
  }

  close(): void {
    for (const reader of this.#readers) reader.end(frame('closing', {}));
    this.#readers.clear();
    this.#rest();
  }

  #start(): () => void {
    const { engine, clock, flushMs, heartbeatMs } = this.#options;
    const unsubscribe = engine.subscribe(this.#frames.add);
    const flushing = setInterval(() => this.#flush(), flushMs);
    const beating = setInterval(() => this.#send(frame('heartbeat', { at: clock.now() })), heartbeatMs);
    return () => {
      unsubscribe();
      clearInterval(flushing);
      clearInterval(beating);
    };
  }

  #rest(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#frames.take();
  }

  #flush(): void {
    const text = this.#frames.take();
    if (text !== '') this.#send(text);
  }

  #send(text: string): void {
    for (const reader of this.#readers) {
      if (reader.writableLength + text.length > this.#options.unsentBytesMax) this.#drop(reader);
      else reader.write(text);
    }
  }

  #drop(reader: Reader): void {
    const reason = `slow-reader: more than ${this.#options.unsentBytesMax} bytes unsent`;
    reader.end(frame('dropped', { reason }));
    setTimeout(() => reader.destroy(), GOODBYE_MS).unref();
    this.#options.onDrop(reason);
    this.leave(reader);
  }
}

/** The first words to a reader: where the journal stands, and the rows it has missed. */
function greeting(engine: EngineApi, at: number, after: number | undefined): string {
  const { seq } = engine.status();
  const hello = `retry: 1000\n${frame('hello', { seq, at })}`;
  if (after === undefined || after >= seq) return hello;
  const missed = seq - after - RESUME_ROWS_MAX;
  const gap = missed > 0 ? frame('gap', { topic: 'journal', dropped: missed }) : '';
  const rows = engine.journal({ after: Math.max(after, seq - RESUME_ROWS_MAX), limit: RESUME_ROWS_MAX });
  return hello + gap + rows.map(journalFrame).join('');
}
