/**
 * A resting order is changed by its route, as each family of accounts can, over the whole way to the exchange and back.
 */
import { expect, test, vi } from 'vitest';
import type { AccountFamily } from '../../src/domain/index.ts';
import { startServed } from '../support/served-platform.ts';

type Body = Readonly<Record<string, unknown>>;

async function withConnector(
  family: AccountFamily,
  work: (
    ask: (method: string, path: string, body?: object) => Promise<{ status: number; body: Body }>,
  ) => Promise<void>,
): Promise<void> {
  const { platform, folder } = await startServed({ family, symbols: ['BTCUSDT'] });
  try {
    // Out of the way of the orders given by hand.
    await platform.engine?.command({ kind: 'switch-strategy', name: 'strategic', isOn: false }, 'off');
    await work(async (method, path, body) => {
      const headers = method === 'GET' ? {} : { 'content-type': 'application/json' };
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const url = `${platform.started.services?.exchangeConnector}${path}`;
      const answer = await fetch(url, { method, headers, ...text });
      return { status: answer.status, body: (await answer.json()) as Body };
    });
  } finally {
    await platform.stop();
    folder.remove();
  }
}

test.each(['unified', 'classic'] as const)('a resting order of a %s account', { timeout: 60_000 }, async (family) => {
  await withConnector(family, async (ask) => {
    const price = (share: number, last: number): string => (Math.round(last * share * 10) / 10).toFixed(1);
    let last = 0;
    await vi.waitFor(
      async () => {
        last = Number((await ask('GET', '/api/ticker/BTCUSDT')).body.price);
        expect(last).toBeGreaterThan(0);
      },
      { timeout: 20_000 },
    );
    const [first, second] = [price(0.95, last), price(0.94, last)];
    const order = { symbol: 'BTCUSDT', side: 'long', type: 'limit', amount: '0.01', price: first, leverage: 3 };
    const placed = await ask('POST', '/api/orders', order);
    expect(placed).toMatchObject({ status: 200 });
    const id = String(placed.body.order_id);
    const shown = async (name: string) => (await ask('GET', `/api/orders/${name}`)).body;
    await vi.waitFor(async () => expect(await shown(id)).toMatchObject({ status: 'live' }), { timeout: 10_000 });
    const before = await shown(id);

    const amended = await ask('PATCH', `/api/orders/${id}`, { price: second, amount: '0.008' });
    expect(amended).toMatchObject({ status: 200, body: { amount: '0.008', filled: '0', status: 'live' } });
    expect(Number(amended.body.price)).toBe(Number(second));
    const after = String(amended.body.order_id);
    const isSame = after === id && amended.body.exchange_order_id === before.exchange_order_id;
    expect(isSame).toBe(family === 'unified');
    if (family === 'classic') expect(await shown(id)).toMatchObject({ status: 'canceled' });

    // A stop of 2 % by default would lie above a price so low: the gate says no, and the order stays as it is.
    const refused = await ask('PATCH', `/api/orders/${after}`, { price: price(0.9, last) });
    expect(refused).toMatchObject({ status: 422, body: { rule: 'stop-mandatory' } });
    if (family === 'unified') expect(await shown(after)).toMatchObject({ status: 'live', amount: '0.008' });
    const { orders } = (await ask('GET', '/api/orders')).body as { orders: Body[] };
    expect(orders.filter(({ status }) => status === 'live')).toHaveLength(family === 'unified' ? 1 : 0);
  });
});
