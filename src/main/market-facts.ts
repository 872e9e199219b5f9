/**
 * What an exchange tells of its markets at a moment, with the VIPER score of those that may be chosen.
 * Invariant: public questions alone: two for all markets, and one for each score, of which there is a bounded number.
 */
import { BitgetError, type BitgetRest, hourlyCandles, type MarketListing, marketList } from '../bitget/index.ts';
import { chooseUniverse, isRejected, type MarketFacts, READING_WARMUP, scoreMarket } from '../scoring/index.ts';
import type { UniverseWish } from './universe-chooser.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 4;

export type MarketReport = {
  /** Of the markets that are open. */
  readonly facts: readonly MarketFacts[];
  readonly closed: readonly string[];
};

export type MarketQuestion = {
  readonly wish: UniverseWish;
  readonly members: ReadonlySet<string>;
  /** By the exchange's clock, epoch ms. */
  readonly at: number;
  /** These alone; undefined: all. */
  readonly only?: ReadonlySet<string>;
  /** The best by volume of those that pass every filter are scored. */
  readonly scoresMax: number;
};

/** A market whose candles cannot be had has no score. @throws BitgetError when the exchange does not tell its markets. */
export async function marketFacts(rest: BitgetRest, question: MarketQuestion): Promise<MarketReport> {
  const { wish, members, at, only, scoresMax } = question;
  const listed = (await marketList(rest)).filter(({ symbol }) => only?.has(symbol) ?? true);
  const facts = listed.filter(({ isOpen }) => isOpen).map((listing) => factsOf(listing, at));
  const passing = wish.isPriorityOnly
    ? []
    : chooseUniverse({ ...wish, markets: facts, members }).filter(({ rank }) => rank !== null);
  const scores = new Map<string, number>();
  const waiting = passing.slice(0, scoresMax);
  const ask = async (): Promise<void> => {
    for (let market = waiting.shift(); market; market = waiting.shift()) {
      const score = await scoreOf(rest, market, at);
      if (score !== undefined) scores.set(market.symbol, score);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return {
    facts: facts.map((market) => ({ ...market, score: scores.get(market.symbol) })),
    closed: listed.filter(({ isOpen }) => !isOpen).map(({ symbol }) => symbol),
  };
}

/** As in a backtest: of closed hours, at the cost of its volume; 0 where it costs too much. */
async function scoreOf(
  rest: BitgetRest,
  { symbol, quoteVolume }: MarketFacts,
  at: number,
): Promise<number | undefined> {
  try {
    const ohlcv = await hourlyCandles(rest, symbol);
    const price = ohlcv.at(-1)?.[4];
    if (price === undefined || quoteVolume === undefined || ohlcv.length < READING_WARMUP) return undefined;
    const market_data = { ticker: { price, quote_volume: quoteVolume }, ohlcv: { ohlcv } };
    const score = scoreMarket({ symbol, market_data }, { at, costModel: 'tier' });
    return isRejected(score) ? 0 : score.overall_score;
  } catch (error) {
    if (error instanceof BitgetError) return undefined;
    throw error;
  }
}

function factsOf(
  { symbol, listedAt, price, bid, ask, high, low, quoteVolume }: MarketListing,
  at: number,
): MarketFacts {
  const isQuoted = bid !== undefined && ask !== undefined;
  const isRanged = high !== undefined && low !== undefined && price !== undefined;
  return {
    symbol,
    quoteVolume,
    spreadBps: isQuoted ? ((ask - bid) / ((ask + bid) / 2)) * 10_000 : undefined,
    ageDays: listedAt === undefined ? undefined : (at - listedAt) / DAY_MS,
    volatility: isRanged ? (high - low) / price : undefined,
  };
}
