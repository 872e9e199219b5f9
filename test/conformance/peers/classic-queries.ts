/**
 * The market, the settings and the lists of a Classic account, asked of our client and of each peer in its own way.
 * Invariant: each call says the same; where one cannot say it, the peer has no entry.
 */
import { MARGIN_COIN, PRODUCT } from '../../../src/bitget/mapper/index.ts';
import { endpoints } from '../../../src/bitget/protocol/index.ts';
import { CCXT_SYMBOL as PAIR } from './ccxt.ts';
import type { Intent } from './intent.ts';

const symbol = 'BTCUSDT';
const productType = PRODUCT;
const marginCoin = MARGIN_COIN;
const contract = { symbol, productType } as const;
const settled = { ...contract, marginCoin } as const;
const named = { clientOrderId: 'v-1' };

const market: readonly Intent[] = [
  {
    name: 'server time',
    ours: ({ ours }) => ours.measureClock(),
    ccxt: ({ ccxt }) => ccxt.fetchTime(),
    bitgetApi: ({ classic }) => classic.getServerTime(),
  },
  {
    name: 'ticker',
    ours: ({ ours }) => ours.call(endpoints.ticker, contract),
    ccxt: ({ ccxt }) => ccxt.fetchTicker(PAIR),
    bitgetApi: ({ classic }) => classic.getFuturesTicker(contract),
  },
  {
    name: 'all tickers',
    ours: ({ ours }) => ours.call(endpoints.tickers, { productType }),
    ccxt: ({ ccxt }) => ccxt.fetchTickers(undefined),
    bitgetApi: ({ classic }) => classic.getFuturesAllTickers({ productType }),
  },
  {
    name: 'depth',
    ours: ({ ours }) => ours.call(endpoints.mergeDepth, { ...contract, limit: '50' }),
    ccxt: ({ ccxt }) => ccxt.fetchOrderBook(PAIR, 50),
    bitgetApi: ({ classic }) => classic.getFuturesMergeDepth({ ...contract, limit: '50' }),
  },
  {
    name: 'candles',
    ours: ({ ours }) => ours.call(endpoints.candles, { ...contract, granularity: '1m', limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchOHLCV(PAIR, '1m', undefined, 100),
    bitgetApi: ({ classic }) => classic.getFuturesCandles({ ...contract, granularity: '1m', limit: '100' }),
  },
  {
    name: 'funding rate',
    ours: ({ ours }) => ours.call(endpoints.currentFundRate, contract),
    ccxt: ({ ccxt }) => ccxt.fetchFundingRate(PAIR),
    bitgetApi: ({ classic }) => classic.getFuturesCurrentFundingRate(contract),
  },
  {
    name: 'funding history',
    ours: ({ ours }) => ours.call(endpoints.historyFundRate, { ...contract, pageSize: '50' }),
    ccxt: ({ ccxt }) => ccxt.fetchFundingRateHistory(PAIR, undefined, 50),
    bitgetApi: ({ classic }) => classic.getFuturesHistoricFundingRates({ ...contract, pageSize: '50' }),
  },
];

const account: readonly Intent[] = [
  {
    name: 'account',
    ours: ({ ours }) => ours.call(endpoints.account, settled),
    ccxt: ({ ccxt }) => ccxt.fetchBalance(),
    bitgetApi: ({ classic }) => classic.getFuturesAccountAsset(settled),
  },
  {
    name: 'set leverage',
    ours: ({ ours }) => ours.call(endpoints.setLeverage, { ...settled, leverage: '10' }),
    ccxt: ({ ccxt }) => ccxt.setLeverage(10, PAIR),
    bitgetApi: ({ classic }) => classic.setFuturesLeverage({ ...settled, leverage: '10' }),
  },
  {
    name: 'set leverage of an isolated long',
    ours: ({ ours }) => ours.call(endpoints.setLeverage, { ...settled, leverage: '10', holdSide: 'long' }),
    ccxt: ({ ccxt }) => ccxt.setLeverage(10, PAIR, { holdSide: 'long' }),
    bitgetApi: ({ classic }) => classic.setFuturesLeverage({ ...settled, leverage: '10', holdSide: 'long' }),
  },
  {
    name: 'set margin mode',
    ours: ({ ours }) => ours.call(endpoints.setMarginMode, { ...settled, marginMode: 'isolated' }),
    ccxt: ({ ccxt }) => ccxt.setMarginMode('isolated', PAIR),
    bitgetApi: ({ classic }) => classic.setFuturesMarginMode({ ...settled, marginMode: 'isolated' }),
  },
  {
    name: 'set position mode',
    ours: ({ ours }) => ours.call(endpoints.setPositionMode, { productType, posMode: 'hedge_mode' }),
    ccxt: ({ ccxt }) => ccxt.setPositionMode(true, PAIR),
    bitgetApi: ({ classic }) => classic.setFuturesPositionMode({ productType, posMode: 'hedge_mode' }),
  },
  {
    name: 'positions',
    ours: ({ ours }) => ours.call(endpoints.allPosition, { productType, marginCoin }),
    ccxt: ({ ccxt }) => ccxt.fetchPositions(),
    bitgetApi: ({ classic }) => classic.getFuturesPositions({ productType, marginCoin }),
  },
];

const lists: readonly Intent[] = [
  {
    name: 'open orders',
    ours: ({ ours }) => ours.call(endpoints.ordersPending, { ...contract, limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchOpenOrders(PAIR, undefined, 100),
    bitgetApi: ({ classic }) => classic.getFuturesOpenOrders({ ...contract, limit: '100' }),
  },
  {
    name: 'one order by our name',
    ours: ({ ours }) => ours.call(endpoints.orderDetail, { ...contract, clientOid: 'v-1' }),
    ccxt: ({ ccxt }) => ccxt.fetchOrder(undefined, PAIR, named),
    bitgetApi: ({ classic }) => classic.getFuturesOrder({ ...contract, clientOid: 'v-1' }),
  },
  {
    name: 'fills',
    ours: ({ ours }) => ours.call(endpoints.fills, { ...contract, limit: '100' }),
    ccxt: ({ ccxt }) => ccxt.fetchMyTrades(PAIR, undefined, 100),
    bitgetApi: ({ classic }) => classic.getFuturesFills({ ...contract, limit: '100' }),
  },
];

export const classicQueries: readonly Intent[] = [...market, ...account, ...lists];
