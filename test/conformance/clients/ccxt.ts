/**
 * ccxt's Bitget exchange with its sockets, pointed at an embedded exchange.
 * Invariant: the package is used as it is; only its addresses are set.
 */
import { type CcxtOptions, openCcxt } from '../peers/ccxt.ts';

export { CCXT_SYMBOL as PAIR } from '../peers/ccxt.ts';
export const OTHER_PAIR = 'ETH/USDT:USDT';

/** What ccxt makes of an answer: fields of its own naming. */
export type Row = { readonly [field: string]: unknown };

type Ask<Result> = (...args: readonly unknown[]) => Promise<Result>;

type Lists =
  | 'fetchTrades'
  | 'fetchFundingRateHistory'
  | 'fetchMarketLeverageTiers'
  | 'createOrders'
  | 'cancelOrders'
  | 'cancelAllOrders'
  | 'closeAllPositions'
  | 'fetchOpenOrders'
  | 'fetchClosedOrders'
  | 'fetchCanceledOrders'
  | 'fetchCanceledAndClosedOrders'
  | 'fetchMyTrades'
  | 'fetchMyLiquidations'
  | 'fetchPositions'
  | 'fetchPositionsHistory'
  | 'fetchLedger'
  | 'fetchFundingHistory'
  | 'watchTrades'
  | 'watchOrders'
  | 'watchMyTrades'
  | 'watchPositions';

type Ones =
  | 'loadMarkets'
  | 'fetchTicker'
  | 'fetchTickers'
  | 'fetchMarkPrice'
  | 'fetchOrderBook'
  | 'fetchFundingRate'
  | 'fetchFundingRates'
  | 'fetchFundingInterval'
  | 'fetchOpenInterest'
  | 'fetchTradingFee'
  | 'fetchBalance'
  | 'fetchLeverage'
  | 'fetchMarginMode'
  | 'setLeverage'
  | 'setMarginMode'
  | 'setPositionMode'
  | 'addMargin'
  | 'reduceMargin'
  | 'createOrder'
  | 'editOrder'
  | 'cancelOrder'
  | 'fetchOrder'
  | 'fetchPosition'
  | 'closePosition'
  | 'watchTicker'
  | 'watchTickers'
  | 'watchBidsAsks'
  | 'watchOrderBook'
  | 'watchBalance'
  | 'unWatchTicker';

export type Ccxt = Readonly<Record<Lists, Ask<readonly Row[]>> & Record<Ones, Ask<Row>>> & {
  apiKey: string;
  secret: string;
  password: string;
  readonly options: Record<string, unknown>;
  readonly urls: { api: Record<string, unknown> };
  /** What its sockets have told of each pair. */
  readonly tickers: Readonly<Record<string, Row | undefined>>;
  readonly markets: Readonly<Record<string, Row | undefined>>;
  fetchTime(): Promise<number>;
  /** Rows of open time, open, high, low, close, volume. */
  fetchOHLCV: Ask<readonly (readonly number[])[]>;
  watchOHLCV: Ask<readonly (readonly number[])[]>;
  /** What it wants before a socket without TLS. */
  loadHttpProxyAgent(): Promise<unknown>;
  close(): Promise<void>;
};

type SocketAddresses = Readonly<Record<'public' | 'private' | 'utaPublic' | 'utaPrivate', string>>;

/** It knows both contracts when this resolves. */
export async function openClient(options: CcxtOptions, sockets: SocketAddresses): Promise<Ccxt> {
  const client = (await openCcxt(options)) as unknown as Ccxt;
  client.urls.api = { ...client.urls.api, ws: sockets };
  await client.loadHttpProxyAgent();
  return client;
}
