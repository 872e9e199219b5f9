/**
 * bitget-api's sockets: private channels of both families, and orders by the socket of a Unified account.
 * Invariant: waits for the frame that says it, within two seconds; never for a time.
 */
import { WS_KEY_MAP } from 'bitget-api';
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { limitOrder, openOrder } from './bitget-api-terms.ts';
import type { Row } from './ccxt.ts';
import { BOTH_MODES, type ClientCall, callsOfEach, type Shortfall } from './client-call.ts';
import type { PeerSocket } from './peer-socket.ts';
import { ACCOUNT, type Session } from './session.ts';
import { both, isLike, lastOf, type Words } from './socket-rows.ts';
import { accountTruth, numbersIn, openOrders, positionTruth } from './truth.ts';

const account = callsOfEach('bitget-api', 'Sockets: account');

const PRIVATE = {
  classic: { instType: 'USDT-FUTURES', instId: 'default' },
  unified: { instType: 'UTA' },
} as const;

/** A private socket that reads one channel. */
async function told(session: Session, topics: Words, payload: object = PRIVATE[session.family]): Promise<PeerSocket> {
  const socket = await session.socket('private');
  await socket.subscribe(topics[session.family], payload);
  return socket;
}

const accountCalls: readonly ClientCall[] = [
  account({
    call: 'orders; order',
    holds: 'an order that rests and one that is filled',
    modes: BOTH_MODES,
    ...both(async (session) => {
      const topics = { classic: 'orders', unified: 'order' };
      const socket = await told(session, topics);
      const rows = () => socket.rows(topics[session.family]);
      const orderId = await limitOrder(session, { price: '59000', clientOid: 'mine-1' });
      const status = session.family === 'classic' ? 'status' : 'orderStatus';
      await socket.until(() => rows().some((row) => isLike(row, { orderId, clientOid: 'mine-1', [status]: 'live' })));
      const filled = await openOrder(session);
      await socket.until(() => rows().some((row) => isLike(row, { orderId: filled, [status]: 'filled' })));
    }),
  }),
  account({
    call: 'fill',
    holds: 'id, order, price, size, fee of a fill',
    modes: BOTH_MODES,
    ...both(async (session) => {
      const socket = await told(session, { classic: 'fill', unified: 'fill' });
      const orderId = await openOrder(session);
      await socket.until(() => socket.rows('fill').length > 0);
      const [fill] = session.exchange.fills(ACCOUNT, 0);
      const fee = fill && moneyToNumber(fill.fee);
      const [row] = socket.rows('fill');
      const wanted =
        session.family === 'classic'
          ? { price: 60_000.5, baseVolume: 0.02, side: 'buy' }
          : { execPrice: 60_000.5, execQty: 0.02, side: 'buy' };
      expect(numbersIn(row)).toMatchObject(wanted);
      expect(row).toMatchObject({ orderId, [session.family === 'classic' ? 'tradeId' : 'execId']: fill?.tradeId });
      const { totalFee, fee: paid } = numbersIn((row?.feeDetail as object[] | undefined)?.[0]);
      expect(Math.abs(Number(totalFee ?? paid))).toBe(fee);
    }),
  }),
  account({
    call: 'positions; position',
    holds: 'side, size, entry and leverage of a position',
    modes: BOTH_MODES,
    ...both(async (session) => {
      const topics = { classic: 'positions', unified: 'position' };
      const socket = await told(session, topics);
      await openOrder(session);
      const rows = () => socket.rows(topics[session.family]);
      await socket.until(() => rows().length > 0);
      const { entryPrice, leverage } = positionTruth(session);
      const wanted =
        session.family === 'classic'
          ? { instId: 'BTCUSDT', holdSide: 'long', total: 0.02, openPriceAvg: Number(entryPrice), leverage }
          : { symbol: 'BTCUSDT', posSide: 'long', size: 0.02, avgPrice: Number(entryPrice), leverage };
      expect(lastOf(rows())).toMatchObject(wanted);
    }),
  }),
  account({
    call: 'account',
    holds: 'what is free after a fill',
    modes: BOTH_MODES,
    ...both(async (session) => {
      const payload = session.family === 'classic' ? { instType: 'USDT-FUTURES', coin: 'default' } : PRIVATE.unified;
      const socket = await told(session, { classic: 'account', unified: 'account' }, payload);
      await openOrder(session);
      const { available } = accountTruth(session);
      const free = () => {
        const row = socket.rows('account').at(-1);
        return session.family === 'classic' ? row : (row?.coin as Row[] | undefined)?.[0];
      };
      await socket.until(() => Number(free()?.available) === available);
      expect(available).toBeLessThan(99_900);
    }),
  }),
  account({
    call: 'orders-algo; strategy-order',
    holds: 'a stop-loss that is placed',
    modes: BOTH_MODES,
    ...both(async (session) => {
      const topics = { classic: 'orders-algo', unified: 'strategy-order' };
      await openOrder(session);
      const socket = await told(session, topics);
      const stop = await placeStop(session);
      const rows = () => socket.rows(topics[session.family]);
      await socket.until(() => rows().some(({ orderId }) => orderId === stop));
    }),
  }),
];

async function placeStop(session: Session): Promise<string> {
  const isHedge = session.positionMode === 'hedge';
  const { data } =
    session.family === 'classic'
      ? await session.classic.futuresSubmitTPSLOrder({
          symbol: 'BTCUSDT',
          productType: 'USDT-FUTURES',
          marginCoin: 'USDT',
          planType: 'pos_loss',
          triggerPrice: '59000',
          holdSide: isHedge ? 'long' : 'buy',
          size: '',
        })
      : await session.unified.submitStrategyOrder({
          symbol: 'BTCUSDT',
          category: 'USDT-FUTURES',
          type: 'tpsl',
          tpslMode: 'full',
          ...(isHedge && { posSide: 'long' }),
          stopLoss: '59000',
        });
  return data.orderId;
}

const trading = callsOfEach('bitget-api', 'Sockets: orders');

const NO_SOCKET_ORDERS: Shortfall = {
  why: 'bitget-api sends no orders by the socket of a Classic account',
  shown: async (session) => {
    const socket = await session.socket('private');
    expect(socket.trading).toBeUndefined();
  },
};

const LIMIT = { symbol: 'BTCUSDT', orderType: 'limit', side: 'buy', qty: '0.01', timeInForce: 'gtc' } as const;

const termsOf = ({ positionMode }: Session, price: string, clientOid: string) => ({
  ...LIMIT,
  price,
  clientOid,
  ...(positionMode === 'hedge' && { posSide: 'long' as const }),
});

/** Of a Unified account, logged in. */
async function trader(session: Session): Promise<NonNullable<PeerSocket['trading']>> {
  const { trading: client } = await session.socket('private');
  if (!client) throw new Error('not a Unified account');
  return client;
}

const SOCKET = WS_KEY_MAP.v3Private;
const CATEGORY = 'usdt-futures';

const tradingCalls: readonly ClientCall[] = [
  trading({
    call: 'sendWSAPIRequest place-order and cancel-order',
    holds: 'the order that rests; none after its cancel',
    modes: BOTH_MODES,
    classic: NO_SOCKET_ORDERS,
    unified: async (session) => {
      const client = await trader(session);
      const terms = termsOf(session, '59000', 'by-socket');
      const placed = await client.sendWSAPIRequest(SOCKET, 'place-order', CATEGORY, terms);
      const [{ orderId }] = placed.args;
      expect(openOrders(session)).toMatchObject([{ orderId, clientOid: 'by-socket', price: 590_000, size: 10 }]);
      await client.sendWSAPIRequest(SOCKET, 'cancel-order', CATEGORY, { orderId });
      expect(openOrders(session)).toEqual([]);
    },
  }),
  trading({
    call: 'sendWSAPIRequest batch-place and batch-cancel',
    holds: 'both orders; none after their cancel',
    modes: BOTH_MODES,
    classic: NO_SOCKET_ORDERS,
    unified: async (session) => {
      const client = await trader(session);
      const terms = [termsOf(session, '59000', 'b-1'), termsOf(session, '58000', 'b-2')];
      await client.sendWSAPIRequest(SOCKET, 'batch-place', CATEGORY, terms as never);
      const held = openOrders(session);
      expect(held.map(({ clientOid, price }) => [clientOid, price])).toEqual([
        ['b-1', 590_000],
        ['b-2', 580_000],
      ]);
      const names = held.map(({ orderId }) => ({ orderId }));
      await client.sendWSAPIRequest(SOCKET, 'batch-cancel', CATEGORY, names as never);
      expect(openOrders(session)).toEqual([]);
    },
  }),
  trading({
    call: 'sendWSAPIRequest of an order beyond the balance',
    holds: 'the code 25203, and no order',
    classic: NO_SOCKET_ORDERS,
    unified: async (session) => {
      const client = await trader(session);
      const terms = { ...termsOf(session, '59000', 'by-socket'), qty: '500' };
      const refused = await client.sendWSAPIRequest(SOCKET, 'place-order', CATEGORY, terms).catch((error) => error);
      expect(refused).toMatchObject({ event: 'error', code: '25203' });
      expect(openOrders(session)).toEqual([]);
    },
  }),
];

export const bitgetApiPrivateSockets: readonly ClientCall[] = [...accountCalls, ...tradingCalls];
