/**
 * The registry of Unified endpoints: what the client can call and the embedded exchange answers.
 * Invariant: every endpoint file of this folder is listed here once.
 */
import { assets } from './account/assets.ts';
import { feeRate } from './account/fee-rate.ts';
import { financialRecords } from './account/financial-records.ts';
import { maxOpenAvailable } from './account/max-open-available.ts';
import { setHoldMode } from './account/set-hold-mode.ts';
import { setLeverage } from './account/set-leverage.ts';
import { setMargin } from './account/set-margin.ts';
import { settings } from './account/settings.ts';
import { candles } from './market/candles.ts';
import { currentFundRate } from './market/current-fund-rate.ts';
import { marketFills } from './market/fills.ts';
import { historyCandles } from './market/history-candles.ts';
import { historyFundRate } from './market/history-fund-rate.ts';
import { instruments } from './market/instruments.ts';
import { openInterest } from './market/open-interest.ts';
import { orderbook } from './market/orderbook.ts';
import { positionTier } from './market/position-tier.ts';
import { tickers } from './market/tickers.ts';
import { currentPosition } from './position/current-position.ts';
import { historyPosition } from './position/history-position.ts';
import { serverTime } from './public/time.ts';
import { cancelStrategyOrder } from './strategy/cancel-strategy-order.ts';
import { historyStrategyOrders } from './strategy/history-strategy-orders.ts';
import { modifyStrategyOrder } from './strategy/modify-strategy-order.ts';
import { placeStrategyOrder } from './strategy/place-strategy-order.ts';
import { unfilledStrategyOrders } from './strategy/unfilled-strategy-orders.ts';
import { cancelBatch } from './trade/cancel-batch.ts';
import { cancelOrder } from './trade/cancel-order.ts';
import { cancelSymbolOrder } from './trade/cancel-symbol-order.ts';
import { closePositions } from './trade/close-positions.ts';
import { countdownCancelAll } from './trade/countdown-cancel-all.ts';
import { fills } from './trade/fills.ts';
import { historyOrders } from './trade/history-orders.ts';
import { modifyOrder } from './trade/modify-order.ts';
import { orderInfo } from './trade/order-info.ts';
import { placeBatch } from './trade/place-batch.ts';
import { placeOrder } from './trade/place-order.ts';
import { unfilledOrders } from './trade/unfilled-orders.ts';

export const endpoints = {
  serverTime,
  instruments,
  tickers,
  orderbook,
  candles,
  historyCandles,
  marketFills,
  currentFundRate,
  historyFundRate,
  openInterest,
  positionTier,
  settings,
  assets,
  financialRecords,
  feeRate,
  setLeverage,
  setHoldMode,
  setMargin,
  maxOpenAvailable,
  currentPosition,
  historyPosition,
  placeOrder,
  placeBatch,
  modifyOrder,
  cancelOrder,
  cancelBatch,
  cancelSymbolOrder,
  countdownCancelAll,
  closePositions,
  orderInfo,
  unfilledOrders,
  historyOrders,
  fills,
  placeStrategyOrder,
  modifyStrategyOrder,
  cancelStrategyOrder,
  unfilledStrategyOrders,
  historyStrategyOrders,
} as const;
