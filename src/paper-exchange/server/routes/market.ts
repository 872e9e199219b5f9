/**
 * What the market has done: its trades and its funding; and what it charges.
 * Invariant: only reads; newest first.
 */
import { formatRate } from '../../../domain/index.ts';
import { fundingRow, settlementRow, tradeRow } from '../wire/market.ts';
import { countOf, pageRows } from './asked.ts';
import type { Handlers } from './call.ts';
import { pageOf } from './paging.ts';
import { listed } from './prices.ts';

const FILLS = { preset: 100, max: 100 };
const FILLS_HISTORY = { preset: 500, max: 1_000 };
/** Trades that the exchange remembers. */
const TRADES_KEPT = 500;
const FUNDING_PAGE = { preset: 20, max: 100, field: 'pageSize' };
const PAGES_MAX = 10_000;

export const marketRoutes: Handlers<
  'currentFundRate' | 'fundingTime' | 'historyFundRate' | 'marketFills' | 'marketFillsHistory' | 'vipFeeRate'
> = {
  currentFundRate: ({ symbol }, call) =>
    listed(call, symbol).map((instrument) => fundingRow(instrument, call.exchange.ticker(instrument.symbol))),

  fundingTime: ({ symbol }, call) => {
    const { fundingIntervalHours } = call.instrument(symbol);
    const { nextFundingAt } = call.exchange.ticker(symbol);
    return [{ symbol, nextFundingTime: String(nextFundingAt), ratePeriod: String(fundingIntervalHours) }];
  },

  historyFundRate: ({ symbol, pageSize, pageNo }, call) => {
    call.instrument(symbol);
    const size = countOf(pageSize, FUNDING_PAGE);
    const number = countOf(pageNo, { preset: 1, max: PAGES_MAX, field: 'pageNo' });
    const newestFirst = call.exchange.fundingHistory(symbol).toReversed();
    return pageRows(newestFirst, { number, size }).map((settlement) => settlementRow(symbol, settlement));
  },

  marketFills: ({ symbol, limit }, call) => {
    const instrument = call.instrument(symbol);
    const trades = call.exchange.recentTrades(symbol, countOf(limit, FILLS));
    return trades.map((trade) => tradeRow(instrument, trade));
  },

  marketFillsHistory: ({ symbol, limit, ...query }, call) => {
    const instrument = call.instrument(symbol);
    const count = countOf(limit, FILLS_HISTORY);
    const oldestFirst = call.exchange.recentTrades(symbol, TRADES_KEPT).toReversed();
    const key = { id: ({ tradeId }: { tradeId: string }) => tradeId, at: ({ at }: { at: number }) => at };
    return pageOf(oldestFirst, query, key, count).rows.map((trade) => tradeRow(instrument, trade));
  },

  /** Everybody is at the first level. */
  vipFeeRate: (_request, call) => {
    const [instrument] = call.exchange.instruments;
    if (!instrument) return [];
    const free = { dealAmount: '0', assetAmount: '0', btcWithdrawAmount: '0', usdtWithdrawAmount: '0' };
    const { makerFee, takerFee } = instrument;
    return [{ level: '0', ...free, takerFeeRate: formatRate(takerFee), makerFeeRate: formatRate(makerFee) }];
  },
};
