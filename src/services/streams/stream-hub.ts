/**
 * The live stream of one service: one subscription to the engine for all readers, collected and sent at a steady pace.
 * Invariant: a slow reader is dropped with a reason before its unsent bytes pass the bound; trading never waits for one.
 */
import type { Clock } from '../../ports/index.ts';
import type { StreamTopic } from '../contract/index.ts';
import { controlLine, Frame, type Line } from './frame.ts';
import { FrameQueue } from './frame-queue.ts';
import { History } from './history.ts';
import { linesFor } from './lines-for.ts';
import { encodedOnce, type Reader, Readers } from './readers.ts';
import { Samples } from './samples.ts';
import type { BookSource, ScoreSource, StreamEngine } from './sources.ts';
import { changed, type Offer, rowOf, type StreamMessage, type Subscription } from './subscription.ts';

export type StreamHubOptions = {
  readonly engine: StreamEngine;
  readonly clock: Clock;
  readonly topics: readonly StreamTopic[];
  readonly books?: BookSource | undefined;
  readonly scores?: ScoreSource | undefined;
  readonly flushMs?: number;
  readonly heartbeatMs?: number;
  /** How long rows are still collected after the last reader has gone, for the one who comes back. */
  readonly lingerMs?: number;
  /** Below what the server takes in connections, so that readers never keep anybody from the kill switch. */
  readonly readersMax?: number;
  readonly unsentBytesMax?: number;
  readonly onDrop?: (reason: string) => void;
};

const DEFAULTS = {
  flushMs: 100,
  heartbeatMs: 5_000,
  lingerMs: 30_000,
  readersMax: 220,
  unsentBytesMax: 1 << 20,
  onDrop: () => {},
};

/** How long a dropped reader has to read why. */
const GOODBYE_MS = 1_000;

type Run = { readonly history: History; readonly stop: () => void };

export class StreamHub {
  readonly offer: Offer;
  readonly #options: StreamHubOptions & Required<Pick<StreamHubOptions, keyof typeof DEFAULTS>>;
  readonly #readers = new Readers();
  readonly #queue = new FrameQueue();
  readonly #samples: Samples;
  #symbols = '';
  /** Undefined while there is nobody to read. */
  #run: Run | undefined;
  #lingering: NodeJS.Timeout | undefined;

  constructor(options: StreamHubOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#samples = new Samples(options);
    this.offer = { topics: options.topics, symbols: () => options.engine.status().symbols };
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** @returns false when there are too many readers already. */
  join(reader: Reader, subscription: Subscription, after: number | undefined): boolean {
    if (this.#readers.size >= this.#options.readersMax) return false;
    // What is pending is older than the greeting: it goes to those who were here before.
    this.#flush();
    clearTimeout(this.#lingering);
    this.#run ??= this.#start();
    const { history } = this.#run;
    this.#readers.put(reader, subscription);
    this.#follow();
    const greeting = [...this.#greeting(history, { subscription, after }), ...this.#states(subscription)];
    this.#sendTo([reader], greeting);
    return true;
  }

  /** Changes what a reader gets, and answers. @throws InvalidInput; the subscription is then as it was. */
  change(reader: Reader, message: StreamMessage): void {
    const held = this.#readers.subscriptionOf(reader);
    if (!held) return;
    const next = changed(held, this.offer, message);
    this.#flush();
    this.#readers.put(reader, next);
    this.#follow();
    const fresh = new Set([...next.topics].filter((topic) => message.symbols || !held.topics.has(topic)));
    this.#sendTo([reader], [controlLine('subscribed', rowOf(next)), ...this.#states({ ...next, topics: fresh })]);
  }

  /** To one reader alone, outside the flow of rows. */
  say(reader: Reader, line: Line): void {
    this.#sendTo([reader], [line]);
  }

  leave(reader: Reader): void {
    if (!this.#readers.remove(reader)) return;
    this.#follow();
    if (this.#readers.size > 0) return;
    this.#queue.take();
    this.#lingering = setTimeout(() => this.#rest(), this.#options.lingerMs);
    this.#lingering.unref();
  }

  close(): void {
    const bytes = encodedOnce([controlLine('closing', {})]);
    for (const reader of this.#readers.all()) {
      this.#readers.remove(reader);
      reader.end(bytes(reader.transport), 'closing');
    }
    if (this.#run) this.#follow();
    clearTimeout(this.#lingering);
    this.#rest();
  }

  #start(): Run {
    const { engine, flushMs, heartbeatMs } = this.#options;
    const history = new History(engine.status().seq);
    const unsubscribe = engine.subscribe(({ topic, seq, data }) => {
      if (topic === 'status') this.#followNew(data.symbols);
      const frame = new Frame(topic, seq, data);
      history.add(frame);
      if (this.#readers.size > 0) this.#queue.add(frame);
    });
    const flushing = setInterval(() => this.#flush(), flushMs);
    const beating = setInterval(() => this.#beat(), heartbeatMs);
    const stop = (): void => {
      unsubscribe();
      clearInterval(flushing);
      clearInterval(beating);
    };
    return { history, stop };
  }

  #rest(): void {
    this.#run?.stop();
    this.#run = undefined;
    this.#queue.take();
  }

  #follow(): void {
    this.#samples.follow(this.#readers.groups().map(({ subscription }) => subscription));
  }

  /** Symbols come and go while a run goes on: whoever reads all of them reads those too. */
  #followNew(symbols: readonly string[]): void {
    const names = symbols.join();
    if (names === this.#symbols) return;
    this.#symbols = names;
    this.#follow();
  }

  #flush(): void {
    if (this.#readers.size === 0) return;
    for (const frame of this.#samples.take()) this.#queue.add(frame);
    const pending = this.#queue.take();
    if (pending.frames.length === 0 && pending.gaps.length === 0) return;
    for (const { subscription, readers } of this.#readers.groups()) {
      this.#sendTo([...readers], linesFor(subscription, pending));
    }
  }

  /** A sign of life; its id lets those resume who have had no row for long. */
  #beat(): void {
    this.#flush();
    for (const reader of this.#readers.all()) {
      if (!reader.isAllowed()) this.#drop(reader, 'not-allowed: the token is not good any more');
    }
    if (this.#readers.size === 0) return;
    const { engine, clock } = this.#options;
    this.#sendTo(this.#readers.all(), [controlLine('heartbeat', { at: clock.now() }, engine.status().seq)]);
  }

  #greeting(
    history: History,
    { subscription, after }: { subscription: Subscription; after: number | undefined },
  ): readonly Line[] {
    const { engine, clock } = this.#options;
    const { seq } = engine.status();
    const hello = { seq, at: clock.now(), ...rowOf(subscription) };
    if (after === undefined || after === seq) return [controlLine('hello', hello, seq)];
    if (after > seq) {
      // Another journal than the one the reader knows.
      return [controlLine('hello', hello, seq), controlLine('gap', { topic: 'journal', after, until: seq })];
    }
    const missed = linesFor(subscription, history.since(after, { engine, topics: subscription.topics }));
    return [controlLine('hello', hello), ...missed];
  }

  /** The states of now, so that nobody waits for the next change. */
  #states(subscription: Subscription): readonly Line[] {
    const { engine } = this.#options;
    const { topics } = subscription;
    const frames = [...this.#samples.current()];
    if (topics.has('orders')) frames.push(new Frame('orders', 0, engine.orders()));
    if (topics.has('positions')) frames.push(new Frame('positions', 0, engine.positions()));
    const status = engine.status();
    if (topics.has('status') && 'state' in status) frames.push(new Frame('status', 0, status));
    return linesFor(subscription, { gaps: [], frames });
  }

  #sendTo(readers: readonly Reader[], lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const encoded = encodedOnce(lines);
    const { unsentBytesMax } = this.#options;
    for (const reader of readers) {
      const bytes = encoded(reader.transport);
      if (reader.unsentBytes > 0 && reader.unsentBytes + bytes.length > unsentBytesMax) {
        this.#drop(reader, `slow-reader: more than ${unsentBytesMax} bytes unsent`);
      } else reader.send(bytes);
    }
  }

  #drop(reader: Reader, reason: string): void {
    this.leave(reader);
    reader.end(encodedOnce([controlLine('dropped', { reason })])(reader.transport), reason);
    setTimeout(() => reader.destroy(), GOODBYE_MS).unref();
    this.#options.onDrop(reason);
  }
}
