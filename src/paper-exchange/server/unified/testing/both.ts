/**
 * A Unified account beside a Classic one on a running exchange, called by hand.
 * Invariant: test support only; every answer is held against the shape that the protocol declares.
 */
import { decodeResponse, decodeRows, type Endpoint } from '../../../../bitget/protocol/index.ts';
import { unifiedChannelOf, unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import type { Answer, Json, Overrides, TestSocket } from '../../testing/client.ts';
import { type Given, opened, running, testAccount } from '../../testing/running.ts';

export const UNIFIED_KEY = { apiKey: 'key-u', apiSecret: 'secret-u', passphrase: 'phrase-u' };
const SELF = { key: UNIFIED_KEY };

export const unifiedAccount = (given: Parameters<typeof testAccount>[0] = {}) =>
  testAccount({ name: 'u', family: 'unified', ...UNIFIED_KEY, marginMode: 'crossed', ...given });

type Key = keyof typeof unifiedEndpoints;
type Asked = Readonly<Record<string, unknown>> | readonly object[];

function queryOf(asked: Asked): string {
  const query = new URLSearchParams(asked as Record<string, string>).toString();
  return query === '' ? '' : `?${query}`;
}

/** Starts an exchange with the Classic account `a` and the Unified account `u`. */
export async function runningBoth(given: Given = {}) {
  const exchange = await running({ accounts: [testAccount(), unifiedAccount()], ...given });
  const { client } = exchange;
  const call = async (key: Key, asked: Asked = {}, overrides: Overrides = SELF): Promise<Answer> => {
    const endpoint: Endpoint = unifiedEndpoints[key];
    const answer =
      endpoint.method === 'POST'
        ? await client.post(endpoint.path, asked, overrides)
        : await client.get(`${endpoint.path}${queryOf(asked)}`, overrides);
    if (answer.code === '00000') decodeResponse(endpoint, answer.data);
    return answer;
  };
  const ok = async (key: Key, asked: Asked = {}): Promise<Json> => {
    const answer = await call(key, asked);
    if (answer.code !== '00000') throw new Error(`${key}: ${answer.code} ${answer.msg}`);
    return answer.data;
  };
  return { ...exchange, call, ok };
}

export const openOrder = (given: object = {}) => ({
  category: 'USDT-FUTURES',
  symbol: 'BTCUSDT',
  side: 'buy',
  posSide: 'long',
  orderType: 'market',
  qty: '0.1',
  marginMode: 'crossed',
  ...given,
});

export const limitBuy = (given: object = {}) =>
  openOrder({ orderType: 'limit', price: '59000', timeInForce: 'gtc', ...given });

const TOPICS = ['account', 'position', 'order', 'fill', 'strategy-order'];

/** Logged in, with every private topic. */
export async function unifiedSocket(url: string, now: number, key = UNIFIED_KEY): Promise<TestSocket> {
  const socket = await opened(url);
  socket.login(now, key);
  socket.send({ op: 'subscribe', args: TOPICS.map((topic) => ({ instType: 'UTA', topic })) });
  await socket.settle();
  return socket;
}

/** Every push has the shape that the protocol declares. */
export function expectDeclared(socket: TestSocket): void {
  for (const { action, arg, data } of socket.frames) {
    const channel = unifiedChannelOf(arg?.topic ?? '');
    if (action && channel) decodeRows(channel, data);
  }
}
