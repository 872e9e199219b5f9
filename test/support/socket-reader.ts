/**
 * Reads the live stream over a real WebSocket, for tests.
 */
import { WebSocket } from 'ws';
import type { StreamFrame } from '../../src/services/contract/index.ts';

export type SocketReader = {
  readonly socket: WebSocket;
  readonly frames: StreamFrame[];
  /** Resolves with the first frame that passes, also one that has come already; rejects after 3 s. */
  next(wanted: (frame: StreamFrame) => boolean): Promise<StreamFrame>;
  /** The code and reason of the end. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
};

export async function openSocketReader(address: string, path: string): Promise<SocketReader> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${path}`);
  const frames: StreamFrame[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    for (const line of String(data).split('\n')) frames.push(JSON.parse(line) as StreamFrame);
    for (const check of [...waiting]) check();
  });
  const ended = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', () => {});
  const next: SocketReader['next'] = (wanted) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no such frame; had ${JSON.stringify(frames)}`)), 3_000);
      const check = (): void => {
        const found = frames.find(wanted);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return { socket, frames, next, ended };
}
