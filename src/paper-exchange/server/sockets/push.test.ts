/** A frame that is made once has to be what any WebSocket makes of the text. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { onCleanup } from '../testing/running.ts';
import { Push } from './push.ts';

/** What a client hears when these bytes are written beneath the WebSocket. */
async function heardOf(...pushes: readonly Push[]): Promise<string[]> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, raw, head) =>
    sockets.handleUpgrade(request, raw, head, (socket) => {
      for (const { bytes } of pushes) raw.write(bytes);
      socket.send('end');
    }),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  onCleanup(() => {
    client.terminate();
    http.close();
  });
  const heard: string[] = [];
  client.on('message', (data, isBinary) => heard.push(`${isBinary ? 'binary ' : ''}${String(data)}`));
  while (heard.at(-1) !== 'end') await once(client, 'message');
  return heard;
}

it('carries texts of every kind of length, in order', async () => {
  const texts = [0, 1, 125, 126, 65_535, 65_536].map((length) => 'a'.repeat(length));
  expect(await heardOf(...texts.map((text) => new Push(text)))).toEqual([...texts, 'end']);
});

it('counts bytes, not characters, and is made once', async () => {
  const push = new Push('€'.repeat(60));
  expect(await heardOf(push)).toEqual([push.text, 'end']);
  expect(push.bytes).toBe(push.bytes);
});
