/**
 * Hands bytes on between a client and an exchange; while it is lossy, requests arrive and no answer comes back.
 * Invariant: test support only; a REST connection is cut by the answer that is lost, a socket goes on and stays silent.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type LossyProxy = { readonly url: string; isLossy: boolean };

export async function lossyProxy(target: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  const state = { url: '', isLossy: false };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const exchange = connect(Number(port), hostname);
    let isWebSocket = false;
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
      isWebSocket ||= /upgrade: websocket/i.test(String(bytes));
      exchange.write(bytes);
    });
    exchange.on('data', (bytes) => {
      if (!state.isLossy) client.write(bytes);
      else if (!isWebSocket) client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}
