import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ChannelArg, PushFrame } from '../protocol/index.ts';
import { signLogin } from '../signing/index.ts';
import { type BitgetSocketOptions, createBitgetSocket } from './socket.ts';
import { acknowledge, loopback } from './testing/loopback.ts';
import { clock, credentials, NOW } from './testing/parts.ts';

const arg = (instId: string): ChannelArg => ({ instType: 'USDT-FUTURES', channel: 'trade', instId });
const push = (seq: number) => JSON.stringify({ action: 'update', arg: arg('BTCUSDT'), data: [seq], ts: 1 });

async function connected(url: string, given: Partial<BitgetSocketOptions> = {}) {
  const pushes: PushFrame[] = [];
  const gaps: string[] = [];
  const stop = new AbortController();
  const socket = createBitgetSocket({
    url,
    clock,
    random: () => 0.5,
    onPush: (frame) => pushes.push(frame),
    onGap: (reason) => gaps.push(reason),
    timeoutMs: 400,
    backoffMs: 10,
    messagesPerSecond: Number.POSITIVE_INFINITY,
    ...given,
  });
  onTestFinished(() => socket.close());
  await socket.connect(stop.signal);
  return { socket, pushes, gaps, stop };
}

describe('login', () => {
  test('signs the path that Bitget verifies, and takes the number 0 for success', async () => {
    const server = await loopback();
    await connected(server.socketUrl, { credentials });
    const timestamp = String(NOW / 1_000);
    expect(JSON.parse(server.heard[0] ?? '')).toEqual({
      op: 'login',
      args: [{ apiKey: 'key-1', passphrase: 'pass', timestamp, sign: signLogin(credentials, timestamp) }],
    });
  });

  test('a refused login rejects', async () => {
    const server = await loopback({ onText: (client) => client.send('{"event":"error","code":30005,"msg":"error"}') });
    await expect(connected(server.socketUrl, { credentials })).rejects.toMatchObject({ kind: 'credentials' });
    await vi.waitFor(() => expect(server.clients).toHaveLength(0));
  });

  test('an exchange that says nothing is waited for no longer than the time-out', async () => {
    const server = await loopback({ onText: () => {} });
    const attempt = connected(server.socketUrl, { credentials, timeoutMs: 60 });
    await expect(attempt).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('subscribe', () => {
  test('sends at most ten arguments a frame and waits for every acknowledgement', async () => {
    const server = await loopback();
    const { socket } = await connected(server.socketUrl);
    await socket.subscribe(Array.from({ length: 23 }, (_, i) => arg(`S${i}`)));
    const counts = server.heard.map((text) => (JSON.parse(text) as { args: unknown[] }).args.length);
    expect(counts).toEqual([10, 10, 3]);
  });

  test('tells which subscription is refused', async () => {
    const server = await loopback({
      onText: (client) =>
        client.send(
          JSON.stringify({ event: 'error', arg: arg('X'), code: 30001, msg: "doesn't exist", op: 'subscribe' }),
        ),
    });
    const { socket } = await connected(server.socketUrl);
    await expect(socket.subscribe([arg('X')])).rejects.toMatchObject({ code: '30001', outcome: 'rejected' });
  });
});

test('settle resolves after everything that was sent before', async () => {
  const server = await loopback({
    onText: (client, text) => {
      if (text === 'ping') for (let i = 0; i < 50; i++) client.send(push(i));
      acknowledge(client, text);
    },
  });
  const { socket, pushes } = await connected(server.socketUrl);
  await socket.settle();
  expect(pushes.map(({ data }) => data[0])).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('sequence numbers beyond 2^53 arrive digit for digit', async () => {
  const server = await loopback();
  const { socket, pushes } = await connected(server.socketUrl);
  const row = '{"asks":[],"bids":[],"ts":"1","seq":9007199254740993,"pseq":-1}';
  server.clients[0]?.send(`{"action":"update","arg":${JSON.stringify(arg('BTCUSDT'))},"data":[${row}],"ts":1}`);
  await socket.settle();
  expect(pushes[0]?.data).toEqual([{ asks: [], bids: [], ts: '1', seq: '9007199254740993', pseq: '-1' }]);
});

test('a message that cannot be read is told as a gap', async () => {
  const server = await loopback();
  const { socket, gaps } = await connected(server.socketUrl);
  server.clients[0]?.send('{"half":');
  await socket.settle();
  expect(gaps).toEqual([expect.stringContaining('{"half":')]);
});

describe('a lost connection', () => {
  test('comes back: login, subscriptions, then the gap is told', async () => {
    const server = await loopback();
    const { socket, gaps } = await connected(server.socketUrl, { credentials });
    await socket.subscribe([arg('A'), arg('B')]);
    await socket.unsubscribe([arg('B')]);
    const before = server.heard.length;
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(gaps).toHaveLength(1));
    const after = server.heard.slice(before).map((text) => JSON.parse(text) as { op: string; args: unknown[] });
    expect(after.map(({ op }) => op)).toEqual(['login', 'subscribe']);
    expect(after[1]?.args).toEqual([arg('A')]);
    await socket.settle();
  });

  test('is tried again until it works', async () => {
    let isDown = false;
    const server = await loopback({
      onText: (client, text) => (isDown ? client.terminate() : acknowledge(client, text)),
    });
    const { socket, gaps } = await connected(server.socketUrl);
    await socket.subscribe([arg('A')]);
    isDown = true;
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(server.connections()).toBeGreaterThan(3), { timeout: 2_000 });
    expect(gaps).toEqual([]);
    isDown = false;
    await vi.waitFor(() => expect(gaps).toHaveLength(1), { timeout: 2_000 });
  });

  test('is noticed by a missing pong, though it looks open', async () => {
    let isDeaf = false;
    const server = await loopback({
      onText: (client, text) => {
        if (!isDeaf) acknowledge(client, text);
      },
    });
    const { gaps } = await connected(server.socketUrl, { pingEveryMs: 20, timeoutMs: 50 });
    isDeaf = true;
    await vi.waitFor(() => expect(server.connections()).toBe(2));
    isDeaf = false;
    await vi.waitFor(() => expect(gaps).toEqual(['no answer to a ping']));
  });

  test('makes settle and subscribe fail at once instead of waiting', async () => {
    const server = await loopback();
    const { socket } = await connected(server.socketUrl, { backoffMs: 5_000 });
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(socket.settle()).rejects.toMatchObject({ code: 'socket-down' }));
    await expect(socket.subscribe([arg('A')])).rejects.toMatchObject({ outcome: 'not-sent' });
  });
});

test('no more than the allowed messages leave in a second', async () => {
  const server = await loopback();
  const { socket } = await connected(server.socketUrl, { messagesPerSecond: 2, timeoutMs: 3_000 });
  const started = performance.now();
  await Promise.all([socket.settle(), socket.settle(), socket.settle()]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(1_000);
});

test('aborting closes for good', async () => {
  const server = await loopback();
  const { stop, gaps } = await connected(server.socketUrl);
  stop.abort();
  await vi.waitFor(() => expect(server.clients).toHaveLength(0));
  await sleep(60);
  expect(server.connections()).toBe(1);
  expect(gaps).toEqual([]);
});

test('a key is not sent over a socket that is not encrypted', () => {
  const rest = { clock: { now: () => NOW }, random: () => 0.5, onPush: () => undefined, onGap: () => undefined };
  expect(() => createBitgetSocket({ url: 'ws://ws.bitget.com/v2/ws/private', credentials, ...rest })).toThrow(/wss/);
});
