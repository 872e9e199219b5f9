/**
 * What ccxt says of the market.
 * Invariant: each number it returns is one that the exchange's core holds.
 */
import { expect } from 'vitest';
import { OTHER_PAIR, PAIR } from './ccxt.ts';
import { type ClientCall, callsOf } from './client-call.ts';
import { BTC, ETH, MINUTE_MS } from './market.ts';
import type { Session } from './session.ts';
import { levelsOf, priceOf, rateOf, sizeOf, tickerTruth } from './truth.ts';

const call = callsOf('ccxt', 'Market');

const rowOf = (session: Session, instrument = BTC) => {
  const truth = tickerTruth(session, instrument);
  return {
    symbol: instrument === BTC ? PAIR : OTHER_PAIR,
    last: truth.last,
    bid: truth.bid,
    bidVolume: truth.bidSize,
    ask: truth.ask,
    askVolume: truth.askSize,
    high: truth.high,
    low: truth.low,
    baseVolume: truth.volume,
    quoteVolume: truth.turnover,
    markPrice: truth.mark,
    indexPrice: truth.index,
  };
};

const candleAt = (openAt: number) => {
  const middle = 59_900 + ((openAt / MINUTE_MS) % 7);
  return [openAt, middle, middle + 2, middle - 1, middle + 1, (1_000 + ((openAt / MINUTE_MS) % 11)) / 1_000];
};

const prices: readonly ClientCall[] = [
  call({
    call: 'fetchTime',
    holds: 'the time of the exchange',
    check: async ({ ccxt, server }) => expect(await ccxt.fetchTime()).toBe(server.clock.now()),
  }),
  call({
    call: 'loadMarkets',
    holds: 'names, steps, smallest and largest sizes, fees, leverage of both contracts',
    check: async ({ ccxt }) => {
      expect(ccxt.markets[PAIR]).toMatchObject({
        id: 'BTCUSDT',
        base: 'BTC',
        quote: 'USDT',
        settle: 'USDT',
        type: 'swap',
        linear: true,
        active: true,
        contractSize: 1,
        maker: 0.0002,
        taker: 0.0006,
        precision: { amount: 0.001, price: 0.1 },
        limits: { leverage: { min: 1, max: 125 }, amount: { min: 0.001 }, cost: { min: 5 } },
      });
      expect(ccxt.markets[OTHER_PAIR]).toMatchObject({ id: 'ETHUSDT', precision: { amount: 0.01, price: 0.01 } });
    },
  }),
  call({
    call: 'fetchTicker',
    holds: 'last, best levels with sizes, mark, index, day',
    check: async (session) => {
      session.move(60_100);
      expect(await session.ccxt.fetchTicker(PAIR)).toMatchObject(rowOf(session));
    },
  }),
  call({
    call: 'fetchTickers',
    holds: 'the same of every contract',
    check: async (session) => {
      session.move(60_100);
      session.move(3_010, ETH);
      expect(await session.ccxt.fetchTickers()).toMatchObject({
        [PAIR]: rowOf(session),
        [OTHER_PAIR]: rowOf(session, ETH),
      });
    },
  }),
  call({
    call: 'fetchMarkPrice',
    holds: 'the mark price',
    check: async (session) => {
      const { mark } = tickerTruth(session);
      expect(await session.ccxt.fetchMarkPrice(PAIR)).toMatchObject({ symbol: PAIR, markPrice: mark });
    },
  }),
  call({
    call: 'fetchOrderBook',
    holds: 'fifteen levels a side, with sizes',
    check: async ({ ccxt, exchange }) => {
      const { bids, asks } = exchange.book(BTC.symbol, 15);
      expect(await ccxt.fetchOrderBook(PAIR, 15)).toMatchObject({ bids: levelsOf(bids), asks: levelsOf(asks) });
    },
  }),
  call({
    call: 'fetchOHLCV',
    holds: 'each closed minute: prices and volume',
    check: async ({ ccxt, server }) => {
      const rows = await ccxt.fetchOHLCV(PAIR, '1m', undefined, 100);
      const now = server.clock.now();
      const closed = rows.filter(([at]) => (at ?? now) + MINUTE_MS <= now);
      expect(closed.length).toBeGreaterThanOrEqual(99);
      expect(closed).toEqual(closed.map(([at]) => candleAt(Number(at))));
    },
  }),
  call({
    call: 'fetchOHLCV since',
    holds: 'ten minutes from a time on',
    check: async ({ ccxt, server }) => {
      const since = server.clock.now() - 60 * MINUTE_MS;
      const rows = await ccxt.fetchOHLCV(PAIR, '1m', since, 10);
      expect(rows).toEqual(Array.from({ length: 10 }, (_, i) => candleAt(since + i * MINUTE_MS)));
    },
  }),
  call({
    call: 'fetchTrades',
    holds: 'price, size and side of each trade, with its id',
    check: async (session) => {
      session.move(60_100);
      const trades = session.exchange.recentTrades(BTC.symbol, 10).toReversed();
      const wanted = trades.map(({ tradeId, price, size, side, at }) => ({
        id: tradeId,
        price: priceOf(price),
        amount: sizeOf(size),
        side,
        timestamp: at,
      }));
      const rows = await session.ccxt.fetchTrades(PAIR, undefined, 10);
      expect(rows.toSorted((a, b) => Number(a.timestamp) - Number(b.timestamp))).toMatchObject(wanted);
      expect(wanted).toHaveLength(2);
    },
  }),
];

const funding: readonly ClientCall[] = [
  call({
    call: 'fetchFundingRate',
    holds: 'the rate, and when it is settled next',
    check: async (session) => {
      const { fundingRate, nextFundingAt } = tickerTruth(session);
      expect(await session.ccxt.fetchFundingRate(PAIR)).toMatchObject({
        symbol: PAIR,
        fundingRate,
        fundingTimestamp: nextFundingAt,
        interval: '8h',
      });
    },
  }),
  call({
    call: 'fetchFundingRates',
    holds: 'the rate of every contract',
    check: async (session) => {
      const { fundingRate } = tickerTruth(session);
      expect(await session.ccxt.fetchFundingRates()).toMatchObject({
        [PAIR]: { fundingRate },
        [OTHER_PAIR]: { fundingRate },
      });
    },
  }),
  call({
    call: 'fetchFundingInterval',
    holds: 'eight hours',
    check: async ({ ccxt }) => expect(await ccxt.fetchFundingInterval(PAIR)).toMatchObject({ interval: '8h' }),
  }),
  call({
    call: 'fetchFundingRateHistory',
    holds: 'rate and time of a settlement',
    check: async (session) => {
      session.settleFunding();
      const [settled] = session.exchange.fundingHistory(BTC.symbol);
      expect(settled).toBeDefined();
      expect(await session.ccxt.fetchFundingRateHistory(PAIR)).toMatchObject([
        { symbol: PAIR, fundingRate: rateOf(settled?.rate), timestamp: settled?.at },
      ]);
    },
  }),
  call({
    call: 'fetchOpenInterest',
    holds: 'the open interest',
    check: async (session) => {
      await session.ccxt.createOrder(PAIR, 'market', 'buy', 0.02, undefined, { hedged: true });
      const openInterestAmount = sizeOf(session.exchange.openInterest(BTC.symbol));
      expect(openInterestAmount).toBeGreaterThan(0);
      expect(await session.ccxt.fetchOpenInterest(PAIR)).toMatchObject({ symbol: PAIR, openInterestAmount });
    },
  }),
  call({
    call: 'fetchMarketLeverageTiers',
    holds: 'leverage and maintenance margin of each tier',
    check: async ({ ccxt }) => {
      const rows = await ccxt.fetchMarketLeverageTiers(PAIR);
      expect(rows[0]).toMatchObject({ tier: 1, minNotional: 0, maxLeverage: 125, maintenanceMarginRate: 0.004 });
    },
  }),
];

export const ccxtMarket: readonly ClientCall[] = [...prices, ...funding];
