import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../adapters/clock/index.ts';
import { createBitgetRest } from '../bitget/index.ts';
import type { AccountFamily } from '../domain/index.ts';
import { bookSource } from './book-source.ts';
import { type EmbeddedExchange, openSource, startEmbeddedExchange } from './embedded-exchange.ts';

let exchange: EmbeddedExchange;
beforeEach(async () => {
  const source = openSource('synthetic', ['BTCUSDT', 'ETHUSDT']);
  exchange = await startEmbeddedExchange({
    source,
    port: 0,
    accounts: 'classic:1,unified:1',
    balance: '500',
    dataDir: undefined,
    speed: 100,
  });
});
afterEach(() => exchange.server.close());

describe.each(['classic', 'unified'] as const)('the books of a %s account', (family: AccountFamily) => {
  it('are one upstream subscription for all readers, whole, and closed after the last', async () => {
    if (exchange.pace === 'driven') throw new Error('this exchange runs by itself');
    const pace = exchange.server.pace();
    const rest = createBitgetRest({ baseUrl: exchange.address.rest, clock: systemClock });
    const books = bookSource({ rest, family, socketOrigin: new URL(exchange.address.ws.public).origin });
    let changes = 0;
    const [a, b] = [books.open('BTCUSDT', () => changes++), books.open('BTCUSDT', () => {})];
    expect(a.read(5)).toEqual({ isSynced: false, at: 0, bids: [], asks: [] });
    await expect.poll(() => b.read(5).isSynced, { timeout: 5_000 }).toBe(true);
    const { bids, asks, at } = a.read(5);
    expect([bids.length, asks.length, at > 0, changes > 0]).toEqual([5, 5, true, true]);
    const prices = [...bids.map(([price]) => Number(price)).reverse(), ...asks.map(([price]) => Number(price))];
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    expect(a.read(5)).toEqual(b.read(5));
    a.close();
    b.close();
    pace.stop();
    await rest.close();
  });
});
