/**
 * Hands bytes on between a client and an exchange, and notes the first line of every request.
 * Invariant: test support only; nothing is changed on the way.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type RecordingProxy = {
  readonly url: string;
  /** Such as "GET /api/v2/public/time". */
  readonly requests: readonly string[];
};

const REQUEST_LINE = /^([A-Z]+ \S+) HTTP\/1\.1\r$/gm;

export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  const requests: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const exchange = connect(Number(port), hostname);
    for (const socket of [client, exchange]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        exchange.destroy();
      });
    }
    client.on('data', (bytes) => {
      requests.push(...[...String(bytes).matchAll(REQUEST_LINE)].map(([, line = '']) => line));
      exchange.write(bytes);
    });
    exchange.on('data', (bytes) => void client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
