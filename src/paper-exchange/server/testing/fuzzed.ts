/**
 * An exchange under wrong requests and frames: nothing of it may crash, hang, answer 5xx, or change anything.
 * Invariant: test support only; the same seed sends the same bytes.
 */
import { expect } from 'vitest';
import { limitBuy, openOrder, runningBoth, UNIFIED_KEY } from '../unified/testing/both.ts';
import { KEY } from './client.ts';
import { START } from './market.ts';
import { type Choose, chooser, nextMessage, nextRequest, type Sound } from './noise.ts';
import { handshake, LAST_FRAMES, pipe, textFrame } from './pipe.ts';
import { limitOrder, marketOrder, PLACE } from './running.ts';

const CONTRACT = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES' };
const SOUND: readonly Sound[] = [
  { method: 'POST', path: PLACE, fields: limitOrder({ clientOid: 'f' }), keys: KEY },
  { method: 'POST', path: '/api/v2/mix/order/cancel-order', fields: { ...CONTRACT, orderId: '1' }, keys: KEY },
  {
    method: 'POST',
    path: '/api/v2/mix/account/set-leverage',
    fields: { ...CONTRACT, marginCoin: 'USDT', leverage: '7' },
    keys: KEY,
  },
  { method: 'GET', path: '/api/v2/mix/order/orders-pending', fields: { ...CONTRACT, limit: '5' }, keys: KEY },
  { method: 'GET', path: '/api/v2/mix/market/candles', fields: { ...CONTRACT, granularity: '1m' }, keys: undefined },
  { method: 'POST', path: '/api/v3/trade/place-order', fields: limitBuy({ clientOid: 'f' }), keys: UNIFIED_KEY },
  { method: 'POST', path: '/api/v3/account/set-hold-mode', fields: { holdMode: 'one_way_mode' }, keys: UNIFIED_KEY },
  { method: 'GET', path: '/api/v3/trade/fills', fields: { category: 'USDT-FUTURES' }, keys: UNIFIED_KEY },
  {
    method: 'GET',
    path: '/api/v3/market/orderbook',
    fields: { category: 'USDT-FUTURES', symbol: 'BTCUSDT' },
    keys: undefined,
  },
];
const SOCKETS = ['/v2/ws/public', '/v2/ws/private', '/v3/ws/public', '/v3/ws/private'];
const PER_CONNECTION = 25;
const CONNECTIONS_AT_ONCE = 8;
const CLOSING = 'GET /api/v2/public/time HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

type Sent = { readonly bytes: Buffer; readonly count: number };

function requests(choose: Choose): Sent {
  const texts: string[] = [];
  while (texts.length < PER_CONNECTION) {
    const { text, isLast } = nextRequest(choose, { sound: SOUND, now: START });
    texts.push(text);
    if (isLast) return { bytes: Buffer.from(texts.join('')), count: texts.length };
  }
  return { bytes: Buffer.from(`${texts.join('')}${CLOSING}`), count: texts.length };
}

function messages(choose: Choose): Sent {
  const frames = Array.from({ length: PER_CONNECTION }, () => textFrame(nextMessage(choose)));
  const bytes = Buffer.concat([handshake(choose.of(SOCKETS)), ...frames, choose.of(LAST_FRAMES)]);
  return { bytes, count: PER_CONNECTION };
}

/** Sends at least so many of both kinds together. @returns how many of each were sent, and how many answers came. */
export async function fuzz(seed: number, count: number) {
  const errors: string[] = [];
  const { server, client, ok } = await runningBoth({
    rateLimits: 'off',
    log: (level, message, details) => level === 'error' && errors.push(`${message} ${JSON.stringify(details)}`),
  });
  await client.post(PLACE, limitOrder());
  await client.post(PLACE, marketOrder());
  await ok('placeOrder', openOrder());
  await ok('placeOrder', limitBuy());
  const [before, port, choose] = [server.exchange.stateHash(), Number(new URL(server.rest).port), chooser(seed)];
  const sent = { requests: 0, messages: 0, answers: 0 };
  const worker = async () => {
    while (sent.requests + sent.messages < count) {
      const kind = choose.below(4) === 0 ? 'messages' : 'requests';
      const { bytes, count: more } = kind === 'messages' ? messages(choose) : requests(choose);
      sent[kind] += more;
      const answer = await pipe(port, bytes);
      sent.answers += answer.split('HTTP/1.1 ').length - 1;
      expect(answer).not.toMatch(/HTTP\/1\.1 5\d\d/);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker));
  expect(errors).toEqual([]);
  expect(server.exchange.stateHash()).toBe(before);
  expect(await client.get('/api/v2/public/time')).toMatchObject({ status: 200, code: '00000' });
  return sent;
}
