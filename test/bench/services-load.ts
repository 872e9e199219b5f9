/**
 * What readers cost trading: the time from a tick to its order, in turns without load, with load on the services of the same
 * run, and with the same load on a stranger, which tells what the machine itself takes for it.
 * The load is 2,000 requests a second and 200 readers of the stream, 20 of them stalled, from a process of its own.
 * Usage: node --expose-gc test/bench/services-load.ts [--seconds 60 | --minutes 10] [--requests N] [--readers N] [--check]
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { createEngineApi } from '../../src/engine/index.ts';
import { openServicesApart } from '../../src/main/apart/open-apart.ts';
import { marketUpstream } from '../../src/main/market-upstream.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { percentile, report, rounded } from './measure.ts';
import { openPulseRun } from './pulse-run.ts';
import { MemoryNotes } from './services-memory.ts';
import { Load, oneTurn, Stranger, TURNS, type Turn } from './services-turns.ts';

const ORDER_PATH = '/api/v2/mix/order/place-order';
/** Of each turn: connections open, what was there before runs out. */
const TIMES = { settlingMs: 800, measuredMs: 2_500 };
const TURN_MS = TIMES.settlingMs + TIMES.measuredMs;
const ROTATION_MS = TURNS.length * TURN_MS;
const MINUTES_A_SECOND_MAX = 1_500;
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
const rotations = Math.max(1, Math.floor((runMs - TURN_MS) / ROTATION_MS));
const size = { requests: Number(requests), readers: Number(readers) };
const folder = temporaryFolder('services');
const toOrder: Record<Turn, number[]> = { off: [], on: [], stranger: [] };
const memory = new MemoryNotes();
const log = { info: () => {}, warn: () => void dropped++, error: console.error };
let dropped = 0;
let tickAt = 0;
let turn: Turn | undefined;

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  if (turn && request.url === ORDER_PATH) toOrder[turn].push(performance.now() - tickAt);
});

const pulse = await openPulseRun({
  folder: folder.path,
  minutes: Math.ceil(((rotations + 1) * ROTATION_MS * MINUTES_A_SECOND_MAX) / 1_000),
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
const addresses = Object.fromEntries(Object.entries(services.addresses).map(([name, url]) => [name, String(url)]));
const stranger = new Stranger();
const loads = { on: new Load(addresses, size), stranger: new Load(await stranger.open(), size) };
const abort = new AbortController();
const running = pulse.run(abort.signal);
running.catch(() => {});
await measure();
abort.abort();
await running;
loads.on.close();
loads.stranger.close();
stranger.close();
await services.close();
await pulse.close();
folder.remove();
tell();

/** Every kind of turn as often as the others, one after the other. */
async function measure(): Promise<void> {
  const record = (now: Turn | undefined): void => {
    turn = now;
  };
  // Nobody counts what is not warm yet.
  await oneTurn('on', loads.on, { times: TIMES, record: () => {} });
  for (let rotation = 0; rotation < rotations; rotation++) {
    await oneTurn('off', undefined, { times: TIMES, record });
    memory.note();
    const done = await oneTurn('on', loads.on, { times: TIMES, record });
    await stranger.learn(addresses);
    stranger.follow(done, size, TIMES);
    await oneTurn('stranger', loads.stranger, { times: TIMES, record });
  }
}

function tell(): void {
  const at = (share: number) => {
    const [off, on, onStranger] = TURNS.map((kind) => percentile(toOrder[kind], share)) as [number, number, number];
    return { off, on, onStranger, ratio: on / off, strangerRatio: onStranger / off };
  };
  const [p50, p99] = [at(0.5), at(0.99)];
  const { done, loadedMs } = loads.on;
  const { done: floor } = loads.stranger;
  const answeredPerSecond = (done.answered * 1_000) / loadedMs;
  const slopeMb = memory.slope('heap');
  report({
    bench: 'services',
    ...size,
    orders: TURNS.reduce((sum, kind) => sum + toOrder[kind].length, 0),
    p50OffMs: rounded(p50.off),
    p50OnMs: rounded(p50.on),
    p50StrangerMs: rounded(p50.onStranger),
    p50Ratio: rounded(p50.ratio),
    p50StrangerRatio: rounded(p50.strangerRatio),
    p99OffMs: rounded(p99.off),
    p99OnMs: rounded(p99.on),
    p99StrangerMs: rounded(p99.onStranger),
    p99Ratio: rounded(p99.ratio),
    p99StrangerRatio: rounded(p99.strangerRatio),
    answeredPerSecond: rounded(answeredPerSecond),
    ...done,
    strangerAnswered: floor.answered,
    strangerAnsweredBytes: floor.answeredBytes,
    strangerStreamedBytes: floor.streamedBytes,
    droppedReaders: dropped,
    heapMbPerMinute: rounded(slopeMb),
    residentMbPerMinute: rounded(memory.slope('resident')),
  });
  const isGood =
    p50.ratio <= CHECK.p50RatioMax &&
    p99.ratio <= CHECK.p99RatioMax &&
    answeredPerSecond >= CHECK.answeredShareMin * size.requests &&
    floor.answered >= CHECK.answeredShareMin * done.answered &&
    done.refused + done.failed + floor.refused + floor.failed === 0 &&
    slopeMb <= CHECK.slopeMbMax;
  process.exit(check && !isGood ? 1 : 0);
}
