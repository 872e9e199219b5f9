/**
 * What bitget-api says of the market, in the exchange's own words.
 * Invariant: each number it returns is one that the exchange's core holds.
 */
import { expect } from 'vitest';
import { type ClientCall, callsOfEach } from './client-call.ts';
import { BTC, ETH, MINUTE_MS } from './market.ts';
import type { Session } from './session.ts';
import { levelsOf, numbersIn, priceOf, rateOf, sizeOf, tickerTruth } from './truth.ts';

const call = callsOfEach('bitget-api', 'Market');

const PRODUCT = 'USDT-FUTURES';
const CONTRACT = { symbol: 'BTCUSDT', productType: PRODUCT } as const;
const UNIFIED = { symbol: 'BTCUSDT', category: PRODUCT } as const;

const classicTicker = (session: Session, instrument = BTC) => {
  const { last, bid, bidSize, ask, askSize, mark, index, high, low, fundingRate } = tickerTruth(session, instrument);
  return {
    lastPr: last,
    bidPr: bid,
    bidSz: bidSize,
    askPr: ask,
    askSz: askSize,
    markPrice: mark,
    indexPrice: index,
    high24h: high,
    low24h: low,
    fundingRate,
  };
};

const unifiedTicker = (session: Session, instrument = BTC) => {
  const { last, bid, bidSize, ask, askSize, mark, index, high, low, fundingRate } = tickerTruth(session, instrument);
  return {
    lastPrice: last,
    bid1Price: bid,
    bid1Size: bidSize,
    ask1Price: ask,
    ask1Size: askSize,
    markPrice: mark,
    indexPrice: index,
    highPrice24h: high,
    lowPrice24h: low,
    fundingRate,
  };
};

const levelNumbers = (levels: readonly (readonly unknown[])[]) => levels.map((level) => level.map(Number));

const candleAt = (openAt: number) => {
  const middle = 59_900 + ((openAt / MINUTE_MS) % 7);
  return [openAt, middle, middle + 2, middle - 1, middle + 1, (1_000 + ((openAt / MINUTE_MS) % 11)) / 1_000];
};

/** Each closed minute as it was; in any order. */
function expectCandles(rows: readonly (readonly unknown[])[], now: number): void {
  const closed = rows.map((row) => row.slice(0, 6).map(Number)).filter(([at = 0]) => at + MINUTE_MS <= now);
  expect(closed.length).toBeGreaterThanOrEqual(19);
  expect(closed).toEqual(closed.map(([at = 0]) => candleAt(at)));
}

const tradeTruth = ({ exchange }: Session) =>
  exchange.recentTrades(BTC.symbol, 10).map(({ price, size, side, at }) => [priceOf(price), sizeOf(size), side, at]);

export const bitgetApiMarket: readonly ClientCall[] = [
  call({
    call: 'getServerTime',
    holds: 'the time of the exchange',
    classic: async ({ classic, server }) =>
      expect((await classic.getServerTime()).data.serverTime).toBe(String(server.clock.now())),
    unified: async ({ unified, server }) =>
      expect((await unified.getServerTime()).data.serverTime).toBe(String(server.clock.now())),
  }),
  call({
    call: 'getFuturesContractConfig; getInstruments',
    holds: 'steps, bounds, fees and leverage of both contracts',
    classic: async ({ classic }) => {
      const { data } = await classic.getFuturesContractConfig({ productType: PRODUCT });
      expect(data.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
      const { minTradeNum, sizeMultiplier, makerFeeRate, takerFeeRate, maxLever } = data[0] ?? {};
      expect([minTradeNum, sizeMultiplier, makerFeeRate, takerFeeRate, maxLever].map(Number)).toEqual([
        0.001, 0.001, 0.0002, 0.0006, 125,
      ]);
    },
    unified: async ({ unified }) => {
      const { data } = await unified.getInstruments({ category: PRODUCT });
      expect(data.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
      const { type, minOrderQty, priceMultiplier, quantityMultiplier, makerFeeRate, takerFeeRate } = data[0] ?? {};
      expect(type).toBe('perpetual');
      expect([minOrderQty, priceMultiplier, quantityMultiplier, makerFeeRate, takerFeeRate].map(Number)).toEqual([
        0.001, 0.1, 0.001, 0.0002, 0.0006,
      ]);
    },
  }),
  call({
    call: 'getFuturesTicker; getTickers',
    holds: 'last, best levels with sizes, mark, index, day, funding rate',
    classic: async (session) => {
      session.move(60_100);
      const { data } = await session.classic.getFuturesTicker(CONTRACT);
      expect(numbersIn(data[0])).toMatchObject(classicTicker(session));
    },
    unified: async (session) => {
      session.move(60_100);
      const { data } = await session.unified.getTickers(UNIFIED);
      expect(numbersIn(data[0])).toMatchObject(unifiedTicker(session));
    },
  }),
  call({
    call: 'getFuturesAllTickers; getTickers of all',
    holds: 'the same of every contract',
    classic: async (session) => {
      const { data } = await session.classic.getFuturesAllTickers({ productType: PRODUCT });
      expect(data.map(numbersIn)).toMatchObject([classicTicker(session), classicTicker(session, ETH)]);
    },
    unified: async (session) => {
      const { data } = await session.unified.getTickers({ category: PRODUCT });
      expect(data.map(numbersIn)).toMatchObject([unifiedTicker(session), unifiedTicker(session, ETH)]);
    },
  }),
  call({
    call: 'getFuturesMergeDepth; getOrderBook',
    holds: 'fifteen levels a side, with sizes',
    classic: async ({ classic, exchange }) => {
      const { bids, asks } = exchange.book(BTC.symbol, 15);
      const { data } = await classic.getFuturesMergeDepth({ ...CONTRACT, limit: '15' });
      expect([levelNumbers(data.bids), levelNumbers(data.asks)]).toEqual([levelsOf(bids), levelsOf(asks)]);
    },
    unified: async ({ unified, exchange }) => {
      const { bids, asks } = exchange.book(BTC.symbol, 15);
      const { data } = await unified.getOrderBook({ ...UNIFIED, limit: '15' });
      expect([levelNumbers(data.b), levelNumbers(data.a)]).toEqual([levelsOf(bids), levelsOf(asks)]);
    },
  }),
  call({
    call: 'getFuturesCandles; getCandles',
    holds: 'each closed minute: prices and volume',
    classic: async ({ classic, server }) => {
      const { data } = await classic.getFuturesCandles({ ...CONTRACT, granularity: '1m', limit: '20' });
      expectCandles(data, server.clock.now());
    },
    unified: async ({ unified, server }) => {
      const { data } = await unified.getCandles({ ...UNIFIED, interval: '1m', limit: '20' });
      expectCandles(data, server.clock.now());
    },
  }),
  call({
    call: 'getFuturesHistoricCandles; getHistoryCandles',
    holds: 'closed minutes alone, up to a time',
    classic: async ({ classic, server }) => {
      const endTime = String(server.clock.now() - 60 * MINUTE_MS);
      const { data } = await classic.getFuturesHistoricCandles({
        ...CONTRACT,
        granularity: '1m',
        limit: '20',
        endTime,
      });
      expectCandles(data, Number(endTime));
    },
    unified: async ({ unified, server }) => {
      const endTime = String(server.clock.now() - 60 * MINUTE_MS);
      const { data } = await unified.getHistoryCandles({ ...UNIFIED, interval: '1m', limit: '20', endTime });
      expectCandles(data, Number(endTime));
    },
  }),
  call({
    call: 'getFuturesRecentTrades; getFills',
    holds: 'price, size, side and time of each trade',
    classic: async (session) => {
      session.move(60_100);
      const { data } = await session.classic.getFuturesRecentTrades(CONTRACT);
      const rows = data.map(({ price, size, side, ts }) => [
        Number(price),
        Number(size),
        side.toLowerCase(),
        Number(ts),
      ]);
      expect(rows).toEqual(tradeTruth(session));
    },
    unified: async (session) => {
      session.move(60_100);
      const { data } = await session.unified.getFills(UNIFIED);
      const rows = data.map(({ price, size, side, ts }) => [Number(price), Number(size), side, Number(ts)]);
      expect(rows).toEqual(tradeTruth(session));
    },
  }),
  call({
    call: 'getFuturesCurrentFundingRate; getCurrentFundingRate',
    holds: 'the rate, and when it is settled next',
    classic: async (session) => {
      const { data } = await session.classic.getFuturesCurrentFundingRate(CONTRACT);
      const { fundingRate, nextFundingAt } = tickerTruth(session);
      expect(numbersIn(data[0])).toMatchObject({ fundingRate, nextUpdate: nextFundingAt, fundingRateInterval: 8 });
    },
    unified: async (session) => {
      const { data } = await session.unified.getCurrentFundingRate({ symbol: 'BTCUSDT' });
      const { fundingRate, nextFundingAt } = tickerTruth(session);
      expect(numbersIn(data[0])).toMatchObject({ fundingRate, nextUpdate: nextFundingAt, fundingRateInterval: 8 });
    },
  }),
  call({
    call: 'getFuturesHistoricFundingRates; getHistoryFundingRate',
    holds: 'rate and time of a settlement',
    classic: async (session) => {
      session.settleFunding();
      const { data } = await session.classic.getFuturesHistoricFundingRates(CONTRACT);
      const [settled] = session.exchange.fundingHistory(BTC.symbol);
      expect(data.map(numbersIn)).toMatchObject([{ fundingRate: rateOf(settled?.rate), fundingTime: settled?.at }]);
    },
    unified: async (session) => {
      session.settleFunding();
      const { data } = await session.unified.getHistoryFundingRate(UNIFIED);
      const [settled] = session.exchange.fundingHistory(BTC.symbol);
      const wanted = [{ fundingRate: rateOf(settled?.rate), fundingRateTimestamp: settled?.at }];
      const { resultList } = data as unknown as { resultList: object[] };
      expect(resultList.map(numbersIn)).toMatchObject(wanted);
    },
  }),
  call({
    call: 'getFuturesOpenInterest; getOpenInterest',
    holds: 'the open interest',
    classic: async ({ classic, exchange }) => {
      const { data } = await classic.getFuturesOpenInterest(CONTRACT);
      expect(data.openInterestList.map(numbersIn)).toMatchObject([{ size: sizeOf(exchange.openInterest(BTC.symbol)) }]);
    },
    unified: async ({ unified, exchange }) => {
      const { data } = await unified.getOpenInterest(UNIFIED);
      expect(data.list.map(numbersIn)).toMatchObject([{ openInterest: sizeOf(exchange.openInterest(BTC.symbol)) }]);
    },
  }),
  call({
    call: 'getFuturesPositionTier; getPositionTier',
    holds: 'leverage and maintenance margin of the first tier',
    classic: async ({ classic }) => {
      const { data } = await classic.getFuturesPositionTier(CONTRACT);
      expect(numbersIn(data[0])).toMatchObject({ level: 1, startUnit: 0, leverage: 125, keepMarginRate: 0.004 });
    },
    unified: async ({ unified }) => {
      const { data } = await unified.getPositionTier(UNIFIED);
      expect(numbersIn(data[0])).toMatchObject({ tier: 1, minTierValue: 0, leverage: 125, mmr: 0.004 });
    },
  }),
];
