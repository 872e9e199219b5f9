/**
 * The round trip of one signed order over loopback: our client, two that others wrote, and the floor, an order that is
 * signed and posted by hand. In turns, so that all of them meet the same machine.
 */
import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { RestClientV2 } from 'bitget-api';
import { Pool } from 'undici';
import { createBitgetRest } from '../../src/bitget/client/index.ts';
import { endpoints, HEADERS, type RequestOf } from '../../src/bitget/protocol/index.ts';
import { Secret } from '../../src/bitget/signing/index.ts';
import { CCXT_SYMBOL, openCcxt, pointTo } from '../conformance/peers/ccxt.ts';
import { KEY } from '../conformance/peers/clients.ts';
import { startRecorder } from '../conformance/peers/recorder.ts';

/** One round trip. */
type Send = () => Promise<unknown>;
type Contender = { readonly send: Send; readonly close: () => Promise<unknown> | undefined };

export const ORDER_SENDERS = ['bare undici', 'viper', 'ccxt', 'bitget-api'] as const;
export type OrderSender = (typeof ORDER_SENDERS)[number];

const WARM_UP = 400;

const ORDER: RequestOf<typeof endpoints.placeOrder> = {
  symbol: 'BTCUSDT',
  productType: 'USDT-FUTURES',
  marginMode: 'crossed',
  marginCoin: 'USDT',
  size: '0.01',
  orderType: 'limit',
  price: '60000',
  force: 'gtc',
  side: 'buy',
  tradeSide: 'open',
  clientOid: 'bench-1',
};

/** Milliseconds of each round trip by who made it. */
export async function measureOrders(rounds: number): Promise<Readonly<Record<OrderSender, readonly number[]>>> {
  const server = fork(new URL('order-server.ts', import.meta.url));
  const [url] = (await once(server, 'message')) as [string];
  const contenders: Readonly<Record<OrderSender, Contender>> = {
    'bare undici': bare(url),
    viper: ours(url),
    ccxt: await ccxt(url),
    'bitget-api': bitgetApi(url),
  };
  const spent: Record<OrderSender, number[]> = { 'bare undici': [], viper: [], ccxt: [], 'bitget-api': [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    // Nobody always comes first, and nobody always after the same one.
    for (const sender of round % 2 === 0 ? ORDER_SENDERS : ORDER_SENDERS.toReversed()) {
      const startedAt = performance.now();
      await contenders[sender].send();
      if (round >= 0) spent[sender].push(performance.now() - startedAt);
    }
  }
  for (const { close } of Object.values(contenders)) await close();
  server.disconnect();
  return spent;
}

function bare(url: string): Contender {
  const pool = new Pool(url);
  const path = endpoints.placeOrder.path;
  const send = async () => {
    const body = JSON.stringify(ORDER);
    const timestamp = String(Date.now());
    const sign = createHmac('sha256', KEY.secret).update(`${timestamp}POST${path}${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      [HEADERS.key]: KEY.key,
      [HEADERS.sign]: sign,
      [HEADERS.timestamp]: timestamp,
      [HEADERS.passphrase]: KEY.passphrase,
    };
    const answer = await pool.request({ path, method: 'POST', headers, body });
    return JSON.parse(await answer.body.text());
  };
  return { send, close: () => pool.close() };
}

function ours(baseUrl: string): Contender {
  const rest = createBitgetRest({
    baseUrl,
    clock: { now: () => Date.now() },
    credentials: { key: KEY.key, secret: new Secret(KEY.secret), passphrase: new Secret(KEY.passphrase) },
    limitFactor: 10_000,
  });
  return { send: () => rest.call(endpoints.placeOrder, ORDER), close: () => rest.close() };
}

/** It learns the contract from a recorder: the fast server knows orders alone. */
async function ccxt(url: string): Promise<Contender> {
  const recorder = await startRecorder();
  const credentials = { apiKey: KEY.key, secret: KEY.secret, password: KEY.passphrase };
  const exchange = await openCcxt({ url: recorder.url, ...credentials });
  pointTo(exchange, url);
  await recorder.close();
  const params = { clientOrderId: 'bench-1', hedged: true };
  return {
    send: () => exchange.createOrder(CCXT_SYMBOL, 'limit', 'buy', 0.01, 60_000, params),
    close: () => undefined,
  };
}

function bitgetApi(baseUrl: string): Contender {
  const client = new RestClientV2({ baseUrl, apiKey: KEY.key, apiSecret: KEY.secret, apiPass: KEY.passphrase });
  return { send: () => client.futuresSubmitOrder({ ...ORDER } as never), close: () => undefined };
}
