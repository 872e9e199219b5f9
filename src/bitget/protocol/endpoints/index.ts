/**
 * The registry of endpoints: what the client can call; the embedded exchange answers most of them.
 * Invariant: every endpoint file of this folder is listed here once.
 */
import { account } from './account/account.ts';
import { accounts } from './account/accounts.ts';
import { bill } from './account/bill.ts';
import { accountInfo } from './account/info.ts';
import { isolatedSymbols } from './account/isolated-symbols.ts';
import { liquidationPrice } from './account/liq-price.ts';
import { maxOpen } from './account/max-open.ts';
import { openCount } from './account/open-count.ts';
import { setAllLeverage } from './account/set-all-leverage.ts';
import { setAutoMargin } from './account/set-auto-margin.ts';
import { setLeverage } from './account/set-leverage.ts';
import { setMargin } from './account/set-margin.ts';
import { setMarginMode } from './account/set-margin-mode.ts';
import { setPositionMode } from './account/set-position-mode.ts';
import { tradeRate } from './account/trade-rate.ts';
import { candles } from './market/candles.ts';
import { contracts } from './market/contracts.ts';
import { currentFundRate } from './market/current-fund-rate.ts';
import { marketFills } from './market/fills.ts';
import { marketFillsHistory } from './market/fills-history.ts';
import { fundingTime } from './market/funding-time.ts';
import { historyCandles } from './market/history-candles.ts';
import { historyFundRate } from './market/history-fund-rate.ts';
import { historyIndexCandles } from './market/history-index-candles.ts';
import { historyMarkCandles } from './market/history-mark-candles.ts';
import { mergeDepth } from './market/merge-depth.ts';
import { openInterestLimit } from './market/oi-limit.ts';
import { openInterest } from './market/open-interest.ts';
import { queryPositionLever } from './market/query-position-lever.ts';
import { symbolPrice } from './market/symbol-price.ts';
import { ticker } from './market/ticker.ts';
import { tickers } from './market/tickers.ts';
import { vipFeeRate } from './market/vip-fee-rate.ts';
import { batchCancelOrders } from './order/batch-cancel-orders.ts';
import { batchPlaceOrder } from './order/batch-place-order.ts';
import { cancelAllOrders } from './order/cancel-all-orders.ts';
import { cancelOrder } from './order/cancel-order.ts';
import { reversePosition } from './order/click-backhand.ts';
import { closePositions } from './order/close-positions.ts';
import { orderDetail } from './order/detail.ts';
import { fillHistory } from './order/fill-history.ts';
import { fills } from './order/fills.ts';
import { modifyOrder } from './order/modify-order.ts';
import { ordersHistory } from './order/orders-history.ts';
import { ordersPending } from './order/orders-pending.ts';
import { placeOrder } from './order/place-order.ts';
import { adlRank } from './position/adl-rank.ts';
import { allPosition } from './position/all-position.ts';
import { historyPosition } from './position/history-position.ts';
import { singlePosition } from './position/single-position.ts';
import { serverTime } from './public/time.ts';
import { cancelPlanOrder } from './trigger/cancel-plan-order.ts';
import { modifyPlanOrder } from './trigger/modify-plan-order.ts';
import { modifyTpslOrder } from './trigger/modify-tpsl-order.ts';
import { ordersPlanHistory } from './trigger/orders-plan-history.ts';
import { ordersPlanPending } from './trigger/orders-plan-pending.ts';
import { placePlanOrder } from './trigger/place-plan-order.ts';
import { placePosTpsl } from './trigger/place-pos-tpsl.ts';
import { placeTpslOrder } from './trigger/place-tpsl-order.ts';
import { planSubOrder } from './trigger/plan-sub-order.ts';

export const endpoints = {
  /**
   * The exchange's clock, which request timestamps are measured against.
   * 20 a second per address; repeated when the answer is lost.
   */
  serverTime,
  /**
   * Recent candles, the open one included; at most 1000 a call.
   * 20 a second per address; repeated when the answer is lost.
   */
  candles,
  /**
   * The listed contracts and the steps, bounds and fees of each.
   * 20 a second per address; repeated when the answer is lost.
   */
  contracts,
  /**
   * The funding rate of the present interval and when it is settled.
   * 20 a second per address; repeated when the answer is lost.
   */
  currentFundRate,
  /**
   * When the funding of a contract is settled next, and its period in hours.
   * 20 a second per address; repeated when the answer is lost.
   */
  fundingTime,
  /** Closed candles of any age; at most 200 a call. 20 a second per address; repeated when the answer is lost. */
  historyCandles,
  /**
   * The funding rates that were settled, newest first, by numbered pages of at most 100.
   * 20 a second per address; repeated when the answer is lost.
   */
  historyFundRate,
  /**
   * Closed candles of the index price, of any age; at most 200 a call.
   * 20 a second per address; repeated when the answer is lost.
   */
  historyIndexCandles,
  /**
   * Closed candles of the mark price, of any age; at most 200 a call.
   * 20 a second per address; repeated when the answer is lost.
   */
  historyMarkCandles,
  /**
   * The last trades of a contract, newest first; at most 100.
   * 20 a second per address; repeated when the answer is lost.
   */
  marketFills,
  /**
   * The trades of a contract in the last 90 days, newest first; at most 1000 a call.
   * 10 a second per address; repeated when the answer is lost.
   */
  marketFillsHistory,
  /** The order book, best levels first. 20 a second per address; repeated when the answer is lost. */
  mergeDepth,
  /**
   * How much of a contract is held open by everybody together, in base coin.
   * 20 a second per address; repeated when the answer is lost.
   */
  openInterest,
  /**
   * The largest position, in quote coin, that one user, and one user's accounts together, may hold.
   * 10 a second per address; repeated when the answer is lost.
   */
  openInterestLimit,
  /**
   * The position tiers of a contract: how large a position may be at which leverage and maintenance margin.
   * 10 a second per address; repeated when the answer is lost.
   */
  queryPositionLever,
  /** Last, index and mark price of one contract. 20 a second per address; repeated when the answer is lost. */
  symbolPrice,
  /** Best prices and mark of one contract. 20 a second per address; repeated when the answer is lost. */
  ticker,
  /**
   * Best prices and marks of every contract of a product.
   * 20 a second per address; repeated when the answer is lost.
   */
  tickers,
  /**
   * The fees of each VIP level, and what a level asks for in USDT.
   * 10 a second per address; repeated when the answer is lost.
   */
  vipFeeRate,
  /**
   * The account as one contract sees it: balances, modes and leverage.
   * 10 a second per account; repeated when the answer is lost.
   */
  account,
  /** The balances of every margin coin of a product. 10 a second per account; repeated when the answer is lost. */
  accounts,
  /** What a key may do, from where, and whose it is. 1 a second per account; repeated when the answer is lost. */
  accountInfo,
  /**
   * Movements of cash: fills, fees, funding, transfers; newest first.
   * 10 a second per account; repeated when the answer is lost.
   */
  bill,
  /** The contracts that are set to isolated margin. 10 a second per account; repeated when the answer is lost. */
  isolatedSymbols,
  /**
   * Where a position that is not open yet would be liquidated.
   * 20 a second per account; repeated when the answer is lost.
   */
  liquidationPrice,
  /**
   * The largest size that can be opened, with positions and orders counted in.
   * 20 a second per account; repeated when the answer is lost.
   */
  maxOpen,
  /**
   * What size an amount of margin opens at a price; positions and orders are not counted in.
   * 10 a second per account; repeated when the answer is lost.
   */
  openCount,
  /**
   * Sets the leverage of every contract of a product that has a position.
   * 5 a second per account; repeated when the answer is lost.
   */
  setAllLeverage,
  /**
   * Lets the exchange add margin to an isolated position by itself, or stops it.
   * 5 a second per account; repeated when the answer is lost.
   */
  setAutoMargin,
  /** Sets the leverage of a contract. 5 a second per account; repeated when the answer is lost. */
  setLeverage,
  /**
   * Adds margin to an isolated position, or takes some away with a negative amount.
   * 5 a second per account; sent once.
   */
  setMargin,
  /** Sets isolated or crossed margin for a contract. 5 a second per account; repeated when the answer is lost. */
  setMarginMode,
  /** Sets one-way or hedge mode for a whole product. 5 a second per account; repeated when the answer is lost. */
  setPositionMode,
  /** The fees of this account on one contract. 10 a second per account; repeated when the answer is lost. */
  tradeRate,
  /**
   * How near each position stands to being reduced to cover the losses of others.
   * 5 a second per account; repeated when the answer is lost.
   */
  adlRank,
  /** Every open position of a product. 5 a second per account; repeated when the answer is lost. */
  allPosition,
  /**
   * The closed positions of the last three months, newest first.
   * 20 a second per account; repeated when the answer is lost.
   */
  historyPosition,
  /**
   * The open positions of one contract: none, one, or two in hedge mode.
   * 10 a second per account; repeated when the answer is lost.
   */
  singlePosition,
  /** Cancels the named orders of a contract, or all of them. 10 a second per account; sent once. */
  batchCancelOrders,
  /** Places up to 20 orders of one contract. 5 a second per account; sent once. */
  batchPlaceOrder,
  /** Cancels every order of a product. 10 a second per account; sent once. */
  cancelAllOrders,
  /** Cancels one order. 10 a second per account; sent once. */
  cancelOrder,
  /** Closes positions at market: all, one contract, or one side. 1 a second per account; sent once. */
  closePositions,
  /** The fills of one week, newest first. 10 a second per account; repeated when the answer is lost. */
  fillHistory,
  /** The account's fills, newest first. 10 a second per account; repeated when the answer is lost. */
  fills,
  /** Changes price and size of a live limit order, or its presets. 10 a second per account; sent once. */
  modifyOrder,
  /** One order, in whatever state. 10 a second per account; repeated when the answer is lost. */
  orderDetail,
  /** The finished orders, newest first. 10 a second per account; repeated when the answer is lost. */
  ordersHistory,
  /** The open orders, newest first. 10 a second per account; repeated when the answer is lost. */
  ordersPending,
  /** Places one order. 10 a second per account; sent once. */
  placeOrder,
  /**
   * Turns a position round at market: closes it and opens as much on the other side.
   * 10 a second per account; sent once.
   */
  reversePosition,
  /** Cancels triggers: the named ones, or all of a contract. 10 a second per account; sent once. */
  cancelPlanOrder,
  /** Changes an order that waits for a price. 10 a second per account; sent once. */
  modifyPlanOrder,
  /** Moves a live take-profit or stop-loss. 10 a second per account; sent once. */
  modifyTpslOrder,
  /**
   * The triggers that fired, failed or were canceled, newest first.
   * 10 a second per account; repeated when the answer is lost.
   */
  ordersPlanHistory,
  /** The live triggers, newest first. 10 a second per account; repeated when the answer is lost. */
  ordersPlanPending,
  /** Places an order that waits for a price, or trails it. 10 a second per account; sent once. */
  placePlanOrder,
  /** Places take-profit and stop-loss on a position in one call. 10 a second per account; sent once. */
  placePosTpsl,
  /** Places one take-profit or stop-loss on a position. 10 a second per account; sent once. */
  placeTpslOrder,
  /** The orders that came of a fired trigger. 10 a second per account; repeated when the answer is lost. */
  planSubOrder,
} as const;

export type EndpointKey = keyof typeof endpoints;
