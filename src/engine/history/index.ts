/**
 * What a journal tells of its trades afterwards.
 */
export type { PastTrade, TradeGap } from './past-trade.ts';
export { TradeHistory } from './trade-history.ts';
export { type BooksRow, booksRow, sumsRow, type TradeRow, type TradeSumsRow, tradeRow } from './trade-rows.ts';
export { groupTrades, sumTrades } from './trade-sums.ts';
