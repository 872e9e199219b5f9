/**
 * Book frames from the embedded exchange to many sockets: how many a second, with what delay, beside a bare ws broadcast of
 * frames as long. The exchange and the floor share another process; all readers are in this one.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { ExchangeProcess } from './exchange-process.ts';

export type FanOut = {
  /** Frames a second over all sockets, of each burst. */
  readonly perSecond: number[];
  readonly floorPerSecond: number[];
  /** The server's processor time per frame and socket, of each burst. */
  readonly cpuUs: number[];
  readonly floorCpuUs: number[];
  /** From the exchange's word to the reader's, at a calm pace; of each frame at each socket. */
  readonly delayMs: number[];
  readonly frameBytes: number;
};

export const FAN_OUT_SOCKETS = 100;
const BURST = 100;
const WARM_UP = 3;
/** Frames whose delay is measured, 50 a second. */
const CALM = 150;
const CALM_EVERY_MS = 20;

export async function measureFanOut(bursts: number): Promise<FanOut> {
  const exchange = new ExchangeProcess();
  const { ws, floorWs } = await exchange.open(1, 1);
  const [readers, floorReaders] = [await Readers.open(ws), await Readers.open(floorWs)];
  await readers.subscribe();
  const found: FanOut = { perSecond: [], floorPerSecond: [], cpuUs: [], floorCpuUs: [], delayMs: [], frameBytes: 0 };
  let frameBytes = 0;
  for (let burst = -WARM_UP; burst < bursts; burst++) {
    const ours = await spend(exchange, readers, () => exchange.ask({ do: 'publish', count: BURST }));
    frameBytes = readers.lastBytes;
    const floors = await spend(exchange, floorReaders, () =>
      exchange.ask({ do: 'broadcast', count: BURST, bytes: frameBytes }),
    );
    if (burst < 0) continue;
    found.perSecond.push(ours.perSecond);
    found.cpuUs.push(ours.cpuUs);
    found.floorPerSecond.push(floors.perSecond);
    found.floorCpuUs.push(floors.cpuUs);
  }
  found.delayMs.push(...(await delays(exchange, readers)));
  readers.close();
  floorReaders.close();
  await exchange.close();
  return { ...found, frameBytes };
}

async function spend(exchange: ExchangeProcess, readers: Readers, send: () => Promise<unknown>) {
  const before = await exchange.usage();
  const all = BURST * FAN_OUT_SOCKETS;
  const startedAt = performance.now();
  const heard = readers.heard(all);
  await send();
  await heard;
  const elapsedMs = performance.now() - startedAt;
  const after = await exchange.usage();
  return { perSecond: (all * 1_000) / elapsedMs, cpuUs: ((after.cpuMs - before.cpuMs) * 1_000) / all };
}

/** One frame at a time: from the moment it is asked for to each reader's, so that the way of the asking counts too. */
async function delays(exchange: ExchangeProcess, readers: Readers): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let i = 0; i < CALM; i++) {
    const startedAt = performance.now();
    const heard = readers.heard(FAN_OUT_SOCKETS, () => spent.push(performance.now() - startedAt));
    await exchange.ask({ do: 'publish', count: 1 });
    await heard;
    await new Promise((resolve) => setTimeout(resolve, CALM_EVERY_MS));
  }
  return spent;
}

class Readers {
  readonly #sockets: readonly WebSocket[];
  #onFrame: () => void = () => undefined;
  lastBytes = 0;

  private constructor(sockets: readonly WebSocket[]) {
    this.#sockets = sockets;
    for (const socket of sockets)
      socket.on('message', (data: Buffer) => {
        this.lastBytes = data.length;
        this.#onFrame();
      });
  }

  static async open(url: string): Promise<Readers> {
    const sockets = Array.from({ length: FAN_OUT_SOCKETS }, () => new WebSocket(url, { perMessageDeflate: false }));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    return new Readers(sockets);
  }

  /** An acknowledgement and a snapshot each. */
  async subscribe(): Promise<void> {
    const heard = this.heard(2 * this.#sockets.length);
    const args = [{ instType: 'USDT-FUTURES', channel: 'books', instId: 'BTCUSDT' }];
    for (const socket of this.#sockets) socket.send(JSON.stringify({ op: 'subscribe', args }));
    await heard;
  }

  /** Resolves when all readers together have heard `count` frames more. */
  heard(count: number, onFrame: () => void = () => undefined): Promise<void> {
    let left = count;
    return new Promise((resolve) => {
      this.#onFrame = () => {
        onFrame();
        left -= 1;
        if (left === 0) resolve();
      };
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}
