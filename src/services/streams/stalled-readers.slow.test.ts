/** Two hundred readers, twenty of which stop reading: who is dropped, what the others get, what it costs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type EventStream, openEventStream } from '../../../test/support/event-stream.ts';
import { openSocketReader, type SocketReader } from '../../../test/support/socket-reader.ts';
import { createStubEngine, journalRow, STUB_NOW } from '../../../test/support/stub-engine.ts';
import { serve } from '../http/index.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';

const QUICK = 90;
const STALLED = 10;
/** What the sockets of this machine may hold for a reader that does not read, and then some. */
const FLOOD_BYTES = 24 * 2 ** 20;
const ROW_BYTES = 32 * 2 ** 10;
const ROWS_A_ROUND = 16;
/** Twenty bounds of a megabyte, and room for what is under way. */
const MEMORY_BYTES_MAX = 160 * 2 ** 20;

const held = (): number => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};

it('drops the stalled ones with a reason, gives the others every row, and keeps memory bounded', async () => {
  const engine = createStubEngine();
  const dropped: unknown[] = [];
  const log = { info: () => {}, error: () => {}, warn: (details: object) => void dropped.push(details) };
  const service = await serve(liveTradingEngine, {
    engine,
    clock: { now: () => STUB_NOW },
    log,
    port: 0,
    answerTimeoutMs: 1_000,
  });
  const { address } = service;
  const many = <T>(count: number, open: () => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, open));
  const quick: [EventStream[], SocketReader[]] = [
    await many(QUICK, () => openEventStream(`${address}/api/stream?topics=fill`)),
    await many(QUICK, () => openSocketReader(address, '/api/stream?topics=fill')),
  ];
  const stalled: [EventStream[], SocketReader[]] = [
    await many(STALLED, () => openEventStream(`${address}/api/stream?topics=journal`)),
    await many(STALLED, () => openSocketReader(address, '/api/stream?topics=journal')),
  ];
  for (const stream of stalled[0]) stream.pause();
  for (const { socket } of stalled[1]) socket.pause();

  const before = held();
  let [most, emitting, rows] = [0, 0, 0];
  const fill = engine.fills({ limit: 1 })[0] as never;
  const summary = 'x'.repeat(ROW_BYTES);
  for (let sent = 0; sent < FLOOD_BYTES && dropped.length < 2 * STALLED; sent += ROWS_A_ROUND * ROW_BYTES) {
    const startedAt = performance.now();
    for (let i = 0; i < ROWS_A_ROUND; i++) {
      const seq = 1_001 + rows++;
      engine.change({ seq });
      engine.emit({ seq, topic: 'fill', data: fill });
      engine.emit({ seq, topic: 'journal', data: { ...journalRow(seq), summary } });
    }
    emitting += performance.now() - startedAt;
    await sleep(110);
    most = Math.max(most, held() - before);
  }
  expect(dropped).toHaveLength(2 * STALLED);
  expect(new Set(dropped.map((details) => JSON.stringify(details)))).toEqual(
    new Set(['{"service":"live-trading-engine","reason":"slow-reader: more than 1048576 bytes unsent"}']),
  );
  await sleep(300);
  const counts = [
    ...quick[0].map(({ events }) => events.filter(({ event }) => event === 'fill').length),
    ...quick[1].map(({ frames }) => frames.filter(({ event }) => event === 'fill').length),
  ];
  expect(new Set(counts)).toEqual(new Set([rows]));
  // What the engine's own step pays for its readers, whatever they do: well under a tenth of a millisecond a row.
  expect(emitting / rows).toBeLessThan(0.1);
  expect(most).toBeLessThan(MEMORY_BYTES_MAX);
  await service.close();
}, 60_000);
