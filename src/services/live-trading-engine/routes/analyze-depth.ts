/**
 * What the order book says before one trades.
 */
import Type from 'typebox';
import { analyzeDepth as analyze, type DepthAnalysis, type SlippageEstimate } from '../../../domain/index.ts';
import {
  countOf,
  countUpTo,
  defineRoute,
  implement,
  ofContract,
  Problem,
  SymbolParams,
  tradedInstrument,
} from '../../contract/index.ts';
import { FRESHNESS, freshness } from '../../market/index.ts';

const LEVELS = 100;
const BPS = '10';
const Text = Type.String({ description: 'decimal text' });
const Figure = Type.Optional(Text);

export const analyzeDepth = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/depth/:symbol',
  scope: 'read',
  about: 'Spread, depth within so many bps of the middle, imbalance, and what a size would cost.',
  params: SymbolParams,
  query: Type.Object(
    {
      bps: Type.Optional(
        Type.String({ pattern: '^\\d{1,4}(\\.\\d{1,4})?$', description: 'hundredths of a per cent', examples: ['25'] }),
      ),
      side: Type.Optional(Type.Enum(['buy', 'sell'], { description: 'buy or sell' })),
      amount: Type.Optional(
        Type.String({ pattern: '^\\d{1,15}(\\.\\d{1,15})?$', description: 'a size in base coin', examples: ['0.01'] }),
      ),
      limit: Type.Optional(countUpTo(100)),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    symbol: Type.String(),
    best_bid: Text,
    best_ask: Text,
    mid: Text,
    spread: Text,
    spread_bps: Text,
    within_bps: Text,
    bid_size: Text,
    ask_size: Text,
    bid_notional: Text,
    ask_notional: Text,
    imbalance: Type.String({ description: 'from -1, offers alone, to 1, bids alone' }),
    slippage: Type.Optional(
      Type.Object({
        side: Type.Enum(['buy', 'sell']),
        amount: Text,
        filled: Text,
        is_filled: Type.Boolean(),
        average_price: Figure,
        worst_price: Figure,
        slippage_bps: Figure,
        cost: Type.String({ description: 'against the middle, without fees, USDT as decimal text' }),
      }),
    ),
    ...FRESHNESS,
  }),
  errors: [404, 502, 503],
});

export const analyzeDepthRoute = implement(analyzeDepth, async ({ params, query }, { engine, market }) => {
  const instrument = tradedInstrument(engine, params.symbol);
  const found = await ofContract(instrument.symbol, (symbol) => market.book(symbol, countOf(query.limit, LEVELS)));
  if (found instanceof Problem) return found;
  const { bps = BPS, side = 'buy', amount: quantity } = query;
  const depth = analyze(instrument, found.book, { bps, side, quantity });
  return { ...viewOf(depth), ...freshness(depth.timestamp, { now: market.now(), isStale: found.isStale }) };
});

const viewOf = (depth: DepthAnalysis) => ({
  symbol: depth.symbol,
  best_bid: depth.bestBid,
  best_ask: depth.bestAsk,
  mid: depth.mid,
  spread: depth.spread,
  spread_bps: depth.spreadBps,
  within_bps: depth.withinBps,
  bid_size: depth.bidSize,
  ask_size: depth.askSize,
  bid_notional: depth.bidNotional,
  ask_notional: depth.askNotional,
  imbalance: depth.imbalance,
  ...(depth.slippage === undefined ? {} : { slippage: slippageOf(depth.slippage) }),
});

const slippageOf = ({
  side,
  quantity,
  filled,
  isFilled,
  averagePrice,
  worstPrice,
  slippageBps,
  cost,
}: SlippageEstimate) => ({
  side,
  amount: quantity,
  filled,
  is_filled: isFilled,
  ...(averagePrice === undefined ? {} : { average_price: averagePrice }),
  ...(worstPrice === undefined ? {} : { worst_price: worstPrice }),
  ...(slippageBps === undefined ? {} : { slippage_bps: slippageBps }),
  cost,
});
