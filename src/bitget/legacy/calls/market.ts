/**
 * V1's market data, asked of the Classic family's public calls.
 * Invariant: candles are a bare list without an envelope, as they were in V1.
 */
import { PRODUCT } from '../../mapper/index.ts';
import type { endpoints, ResponseOf } from '../../protocol/index.ts';
import { given } from '../desk/requests.ts';
import { textOf } from '../desk/texts.ts';
import { exactNumber } from '../exact-number.ts';
import type { Params } from '../params.ts';
import { LegacyRefusal, wrong } from '../refusal.ts';
import { checkProduct, decodeSymbol, encodeSymbol } from '../words.ts';
import { type Asked, type LegacyCall, type LegacyCalls, mix } from './call.ts';

const product = { productType: PRODUCT } as const;

const target = ({ params }: Asked) => ({ symbol: decodeSymbol(params.text('symbol')), ...product });

const open = (answer: LegacyCall['answer']): LegacyCall => ({ auth: 'public', answer });
const bare = (answer: LegacyCall['answer']): LegacyCall => ({ auth: 'public', isBare: true, answer });

/** @throws LegacyRefusal when the exchange lists no such contract. */
function only<Row>(rows: readonly Row[] | null, symbol: string): Row {
  const [row] = rows ?? [];
  if (!row) throw new LegacyRefusal('40034', symbol);
  return row;
}

const contractRow = ({ symbol, symbolStatus, ...row }: ResponseOf<typeof endpoints.contracts>[number]) => ({
  ...row,
  symbol: encodeSymbol(symbol),
  symbolName: symbol,
  symbolStatus,
  maxOrderNum: textOf(row.maxSymbolOrderNum),
});

const tickerRow = (row: ResponseOf<typeof endpoints.ticker>[number]) => ({
  symbol: encodeSymbol(row.symbol),
  last: textOf(row.lastPr),
  bestAsk: textOf(row.askPr),
  bestBid: textOf(row.bidPr),
  bidSz: textOf(row.bidSz),
  askSz: textOf(row.askSz),
  high24h: textOf(row.high24h),
  low24h: textOf(row.low24h),
  timestamp: textOf(row.ts),
  priceChangePercent: textOf(row.change24h),
  baseVolume: textOf(row.baseVolume),
  quoteVolume: textOf(row.quoteVolume),
  usdtVolume: textOf(row.usdtVolume),
  openUtc: textOf(row.openUtc),
  chgUtc: textOf(row.changeUtc24h),
  indexPrice: textOf(row.indexPrice),
  fundingRate: textOf(row.fundingRate),
  holdingAmount: textOf(row.holdingAmount),
});

const tradeRow = (row: NonNullable<ResponseOf<typeof endpoints.marketFills>>[number]) => ({
  tradeId: row.tradeId,
  price: textOf(row.price),
  size: textOf(row.size),
  side: row.side.toLowerCase(),
  timestamp: textOf(row.ts),
  symbol: encodeSymbol(row.symbol),
});

const DEPTHS = ['1', '5', '15', '50', '100', 'max'] as const;

function depthOf(params: Params): (typeof DEPTHS)[number] | undefined {
  const limit = params.maybe('limit');
  if (limit === undefined) return undefined;
  const found = DEPTHS.find((depth) => depth === limit);
  if (!found) throw wrong('limit', limit, DEPTHS.join(', '));
  return found;
}

const levelsOf = (levels: readonly (readonly (string | number)[])[] | null) =>
  (levels ?? []).map((level) => level.map(String));

const SECONDS: ReadonlyMap<string, string> = new Map([
  ['60', '1m'],
  ['180', '3m'],
  ['300', '5m'],
  ['900', '15m'],
  ['1800', '30m'],
  ['3600', '1H'],
  ['14400', '4H'],
  ['21600', '6H'],
  ['43200', '12H'],
  ['86400', '1D'],
  ['604800', '1W'],
]);

type CandleRequest = Parameters<Asked['market']['candles']>[0];

/** Old programs name the length in seconds. */
function candlesOf({ params }: Asked) {
  const named = params.text('granularity');
  const granularity = (SECONDS.get(named) ?? named) as CandleRequest['granularity'];
  const span = { startTime: params.maybe('startTime'), endTime: params.maybe('endTime'), limit: params.maybe('limit') };
  return { granularity, ...given(span) };
}

const kindOf = (params: Params) =>
  given({ kLineType: params.maybe('kLineType')?.toUpperCase() as 'MARKET' | undefined });

const prices = async (asked: Asked) => only(await asked.market.symbolPrice(target(asked)), 'symbol');

export const marketCalls: LegacyCalls = {
  'GET /api/spot/v1/public/time': open(async ({ market }) =>
    exactNumber(textOf((await market.serverTime()).serverTime)),
  ),

  [`GET ${mix('market/contracts')}`]: open(async ({ market, params }) => {
    checkProduct(params.text('productType'));
    return (await market.contracts(product)).map(contractRow);
  }),
  [`GET ${mix('market/ticker')}`]: open(async (asked) => {
    const wanted = target(asked);
    return tickerRow(only(await asked.market.ticker(wanted), wanted.symbol));
  }),
  [`GET ${mix('market/tickers')}`]: open(async ({ market, params }) => {
    checkProduct(params.text('productType'));
    return (await market.tickers(product)).map(tickerRow);
  }),
  [`GET ${mix('market/depth')}`]: open(async (asked) => {
    const limit = depthOf(asked.params);
    const { asks, bids, ts } = await asked.market.mergeDepth({ ...target(asked), ...given({ limit }) });
    return { asks: levelsOf(asks), bids: levelsOf(bids), timestamp: textOf(ts) };
  }),
  [`GET ${mix('market/merge-depth')}`]: open((asked) => {
    const precision = asked.params.maybe('precision') as 'scale0' | undefined;
    return asked.market.mergeDepth({ ...target(asked), ...given({ limit: depthOf(asked.params), precision }) });
  }),
  [`GET ${mix('market/fills')}`]: open(async (asked) => {
    const limit = asked.params.maybe('limit');
    return ((await asked.market.marketFills({ ...target(asked), ...given({ limit }) })) ?? []).map(tradeRow);
  }),
  [`GET ${mix('market/fills-history')}`]: open(async (asked) => {
    const { params } = asked;
    const span = {
      startTime: params.maybe('startTime'),
      endTime: params.maybe('endTime'),
      limit: params.maybe('limit'),
    };
    const query = given({ ...span, idLessThan: params.maybe('tradeId') });
    return ((await asked.market.marketFillsHistory({ ...target(asked), ...query })) ?? []).map(tradeRow);
  }),
  [`GET ${mix('market/candles')}`]: bare((asked) =>
    asked.market.candles({ ...target(asked), ...candlesOf(asked), ...kindOf(asked.params) }),
  ),
  [`GET ${mix('market/history-candles')}`]: bare((asked) =>
    asked.market.historyCandles({ ...target(asked), ...candlesOf(asked) }),
  ),
  [`GET ${mix('market/history-index-candles')}`]: bare((asked) =>
    asked.market.historyIndexCandles({ ...target(asked), ...candlesOf(asked) }),
  ),
  [`GET ${mix('market/history-mark-candles')}`]: bare((asked) =>
    asked.market.historyMarkCandles({ ...target(asked), ...candlesOf(asked) }),
  ),
  [`GET ${mix('market/index')}`]: open(async (asked) => {
    const { symbol, indexPrice, ts } = await prices(asked);
    return { symbol: encodeSymbol(symbol), index: textOf(indexPrice), timestamp: textOf(ts) };
  }),
  [`GET ${mix('market/mark-price')}`]: open(async (asked) => {
    const { symbol, markPrice, ts } = await prices(asked);
    return { symbol: encodeSymbol(symbol), markPrice: textOf(markPrice), timestamp: textOf(ts) };
  }),
  [`GET ${mix('market/funding-time')}`]: open(async (asked) => {
    const { symbol, nextFundingTime } = only(await asked.market.fundingTime(target(asked)), 'symbol');
    return { symbol: encodeSymbol(symbol), fundingTime: textOf(nextFundingTime) };
  }),
  [`GET ${mix('market/current-fundRate')}`]: open(async (asked) => {
    const { symbol, fundingRate } = only(await asked.market.currentFundRate(target(asked)), 'symbol');
    return { symbol: encodeSymbol(symbol), fundingRate: textOf(fundingRate) };
  }),
  [`GET ${mix('market/history-fundRate')}`]: open(async (asked) => {
    const { params } = asked;
    const page = given({ pageSize: params.maybe('pageSize'), pageNo: params.maybe('pageNo') });
    const rows = (await asked.market.historyFundRate({ ...target(asked), ...page })) ?? [];
    return rows.map(({ symbol, fundingRate, fundingTime }) => ({
      symbol,
      fundingRate: textOf(fundingRate),
      settleTime: textOf(fundingTime),
    }));
  }),
  [`GET ${mix('market/open-interest')}`]: open(async (asked) => {
    const { openInterestList, ts } = await asked.market.openInterest(target(asked));
    const { symbol, size } = only(openInterestList, 'symbol');
    return { symbol: encodeSymbol(symbol), amount: textOf(size), timestamp: textOf(ts) };
  }),
  [`GET ${mix('market/symbol-leverage')}`]: open(async (asked) => {
    const { symbol, minLever, maxLever } = only(await asked.market.contracts(target(asked)), 'symbol');
    return { symbol: encodeSymbol(symbol), minLeverage: textOf(minLever), maxLeverage: textOf(maxLever) };
  }),
  [`GET ${mix('market/queryPositionLever')}`]: open(async (asked) =>
    (await asked.market.queryPositionLever(target(asked))).map((row) => ({
      symbol: encodeSymbol(row.symbol),
      level: exactNumber(textOf(row.level)),
      startUnit: exactNumber(textOf(row.startUnit)),
      endUnit: exactNumber(textOf(row.endUnit)),
      leverage: exactNumber(textOf(row.leverage)),
      keepMarginRate: textOf(row.keepMarginRate),
    })),
  ),
  [`GET ${mix('market/open-limit')}`]: open(async ({ market }) =>
    (await market.contracts(product)).map(({ symbol, posLimit }) => ({
      symbol: encodeSymbol(symbol),
      posLimit: textOf(posLimit),
    })),
  ),
  [`GET ${mix('market/contract-vip-level')}`]: open(async ({ market }) =>
    (await market.vipFeeRate()).map(({ level, btcWithdrawAmount, usdtWithdrawAmount, ...row }) => ({
      level: exactNumber(textOf(level)),
      ...row,
      withdrawAmount: textOf(btcWithdrawAmount),
      withdrawAmountUSDT: textOf(usdtWithdrawAmount),
    })),
  ),
};
