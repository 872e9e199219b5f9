/**
 * The market, the settings and the lists of a Unified account, asked of our client and of each peer in its own way.
 * Invariant: each call says the same; where one cannot say it, the peer has no entry.
 */
import { CATEGORY } from '../../../src/bitget/unified/mapper/index.ts';
import { endpoints } from '../../../src/bitget/unified/protocol/index.ts';
import { CCXT_SYMBOL as PAIR } from './ccxt.ts';
import type { Intent } from './intent.ts';

const symbol = 'BTCUSDT';
const category = CATEGORY;
const contract = { category, symbol } as const;
const named = { clientOrderId: 'v-1' };

const market: readonly Intent[] = [
  {
    name: 'server time',
    ours: ({ ours }) => ours.measureClock(),
    ccxt: ({ ccxt }) => ccxt.fetchTime(),
    bitgetApi: ({ unified }) => unified.getServerTime(),
  },
  {
    name: 'ticker',
    ours: ({ ours }) => ours.call(endpoints.tickers, contract),
    ccxt: ({ ccxt }) => ccxt.fetchTicker(PAIR),
    bitgetApi: ({ unified }) => unified.getTickers(contract),
  },
  {
    name: 'all tickers',
    ours: ({ ours }) => ours.call(endpoints.tickers, { category }),
    ccxt: ({ ccxt }) => ccxt.fetchTickers(undefined),
    bitgetApi: ({ unified }) => unified.getTickers({ category }),
  },
  {
    name: 'depth',
    ours: ({ ours }) => ours.call(endpoints.orderbook, { ...contract, limit: '50' }),
    ccxt: ({ ccxt }) => ccxt.fetchOrderBook(PAIR, 50),
    bitgetApi: ({ unified }) => unified.getOrderBook({ ...contract, limit: '50' }),
  },
  {
    name: 'candles',
    ours: ({ ours }) => ours.call(endpoints.candles, { ...contract, interval: '1m', limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchOHLCV(PAIR, '1m', undefined, 100),
    bitgetApi: ({ unified }) => unified.getCandles({ ...contract, interval: '1m', limit: '100' }),
  },
  {
    name: 'funding rate',
    ours: ({ ours }) => ours.call(endpoints.currentFundRate, { symbol }),
    ccxt: ({ ccxt }) => ccxt.fetchFundingRate(PAIR),
    bitgetApi: ({ unified }) => unified.getCurrentFundingRate({ symbol }),
  },
  {
    name: 'funding history',
    ours: ({ ours }) => ours.call(endpoints.historyFundRate, { ...contract, limit: '50' }),
    ccxt: ({ ccxt }) => ccxt.fetchFundingRateHistory(PAIR, undefined, 50),
    bitgetApi: ({ unified }) => unified.getHistoryFundingRate({ ...contract, limit: '50' }),
  },
];

const account: readonly Intent[] = [
  {
    name: 'account',
    ours: ({ ours }) => ours.call(endpoints.assets, {}),
    ccxt: ({ ccxt }) => ccxt.fetchBalance(),
    bitgetApi: ({ unified }) => unified.getBalances(),
  },
  {
    name: 'set leverage',
    ours: ({ ours }) => ours.call(endpoints.setLeverage, { ...contract, marginMode: 'crossed', leverage: '10' }),
    ccxt: ({ ccxt }) => ccxt.setLeverage(10, PAIR),
    bitgetApi: ({ unified }) => unified.setLeverage({ ...contract, marginMode: 'crossed', leverage: '10' }),
  },
  {
    name: 'set leverage of an isolated long',
    ours: ({ ours }) =>
      ours.call(endpoints.setLeverage, { ...contract, marginMode: 'isolated', leverage: '10', posSide: 'long' }),
    ccxt: ({ ccxt }) => ccxt.setLeverage(10, PAIR, { marginMode: 'isolated', posSide: 'long' }),
    bitgetApi: ({ unified }) =>
      unified.setLeverage({ ...contract, marginMode: 'isolated', leverage: '10', posSide: 'long' }),
  },
  {
    name: 'set position mode',
    ours: ({ ours }) => ours.call(endpoints.setHoldMode, { holdMode: 'hedge_mode' }),
    ccxt: ({ ccxt }) => ccxt.setPositionMode(true, PAIR),
    bitgetApi: ({ unified }) => unified.setHoldMode({ holdMode: 'hedge_mode' }),
  },
  {
    name: 'positions',
    ours: ({ ours }) => ours.call(endpoints.currentPosition, { category }),
    ccxt: ({ ccxt }) => ccxt.fetchPositions(),
    bitgetApi: ({ unified }) => unified.getCurrentPosition({ category }),
  },
];

const lists: readonly Intent[] = [
  {
    name: 'open orders',
    ours: ({ ours }) => ours.call(endpoints.unfilledOrders, { ...contract, limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchOpenOrders(PAIR, undefined, 100),
    bitgetApi: ({ unified }) => unified.getUnfilledOrders({ ...contract, limit: '100' }),
  },
  {
    name: 'one order by our name',
    ours: ({ ours }) => ours.call(endpoints.orderInfo, { clientOid: 'v-1' }),
    ccxt: ({ ccxt }) => ccxt.fetchOrder(undefined, PAIR, named),
    bitgetApi: ({ unified }) => unified.getOrderInfo({ clientOid: 'v-1' }),
  },
  {
    name: 'fills',
    ours: ({ ours }) => ours.call(endpoints.fills, { category, limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchMyTrades(PAIR, undefined, 100),
    bitgetApi: ({ unified }) => unified.getTradeFills({ category, limit: '100' }),
  },
];

export const unifiedQueries: readonly Intent[] = [...market, ...account, ...lists];
