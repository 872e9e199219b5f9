/**
 * A way to a server on this machine that breaks off each connection after so many bytes of its answers.
 * Invariant: deterministic by its list of cuts; when the list is used up nothing is cut any more.
 */
import { connect, createServer, type Socket } from 'node:net';

export type CuttingProxy = { readonly address: string; readonly used: () => number; close(): Promise<void> };

/** @param cuts bytes of answers after which the first, second, … connection is broken off. */
export async function startCuttingProxy(target: string, cuts: readonly number[]): Promise<CuttingProxy> {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((near) => {
    let left = cuts[connections++] ?? Number.POSITIVE_INFINITY;
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => {
      if (left < bytes.length) near.end(bytes.subarray(0, left));
      else near.write(bytes);
      left -= bytes.length;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    address,
    used: () => Math.min(connections, cuts.length),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
