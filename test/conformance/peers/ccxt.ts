/**
 * ccxt's Bitget exchange, without its hundred others, and the part of its interface that is used here.
 * Invariant: the package is used as it is; only its addresses are set.
 */
type Params = Readonly<Record<string, unknown>>;

export type CcxtOrder = {
  readonly symbol: string;
  readonly type: string;
  readonly side: string;
  readonly amount: number;
  readonly price?: number;
  readonly params?: Params;
};

/** A `ws` client as ccxt's handlers see it. */
export type CcxtSocket = { onMessage(event: { readonly data: string }): void };

export interface Ccxt {
  urls: { api: unknown };
  readonly options: Record<string, unknown>;
  enableRateLimit: boolean;
  readonly orderbooks: Readonly<Record<string, { readonly bids: number[][]; readonly asks: number[][] } | undefined>>;
  client(url: string): CcxtSocket;
  setSandboxMode(isSandbox: boolean): void;
  loadMarkets(): Promise<unknown>;
  fetchTime(): Promise<unknown>;
  fetchTicker(symbol: string, params?: Params): Promise<unknown>;
  fetchTickers(symbols: readonly string[] | undefined, params?: Params): Promise<unknown>;
  fetchOrderBook(symbol: string, limit?: number): Promise<unknown>;
  fetchOHLCV(symbol: string, timeframe: string, since: number | undefined, limit: number): Promise<unknown>;
  fetchFundingRate(symbol: string): Promise<unknown>;
  fetchFundingRateHistory(symbol: string, since: number | undefined, limit: number): Promise<unknown>;
  fetchBalance(params?: Params): Promise<unknown>;
  setLeverage(leverage: number, symbol: string, params?: Params): Promise<unknown>;
  setMarginMode(mode: string, symbol: string): Promise<unknown>;
  setPositionMode(isHedged: boolean, symbol: string): Promise<unknown>;
  createOrder(
    symbol: string,
    type: string,
    side: string,
    amount: number,
    price?: number,
    params?: Params,
  ): Promise<unknown>;
  createOrders(orders: readonly CcxtOrder[], params?: Params): Promise<unknown>;
  editOrder(
    id: string | undefined,
    symbol: string,
    type: string,
    side: string,
    amount: number,
    price: number | undefined,
    params?: Params,
  ): Promise<unknown>;
  cancelOrder(id: string | undefined, symbol: string, params?: Params): Promise<unknown>;
  cancelAllOrders(symbol: string): Promise<unknown>;
  fetchOpenOrders(symbol: string, since?: number, limit?: number, params?: Params): Promise<unknown>;
  fetchOrder(id: string | undefined, symbol: string, params?: Params): Promise<unknown>;
  fetchMyTrades(symbol: string, since?: number, limit?: number, params?: Params): Promise<unknown>;
  fetchPositions(symbols?: readonly string[], params?: Params): Promise<unknown>;
}

/** How ccxt names the contract. */
export const CCXT_SYMBOL = 'BTC/USDT:USDT';

export type CcxtOptions = {
  readonly url: string;
  readonly isUnified?: boolean;
  readonly apiKey?: string;
  readonly secret?: string;
  readonly password?: string;
};

/** The exchange with sockets, which is also the one without. It knows the contract when this resolves. */
export async function openCcxt({ url, isUnified = false, ...credentials }: CcxtOptions): Promise<Ccxt> {
  const { default: Bitget } = (await import(new URL('src/pro/bitget.js', import.meta.resolve('ccxt')).href)) as {
    default: new (config: object) => Ccxt;
  };
  const exchange = new Bitget({
    ...credentials,
    enableRateLimit: false,
    options: { uta: isUnified, defaultType: 'swap', fetchMarkets: { types: ['swap'] } },
  });
  pointTo(exchange, url);
  await exchange.loadMarkets();
  return exchange;
}

/** Sends all its requests to another address from now on. */
export function pointTo({ urls }: Ccxt, url: string): void {
  const names = Object.entries(urls.api as Record<string, unknown>);
  urls.api = Object.fromEntries(names.map(([name, was]) => [name, typeof was === 'string' ? url : was]));
}
