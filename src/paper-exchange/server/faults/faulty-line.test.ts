import { describe, expect, it } from 'vitest';
import { book, START } from '../testing/market.ts';
import { limitOrder, opened, PLACE, privateSocket, running } from '../testing/running.ts';

const oids = (frames: readonly { readonly clientOid?: unknown }[]) => frames.map(({ clientOid }) => String(clientOid));

/** A server and a private socket; `rules` are in force, then orders a, b, c and d are placed. @returns clientOids as they were pushed. */
async function pushed(...rules: readonly object[]) {
  const { server, client, admin } = await running();
  const own = await privateSocket(server.ws.private, START);
  for (const rule of rules) await admin('/faults', rule);
  for (const clientOid of ['a', 'b', 'c', 'd']) await client.post(PLACE, limitOrder({ clientOid }));
  await own.settle();
  const seen = () => oids(own.rows('orders') as never);
  return { own, seen, admin };
}

const orders = { channel: 'orders' };

describe('a push', () => {
  it('is as it is without faults', async () => {
    const { seen } = await pushed();
    expect(seen()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is lost', async () => {
    const { seen } = await pushed({ kind: 'drop-message', match: orders, after: 1, times: 2 });
    expect(seen()).toEqual(['a', 'd']);
  });

  it('comes twice', async () => {
    const { seen } = await pushed({ kind: 'duplicate-message', match: orders, times: 1 });
    expect(seen()).toEqual(['a', 'a', 'b', 'c', 'd']);
  });

  it('is overtaken by the one behind it', async () => {
    const rule = { kind: 'reorder-messages', match: orders, after: 1, times: 1 };
    const { own, seen } = await pushed(rule, { kind: 'drop-message', match: { channel: 'account' } });
    await own.until(() => seen().length === 4);
    expect(seen()).toEqual(['a', 'c', 'b', 'd']);
  });

  it('is late, and so is all behind it', async () => {
    const delay = { shape: 'fixed', ms: 150 };
    const { own, seen } = await pushed({ kind: 'delay-message', delay, match: orders, after: 1, times: 1 });
    expect(seen()).toEqual(['a']);
    await own.until(() => seen().length === 4);
    expect(seen()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is where the socket ends', async () => {
    const { own, seen } = await pushed().then(async (open) => {
      await open.admin('/faults', { kind: 'cut-socket', match: { socket: 'public' } });
      return open;
    });
    expect(own.closeCode).toBeUndefined();
    expect(seen()).toHaveLength(4);
    const { server, client, admin } = await running();
    const cut = await privateSocket(server.ws.private, START);
    await admin('/faults', { kind: 'cut-socket', match: { socket: 'private', account: 'a' } });
    await client.post(PLACE, limitOrder());
    await cut.until(() => cut.closeCode !== undefined);
    expect(cut.rows('orders')).toEqual([]);
  });
});

it('a gap in the book shows in the chain of its updates', async () => {
  const updates = [1, 2, 3, 4].map((second) => book(START + second * 1_000, 60_000 + second));
  const { server, admin, advance } = await running({ updates });
  const socket = await opened(server.ws.public);
  socket.subscribe({ channel: 'books', instId: 'BTCUSDT' });
  await socket.settle();
  await admin('/faults', { kind: 'book-gap', match: { symbol: 'BTCUSDT' }, after: 1, times: 1 });
  await advance(START + 5_000);
  await socket.settle();
  const chain = socket.rows('books').map(({ seq, pseq }) => [Number(pseq), Number(seq)]);
  const fits = chain.slice(1).map(([pseq], i) => pseq === chain[i]?.[1]);
  expect(chain).toHaveLength(4);
  expect(fits).toEqual([true, false, true]);
});
