/**
 * What happened since the last flush, as server-sent events: of a state only the latest, of a row every one.
 * Invariant: holds less than `ROWS_MAX` rows per topic; what is dropped, market data first, is counted and told in a `gap` event.
 */
import type { JournalRow, LiveMessage } from '../../engine/api.ts';

const ROWS_MAX = 200;

/** Most of the journal, and the least missed in a stream: the candles have their own topic. */
const MARKET_EVENTS: ReadonlySet<string> = new Set(['quote', 'trade', 'mark', 'candle']);

type Topic = LiveMessage['topic'];

/** Each message is a row that the reader adds; of the other topics the latest replaces what was before. */
const ROW_TOPICS: ReadonlySet<Topic> = new Set<Topic>(['fill', 'journal', 'notice', 'equity']);

export type StreamFrames = {
  add(message: LiveMessage): void;
  /** The text of all events since the last call; empty when there were none. */
  take(): string;
};

export function createStreamFrames(): StreamFrames {
  const latest = new Map<string, LiveMessage>();
  const rows = new Map<Topic, LiveMessage[]>();
  const dropped = new Map<Topic, number>();
  return {
    add(message) {
      if (!ROW_TOPICS.has(message.topic)) {
        latest.set(keyOf(message), message);
        return;
      }
      const queue = rows.get(message.topic) ?? [];
      rows.set(message.topic, queue);
      queue.push(message);
      if (queue.length < ROWS_MAX) return;
      const kept = thinned(queue);
      rows.set(message.topic, kept);
      dropped.set(message.topic, (dropped.get(message.topic) ?? 0) + queue.length - kept.length);
    },
    take() {
      let text = '';
      for (const [topic, count] of dropped) text += frame('gap', { topic, dropped: count });
      for (const queue of rows.values()) for (const message of queue) text += frameOf(message);
      for (const message of latest.values()) text += frameOf(message);
      for (const map of [latest, rows, dropped]) map.clear();
      return text;
    },
  };
}

/** The newer half, and of the older one what is not market data; the newer half alone where that saves nothing. */
function thinned(queue: readonly LiveMessage[]): LiveMessage[] {
  const half = queue.length >> 1;
  const kept = queue.filter((message, i) => i >= half || !isMarketRow(message));
  return kept.length < queue.length ? kept : queue.slice(half);
}

const isMarketRow = (message: LiveMessage): boolean =>
  message.topic === 'journal' && MARKET_EVENTS.has(message.data.type);

/** Two open candles of one symbol are one state, a closed one is another. */
const keyOf = (message: LiveMessage): string =>
  message.topic === 'candle' ? `candle ${message.data.symbol} ${message.data.time}` : message.topic;

/** One server-sent event. JSON has no line break outside strings, and escapes those within. */
export const frame = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export const journalFrame = (row: JournalRow): string => frame('journal', row, row.seq);

/** Only journal rows carry an id: a reader that was cut off resumes after the last row it has seen. */
const frameOf = (message: LiveMessage): string =>
  message.topic === 'journal' ? journalFrame(message.data) : frame(message.topic, message.data);
