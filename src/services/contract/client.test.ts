import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { cancelOrder, getOrders, placeOrder } from '../exchange-connector/index.ts';
import { createClient, type FetchLike } from './index.ts';

const ORDER = { symbol: 'BTCUSDT', side: 'buy', type: 'market', amount: '0.001', leverage: 2 } as const;
const answering = (status: number, contentType: string, text: string): { fetch: FetchLike; urls: string[] } => {
  const urls: string[] = [];
  const fetch: FetchLike = async (url) => {
    urls.push(url);
    return { status, headers: { get: () => contentType }, text: async () => text };
  };
  return { fetch, urls };
};
const clientOf = (fetch: FetchLike, timeoutMs = 1_000) => createClient({ baseUrl: 'http://viper', fetch, timeoutMs });

describe('the typed client', () => {
  it('writes parameters and queries into the URL, escaped', async () => {
    const { fetch, urls } = answering(200, 'application/json', '{"orders":[]}');
    await clientOf(fetch).call(cancelOrder, { params: { id: 'a/b c' }, query: {} });
    await clientOf(fetch).call(getOrders, { query: { symbol: 'BTC/USDT:USDT' } });
    await clientOf(fetch).call(getOrders, { query: {} });
    expect(urls).toEqual([
      'http://viper/api/orders/a%2Fb%20c',
      'http://viper/api/orders?symbol=BTC%2FUSDT%3AUSDT',
      'http://viper/api/orders',
    ]);
  });

  it('calls a lost answer to a change unknown, and to a read harmless', async () => {
    const lost: FetchLike = () => Promise.reject(new Error('socket hang up'));
    await expect(clientOf(lost).call(placeOrder, { body: ORDER })).rejects.toMatchObject({
      code: 'no-answer',
      outcome: 'unknown',
    });
    await expect(clientOf(lost).call(getOrders, { query: {} })).rejects.toMatchObject({ outcome: 'not-sent' });
  });

  it('knows that a refused connection sent nothing', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, fetch, timeoutMs: 1_000 });
    await expect(client.call(placeOrder, { body: ORDER })).rejects.toMatchObject({ outcome: 'not-sent' });
  });

  it('bounds its waiting', async () => {
    const never: FetchLike = (_url, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await expect(clientOf(never, 20).call(placeOrder, { body: ORDER })).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    [502, 'text/html', '<h1>', 'bad-answer'],
    [200, 'application/json', '{', 'no-answer'],
  ])('status %i %s %s is no answer to a change', async (status, contentType, text, code) => {
    const { fetch } = answering(status, contentType, text);
    await expect(clientOf(fetch).call(placeOrder, { body: ORDER })).rejects.toMatchObject({ code, outcome: 'unknown' });
  });

  it('reads a problem as rejected below 500 and unknown above, unless it says so itself', async () => {
    const problem = (status: number, outcome?: string) =>
      clientOf(
        answering(
          status,
          'application/problem+json',
          JSON.stringify({ type: 'urn:viper:problem:x', status, detail: 'd', outcome }),
        ).fetch,
      )
        .call(placeOrder, { body: ORDER })
        .catch((error: { outcome: string }) => error.outcome);
    expect([await problem(422), await problem(500), await problem(503, 'not-sent')]).toEqual([
      'rejected',
      'unknown',
      'not-sent',
    ]);
  });
});
