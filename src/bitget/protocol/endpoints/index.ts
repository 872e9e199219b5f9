/**
 * The registry of endpoints: what the client can call and the embedded exchange answers.
 * Invariant: every endpoint file of this folder is listed here once.
 */
import { account } from './account/account.ts';
import { accounts } from './account/accounts.ts';
import { bill } from './account/bill.ts';
import { setLeverage } from './account/set-leverage.ts';
import { setMarginMode } from './account/set-margin-mode.ts';
import { setPositionMode } from './account/set-position-mode.ts';
import { candles } from './market/candles.ts';
import { contracts } from './market/contracts.ts';
import { currentFundRate } from './market/current-fund-rate.ts';
import { historyCandles } from './market/history-candles.ts';
import { mergeDepth } from './market/merge-depth.ts';
import { queryPositionLever } from './market/query-position-lever.ts';
import { ticker } from './market/ticker.ts';
import { tickers } from './market/tickers.ts';
import { batchCancelOrders } from './order/batch-cancel-orders.ts';
import { batchPlaceOrder } from './order/batch-place-order.ts';
import { cancelAllOrders } from './order/cancel-all-orders.ts';
import { cancelOrder } from './order/cancel-order.ts';
import { closePositions } from './order/close-positions.ts';
import { orderDetail } from './order/detail.ts';
import { fills } from './order/fills.ts';
import { modifyOrder } from './order/modify-order.ts';
import { ordersHistory } from './order/orders-history.ts';
import { ordersPending } from './order/orders-pending.ts';
import { placeOrder } from './order/place-order.ts';
import { allPosition } from './position/all-position.ts';
import { singlePosition } from './position/single-position.ts';
import { serverTime } from './public/time.ts';
import { cancelPlanOrder } from './trigger/cancel-plan-order.ts';
import { modifyTpslOrder } from './trigger/modify-tpsl-order.ts';
import { ordersPlanHistory } from './trigger/orders-plan-history.ts';
import { ordersPlanPending } from './trigger/orders-plan-pending.ts';
import { placePosTpsl } from './trigger/place-pos-tpsl.ts';
import { placeTpslOrder } from './trigger/place-tpsl-order.ts';

export const endpoints = {
  serverTime,
  candles,
  contracts,
  currentFundRate,
  historyCandles,
  mergeDepth,
  queryPositionLever,
  ticker,
  tickers,
  account,
  accounts,
  bill,
  setLeverage,
  setMarginMode,
  setPositionMode,
  allPosition,
  singlePosition,
  batchCancelOrders,
  batchPlaceOrder,
  cancelAllOrders,
  cancelOrder,
  closePositions,
  orderDetail,
  fills,
  modifyOrder,
  ordersHistory,
  ordersPending,
  placeOrder,
  cancelPlanOrder,
  modifyTpslOrder,
  ordersPlanHistory,
  ordersPlanPending,
  placePosTpsl,
  placeTpslOrder,
} as const;

export type EndpointKey = keyof typeof endpoints;
