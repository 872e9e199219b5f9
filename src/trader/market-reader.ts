/**
 * What a trader reads of the market, and its requests by path; needs no key but for signatures and private paths.
 * Invariant: there is one client, and it is closed by `shutdown`.
 */
import {
  type BitgetClient,
  callByPath,
  createBitgetClient,
  type MarketTicker,
  marketTicker,
  type OrderBookText,
  orderBook,
  type PublicTrade,
  type RequestToSign,
  recentTrades,
  signRequest,
} from '../bitget/index.ts';
import { analyzeDepth, type DepthAnalysis, InvalidInput } from '../domain/index.ts';
import { AccountView } from './account-view.ts';
import { type BitGetTraderOptions, settingsOf, type TraderSettings } from './options.ts';
import { symbolOf } from './order-terms.ts';
import { asked, countOf, type DecimalInput, decimalOf, positionSideOf, refuseUnknown } from './words.ts';

/** Rows that one answer holds at most. */
export const ROWS_MAX = 100;

export class MarketReader implements AsyncDisposable {
  /** The client beneath: every call and channel of both families. */
  readonly client: BitgetClient;
  protected readonly settings: TraderSettings;
  protected readonly account: AccountView;

  /** Nothing is sent before the first call. @throws InvalidInput that names the option. */
  constructor(options: BitGetTraderOptions = {}) {
    this.settings = settingsOf(options);
    this.client = createBitgetClient(this.settings.client);
    this.account = new AccountView(this.client, this.settings);
  }

  getMarketTicker(symbol: string): Promise<MarketTicker> {
    return asked(() => marketTicker(this.client.rest, symbolOf(symbol)));
  }

  /** @param wanted limit: levels a side, 1 to 100 */
  getOrderbook(symbol: string, wanted: { limit?: number } = {}): Promise<OrderBookText> {
    return asked(() => {
      refuseUnknown('getOrderbook', wanted, ['limit']);
      const limit = countOf('limit', wanted.limit ?? ROWS_MAX, ROWS_MAX);
      return orderBook(this.client.rest, symbolOf(symbol), limit);
    });
  }

  /** Newest first. @param wanted limit: 1 to 100 */
  getRecentTrades(symbol: string, wanted: { limit?: number } = {}): Promise<readonly PublicTrade[]> {
    return asked(() => {
      refuseUnknown('getRecentTrades', wanted, ['limit']);
      const limit = countOf('limit', wanted.limit ?? ROWS_MAX, ROWS_MAX);
      return recentTrades(this.client.rest, symbolOf(symbol), limit);
    });
  }

  /**
   * Spread, depth near the middle, imbalance and, for a quantity, the expected slippage; of the best hundred levels.
   * @param wanted withinBps: default 10; side: of the order whose slippage is asked for, default BUY
   */
  async analyzeOrderbook(
    symbol: string,
    wanted: { withinBps?: DecimalInput; quantity?: DecimalInput; side?: string } = {},
  ): Promise<DepthAnalysis> {
    refuseUnknown('analyzeOrderbook', wanted, ['withinBps', 'quantity', 'side']);
    const name = symbolOf(symbol);
    const bps = decimalOf('withinBps', wanted.withinBps ?? 10);
    const quantity = wanted.quantity === undefined ? undefined : decimalOf('quantity', wanted.quantity);
    const side = positionSideOf(wanted.side ?? 'BUY', 'open') === 'long' ? 'buy' : 'sell';
    const [instrument, book] = await Promise.all([
      this.account.instrument(name),
      orderBook(this.client.rest, name, ROWS_MAX),
    ]);
    return analyzeDepth(instrument, book, { bps, side, quantity });
  }

  /** The canonical name: BTCUSDT of BTCUSDT_UMCBL, btcusdt or BTC/USDT:USDT. @throws InvalidInput. */
  formatSymbol(symbol: string): string {
    return symbolOf(symbol);
  }

  /** Whether the exchange lists the contract. @throws BitgetError when it does not say. */
  async verifySymbol(symbol: string): Promise<boolean> {
    const name = symbolOf(symbol);
    try {
      await this.account.instrument(name);
      return true;
    } catch (error) {
      if (error instanceof InvalidInput && error.details.field === 'symbol') return false;
      throw error;
    }
  }

  /** What the header ACCESS-SIGN of this request has to be. @throws InvalidInput without a key. */
  generateSignature(
    timestamp: string | number,
    method: string,
    path: string,
    parts: Pick<RequestToSign, 'params' | 'body'> = {},
  ): string {
    const { credentials } = this.settings;
    if (!credentials) throw new InvalidInput('apiKey', undefined, 'the key whose secret signs');
    return signRequest(credentials, { timestamp, method, path, ...parts });
  }

  /**
   * Any documented call by its path, checked, signed and paced; `headers` tell what is left of its limit.
   * @throws InvalidInput for a path that is none, or wrong params; BitgetError.
   */
  async makeRequest(
    method: string,
    path: string,
    params: object = {},
  ): Promise<{ readonly data: unknown; readonly headers: Headers }> {
    const { data, remaining } = await callByPath(this.client.rest, { method, path, params });
    return {
      data,
      headers: new Headers(remaining === undefined ? {} : { 'X-RateLimit-Remaining': String(remaining) }),
    };
  }

  /** Closes every connection. Positions, orders and stops stay as they are at the exchange. */
  shutdown(): Promise<void> {
    return this.client.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }
}
