/**
 * The registry of Unified endpoints: what the client can call and the embedded exchange answers.
 * Invariant: every endpoint file of this folder is listed here once.
 */
import { assets } from './account/assets.ts';
import { feeRate } from './account/fee-rate.ts';
import { financialRecords } from './account/financial-records.ts';
import { accountInfo } from './account/info.ts';
import { maxOpenAvailable } from './account/max-open-available.ts';
import { ownOpenInterestLimit } from './account/open-interest-limit.ts';
import { setHoldMode } from './account/set-hold-mode.ts';
import { setLeverage } from './account/set-leverage.ts';
import { setMargin } from './account/set-margin.ts';
import { settings } from './account/settings.ts';
import { candles } from './market/candles.ts';
import { currentFundRate } from './market/current-fund-rate.ts';
import { feeGroup } from './market/fee-group.ts';
import { marketFills } from './market/fills.ts';
import { historyCandles } from './market/history-candles.ts';
import { historyFundRate } from './market/history-fund-rate.ts';
import { indexComponents } from './market/index-components.ts';
import { instruments } from './market/instruments.ts';
import { openInterestLimit } from './market/oi-limit.ts';
import { openInterest } from './market/open-interest.ts';
import { orderbook } from './market/orderbook.ts';
import { positionTier } from './market/position-tier.ts';
import { tickers } from './market/tickers.ts';
import { adlRank } from './position/adl-rank.ts';
import { currentPosition } from './position/current-position.ts';
import { historyPosition } from './position/history-position.ts';
import { serverTime } from './public/time.ts';
import { cancelStrategyOrder } from './strategy/cancel-strategy-order.ts';
import { historyStrategyOrders } from './strategy/history-strategy-orders.ts';
import { modifyStrategyOrder } from './strategy/modify-strategy-order.ts';
import { placeStrategyOrder } from './strategy/place-strategy-order.ts';
import { unfilledStrategyOrders } from './strategy/unfilled-strategy-orders.ts';
import { batchModifyOrder } from './trade/batch-modify-order.ts';
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
  /** The exchange's time. 20 a second per address; repeated when the answer is lost. */
  serverTime,
  /**
   * The listed contracts and the steps, bounds and fees of each.
   * 20 a second per address; repeated when the answer is lost.
   */
  instruments,
  /**
   * Last, best and mark prices and the funding rate, of one contract or of all.
   * 20 a second per address; repeated when the answer is lost.
   */
  tickers,
  /**
   * The order book, best levels first; at most 200 a side.
   * 20 a second per address; repeated when the answer is lost.
   */
  orderbook,
  /**
   * Recent candles, the open one included; at most 1000 a call, 100 by some pages.
   * 20 a second per address; repeated when the answer is lost.
   */
  candles,
  /** Older candles; at most 100 a call. 20 a second per address; repeated when the answer is lost. */
  historyCandles,
  /** The latest public trades. 20 a second per address; repeated when the answer is lost. */
  marketFills,
  /**
   * The funding rate that the next settlement will use, and when that is.
   * 20 a second per address; repeated when the answer is lost.
   */
  currentFundRate,
  /** Funding rates that were settled, newest first. 20 a second per address; repeated when the answer is lost. */
  historyFundRate,
  /** Open contracts, in base coin. 20 a second per address; repeated when the answer is lost. */
  openInterest,
  /**
   * The largest position, in quote coin, that one user, and one user's accounts together, may hold.
   * 10 a second per address; repeated when the answer is lost.
   */
  openInterestLimit,
  /**
   * Maintenance margin and leverage by size of the position, in quote coin.
   * 20 a second per address; repeated when the answer is lost.
   */
  positionTier,
  /**
   * The exchanges and prices that the index price of a contract is made of.
   * 10 a second per address; repeated when the answer is lost.
   */
  indexComponents,
  /**
   * The fees of each level of market makers, by group of contracts.
   * 5 a second per address; repeated when the answer is lost.
   */
  feeGroup,
  /**
   * Position mode, and margin mode and leverage of each contract.
   * 20 a second per account; repeated when the answer is lost.
   */
  settings,
  /** What a key may do, from where, and whose it is. 5 a second per account; repeated when the answer is lost. */
  accountInfo,
  /**
   * The account's equity and margin in USD, and the balance of each coin.
   * 20 a second per account; repeated when the answer is lost.
   */
  assets,
  /**
   * Movements of cash: fills, fees, funding, transfers; newest first.
   * 20 a second per account; repeated when the answer is lost.
   */
  financialRecords,
  /** The account's own fee rates for a contract. 3 a second per account; repeated when the answer is lost. */
  feeRate,
  /** Sets the leverage of a contract. 10 a second per account; repeated when the answer is lost. */
  setLeverage,
  /** Sets the position mode of the whole account. 10 a second per account; repeated when the answer is lost. */
  setHoldMode,
  /** Adds margin to an isolated position, or takes it back. 10 a second per account; sent once. */
  setMargin,
  /** What could be opened with the free balance. 5 a second per account; repeated when the answer is lost. */
  maxOpenAvailable,
  /**
   * How large this account's position in a contract may become, in base coin.
   * 5 a second per account; repeated when the answer is lost.
   */
  ownOpenInterestLimit,
  /** Open positions. 20 a second per account; repeated when the answer is lost. */
  currentPosition,
  /** Closed positions, newest first. 20 a second per account; repeated when the answer is lost. */
  historyPosition,
  /**
   * How near each position stands to being reduced to cover the losses of others.
   * 1 a second per account; repeated when the answer is lost.
   */
  adlRank,
  /** Places one order. 10 a second per account; sent once. */
  placeOrder,
  /** Places up to 20 orders of one contract; the body is a bare list. 5 a second per account; sent once. */
  placeBatch,
  /** Changes size, price or both of a resting order. 10 a second per account; sent once. */
  modifyOrder,
  /**
   * Changes size, price or both of up to 20 resting orders; the body is a bare list.
   * 10 a second per account; sent once.
   */
  batchModifyOrder,
  /** Cancels one order. 10 a second per account; sent once. */
  cancelOrder,
  /** Cancels up to 20 orders; the body is a bare list. 5 a second per account; sent once. */
  cancelBatch,
  /** Cancels every order of a contract, or of the category. 5 a second per account; sent once. */
  cancelSymbolOrder,
  /**
   * A dead man's switch: every order is canceled when it is not renewed in time.
   * 1 a second per account; repeated when the answer is lost.
   */
  countdownCancelAll,
  /** Closes positions at market: all, one contract, or one side. 5 a second per account; sent once. */
  closePositions,
  /** One order, by orderId or clientOid. 20 a second per account; repeated when the answer is lost. */
  orderInfo,
  /** Open orders, newest first. 20 a second per account; repeated when the answer is lost. */
  unfilledOrders,
  /** Finished orders, newest first. 20 a second per account; repeated when the answer is lost. */
  historyOrders,
  /** The account's fills, newest first. 20 a second per account; repeated when the answer is lost. */
  fills,
  /**
   * Places a take-profit, a stop-loss or both for a position; or, of type `trigger`, an order that waits for a price.
   * 10 a second per account; sent once.
   */
  placeStrategyOrder,
  /**
   * Changes the triggers or the size of a take-profit, a stop-loss or a trigger order.
   * 10 a second per account; sent once.
   */
  modifyStrategyOrder,
  /** Cancels a take-profit, a stop-loss, a pair of them, or a trigger order. 10 a second per account; sent once. */
  cancelStrategyOrder,
  /**
   * Every open take-profit, stop-loss and trigger order, in one list.
   * 20 a second per account; repeated when the answer is lost.
   */
  unfilledStrategyOrders,
  /**
   * Take-profits, stop-losses and trigger orders that fired or were canceled, newest first.
   * 20 a second per account; repeated when the answer is lost.
   */
  historyStrategyOrders,
} as const;
