/** What a V1 program hears, said by channels that the test speaks for. */
import { expect, it } from 'vitest';
import type { Sockets } from '../../api/sockets.ts';
import { Secret, sign } from '../../signing/index.ts';
import { Peers } from './peers.ts';

const NOW = 1_700_000_000_000;
const own = { key: 'k', secret: new Secret('a secret of sixteen'), passphrase: new Secret('p') };

type Wanted = { onRows: (rows: readonly unknown[], frame: object) => void; onGap?: (reason: string) => void };

function connected() {
  const wanted: Wanted[] = [];
  let open = 0;
  const listen = async (asked: Wanted) => {
    wanted.push(asked);
    open++;
    const close = async () => void open--;
    return { close, settle: async () => undefined, [Symbol.asyncDispose]: close };
  };
  const sockets = { classic: { orders: listen, ticker: listen } } as unknown as Sockets;
  const said: string[] = [];
  const ends: number[] = [];
  const failures: unknown[] = [];
  const options = { family: 'classic', sockets, own, clocks: () => [NOW] } as const;
  const peers = new Peers({ ...options, onFailure: (error) => failures.push(error) });
  const session = peers.connect({ send: (text) => said.push(text), close: (code) => ends.push(code) });
  const ask = async (op: string, arg: object) => {
    session.receive(JSON.stringify({ op, args: [arg] }));
    await new Promise((resolve) => setImmediate(resolve));
  };
  const timestamp = String(NOW / 1_000);
  const signature = sign(own.secret, { timestamp, method: 'GET', path: '/user/verify', body: '' });
  const login = () => ask('login', { apiKey: 'k', passphrase: 'p', timestamp, sign: signature });
  const heard = () => said.map((text) => (text === 'pong' ? text : JSON.parse(text)));
  return { session, peers, ask, login, wanted, heard, ends, failures, isOpen: () => open };
}

const ORDERS = { instType: 'UMCBL', channel: 'orders', instId: 'default' };

it('hears nothing private before a login, and of no channel that V1 had not', async () => {
  const { session, ask, heard, wanted } = connected();
  session.receive('ping');
  session.receive('{"op":"trade"}');
  session.receive('no JSON');
  await ask('subscribe', ORDERS);
  for (const channel of ['fill', 'constructor', 'candle2m']) await ask('subscribe', { ...ORDERS, channel });
  await ask('subscribe', { instType: 'MC', channel: 'constructor', instId: 'BTCUSDT' });
  expect(heard().map((frame) => frame.code ?? frame)).toEqual([
    'pong',
    30002,
    30002,
    30004,
    30001,
    30001,
    30001,
    30001,
  ]);
  expect(wanted).toEqual([]);
});

it('is not harmed by a row that cannot be read, and neither is whoever else hears it', async () => {
  const { ask, login, heard, wanted, ends, failures } = connected();
  await login();
  await ask('subscribe', ORDERS);
  expect(heard()).toMatchObject([
    { event: 'login', code: 0 },
    { event: 'subscribe', arg: ORDERS },
  ]);
  const row = { instId: 'BTCUSDT', orderId: '1', status: 'a word of tomorrow', side: 'buy', cTime: '1', size: '1' };
  expect(() => wanted[0]?.onRows([row], {})).not.toThrow();
  expect([ends, failures.length, heard().length]).toEqual([[1012], 1, 2]);
});

it('asks once for what is asked twice, and lets go of it with the line', async () => {
  const { session, peers, ask, login, wanted, isOpen } = connected();
  await login();
  for (const arg of [ORDERS, { ...ORDERS, instType: 'umcbl' }]) await ask('subscribe', arg);
  await ask('subscribe', { instType: 'mc', channel: 'ticker', instId: 'BTCUSDT_UMCBL' });
  expect([wanted.length, isOpen()]).toEqual([2, 2]);
  await ask('unsubscribe', ORDERS);
  expect(isOpen()).toBe(1);
  session.closed();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOpen()).toBe(0);
  peers.close();
});
