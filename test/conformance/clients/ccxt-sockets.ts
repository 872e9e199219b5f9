/**
 * ccxt's sockets: what it says after the market moved or an order went through, as pushed and not as asked for.
 * Invariant: waits for the frame that says it, within two seconds; never for a time.
 */
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { OTHER_PAIR, PAIR, type Row } from './ccxt.ts';
import { openLong } from './ccxt-account.ts';
import { limitAt } from './ccxt-orders.ts';
import { BOTH_MODES, type ClientCall, callsOf } from './client-call.ts';
import { BTC, ETH, MINUTE_MS } from './market.ts';
import { ACCOUNT, type Session } from './session.ts';
import { accountTruth, levelsOf, positionTruth, priceOf, sizeOf, tickerTruth } from './truth.ts';

const WITHIN_MS = 2_000;

type Watch<Answer> = () => Promise<Answer>;

/** Listens, then acts, and resolves with the first answer for which `check` does not throw. */
async function until<Answer>(watch: Watch<Answer>, act: () => unknown, check: (answer: Answer) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let problem: unknown = new Error('nothing was pushed');
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(problem), WITHIN_MS);
  });
  late.catch(() => {});
  try {
    let next = watch();
    await act();
    for (;;) {
      const answer = await Promise.race([next, late]);
      next = watch();
      next.catch(() => {});
      try {
        return check(answer);
      } catch (error) {
        problem = error;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

const market = callsOf('ccxt.pro', 'Market');

const tickerRow = (session: Session) => {
  const { last, bid, bidSize, ask, askSize, high, low, volume } = tickerTruth(session);
  return { last, bid, bidVolume: bidSize, ask, askVolume: askSize, high, low, baseVolume: volume };
};

const move = (session: Session) => () => session.move(60_200);

const marketCalls: readonly ClientCall[] = [
  market({
    call: 'watchTicker',
    holds: 'the ticker it keeps: last, best levels, day after a move',
    check: async (session) => {
      const watch = () => session.ccxt.watchTicker(PAIR);
      expect(await watch()).toMatchObject({ symbol: PAIR, ...tickerRow(session) });
      await until(watch, move(session), () =>
        expect(session.ccxt.tickers[PAIR]).toMatchObject({ symbol: PAIR, ...tickerRow(session) }),
      );
      expect(tickerRow(session).last).toBe(60_200.4);
    },
  }),
  market({
    call: 'watchTickers',
    holds: 'the tickers it keeps of both contracts after a move of each',
    check: async (session) => {
      const watch = () => session.ccxt.watchTickers([PAIR, OTHER_PAIR]);
      const keeps = (wanted: Row) => () => expect(session.ccxt.tickers).toMatchObject(wanted);
      await until(watch, () => {}, keeps({ [PAIR]: { last: 60_000.4 }, [OTHER_PAIR]: { last: 3_000.4 } }));
      await until(watch, () => session.move(3_050, ETH), keeps({ [OTHER_PAIR]: { last: 3_050.4 } }));
      await until(watch, move(session), keeps({ [PAIR]: { last: 60_200.4 } }));
    },
  }),
  market({
    call: 'watchBidsAsks',
    holds: 'best bid and ask after a move',
    check: async (session) => {
      const watch = () => session.ccxt.watchBidsAsks([PAIR]);
      await watch();
      await until(watch, move(session), (rows) => {
        const { bid, ask, bidSize, askSize } = tickerTruth(session);
        expect(rows).toMatchObject({ [PAIR]: { bid, ask, bidVolume: bidSize, askVolume: askSize } });
        expect(bid).toBe(60_199.5);
      });
    },
  }),
  market({
    call: 'watchOrderBook',
    holds: 'the book it keeps, level by level, after moves, an order of our own and its cancel',
    check: async (session) => {
      const { ccxt } = session;
      const isSameAfter = (act: () => unknown) =>
        until(
          () => ccxt.watchOrderBook(PAIR),
          act,
          (book) => expectBook(session, book, 1_000),
        );
      await isSameAfter(() => {});
      await isSameAfter(move(session));
      await limitAt(session, 60_199.3, { size: 0.123 });
      await isSameAfter(() => session.move(60_203));
      expect(session.exchange.book(BTC.symbol, 1_000).bids).toContainEqual([601_993, 123]);
      await ccxt.cancelAllOrders(PAIR);
      await isSameAfter(() => session.move(60_150));
    },
  }),
  market({
    call: 'watchOrderBook of 5 levels',
    holds: 'the five best levels a side after a move',
    check: async (session) => {
      const watch = () => session.ccxt.watchOrderBook(PAIR, 5);
      await watch();
      await until(watch, move(session), (book) => expectBook(session, book, 5));
    },
  }),
  market({
    call: 'watchTrades',
    holds: 'price, size, side and id of a trade',
    check: async (session) => {
      const watch = () => session.ccxt.watchTrades(PAIR);
      await watch();
      await until(watch, move(session), (rows) => {
        const [trade] = session.exchange.recentTrades(BTC.symbol, 1);
        const wanted = { id: trade?.tradeId, price: 60_200.4, amount: 0.005, side: 'buy', timestamp: trade?.at };
        expect(rows.at(-1)).toMatchObject(wanted);
      });
    },
    unified: {
      why: 'all but the price: ccxt looks for it under P, where Unified trades have p',
      shown: async (session) => {
        const watch = () => session.ccxt.watchTrades(PAIR);
        await watch();
        await until(watch, move(session), (rows) => {
          const [trade] = session.exchange.recentTrades(BTC.symbol, 1);
          const wanted = { id: trade?.tradeId, price: undefined, amount: 0.005, side: 'buy', timestamp: trade?.at };
          expect(rows.at(-1)).toMatchObject(wanted);
        });
      },
    },
  }),
  market({
    call: 'watchOHLCV',
    holds: 'the minute that is going on, after two trades',
    check: async (session) => {
      const watch = () => session.ccxt.watchOHLCV(PAIR, '1m');
      const openAt = Math.floor(session.server.clock.now() / MINUTE_MS) * MINUTE_MS;
      await watch();
      await until(watch, move(session), (rows) =>
        expect(rows.at(-1)).toEqual([openAt, 60_000.4, 60_200.4, 60_000.4, 60_200.4, 0.01]),
      );
    },
  }),
];

const pairsOf = (side: unknown): unknown[] => (side as number[][]).map(([price, size]) => [price, size]);

function expectBook({ exchange }: Session, book: Row, depth: number): void {
  const { bids, asks } = exchange.book(BTC.symbol, depth);
  expect(pairsOf(book.bids)).toEqual(levelsOf(bids));
  expect(pairsOf(book.asks)).toEqual(levelsOf(asks));
}

const account = callsOf('ccxt.pro', 'Account');

/** Resolves when the exchange has taken the subscription of `watch`: what is asked of one socket is taken in order. */
async function subscribed<Answer>({ ccxt }: Session, watch: Watch<Answer>): Promise<Watch<Answer>> {
  watch().catch(() => {});
  await ccxt.watchBalance({ type: 'swap' });
  return watch;
}

const fillCheck = async (session: Session): Promise<void> => {
  const watch = await subscribed(session, () => session.ccxt.watchMyTrades(PAIR));
  await until(
    watch,
    () => openLong(session),
    (rows) => {
      const [fill] = session.exchange.fills(ACCOUNT, 0);
      const wanted = {
        id: fill?.tradeId,
        order: fill?.orderId,
        symbol: PAIR,
        side: 'buy',
        price: priceOf(fill?.price),
        amount: 0.02,
        takerOrMaker: 'taker',
        fee: { currency: 'USDT', cost: fill && moneyToNumber(fill.fee) },
      };
      expect(rows).toMatchObject([wanted]);
    },
  );
};

const accountCalls: readonly ClientCall[] = [
  account({
    call: 'watchOrders',
    holds: 'an order that rests, is canceled, and one that is filled',
    modes: BOTH_MODES,
    check: async (session) => {
      const watch = await subscribed(session, () => session.ccxt.watchOrders(PAIR));
      const saw = (act: () => unknown, wanted: Row) =>
        until(watch, act, (rows) => expect(rows.at(-1)).toMatchObject(wanted));
      await saw(() => limitAt(session, 59_000, { params: { clientOrderId: 'mine-1' } }), {
        clientOrderId: 'mine-1',
        symbol: PAIR,
        side: 'buy',
        price: 59_000,
        amount: 0.01,
        status: 'open',
      });
      const [open] = session.exchange.openOrders(ACCOUNT);
      await saw(() => session.ccxt.cancelOrder(open?.orderId, PAIR), {
        id: open?.orderId,
        status: 'canceled',
        filled: 0,
      });
      await saw(() => limitAt(session, 60_001), { status: 'closed', filled: 0.01, average: 60_000.5 });
    },
  }),
  account({
    call: 'watchMyTrades',
    holds: 'id, order, price, size, fee of a fill',
    modes: BOTH_MODES,
    check: fillCheck,
  }),
  account({
    call: 'watchPositions',
    holds: 'side, size, entry, leverage of a position',
    modes: BOTH_MODES,
    check: async (session) => {
      const watch = await subscribed(session, () => session.ccxt.watchPositions([PAIR]));
      await until(
        watch,
        () => openLong(session),
        (rows) => {
          const { size, entryPrice, leverage } = positionTruth(session);
          const wanted = {
            symbol: PAIR,
            side: 'long',
            contracts: sizeOf(size),
            entryPrice: Number(entryPrice),
            leverage,
          };
          expect(rows).toMatchObject([wanted]);
        },
      );
    },
  }),
  account({
    call: 'watchBalance',
    holds: 'free and total after a fill',
    modes: BOTH_MODES,
    check: async (session) => {
      const watch = () => session.ccxt.watchBalance({ type: 'swap' });
      await watch();
      await until(
        watch,
        () => openLong(session),
        ({ USDT }) => {
          const { available } = accountTruth(session);
          expect((USDT as { free: number }).free).toBeCloseTo(available, 6);
          expect(available).toBeLessThan(99_900);
        },
      );
    },
  }),
];

export const ccxtSockets: readonly ClientCall[] = [...marketCalls, ...accountCalls];
