/**
 * bitget-api's sockets: public channels of both families.
 * Invariant: waits for the frame that says it, within two seconds; never for a time.
 */
import { expect } from 'vitest';
import { limitOrder } from './bitget-api-terms.ts';
import { type ClientCall, callsOfEach } from './client-call.ts';
import { keptBook } from './kept-book.ts';
import { BTC } from './market.ts';
import type { PeerSocket } from './peer-socket.ts';
import { ACCOUNT, type Session } from './session.ts';
import { both, isLike, lastOf, type Words } from './socket-rows.ts';
import { levelsOf, openOrders, tickerTruth } from './truth.ts';

const market = callsOfEach('bitget-api', 'Sockets: market');

const CONTRACT = {
  classic: { instType: 'USDT-FUTURES', instId: 'BTCUSDT' },
  unified: { instType: 'usdt-futures', symbol: 'BTCUSDT' },
};

/** A public socket that reads one channel of the contract. */
async function reading(session: Session, topics: Words, more: object = {}): Promise<PeerSocket> {
  const socket = await session.socket('public');
  await socket.subscribe(topics[session.family], { ...CONTRACT[session.family], ...more });
  return socket;
}

const tickerRow = (session: Session) => {
  const { last, bid, bidSize, ask, askSize, mark, index } = tickerTruth(session);
  return session.family === 'classic'
    ? { lastPr: last, bidPr: bid, bidSz: bidSize, askPr: ask, askSz: askSize, markPrice: mark, indexPrice: index }
    : {
        lastPrice: last,
        bid1Price: bid,
        bid1Size: bidSize,
        ask1Price: ask,
        ask1Size: askSize,
        markPrice: mark,
        indexPrice: index,
      };
};

export const bitgetApiSockets: readonly ClientCall[] = [
  market({
    call: 'ticker',
    holds: 'last, best levels, mark, index after a move',
    ...both(async (session) => {
      const topics = { classic: 'ticker', unified: 'ticker' };
      const socket = await reading(session, topics);
      session.move(60_200);
      await socket.until(() => isLike(lastOf(socket.rows('ticker')), tickerRow(session)));
    }),
  }),
  market({
    call: 'books',
    holds: 'a book kept by pseq and seq, level by level, after moves, an order of our own and its cancel',
    ...both(async (session) => {
      const socket = await reading(session, { classic: 'books', unified: 'books' });
      const isSame = () =>
        socket.until(() => {
          const { bids, asks } = session.exchange.book(BTC.symbol, 1_000);
          return (
            JSON.stringify(keptBook(socket.frames)) === JSON.stringify({ bids: levelsOf(bids), asks: levelsOf(asks) })
          );
        });
      await isSame();
      session.move(60_200);
      await isSame();
      await limitOrder(session, { price: '60199.3', size: '0.123' });
      session.move(60_203);
      await isSame();
      const [own] = openOrders(session);
      session.server.exchange.cancel(ACCOUNT, { symbol: BTC.symbol, id: own?.orderId }, session.server.clock.now());
      session.move(60_150);
      await isSame();
      expect(socket.frames.slice(1).every(({ action }) => action === 'update')).toBe(true);
    }),
  }),
  market({
    call: 'books5',
    holds: 'the five best levels a side after a move',
    ...both(async (session) => {
      const socket = await reading(session, { classic: 'books5', unified: 'books5' });
      session.move(60_200);
      const { bids, asks } = session.exchange.book(BTC.symbol, 5);
      const wanted = JSON.stringify({ bids: levelsOf(bids), asks: levelsOf(asks) });
      await socket.until(() => JSON.stringify(keptBook(socket.frames.slice(-1))) === wanted);
    }),
  }),
  market({
    call: 'trade; publicTrade',
    holds: 'price, size, side and time of a trade',
    ...both(async (session) => {
      const topics = { classic: 'trade', unified: 'publicTrade' };
      const socket = await reading(session, topics);
      session.move(60_200);
      const at = session.exchange.recentTrades(BTC.symbol, 1)[0]?.at;
      const wanted =
        session.family === 'classic'
          ? { price: 60_200.4, size: 0.005, side: 'buy', ts: at }
          : { p: 60_200.4, v: 0.005, S: 'buy', T: at };
      await socket.until(() => isLike(lastOf(socket.rows(topics[session.family])), wanted));
    }),
  }),
  market({
    call: 'candle1m; kline',
    holds: 'the minute that is going on, after two trades',
    classic: async (session) => {
      const socket = await reading(session, { classic: 'candle1m', unified: '' });
      session.move(60_200);
      const wanted = JSON.stringify([60_000.4, 60_200.4, 60_000.4, 60_200.4, 0.01]);
      const last = () =>
        Object.values(socket.rows('candle1m').at(-1) ?? {})
          .slice(1, 6)
          .map(Number);
      await socket.until(() => JSON.stringify(last()) === wanted);
    },
    unified: async (session) => {
      const socket = await reading(session, { classic: '', unified: 'kline' }, { interval: '1m' });
      session.move(60_200);
      const wanted = { open: 60_000.4, high: 60_200.4, low: 60_000.4, close: 60_200.4, volume: 0.01 };
      await socket.until(() => isLike(lastOf(socket.rows('kline')), wanted));
    },
  }),
];
