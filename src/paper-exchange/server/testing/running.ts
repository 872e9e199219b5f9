/**
 * A server on a free port with a played market, a driven clock and one account.
 * Invariant: test support only; whatever a test starts is closed after it.
 */
import { afterEach } from 'vitest';
import { createDrivenClock } from '../../../adapters/clock/index.ts';
import { money } from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { type PaperAccount, type PaperServerOptions, startPaperServer } from '../index.ts';
import { type Json, KEY, TestClient, TestSocket } from './client.ts';
import { opening, playedSource, START } from './market.ts';

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export const onCleanup = (cleanup: () => void | Promise<void>): void => {
  cleanups.push(cleanup);
};

export const testAccount = (given: Partial<PaperAccount> = {}): PaperAccount => ({
  name: 'a',
  balance: money('10000'),
  ...KEY,
  positionMode: 'hedge',
  marginMode: 'isolated',
  ...given,
});

export type Given = Partial<PaperServerOptions> & { readonly updates?: readonly MarketUpdate[] };

/** Starts a server; the market's opening updates have been applied when it returns. */
export async function running({ updates = [], ...given }: Given = {}) {
  const clock = createDrivenClock(START);
  const all = [...opening(), ...updates];
  const server = await startPaperServer({
    source: playedSource(all),
    accounts: [testAccount()],
    clock,
    ...given,
  });
  onCleanup(() => server.close());
  const client = new TestClient(server.rest, () => server.clock.now());
  const admin = adminOf(server.admin);
  if (given.clock === undefined) await admin('/advance', { until: START });
  return {
    server,
    client,
    clock,
    admin,
    store: given.store ?? '',
    advance: (until: number) => admin('/advance', { until }),
  };
}

const adminOf =
  ({ url, token }: { url: string; token: string }) =>
  async (path: string, body?: object, method: 'GET' | 'POST' | 'DELETE' = body ? 'POST' : 'GET'): Promise<Json> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Json;
  };

export async function opened(url: string): Promise<TestSocket> {
  const socket = await TestSocket.open(url);
  onCleanup(() => socket.close());
  return socket;
}

const PRIVATE_CHANNELS = [
  { channel: 'orders', instId: 'default' },
  { channel: 'fill', instId: 'default' },
  { channel: 'positions', instId: 'default' },
  { channel: 'orders-algo', instId: 'default' },
  { channel: 'account', coin: 'default' },
];

/** Logged in, with every private channel. */
export async function privateSocket(url: string, now: number): Promise<TestSocket> {
  const socket = await opened(url);
  socket.login(now);
  socket.subscribe(...PRIVATE_CHANNELS);
  await socket.settle();
  return socket;
}

export const limitOrder = (given: object = {}) => ({
  symbol: 'BTCUSDT',
  productType: 'USDT-FUTURES',
  marginMode: 'isolated',
  marginCoin: 'USDT',
  size: '0.1',
  price: '59000',
  side: 'buy',
  tradeSide: 'open',
  orderType: 'limit',
  force: 'gtc',
  ...given,
});

export const marketOrder = (given: object = {}) => {
  const { price: _, force: _force, ...order } = limitOrder();
  return { ...order, orderType: 'market', ...given };
};

export const PLACE = '/api/v2/mix/order/place-order';
