/**
 * The body of `POST /api/score`: its schema, its check and the market it describes.
 * Invariant: past `parseScoreInput` every number is finite and a symbol and some market data are there.
 */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { InvalidInput } from '../domain/index.ts';

const Levels = Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { description: '[price, size], best first' });

const Ohlcv = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number(), Type.Number(), Type.Number()], {
  description: '[epoch ms, open, high, low, close, volume]',
});

export const ScoreInputSchema = Type.Object({
  symbol: Type.String({ minLength: 1, description: 'such as BTCUSDT or BTCUSDT_UMCBL' }),
  market_data: Type.Object(
    {
      symbol: Type.Optional(Type.String()),
      ticker: Type.Optional(
        Type.Object({
          price: Type.Optional(Type.Number()),
          last: Type.Optional(Type.Number()),
          close: Type.Optional(Type.Number()),
          bid: Type.Optional(Type.Number()),
          ask: Type.Optional(Type.Number()),
          high: Type.Optional(Type.Number({ description: 'of 24 hours' })),
          low: Type.Optional(Type.Number({ description: 'of 24 hours' })),
          volume: Type.Optional(Type.Number({ description: 'of 24 hours, in base coin' })),
          quote_volume: Type.Optional(Type.Number({ description: 'of 24 hours, in USDT' })),
          price_change: Type.Optional(Type.Number({ description: 'over 24 hours, in percent' })),
        }),
      ),
      orderbook: Type.Optional(Type.Object({ bids: Levels, asks: Levels })),
      ohlcv: Type.Optional(Type.Object({ ohlcv: Type.Array(Ohlcv, { description: 'oldest first' }) })),
    },
    { minProperties: 1 },
  ),
});

export type ScoreInput = Static<typeof ScoreInputSchema>;

const compiled = Compile(ScoreInputSchema);

/** @throws InvalidInput that names the first field that is wrong. */
export function parseScoreInput(body: unknown): ScoreInput {
  if (compiled.Check(body)) return body;
  const [error] = compiled.Errors(body);
  throw new InvalidInput(error?.instancePath || 'body', body, error?.message ?? 'a score request');
}

export type OhlcvBar = { readonly high: number; readonly low: number; readonly close: number; readonly volume: number };

/** The market as the formulas read it: floats, for scores only. */
export type MarketData = {
  readonly symbol: string;
  readonly price: number;
  readonly close: number;
  readonly high: number;
  readonly low: number;
  /** In base coin. */
  readonly volume: number;
  /** In USDT. */
  readonly quoteVolume: number;
  /** In percent. */
  readonly priceChange: number;
  /** [price, size], best first; undefined unless both sides have a level. */
  readonly book: { readonly bids: readonly PriceSize[]; readonly asks: readonly PriceSize[] } | undefined;
  /** Oldest first. */
  readonly bars: readonly OhlcvBar[];
};

export type PriceSize = readonly [price: number, size: number];

/** What is missing is filled in: price from `last` or `close`, high and low from price, USDT volume from base volume. */
export function readMarket({ symbol, market_data }: ScoreInput): MarketData {
  const { ticker = {}, orderbook, ohlcv } = market_data;
  const price = ticker.price ?? ticker.last ?? ticker.close ?? 0;
  const volume = ticker.volume ?? 0;
  const hasBook = orderbook !== undefined && orderbook.bids.length > 0 && orderbook.asks.length > 0;
  return {
    symbol,
    price,
    close: ticker.close ?? ticker.last ?? price,
    high: ticker.high ?? price,
    low: ticker.low ?? price,
    volume,
    quoteVolume: ticker.quote_volume ?? volume * price,
    priceChange: ticker.price_change ?? 0,
    book: hasBook ? orderbook : undefined,
    bars: (ohlcv?.ohlcv ?? []).map(([, , high, low, close, traded]) => ({ high, low, close, volume: traded })),
  };
}
