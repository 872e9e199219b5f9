import { describe, expect, it } from 'vitest';
import { type Given, opened, running } from '../testing/running.ts';

const ticker = { channel: 'ticker', instId: 'BTCUSDT' };

async function cutting(given: Given = {}) {
  const reasons: unknown[] = [];
  const exchange = await running({
    log: (_level, message, details) => message === 'socket cut' && reasons.push(details?.reason),
    ...given,
  });
  return { ...exchange, reasons };
}

describe('the bounds of a socket', () => {
  it('cut one that only streams, and one that is too old', async () => {
    const { server, reasons } = await cutting({ silenceMaxMs: 60, sessionMaxMs: 10_000 });
    const streaming = await opened(server.ws.public);
    streaming.subscribe(ticker);
    await streaming.until(() => streaming.closeCode !== undefined);
    const old = await cutting({ sessionMaxMs: 60 });
    const socket = await opened(old.server.ws.public);
    await socket.settle();
    await socket.until(() => socket.closeCode !== undefined);
    expect([reasons, old.reasons]).toEqual([['no ping for too long'], ['open for too long']]);
  });

  it('cut one that subscribes too often in an hour', async () => {
    const { server, reasons } = await cutting({ subscribesPerHourMax: 2 });
    const socket = await opened(server.ws.public);
    for (let i = 0; i < 3; i++) socket.subscribe(ticker);
    await socket.until(() => socket.closeCode !== undefined);
    expect(socket.frames.at(-1)).toMatchObject({ event: 'error', code: 30007 });
    expect(reasons).toEqual(['too many subscribe requests in an hour']);
  });

  it('drop a frame that is too large, and a Unified one with too many arguments, without a word', async () => {
    const { server, reasons } = await cutting();
    const large = await opened(server.ws.public);
    large.subscribe(...Array.from({ length: 60 }, () => ({ ...ticker, more: 'x'.repeat(20) })));
    await large.until(() => large.closeCode !== undefined);
    const many = await opened(server.unifiedWs.public);
    const arg = { instType: 'usdt-futures', topic: 'books', symbol: 'BTCUSDT' };
    many.send({ op: 'subscribe', args: Array.from({ length: 25 }, () => arg) });
    await many.until(() => many.closeCode !== undefined);
    expect([large.closeCode, many.closeCode]).toEqual([1006, 1006]);
    expect([...large.frames, ...many.frames]).toEqual([]);
    expect(reasons).toEqual(['a frame that is too large', 'too many arguments in a frame']);
  });

  it('count pings among the messages of a second', async () => {
    const { server, reasons } = await cutting();
    const socket = await opened(server.ws.public);
    for (let i = 0; i < 11; i++) socket.send('ping');
    await socket.until(() => socket.closeCode !== undefined);
    expect(reasons).toEqual(['too many messages in a second']);
  });

  it('turn away a connection too many, and bound nothing where limits are off', async () => {
    const { server } = await running();
    for (let i = 0; i < 100; i++) await opened(server.ws.public);
    await expect(opened(server.ws.public)).rejects.toThrow('429');
    const free = await running({ rateLimits: 'off' });
    const socket = await opened(free.server.ws.public);
    for (let i = 0; i < 50; i++) socket.send('ping');
    await socket.settle();
  });
});
