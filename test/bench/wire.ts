/**
 * Time from a tick at the exchange to the order that it causes, all over loopback: public socket → mapper → journal on disk →
 * kernel → REST. Beside it, before and after, its floor: a bare undici POST of a body as long to a bare fastify echo.
 * Usage: node test/bench/wire.ts [orders]
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { Pool } from 'undici';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { median, percentile, report, rounded } from './measure.ts';
import { openPulseRun } from './pulse-run.ts';

const ORDER_PATH = '/api/v2/mix/order/place-order';
const ORDERS = 1_000;
/** Taken as warm-up, of orders and of the floor alike. */
const WARM_UP = 100;
/** As long as an order's body. */
const ECHO_BODY = JSON.stringify({ order: 'x'.repeat(300) });

const orders = Number(process.argv[2] ?? ORDERS);
const folder = temporaryFolder('wire');
const toOrder: number[] = [];
const toAnswer: number[] = [];
const floor: number[] = [];
let tickAt = 0;

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  if (request.url === ORDER_PATH) toOrder.push(performance.now() - tickAt);
});
subscribe('undici:request:trailers', (message) => {
  const { request } = message as { request: { path: string } };
  if (request.path === ORDER_PATH) toAnswer.push(performance.now() - tickAt);
});

/** One order a minute of the market, everything settled before the next, and one POST of the floor after it. */
async function measure(): Promise<void> {
  const pulse = await openPulseRun({
    folder: folder.path,
    minutes: orders + WARM_UP + 1,
    onTick: () => {
      tickAt = performance.now();
    },
  });
  await pulse.engine.start();
  await pulse.run(new AbortController().signal);
  await pulse.close();
}

async function measureFloor(count: number): Promise<void> {
  const app = Fastify({ logger: false });
  app.post('/echo', (request) => request.body);
  const pool = new Pool(await app.listen({ host: '127.0.0.1', port: 0 }));
  for (let i = 0; i < WARM_UP + count; i++) {
    const startedAt = performance.now();
    const headers = { 'content-type': 'application/json' };
    const { body } = await pool.request({ path: '/echo', method: 'POST', headers, body: ECHO_BODY });
    await body.text();
    if (i >= WARM_UP) floor.push(performance.now() - startedAt);
  }
  await pool.close();
  await app.close();
}

function print(name: string, all: readonly number[]): void {
  const [p50Ms, p99Ms] = [rounded(median(all)), rounded(percentile(all, 0.99))];
  report({ bench: 'wire', name, count: all.length, p50Ms, p99Ms });
}

await measureFloor(orders / 2);
await measure();
await measureFloor(orders / 2);
folder.remove();
const [order, answer] = [toOrder.slice(WARM_UP), toAnswer.slice(WARM_UP)];
print('tick to order at the exchange', order);
print('tick to answer in the engine', answer);
print('floor: bare POST and its answer', floor);
report({ bench: 'wire', name: 'tick to answer ÷ floor, p50', ratio: rounded(median(answer) / median(floor)) });
process.exit();
