/**
 * Reads server-sent events from a real socket, for tests.
 */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';

export type StreamEvent = { readonly event: string; readonly id: string | undefined; readonly data: unknown };

export type EventStream = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly events: StreamEvent[];
  /** Resolves with the first event that passes; rejects after `timeoutMs`. */
  next(wanted: (event: StreamEvent) => boolean, timeoutMs?: number): Promise<StreamEvent>;
  /** Stops reading, so that the sender's buffers fill. */
  pause(): void;
  resume(): void;
  readonly ended: Promise<void>;
  close(): void;
};

export const openEventStream = (url: string, headers: Record<string, string> = {}): Promise<EventStream> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => resolve(readEvents(sent, response)));
    sent.once('error', reject);
    sent.end();
  });

function readEvents(sent: ClientRequest, response: IncomingMessage): EventStream {
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) events.push(parseEvent(part));
    for (const check of [...waiting]) check();
  });
  response.on('error', () => {});
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    next: (wanted, timeoutMs = 3_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no such event within ${timeoutMs} ms; had ${events.length}`)),
          timeoutMs,
        );
        const check = (): void => {
          const found = events.find(wanted);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
    pause: () => response.pause(),
    resume: () => response.resume(),
    ended,
    close: () => sent.destroy(),
  };
}

function parseEvent(text: string): StreamEvent {
  const field = (name: string): string | undefined =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(field('data') ?? 'null') };
}
