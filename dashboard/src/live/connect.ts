/**
 * The live stream from the browser's side: connects, watches for silence, connects again after the last row seen.
 * Invariant: silence longer than `SILENCE_MS` counts as lost, whatever the socket says.
 */
import type { LiveMessage } from '../../../src/engine/api.ts';

const TOPICS: readonly LiveMessage['topic'][] = [
  'status',
  'positions',
  'orders',
  'fill',
  'candle',
  'equity',
  'journal',
  'notice',
];
/** Heartbeats come every five seconds. */
const SILENCE_MS = 12_000;
const RETRY_MS = 1_500;

export type StreamListener = {
  onMessage(topic: LiveMessage['topic'], data: unknown): void;
  /** Connected; `isAgain` when something may have been missed. */
  onConnected(isAgain: boolean): void;
  onLost(): void;
  /** Rows of the topic were left out: this reader, or the way to it, was too slow. */
  onGap(topic: string): void;
  /** Any sign of life. */
  onBeat(): void;
};

/** @returns ends the connection. */
export function connectStream(listener: StreamListener): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let lastSeq: number | undefined;
  let wasConnected = false;

  const lose = (): void => {
    source?.close();
    listener.onLost();
    window.clearTimeout(timer);
    timer = window.setTimeout(open, RETRY_MS);
  };
  const beat = (): void => {
    listener.onBeat();
    window.clearTimeout(timer);
    timer = window.setTimeout(lose, SILENCE_MS);
  };
  const open = (): void => {
    const opened = new EventSource(
      `/api/stream?topics=${TOPICS.join()}${lastSeq === undefined ? '' : `&after=${lastSeq}`}`,
    );
    source = opened;
    timer = window.setTimeout(lose, SILENCE_MS);
    opened.addEventListener('error', lose);
    opened.addEventListener('dropped', lose);
    opened.addEventListener('heartbeat', ({ lastEventId }) => {
      beat();
      lastSeq = Number(lastEventId);
    });
    opened.addEventListener('hello', (event) => {
      beat();
      lastSeq ??= (JSON.parse(event.data) as { seq: number }).seq;
      listener.onConnected(wasConnected);
      wasConnected = true;
    });
    opened.addEventListener('gap', (event) => {
      beat();
      listener.onGap((JSON.parse(event.data) as { topic: string }).topic);
    });
    for (const topic of TOPICS) {
      opened.addEventListener(topic, (event) => {
        beat();
        if (event.lastEventId !== '') lastSeq = Number(event.lastEventId);
        listener.onMessage(topic, JSON.parse(event.data));
      });
    }
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
