/** The live stream over real sockets: both transports, what is refused, and the client that resumes. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCuttingProxy } from '../../../test/support/cutting-proxy.ts';
import { openEventStream } from '../../../test/support/event-stream.ts';
import { type ServiceHarness, startService } from '../../../test/support/service-harness.ts';
import { type ServiceLocks, serviceLocks } from '../../../test/support/service-locks.ts';
import { openSocketReader } from '../../../test/support/socket-reader.ts';
import { createStubEngine, journalRow } from '../../../test/support/stub-engine.ts';
import type { OrderRow } from '../../engine/api.ts';
import { readStream, type StreamFrame } from '../contract/index.ts';
import { createExchangeConnector } from '../exchange-connector/index.ts';
import { liveTradingEngine } from '../live-trading-engine/index.ts';

let service: ServiceHarness;
beforeEach(async () => {
  service = await startService(liveTradingEngine);
});
afterEach(() => service.close());

const emit = (seq: number): void => {
  service.engine.change({ seq });
  service.engine.emit({ seq, topic: 'journal', data: journalRow(seq) });
};
const is =
  (event: string) =>
  (frame: { readonly event: string }): boolean =>
    frame.event === event;

describe('both transports', () => {
  it('say the same: a greeting, the states of now, then what happens', async () => {
    const path = '/api/stream?topics=journal,positions,tickers&symbols=BTCUSDT';
    const sse = await openEventStream(`${service.address}${path}`);
    const socket = await openSocketReader(service.address, path);
    expect([sse.status, sse.headers['content-type'], sse.headers['cache-control']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    emit(1_001);
    await Promise.all([sse.next(is('journal')), socket.next(is('journal'))]);
    const asFrames = sse.events.map(({ event, id, data }) => ({ event, ...(id && { id: Number(id) }), data }));
    expect(socket.frames).toEqual(asFrames);
    expect(asFrames.map(({ event }) => event)).toEqual(['hello', 'ticker', 'positions', 'journal']);
    sse.close();
    socket.socket.close();
  });

  it('resume: by Last-Event-ID, by after', async () => {
    const sse = await openEventStream(`${service.address}/api/stream?topics=journal&after=3`, {
      'last-event-id': '998',
    });
    const socket = await openSocketReader(service.address, '/api/stream?topics=journal&after=998');
    await Promise.all([sse.next(({ id }) => id === '1000'), socket.next(({ id }) => id === 1_000)]);
    const rows = socket.frames.filter(is('journal')).map(({ id }) => id);
    expect([rows, sse.events.filter(is('journal')).length]).toEqual([[999, 1_000], 2]);
    sse.close();
  });

  it('end with a word when the service ends', async () => {
    const sse = await openEventStream(`${service.address}/api/stream`);
    const socket = await openSocketReader(service.address, '/api/stream');
    await service.close();
    expect((await sse.next(is('closing'))).data).toEqual({});
    expect(await socket.next(is('closing'))).toBeDefined();
    expect((await socket.ended).code).toBe(1001);
  });
});

describe('a WebSocket', () => {
  it('changes its subscription by message', async () => {
    const { socket, frames, next } = await openSocketReader(service.address, '/api/stream?topics=journal');
    socket.send('{"op":"subscribe","topics":["orders"],"symbols":["ETHUSDT"]}');
    expect((await next(is('subscribed'))).data).toEqual({ topics: ['orders', 'journal'], symbols: ['ETHUSDT'] });
    const { data } = await next(is('orders'));
    expect((data as readonly OrderRow[]).map(({ symbol }) => symbol)).toEqual(['ETHUSDT']);
    socket.send('{"op":"unsubscribe","topics":["journal"]}');
    await next(({ event, data: told }) => event === 'subscribed' && !JSON.stringify(told).includes('journal'));
    emit(1_001);
    socket.send('{"op":"ping"}');
    await next(is('pong'));
    expect(frames.some(is('journal'))).toBe(false);
    socket.close();
  });

  it.each([
    ['{', 'message'],
    ['{"op":"sing"}', 'op'],
    ['{"op":"subscribe","topics":["weather"]}', 'topics'],
    ['{"op":"subscribe","symbols":["DOGEUSDT"]}', 'symbols'],
    ['{"op":"subscribe","after":3}', 'after'],
  ])('is told what is wrong with %s, and goes on', async (message, field) => {
    const { socket, next } = await openSocketReader(service.address, '/api/stream?topics=journal');
    socket.send(message);
    expect((await next(is('error'))).data).toMatchObject({ status: 400, field });
    emit(1_001);
    expect(await next(is('journal'))).toMatchObject({ id: 1_001 });
    socket.close();
  });

  it.each([
    [
      'too many messages',
      (send: (data: string | Buffer) => void) => Array.from({ length: 21 }, () => send('{}')),
      1008,
    ],
    ['a message that is too long', (send: (data: string | Buffer) => void) => send('x'.repeat(9_000)), 1009],
    ['bytes', (send: (data: string | Buffer) => void) => send(Buffer.from('{}')), 1008],
  ])('is cut for %s', async (_case, sendTo, code) => {
    const { socket, ended } = await openSocketReader(service.address, '/api/stream?topics=journal');
    sendTo((data) => socket.send(data));
    expect((await ended).code).toBe(code);
  });
});

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('what is refused', () => {
  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 403, 403],
    ['another name for this machine', { host: 'evil.example' }, 421, 403],
  ])('%s, on both transports', async (_case, headers: Record<string, string>, byHttp, byUpgrade) => {
    expect((await service.raw({ path: '/api/stream', headers })).status).toBe(byHttp);
    expect((await service.raw({ path: '/api/stream', headers: { ...UPGRADE, ...headers } })).status).toBe(byUpgrade);
    expect(service.engine.listeners.size).toBe(0);
  });

  it.each([
    ['topics=weather', 'topics'],
    ['topics=', 'topics'],
    ['symbols=DOGEUSDT', 'symbols'],
    ['after=-1', 'after'],
    ['topics=fill&topics=fill', 'topics'],
    ['speed=9', 'speed'],
  ])('?%s, naming %s', async (query, field) => {
    const answer = await service.raw({ path: `/api/stream?${query}` });
    expect([answer.status, JSON.parse(answer.text).field]).toEqual([400, field]);
    expect((await service.raw({ path: `/api/stream?${query}`, headers: UPGRADE })).status).toBe(400);
  });

  it('more readers than there is room for, which leaves room for the kill switch', async () => {
    const path = '/api/stream?topics=fill';
    const readers = await Promise.all(Array.from({ length: 220 }, () => openEventStream(`${service.address}${path}`)));
    const answer = await service.raw({ path });
    expect([answer.status, answer.headers['content-type']]).toEqual([503, 'application/problem+json']);
    expect(JSON.parse(answer.text).type).toBe('urn:viper:problem:too-many-readers');
    const { ended } = await openSocketReader(service.address, path);
    expect(await ended).toEqual({ code: 1013, reason: 'too many readers' });
    const kill = { method: 'POST', path: '/api/kill', headers: { 'content-type': 'application/json' } };
    expect((await service.raw(kill)).status).toBe(200);
    for (const reader of readers) reader.close();
  });

  it('a topic that another service has, and a socket where there is none', async () => {
    const connector = await startService(createExchangeConnector());
    const answer = await connector.raw({ path: '/api/stream?topics=journal' });
    await connector.close();
    expect(JSON.parse(answer.text)).toMatchObject({ allowed: 'one of status, positions, orders, fill, equity' });
    expect((await service.raw({ path: '/elsewhere', headers: UPGRADE })).status).toBe(404);
  });
});

describe('where a token is needed', () => {
  let held: ServiceLocks;
  let locked: ServiceHarness;
  beforeEach(async () => {
    held = serviceLocks();
    locked = await startService(liveTradingEngine, 2_000, held.locks);
  });
  afterEach(async () => {
    await locked.close();
    held.remove();
  });

  it('none and a wrong one read nothing on either transport, and a right one reads', async () => {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
      expect((await locked.raw({ path: '/api/stream', headers })).status).toBe(401);
      expect((await locked.raw({ path: '/api/stream', headers: { ...UPGRADE, ...headers } })).status).toBe(401);
    }
    expect(locked.engine.listeners.size).toBe(0);
    const options = { baseUrl: locked.address, fetch, token: held.tokens.read };
    const frames = readStream(options);
    expect((await frames.next()).value).toMatchObject({ event: 'hello' });
    await frames.return();
    await expect(readStream({ ...options, token: 'nonsense' }).next()).rejects.toMatchObject({ code: 'token-needed' });
  });
});

/** Reads until a row of the journal has come; the service goes on meanwhile. */
async function readTo(address: string, last: number): Promise<StreamFrame[]> {
  const frames: StreamFrame[] = [];
  const signal = AbortSignal.timeout(5_000);
  const topics = ['journal', 'fill', 'positions'] as const;
  for await (const frame of readStream({ baseUrl: address, fetch, topics, after: 1_000, signal, retryMinMs: 1 })) {
    frames.push(frame);
    if (frame.event === 'journal' && frame.data.seq === last) return frames;
  }
  throw new Error(`stopped after ${frames.length} frames`);
}

describe('the client', () => {
  it('has each row exactly once, wherever the connection is cut', async () => {
    const fill = createStubEngine().fills({ limit: 1 })[0] as never;
    const size = 40;
    const cutting = fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 8 });
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(cutting, async (cuts) => {
        service.engine.change({ seq: 1_000 });
        const own = await startService(liveTradingEngine);
        const proxy = await startCuttingProxy(own.address, cuts);
        const step = (seq: number): void => {
          own.engine.change({ seq });
          if (seq % 3 === 0) own.engine.emit({ seq, topic: 'fill', data: fill });
          own.engine.emit({ seq, topic: 'journal', data: journalRow(seq) });
        };
        const reading = readTo(proxy.address, 1_000 + size);
        // Listening before the first row: what was before the first reader, the history does not have.
        await openEventStream(`${own.address}/api/stream?topics=journal`);
        for (let i = 1; i <= size; i++) {
          step(1_000 + i);
          if (i % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const frames = await reading;
        cut += proxy.used();
        await proxy.close();
        await own.close();
        const rows = frames.filter(is('journal')).map(({ data }) => (data as { seq: number }).seq);
        expect(rows).toEqual(Array.from({ length: size }, (_, i) => 1_001 + i));
        expect(frames.filter(is('fill'))).toHaveLength(13);
        expect(frames.filter(is('gap'))).toEqual([]);
      }),
      { numRuns: 6, seed: 7 },
    );
    expect(cut).toBeGreaterThan(8);
  });

  it('says what no repeat would mend, and ends with its signal', async () => {
    const wrong = readStream({ baseUrl: service.address, fetch, symbols: ['DOGEUSDT'] });
    await expect(wrong.next()).rejects.toMatchObject({ code: 'invalid-input', problem: { field: 'symbols' } });
    const abort = new AbortController();
    const frames = readStream({ baseUrl: service.address, fetch, signal: abort.signal });
    expect((await frames.next()).value).toMatchObject({ event: 'hello', data: { seq: 1_000 } });
    abort.abort();
    for await (const { event } of frames) expect(event).not.toBe('hello');
  });

  it('waits for a service that is not there yet, and calls silence a loss', async () => {
    let asked = 0;
    const silent = async (): Promise<Response> => {
      asked++;
      if (asked === 1) throw new TypeError('fetch failed');
      return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
    };
    const abort = new AbortController();
    const options = { baseUrl: '', fetch: silent, signal: abort.signal, silenceMs: 10, retryMinMs: 1, retryMaxMs: 2 };
    const reading = readStream(options).next();
    await expect.poll(() => asked).toBeGreaterThan(2);
    abort.abort();
    expect((await reading).done).toBe(true);
  });
});
