/**
 * Orders through the embedded exchange's REST: orders that rest and orders that are filled, signed beforehand, beside a bare
 * fastify echo that gets the same bytes. In turns, in one other process, over the same number of sockets.
 */
import { createHmac } from 'node:crypto';
import { endpoints, HEADERS } from '../../src/bitget/protocol/index.ts';
import { ExchangeProcess } from './exchange-process.ts';
import type { BenchAccount, Opened } from './exchange-server.ts';
import { RawHttp, requestBytes } from './raw-http.ts';

export const ORDER_KINDS = ['echo', 'resting', 'filled'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export type OrderRates = {
  /** Of each batch. */
  readonly perSecond: number[];
  /** Of each round trip. */
  readonly spentMs: number[];
  /** The server's processor time per request, of each batch. */
  readonly cpuUs: number[];
};

/** Below the number of orders that one account may have open in a symbol. */
const BATCH = 190;
/** Requests of a kind that are sent before any is measured. */
const WARM_UP = 9_000;

export type RestLoad = {
  readonly batches: number;
  /** Each has its own account, as bots have, and one request at a time. */
  readonly sockets: number;
};

export async function measureRest({
  batches,
  sockets: count,
}: RestLoad): Promise<Readonly<Record<OrderKind, OrderRates>>> {
  const exchange = new ExchangeProcess();
  const opened = await exchange.open(count, 1);
  const [rest, echo] = [opened.rest, opened.echo].map((url) => new URL(url).host) as [string, string];
  const sockets = { echo: await openAll(echo, count), exchange: await openAll(rest, count) };
  const rates = Object.fromEntries(
    ORDER_KINDS.map((kind) => [kind, { perSecond: [], spentMs: [], cpuUs: [] }]),
  ) as unknown as Record<OrderKind, OrderRates>;
  const warmUp = Math.ceil(WARM_UP / (count * BATCH));
  for (let batch = -warmUp; batch < batches; batch++) {
    for (const kind of batch % 2 === 0 ? ORDER_KINDS : ORDER_KINDS.toReversed()) {
      const requests = batchOf(opened, kind, batch);
      const before = await exchange.usage();
      const startedAt = performance.now();
      const all = await Promise.all(
        (kind === 'echo' ? sockets.echo : sockets.exchange).map((socket, i) => socket.send(requests[i] ?? [])),
      );
      const elapsedMs = performance.now() - startedAt;
      const after = await exchange.usage();
      if (batch >= 0) {
        rates[kind].perSecond.push((count * BATCH * 1_000) / elapsedMs);
        rates[kind].spentMs.push(...all.flat());
        rates[kind].cpuUs.push(((after.cpuMs - before.cpuMs) * 1_000) / (count * BATCH));
      }
      if (kind === 'resting')
        await Promise.all(sockets.exchange.map((socket, i) => socket.send([cancelOf(opened, i)])));
    }
  }
  for (const socket of [...sockets.echo, ...sockets.exchange]) socket.close();
  await exchange.close();
  return rates;
}

const openAll = (host: string, count: number): Promise<RawHttp[]> =>
  Promise.all(Array.from({ length: count }, () => RawHttp.open(host)));

let lastOid = 0;

/** For each socket the batch's requests, as bytes. */
function batchOf({ rest, echo, accounts }: Opened, kind: OrderKind, batch: number): readonly (readonly Buffer[])[] {
  const { path } = endpoints.placeOrder;
  const host = new URL(kind === 'echo' ? echo : rest).host;
  return accounts.map((account) =>
    Array.from({ length: BATCH }, (_, i) => {
      const body = JSON.stringify(orderOf(kind, batch + i));
      const headers = signed(account, path, body);
      return requestBytes(host, { path: kind === 'echo' ? '/echo' : path, headers, body });
    }),
  );
}

/** Filled ones buy and sell in turns, so that the position stays small. */
const orderOf = (kind: OrderKind, turn: number): object => ({
  symbol: 'BTCUSDT',
  productType: 'USDT-FUTURES',
  marginMode: 'crossed',
  marginCoin: 'USDT',
  size: '0.01',
  side: kind === 'filled' && turn % 2 !== 0 ? 'sell' : 'buy',
  orderType: 'limit',
  price: kind === 'filled' ? (turn % 2 !== 0 ? '59900' : '60100') : '59000',
  force: kind === 'filled' ? 'ioc' : 'gtc',
  clientOid: `bench-${++lastOid}`,
});

function cancelOf({ rest, accounts }: Opened, i: number): Buffer {
  const { path } = endpoints.cancelAllOrders;
  const body = JSON.stringify({ productType: 'USDT-FUTURES' });
  return requestBytes(new URL(rest).host, { path, headers: signed(accounts[i] as BenchAccount, path, body), body });
}

function signed({ apiKey, apiSecret, passphrase }: BenchAccount, path: string, body: string): Record<string, string> {
  const timestamp = String(Date.now());
  return {
    [HEADERS.key]: apiKey,
    [HEADERS.sign]: createHmac('sha256', apiSecret).update(`${timestamp}POST${path}${body}`).digest('base64'),
    [HEADERS.timestamp]: timestamp,
    [HEADERS.passphrase]: passphrase,
  };
}
