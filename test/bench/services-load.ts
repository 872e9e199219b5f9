/**
 * What readers cost trading: the time from a tick to its order, in turns with and without load on the services of the same run.
 * The load is 2,000 requests a second and 200 readers of the stream, 20 of them stalled, from a second process.
 * Usage: node --expose-gc test/bench/services-load.ts [--seconds 60 | --minutes 10] [--requests N] [--readers N] [--check]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEngineApi } from '../../src/engine/index.ts';
import { openServicesApart } from '../../src/main/apart/open-apart.ts';
import { marketUpstream } from '../../src/main/market-upstream.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { percentile, report, rounded } from './measure.ts';
import { openPulseRun } from './pulse-run.ts';

const ORDER_PATH = '/api/v2/mix/order/place-order';
const TURN_MS = 5_000;
/** Of each turn: connections open, what was there before runs out. */
const SETTLING_MS = 1_000;
const MINUTES_A_SECOND_MAX = 1_500;
const MB = 2 ** 20;
/** Wide: the machine may have other work. */
const CHECK = { p50RatioMax: 1.5, p99RatioMax: 4, answeredShareMin: 0.5, slopeMbMax: 30 };

const { seconds, minutes, requests, readers, check } = parseArgs({
  options: {
    seconds: { type: 'string' },
    minutes: { type: 'string' },
    requests: { type: 'string', default: '2000' },
    readers: { type: 'string', default: '200' },
    check: { type: 'boolean' },
  },
}).values;
const runMs = minutes === undefined ? Number(seconds ?? 60) * 1_000 : Number(minutes) * 60_000;
const folder = temporaryFolder('services');
const toOrder = { off: [] as number[], on: [] as number[] };
const memory: { readonly at: number; readonly heap: number; readonly resident: number }[] = [];
const log = { info: () => {}, warn: () => void dropped++, error: console.error };
let dropped = 0;
let tickAt = 0;
let turn: 'off' | 'on' | undefined;

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  if (turn && request.url === ORDER_PATH) toOrder[turn].push(performance.now() - tickAt);
});

const pulse = await openPulseRun({
  folder: folder.path,
  minutes: Math.ceil((runMs / 1_000) * MINUTES_A_SECOND_MAX),
  onTick: () => {
    tickAt = performance.now();
  },
});
const { engine, projections, market, watch } = pulse;
const { clock } = market;
const api = createEngineApi(engine, projections, clock);
watch.attach({ engine, api });
await engine.start();
projections.setState('running');
const services = await openServicesApart(
  {
    ports: { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 },
    only: undefined,
    listen: undefined,
    dataDir: folder.path,
    factor: 0,
    books: undefined,
  },
  {
    engine: api,
    projections,
    clock,
    monitor: watch.monitor,
    upstream: marketUpstream(market.connection.parts.rest),
    log,
    warn: (code, details) => console.error(code, details),
  },
);
const load = fork(join(import.meta.dirname, 'services-reader.ts'), [
  JSON.stringify(services.addresses),
  requests,
  readers,
  String(Math.ceil(Number(readers) / 10)),
]);
const abort = new AbortController();
const running = pulse.run(abort.signal);
running.catch(() => {});
const startedAt = performance.now();
const result = await measure(load);
abort.abort();
await running;
load.disconnect();
await services.close();
await pulse.close();
folder.remove();
tell(result);

type Done = Readonly<Record<'answered' | 'refused' | 'failed' | 'skipped' | 'streamedBytes' | 'cut', number>>;

/** Turns of the same length, by pairs. */
async function measure(child: ChildProcess): Promise<{ done: Done; loadedMs: number }> {
  let done: Done | undefined;
  let loadedMs = 0;
  const over = running.then(() => true);
  for (let isOn = false; performance.now() - startedAt < runMs || isOn; isOn = !isOn) {
    child.send({ on: isOn });
    [done] = (await once(child, 'message')) as [Done];
    await sleep(SETTLING_MS);
    turn = isOn ? 'on' : 'off';
    if (await Promise.race([over, sleep(TURN_MS).then(() => false)])) break;
    turn = undefined;
    if (isOn) loadedMs += TURN_MS + SETTLING_MS;
    else noteMemory();
  }
  child.send({ on: false });
  [done] = (await once(child, 'message')) as [Done];
  return { done, loadedMs };
}

/** Between loads: what a reader holds while it reads is no growth. */
function noteMemory(): void {
  globalThis.gc?.();
  const { heapUsed, external, rss: resident } = process.memoryUsage();
  memory.push({ at: performance.now() - startedAt, heap: heapUsed + external, resident });
}

/** MB a minute, by least squares; 0 of fewer than three points. The first is warm-up. */
function slope(of: 'heap' | 'resident'): number {
  const points = memory.slice(1).map(({ at, [of]: bytes }) => ({ x: at / 60_000, y: bytes / MB }));
  if (points.length < 3) return 0;
  const mean = (pick: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
}

function tell({ done, loadedMs }: { done: Done; loadedMs: number }): void {
  const p50 = { off: percentile(toOrder.off, 0.5), on: percentile(toOrder.on, 0.5) };
  const p99 = { off: percentile(toOrder.off, 0.99), on: percentile(toOrder.on, 0.99) };
  const [p50Ratio, p99Ratio] = [p50.on / p50.off, p99.on / p99.off];
  const answeredPerSecond = (done.answered * 1_000) / loadedMs;
  const slopeMb = slope('heap');
  report({
    bench: 'services',
    requests: Number(requests),
    readers: Number(readers),
    orders: toOrder.off.length + toOrder.on.length,
    p50OffMs: rounded(p50.off),
    p50OnMs: rounded(p50.on),
    p50Ratio: rounded(p50Ratio),
    p99OffMs: rounded(p99.off),
    p99OnMs: rounded(p99.on),
    p99Ratio: rounded(p99Ratio),
    answeredPerSecond: rounded(answeredPerSecond),
    ...done,
    droppedReaders: dropped,
    heapMbPerMinute: rounded(slopeMb),
    residentMbPerMinute: rounded(slope('resident')),
  });
  const isGood =
    p50Ratio <= CHECK.p50RatioMax &&
    p99Ratio <= CHECK.p99RatioMax &&
    answeredPerSecond >= CHECK.answeredShareMin * Number(requests) &&
    done.refused + done.failed === 0 &&
    slopeMb <= CHECK.slopeMbMax;
  process.exit(check && !isGood ? 1 : 0);
}
