/** What the exchange asks of a socket: bounds of frames and counts, and renewal before it cuts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { ChannelArg, PushFrame } from '../protocol/index.ts';
import { ConnectAttempts } from './connect-attempts.ts';
import { type BitgetSocketOptions, createBitgetSocket } from './socket.ts';
import { SubscriptionBudget, subscriptionFrames } from './subscription-frames.ts';
import { acknowledge, loopback, type Script } from './testing/loopback.ts';
import { clock, credentials } from './testing/parts.ts';

const arg = (instId: string): ChannelArg => ({ instType: 'USDT-FUTURES', channel: 'trade', instId });
const push = (seq: number) => JSON.stringify({ action: 'update', arg: arg('A'), data: [seq], ts: 1 });
const opsOf = (heard: readonly string[]) =>
  heard.map((text) => (text === 'ping' ? text : (JSON.parse(text) as { op: string }).op));

async function connected(script: Script, given: Partial<BitgetSocketOptions> = {}) {
  const server = await loopback(script);
  const pushes: PushFrame[] = [];
  const gaps: string[] = [];
  const stop = new AbortController();
  const onRenewed = vi.fn<() => void>();
  const socket = createBitgetSocket({
    url: server.socketUrl,
    clock,
    random: () => 0,
    onPush: (frame) => pushes.push(frame),
    onGap: (reason) => gaps.push(reason),
    onRenewed,
    timeoutMs: 400,
    backoffMs: 10,
    messagesPerSecond: Number.POSITIVE_INFINITY,
    ...given,
  });
  onTestFinished(() => socket.close());
  await socket.connect(stop.signal);
  return { socket, server, pushes, gaps, stop, onRenewed };
}

describe('frames', () => {
  test('have at most ten arguments and 4096 bytes, in order', () => {
    const args = [
      ...Array.from({ length: 12 }, (_, i) => arg(`S${i}`)),
      ...['x', 'y', 'z'].map((c) => arg(c.repeat(1_800))),
    ];
    const frames = subscriptionFrames('subscribe', args);
    expect(frames.map((frame) => frame.args.length)).toEqual([10, 4, 1]);
    expect(frames.every(({ text }) => Buffer.byteLength(text) <= 4_096)).toBe(true);
    expect(frames.flatMap((frame) => frame.args)).toEqual(args);
    expect(frames.flatMap(({ text }) => (JSON.parse(text) as { args: unknown[] }).args)).toEqual(args);
  });

  test('count bytes, not letters, and refuse what fits into none', () => {
    const frames = subscriptionFrames('subscribe', [arg('牛'.repeat(1_000)), arg('牛'.repeat(1_000))]);
    expect(frames).toHaveLength(2);
    expect(() => subscriptionFrames('subscribe', [arg('牛'.repeat(1_400))])).toThrow(/4096 bytes/);
  });
});

describe('attempts to connect', () => {
  test('wait for their turn, over all sockets that share the count', async () => {
    let now = 0;
    const attempts = new ConnectAttempts({ count: 2, spanMs: 40, now: () => now });
    const { signal } = new AbortController();
    await attempts.turn('ws://a', signal);
    await attempts.turn('ws://b', signal);
    let isThrough = false;
    const third = attempts.turn('ws://c', signal).then(() => {
      isThrough = true;
    });
    await sleep(60);
    expect(isThrough).toBe(false);
    now = 41;
    await third;
  });

  test('that wait end with the socket', async () => {
    const attempts = new ConnectAttempts({ count: 1, spanMs: 60_000, now: () => 0 });
    const stop = new AbortController();
    await attempts.turn('ws://a', stop.signal);
    const second = attempts.turn('ws://a', stop.signal);
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'closed', outcome: 'not-sent' });
  });

  test('of a connection that does not come back are counted', async () => {
    const turn = vi.fn<() => void>();
    class Counted extends ConnectAttempts {
      override async turn(): Promise<void> {
        turn();
      }
    }
    const attempts = new Counted({ count: 1, spanMs: 1, now: () => 0 });
    let isDown = false;
    const onText: Script['onText'] = (client, text) => (isDown ? client.terminate() : acknowledge(client, text));
    const { server, gaps } = await connected({ onText }, { attempts, credentials });
    isDown = true;
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(turn.mock.calls.length).toBeGreaterThan(3));
    isDown = false;
    await vi.waitFor(() => expect(gaps).toHaveLength(1));
    expect(turn).toHaveBeenCalledTimes(server.connections());
  });
});

describe('subscriptions of an hour', () => {
  test('come back with time', () => {
    let now = 0;
    const budget = new SubscriptionBudget(2, () => now);
    budget.spend();
    now = 1_800_000;
    budget.spend();
    expect(budget.hasRoomFor(1)).toBe(false);
    now = 3_600_000;
    expect([budget.hasRoomFor(1), budget.hasRoomFor(2)]).toEqual([true, false]);
  });

  test('beyond them a fresh connection takes over with all that is wanted', async () => {
    const { socket, server, gaps, onRenewed } = await connected({}, { subscriptionsPerHour: 3 });
    await socket.subscribe([arg('A')]);
    await socket.subscribe([arg('B')]);
    await socket.unsubscribe([arg('A')]);
    expect(server.connections()).toBe(1);
    await socket.subscribe([arg('C')]);
    expect(server.connections()).toBe(2);
    const last = JSON.parse(server.heard.findLast((text) => text !== 'ping') ?? '') as { args: unknown };
    expect(last.args).toEqual([arg('B'), arg('C')]);
    await vi.waitFor(() => expect(server.clients).toHaveLength(1));
    expect(onRenewed).toHaveBeenCalledTimes(1);
    // A new snapshot costs two frames, and one is left: the next connection brings it.
    await socket.renew([arg('B')]);
    await socket.renew([arg('B')]);
    expect(server.connections()).toBe(3);
    expect(gaps).toEqual([]);
  });

  test('more channels than a connection takes are refused before anything is sent', async () => {
    const { socket, server } = await connected({});
    const many = Array.from({ length: 1_001 }, (_, i) => arg(`S${i}`));
    await expect(socket.subscribe(many)).rejects.toThrow(/subscriptions.*at most 1000/);
    expect(server.heard).toEqual([]);
  });
});

describe('renewal', () => {
  test('opens, logs in and subscribes the fresh connection before the old one is left', async () => {
    const { socket, server, gaps, onRenewed } = await connected({}, { credentials, renewEveryMs: 80 });
    await socket.subscribe([arg('A')]);
    const old = server.clients[0];
    let heardAtEnd: string[] = [];
    old?.on('close', () => {
      heardAtEnd = opsOf(server.heard);
    });
    await vi.waitFor(() => expect(onRenewed).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(server.clients).toHaveLength(1));
    expect(heardAtEnd).toEqual(['login', 'subscribe', 'login', 'subscribe', 'ping']);
    expect(gaps).toEqual([]);
    await socket.settle();
  });

  test('loses nothing, repeats what both have told, and keeps each in order', async () => {
    let seq = 0;
    // Every other connection lags: what it was sent is still on its way when the next one is up.
    const lags = new Map<WebSocket, number>();
    const later = (client: WebSocket, tell: () => void): void => {
      if (!lags.has(client)) lags.set(client, lags.size % 2 === 0 ? 15 : 0);
      const lag = lags.get(client) ?? 0;
      if (lag === 0) tell();
      else setTimeout(tell, lag);
    };
    const readers = new Set<WebSocket>();
    const onText: Script['onText'] = (client, text) => {
      if (text.includes('"subscribe"')) readers.add(client);
      later(client, () => acknowledge(client, text));
    };
    const { socket, server, pushes, gaps, onRenewed } = await connected({ onText }, { renewEveryMs: 60 });
    await socket.subscribe([arg('A')]);
    const pushing = setInterval(() => {
      seq += 1;
      const text = push(seq);
      for (const client of readers) later(client, () => client.readyState === client.OPEN && client.send(text));
    }, 1);
    onTestFinished(() => clearInterval(pushing));
    await vi.waitFor(() => expect(onRenewed.mock.calls.length).toBeGreaterThanOrEqual(4), { timeout: 3_000 });
    clearInterval(pushing);
    await socket.settle();
    const told = pushes.map(({ data }) => data[0] as number);
    expect([...new Set(told)]).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    expect(gaps).toEqual([]);
    // One connection each, and that of a renewal that may be under way at this moment.
    const renewals = onRenewed.mock.calls.length;
    expect([renewals + 1, renewals + 2]).toContain(server.connections());
  });

  test('that fails keeps the old connection, and is tried again', async () => {
    let isFull = true;
    let logins = 0;
    const onText: Script['onText'] = (client, text) => {
      if (text.includes('"login"')) logins += 1;
      if (text.includes('"login"') && logins > 1 && isFull) client.terminate();
      else acknowledge(client, text);
    };
    const { server, socket, gaps, onRenewed } = await connected({ onText }, { credentials, renewEveryMs: 40 });
    await vi.waitFor(() => expect(server.connections()).toBeGreaterThan(2));
    await socket.settle();
    expect(onRenewed).not.toHaveBeenCalled();
    isFull = false;
    await vi.waitFor(() => expect(onRenewed).toHaveBeenCalled());
    expect(gaps).toEqual([]);
  });

  test('during which the old connection breaks is a gap', async () => {
    const onText: Script['onText'] = (client, text) => {
      // The ping that asks whether all has arrived.
      if (text === 'ping' && server.connections() === 2) client.terminate();
      else acknowledge(client, text);
    };
    const { server, gaps, socket } = await connected({ onText }, { renewEveryMs: 400 });
    await vi.waitFor(() => expect(gaps).toEqual(['the connection was lost while it was renewed']));
    await sleep(30);
    expect(server.connections()).toBe(2);
    await socket.close();
  });

  test('waits for the answers that the old connection still owes', async () => {
    const owed: (() => void)[] = [];
    const onText: Script['onText'] = (client, text) => {
      if (text.includes('"trade"')) owed.push(() => acknowledge(client, text));
      else acknowledge(client, text);
    };
    const { socket, onRenewed, server } = await connected({ onText }, { renewEveryMs: 40, timeoutMs: 1_000 });
    const answer = socket.request({ call: 'order', body: { op: 'trade', args: [{}] }, isPatient: true });
    await vi.waitFor(() => expect(onRenewed).toHaveBeenCalled());
    await sleep(20);
    expect(server.clients.length).toBeGreaterThan(1);
    owed[0]?.();
    expect(await answer).toMatchObject({ id: '1', code: '0' });
  });
});

test('a connection that answers pings and pushes nothing is left', async () => {
  const { gaps, server } = await connected({}, { pingEveryMs: 15, silenceMaxMs: 40 });
  await vi.waitFor(() => expect(gaps).toEqual([expect.stringMatching(/^no message for/)]));
  expect(server.connections()).toBe(2);
});

test('a passphrase that comes back is in no reason and in no error', async () => {
  let reply = '';
  const onText: Script['onText'] = (client, text) => {
    acknowledge(client, text);
    if (text.includes('"login"')) reply = text;
  };
  const { socket, server, gaps } = await connected({ onText }, { credentials });
  expect(reply).toContain('"pass"');
  server.clients[0]?.send(reply);
  server.clients[0]?.send(JSON.stringify({ garbage: credentials.secret.reveal() }));
  const refused = socket.subscribe([arg('A')]).catch(String);
  server.clients[0]?.send(JSON.stringify({ event: 'error', arg: arg('A'), code: 30001, msg: reply, op: 'subscribe' }));
  const told = [...gaps, await refused, await socket.settle()].join(' ') + gaps.join(' ');
  expect(gaps).toHaveLength(2);
  expect(told).not.toMatch(/"pass"|hush/);
});
