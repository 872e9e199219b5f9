/**
 * A small exchange's public side for tests of services: two contracts, and a count of what was asked.
 * Invariant: it answers with TradingError where a real one would: an unlisted contract, and no answer while `isDown`.
 */
import { TradingError } from '../../src/domain/index.ts';
import type { MarketUpstream } from '../../src/services/index.ts';
import { STUB_NOW } from './stub-engine.ts';

export type StubMarket = MarketUpstream & { asked: number; isDown: boolean };

const HOUR_MS = 3_600_000;
const PRICES: Readonly<Record<string, number>> = { BTCUSDT: 60_250, ETHUSDT: 3_000, SOLUSDT: 150 };

export function createStubMarket(): StubMarket {
  const asked = (): void => {
    market.asked += 1;
    if (market.isDown) throw new TradingError('no-answer', 'the exchange does not answer', { outcome: 'not-sent' });
  };
  const priceOf = (symbol: string): number => {
    const price = PRICES[symbol];
    if (price === undefined) throw new TradingError('40034', `no contract ${symbol}`, { outcome: 'rejected' });
    return price;
  };
  const tickerOf = (symbol: string) => {
    const price = priceOf(symbol);
    return {
      symbol,
      last: String(price),
      bid: String(price - 0.5),
      ask: String(price + 0.5),
      high: String(price * 1.02),
      low: String(price * 0.98),
      open: String(price - 50),
      volume: '1500.5',
      quoteVolume: String(price * 1_500),
      change: '0.0125',
      markPrice: String(price),
      fundingRate: '0.0001',
      timestamp: STUB_NOW - 500,
    };
  };
  const market: StubMarket = {
    asked: 0,
    isDown: false,
    tickers: async () => {
      asked();
      return Object.keys(PRICES).map(tickerOf);
    },
    ticker: async (symbol) => {
      asked();
      return tickerOf(symbol);
    },
    book: async (symbol, limit) => {
      asked();
      const price = priceOf(symbol);
      const levels = (sign: number) =>
        Array.from({ length: Math.min(limit, 30) }, (_, n) => [String(price + sign * (n + 1) * 0.5), '2'] as const);
      return { symbol, bids: levels(-1), asks: levels(1), timestamp: STUB_NOW - 500 };
    },
    candles: async (symbol, limit) => {
      asked();
      const price = priceOf(symbol);
      return Array.from({ length: limit }, (_, n) => {
        const close = price + 40 * Math.sin(n);
        const texts = [close, close + 50, close - 50, close, 100 + n].map(String);
        return [STUB_NOW - (limit - n) * HOUR_MS, ...texts] as [number, string, string, string, string, string];
      });
    },
  };
  return market;
}
