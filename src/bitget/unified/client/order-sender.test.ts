/** Orders over the private socket of a Unified account: which way they take, and what a lost answer means. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { OrderRequest } from '../../../domain/index.ts';
import { InstrumentBook } from '../../client/instrument-book.ts';
import { type Asked, acknowledge, loopback, type Reply } from '../../client/testing/loopback.ts';
import { credentials, NOW, restAt } from '../../client/testing/parts.ts';
import { approved, order } from '../../client/testing/venue.ts';
import type { OrderPath } from '../../client/venue-options.ts';
import { endpoints as classic } from '../../protocol/index.ts';
import { endpoints } from '../protocol/index.ts';
import { unifiedInstruments } from './instruments.ts';
import { UNIFIED_INSTRUMENT } from './testing/instrument.ts';
import { UnifiedVenue } from './venue.ts';

type Trade = { op: string; id: string; category: string; topic: string; args: { clientOid: string }[] };
/** What the socket says to an order: nothing at all when undefined. */
type Say = (trade: Trade, client: WebSocket) => object | undefined;

const yes: Say = ({ id, topic, args }) => ({
  event: 'trade',
  id,
  topic,
  args: [{ symbol: 'BTCUSDT', orderId: '77', clientOid: args[0]?.clientOid, cTime: '1' }],
  code: '0',
  msg: 'success',
});
const no =
  (code: string): Say =>
  ({ id, topic }) => ({ event: 'error', id, topic, code, msg: 'no' });

const answers: Readonly<Record<string, (asked: Asked) => Reply>> = {
  [classic.serverTime.path]: () => ({ data: { serverTime: String(NOW) } }),
  [endpoints.instruments.path]: () => ({ data: [UNIFIED_INSTRUMENT] }),
  [endpoints.settings.path]: () => ({ data: { holdMode: 'hedge_mode' } }),
  [endpoints.setLeverage.path]: () => ({ data: 'success' }),
  [endpoints.placeOrder.path]: () => ({ data: { orderId: '88', clientOid: 'v-1' } }),
  [endpoints.cancelOrder.path]: () => ({ data: { orderId: '88', clientOid: 'v-1' } }),
};

const close: OrderRequest = { ...order, intent: 'close', stopLoss: undefined };
const isProbe = ({ args }: Trade): boolean => args[0]?.clientOid.startsWith('probe-') === true;

async function listening(orderPath: OrderPath | undefined, say: Say, probe: Say = no('25204')) {
  const trades: Trade[] = [];
  const onText = (client: WebSocket, text: string): void => {
    if (!text.includes('"trade"')) return acknowledge(client, text);
    const trade = JSON.parse(text) as Trade;
    if (!isProbe(trade)) trades.push(trade);
    const said = isProbe(trade) ? probe(trade, client) : say(trade, client);
    if (said) client.send(JSON.stringify(said));
  };
  const server = await loopback({ onText, answer: (asked) => answers[asked.path]?.(asked) ?? { code: '40404' } });
  const rest = restAt(server.url, { timeoutMs: 300, limitFactor: 100 });
  const venue = new UnifiedVenue({
    rest,
    instruments: new InstrumentBook(rest, unifiedInstruments),
    socketUrl: server.socketUrl,
    credentials,
    random: () => 0.5,
    timeoutMs: 150,
    messagesPerSecond: 1_000,
    ...(orderPath && { orderPath }),
  });
  onTestFinished(() => venue.close());
  await venue.prepare({ positionMode: 'hedge', marginMode: 'isolated' });
  await venue.listen({ onEvent: () => undefined, onGap: () => undefined }, new AbortController().signal);
  await venue.settle();
  // The answer to the probe has come; what follows from it is told in the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
  const posted = (path: string) => server.asked.filter((asked) => asked.path === path);
  const bodyOf = (path: string) => JSON.parse(posted(path).at(-1)?.body ?? 'null') as Record<string, unknown>;
  return { venue, server, trades, placed: () => posted(endpoints.placeOrder.path).length, bodyOf };
}

test('an order travels in one frame, under an id, with what REST would have sent', async () => {
  const { venue, trades, placed } = await listening('socket', yes);
  expect(await venue.submit(approved(order))).toEqual({ outcome: 'accepted', id: '77' });
  expect(await venue.cancel('BTCUSDT', 'v-1')).toEqual({ outcome: 'accepted', id: '77' });
  const byRest = await listening('rest', yes);
  await byRest.venue.submit(approved(order));
  await byRest.venue.cancel('BTCUSDT', 'v-1');
  const bodies = [endpoints.placeOrder, endpoints.cancelOrder].map(({ path }) => byRest.bodyOf(path));
  expect(bodies[0]).toMatchObject({ symbol: 'BTCUSDT', side: 'buy', posSide: 'long', qty: '0.1', stopLoss: '59000' });
  const frame = { op: 'trade', id: expect.any(String), category: 'usdt-futures' };
  expect(trades).toEqual(
    ['place-order', 'cancel-order'].map((topic, i) => {
      const { category: _, ...terms } = bodies[i] ?? {};
      return { ...frame, topic, args: [terms] };
    }),
  );
  expect(new Set(trades.map(({ id }) => id)).size).toBe(2);
  expect(placed()).toBe(0);
});

describe('answers', () => {
  test('find their request by id, whatever their order', async () => {
    const waiting: Trade[] = [];
    const { venue } = await listening('socket', (trade, client) => {
      waiting.push(trade);
      if (waiting.length < 3) return undefined;
      for (const each of waiting.toReversed()) {
        const n = each.args[0]?.clientOid.slice(2);
        const said = n === '2' ? no('40762')(each, client) : { ...yes(each, client), args: [{ orderId: `7${n}` }] };
        client.send(JSON.stringify(said));
      }
      return undefined;
    });
    const sent = [1, 2, 3].map((n) => venue.submit(approved({ ...close, clientOid: `v-${n}` })));
    expect(await Promise.all(sent)).toMatchObject([
      { outcome: 'accepted', id: '71' },
      { outcome: 'rejected', code: '40762' },
      { outcome: 'accepted', id: '73' },
    ]);
  });

  test.each<[string, Say]>([
    ['none', () => undefined],
    ['a cut', (_, client) => void client.terminate()],
    ['an error that names no request', () => ({ event: 'error', code: 30003, msg: 'Invalid op' })],
    ['a code that leaves it open', no('40010')],
    ['a name that exists already', no('25212')],
    ['success without an order', ({ id }) => ({ event: 'trade', id, code: '0' })],
    ['success for another order', (trade, client) => ({ ...yes(trade, client), args: [{ clientOid: 'v-0' }] })],
    ['neither yes nor no', ({ id }) => ({ event: 'trade', id, args: [] })],
    ['an error without a code', ({ id }) => ({ event: 'error', id })],
    ['an error with the code of success', ({ id }) => ({ event: 'error', id, code: '0' })],
    ['a code that is none', ({ id }) => ({ event: 'error', id, code: 'NaN' })],
    ['an answer to another request', ({ id }) => ({ event: 'trade', id: `${id}0`, code: '40762' })],
  ])('%s: unknown, and sent once', async (_, say) => {
    for (const path of ['auto', 'socket'] as const) {
      const { venue, trades, placed } = await listening(path, say);
      expect(await venue.submit(approved(close))).toMatchObject({ outcome: 'unknown' });
      expect([trades.length, placed()]).toEqual([1, 0]);
    }
  });
});

describe('auto', () => {
  test('is the default, and goes over the socket once a probe that risks nothing was answered', async () => {
    const { venue, trades, placed } = await listening(undefined, yes);
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '77' });
    expect([trades.length, placed()]).toEqual([1, 0]);
  });

  test.each<[string, Say]>([
    ['may not', no('40014')],
    ['is told that there is no such request', no('30003')],
    ['is told so without the name of the request', () => ({ event: 'error', code: 30003, msg: 'Invalid op' })],
  ])('goes by REST when the account %s', async (_, probe) => {
    const { venue, trades, placed } = await listening('auto', yes, probe);
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    expect([trades.length, placed()]).toEqual([0, 1]);
  });

  test('goes by REST while the probe has no answer', async () => {
    const { venue, trades, placed } = await listening('auto', yes, () => undefined);
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    expect([trades.length, placed()]).toEqual([0, 1]);
  });

  test('sends an order again by REST only after a refusal of the way itself, and then for good', async () => {
    const { venue, trades, placed } = await listening('auto', no('40014'));
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    expect([trades.length, placed()]).toEqual([1, 2]);
  });

  test('sends an order that was one too many by REST, which paces, and stays on the socket', async () => {
    let isFull = true;
    const { venue, trades, placed } = await listening('auto', (trade, client) =>
      isFull ? no('429')(trade, client) : yes(trade, client),
    );
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    isFull = false;
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '77' });
    expect([trades.length, placed()]).toEqual([2, 1]);
  });

  test('a refusal of the order is a refusal', async () => {
    const { venue, placed } = await listening('auto', no('40762'));
    expect(await venue.submit(approved(close))).toMatchObject({ outcome: 'rejected', code: '40762' });
    expect(placed()).toBe(0);
  });

  test('after an answer that did not come, orders go by REST', async () => {
    const { venue, trades, placed } = await listening('auto', () => undefined);
    expect(await venue.submit(approved(close))).toMatchObject({ outcome: 'unknown' });
    expect(await venue.submit(approved({ ...close, clientOid: 'v-1' }))).toEqual({ outcome: 'accepted', id: '88' });
    expect([trades.length, placed()]).toEqual([1, 1]);
  });

  test('while the socket is down, orders go by REST', async () => {
    const { venue, server, trades, placed } = await listening('auto', yes);
    server.clients[0]?.terminate();
    await vi.waitFor(() => expect(server.clients).toHaveLength(0));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
    expect([trades.length, placed()]).toEqual([0, 1]);
  });
});

test('rest never asks the socket, and socket never goes by REST', async () => {
  const byRest = await listening('rest', yes);
  expect(await byRest.venue.submit(approved(close))).toEqual({ outcome: 'accepted', id: '88' });
  expect(byRest.server.heard.some((text) => text.includes('"trade"'))).toBe(false);
  const bySocket = await listening('socket', no('40014'));
  expect(await bySocket.venue.submit(approved(close))).toMatchObject({ outcome: 'rejected', code: '40014' });
  expect(bySocket.placed()).toBe(0);
});

test('the limit of an endpoint holds for both ways together', async () => {
  const { venue, trades } = await listening('socket', yes);
  const started = performance.now();
  // 10 a second times the factor of this test, which is 100.
  await Promise.all(Array.from({ length: 1_001 }, () => venue.cancel('BTCUSDT', 'v-1')));
  expect(trades).toHaveLength(1_001);
  expect(performance.now() - started).toBeGreaterThan(1_000);
});
