/**
 * What a program trades by besides the venue, in words that are the same for both families: market data as exact text,
 * leverage, closed positions, sub-accounts, a call by its path, a signature.
 */
export { type AnsweredCall, callByPath, type PathCall } from './call-by-path.ts';
export { type ClosedPosition, closedPositions } from './closed-positions.ts';
export { type LeverageWish, setContractLeverage } from './contract-leverage.ts';
export {
  type CandleText,
  hourCandles,
  type MarketTicker,
  marketTicker,
  marketTickers,
  type OrderBookText,
  orderBook,
  type PublicTrade,
  recentTrades,
} from './market-text.ts';
export { type RequestToSign, signRequest } from './sign-request.ts';
export { type SubAccount, subAccounts } from './sub-accounts.ts';
