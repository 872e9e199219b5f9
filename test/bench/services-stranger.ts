/**
 * A server that has nothing to do with Viper, in a process of its own: it gives prepared answers, and pushes to its streams
 * what it is told. What the same load on it costs an engine is the machine's price.
 * Speaks with its parent: sends its address; takes the answers by path, and the pace of each stream.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STREAM_PATH } from './services-wishes.ts';

export type Prepared = { readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type StreamPace = { readonly bytes: number; readonly everyMs: number };
export type StrangerWish = { readonly answers: Readonly<Record<string, Prepared>> } | { readonly pace: StreamPace };

const answers = new Map<string, { readonly headers: Prepared['headers']; readonly body: Buffer }>();
const streams = new Set<ServerResponse>();
let pushing: NodeJS.Timeout | undefined;

const server = createServer((request, response) => {
  const { url = '' } = request;
  if (url.startsWith(STREAM_PATH)) return follow(response);
  const answer = answers.get(url);
  response.writeHead(answer ? 200 : 404, answer?.headers);
  response.end(answer?.body);
});

function follow(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  streams.add(response);
  response.once('close', () => streams.delete(response));
}

function push(piece: Buffer): void {
  for (const stream of streams) if (!stream.writableNeedDrain) stream.write(piece);
}

process.on('message', (wish: StrangerWish) => {
  if ('answers' in wish) {
    for (const [path, { headers, body }] of Object.entries(wish.answers))
      answers.set(path, { headers, body: Buffer.from(body) });
    return;
  }
  const { bytes, everyMs } = wish.pace;
  clearInterval(pushing);
  const piece = Buffer.alloc(bytes, 'x');
  pushing = setInterval(() => push(piece), everyMs);
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
