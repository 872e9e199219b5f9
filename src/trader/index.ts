/**
 * A trader as one object, for programs: the names and habits of an exchange's bot over Viper's client and risk gate.
 */

export type { DepthAnalysis, SlippageEstimate } from '../domain/index.ts';
export type { BalanceRow, TradeRow } from './account-reader.ts';
export { BitGetTrader } from './bitget-trader.ts';
export type { SizeEstimate } from './entry-order.ts';
export type { BitGetTraderOptions, TraderLimits } from './options.ts';
export type { OrderReceipt, OrderRow } from './order-rows.ts';
export type { OrderWish } from './order-terms.ts';
export type { Exposure, PositionRiskRow, PositionRow, RiskLevel } from './position-rows.ts';
export type { ProfileType } from './profiles.ts';
export type { ProfitRow } from './profit-row.ts';
export { OrderError } from './send-order.ts';
export type { DecimalInput, SideWord } from './words.ts';
