/**
 * A frame and its text on each transport.
 * Invariant: the JSON of a frame is made once for all readers whose symbols let the same of it through.
 */
import type { ControlRows, StreamRows, StreamTopic } from '../contract/index.ts';
import type { Subscription } from './subscription.ts';

export type Transport = 'sse' | 'socket';

const EVERY_SYMBOL = '*';

export class Frame {
  readonly topic: StreamTopic;
  /** Of the journal, when it happened. */
  readonly seq: number;
  readonly #data: StreamRows[StreamTopic];
  readonly #texts = new Map<string, string>();

  constructor(topic: StreamTopic, seq: number, data: StreamRows[StreamTopic]) {
    this.topic = topic;
    this.seq = seq;
    this.#data = data;
  }

  /** What later frames of the same state replace. */
  get stateKey(): string {
    const data = this.#data as { symbol?: string; time?: number };
    return `${this.topic} ${data.symbol ?? ''} ${this.topic === 'candle' ? data.time : ''}`;
  }

  /** Its JSON for this subscription; undefined where there is nothing in it for the reader. */
  textFor({ topics, symbols }: Subscription): string | undefined {
    if (!topics.has(this.topic)) return undefined;
    const data = this.#data;
    if (!symbols) return this.#text(EVERY_SYMBOL, () => data);
    if (Array.isArray(data)) {
      const rows = data as readonly { readonly symbol: string }[];
      return this.#text([...symbols].join(), () => rows.filter(({ symbol }) => symbols.has(symbol)));
    }
    const isWanted = !('symbol' in data) || symbols.has(data.symbol as string);
    return isWanted ? this.#text(EVERY_SYMBOL, () => data) : undefined;
  }

  #text(key: string, data: () => unknown): string {
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = JSON.stringify(data());
    this.#texts.set(key, text);
    return text;
  }
}

/** What a reader of either transport gets; `json` has no line break outside strings, and escapes those within. */
export type Line = { readonly event: string; readonly id: number | undefined; readonly json: string };

export const controlLine = <Event extends keyof ControlRows>(
  event: Event,
  data: ControlRows[Event],
  id?: number,
): Line => ({ event, id, json: JSON.stringify(data) });

/** Server-sent events; or a WebSocket message with a frame in each line. Empty for no lines. */
export const encodeLines = (transport: Transport, lines: readonly Line[]): string =>
  transport === 'sse' ? lines.map(serverSent).join('') : lines.map(jsonLine).join('\n');

const serverSent = ({ event, id, json }: Line): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${json}\n\n`;

const jsonLine = ({ event, id, json }: Line): string =>
  `{"event":"${event}",${id === undefined ? '' : `"id":${id},`}"data":${json}}`;
