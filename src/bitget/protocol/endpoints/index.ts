/**
 * The registry of endpoints: what the client can call; the embedded exchange answers most of them.
 * Invariant: every endpoint file of this folder is listed here once.
 */
import { account } from './account/account.ts';
import { accounts } from './account/accounts.ts';
import { bill } from './account/bill.ts';
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
  serverTime,
  candles,
  contracts,
  currentFundRate,
  fundingTime,
  historyCandles,
  historyFundRate,
  historyIndexCandles,
  historyMarkCandles,
  marketFills,
  marketFillsHistory,
  mergeDepth,
  openInterest,
  openInterestLimit,
  queryPositionLever,
  symbolPrice,
  ticker,
  tickers,
  vipFeeRate,
  account,
  accounts,
  bill,
  isolatedSymbols,
  liquidationPrice,
  maxOpen,
  openCount,
  setAllLeverage,
  setAutoMargin,
  setLeverage,
  setMargin,
  setMarginMode,
  setPositionMode,
  tradeRate,
  adlRank,
  allPosition,
  historyPosition,
  singlePosition,
  batchCancelOrders,
  batchPlaceOrder,
  cancelAllOrders,
  cancelOrder,
  closePositions,
  fillHistory,
  fills,
  modifyOrder,
  orderDetail,
  ordersHistory,
  ordersPending,
  placeOrder,
  reversePosition,
  cancelPlanOrder,
  modifyPlanOrder,
  modifyTpslOrder,
  ordersPlanHistory,
  ordersPlanPending,
  placePlanOrder,
  placePosTpsl,
  placeTpslOrder,
  planSubOrder,
} as const;

export type EndpointKey = keyof typeof endpoints;
