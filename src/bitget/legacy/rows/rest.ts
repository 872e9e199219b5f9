/**
 * The rows of V1's REST answers.
 * Invariant: numbers are text or JSON numbers as in V1; either way they have the exchange's own digits.
 */
import { exactAmount, exactNumber } from '../exact-number.ts';
import type {
  AccountFacts,
  BalanceFacts,
  BillFacts,
  ClosedPositionFacts,
  FillFacts,
  LeverageFacts,
  OrderFacts,
  PlanFacts,
  PositionFacts,
} from '../facts.ts';
import {
  encodeForce,
  encodeHoldMode,
  encodeMarginMode,
  encodePositionSide,
  encodeSide,
  encodeSymbol,
  encodeTriggerType,
  isReduceOnly,
  ORDER_STATES,
  PLAN_STATES,
  sideOfOrder,
} from '../words.ts';

export const MARGIN_COIN = 'USDT';

/** Of the list of accounts, where amounts are text. */
export const balanceRow = (facts: BalanceFacts) => ({
  marginCoin: MARGIN_COIN,
  locked: facts.locked,
  available: facts.available,
  crossMaxAvailable: facts.crossedAvailable,
  fixedMaxAvailable: facts.isolatedAvailable,
  maxTransferOut: facts.transferable,
  equity: facts.equity,
  usdtEquity: facts.equity,
  btcEquity: facts.btcEquity,
  crossRiskRate: facts.crossedRiskRate,
  unrealizedPL: facts.unrealized,
  bonus: '0',
});

/** Of a single account, where amounts are JSON numbers. */
export const accountRow = (facts: AccountFacts) => ({
  marginCoin: MARGIN_COIN,
  locked: exactAmount(facts.locked),
  available: exactAmount(facts.available),
  crossMaxAvailable: exactAmount(facts.crossedAvailable),
  fixedMaxAvailable: exactAmount(facts.isolatedAvailable),
  maxTransferOut: exactAmount(facts.transferable),
  equity: exactAmount(facts.equity),
  usdtEquity: exactAmount(facts.equity),
  btcEquity: exactAmount(facts.btcEquity),
  crossRiskRate: exactAmount(facts.crossedRiskRate),
  crossMarginLeverage: exactNumber(facts.crossed),
  fixedLongLeverage: exactNumber(facts.long),
  fixedShortLeverage: exactNumber(facts.short),
  marginMode: encodeMarginMode(facts.marginMode),
  holdMode: encodeHoldMode(facts.isHedge),
  unrealizedPL: exactAmount(facts.unrealized),
  bonus: '0',
});

export const leverageRow = (symbol: string, facts: LeverageFacts) => ({
  symbol: encodeSymbol(symbol),
  marginCoin: MARGIN_COIN,
  longLeverage: exactNumber(facts.marginMode === 'crossed' ? facts.crossed : facts.long),
  shortLeverage: exactNumber(facts.marginMode === 'crossed' ? facts.crossed : facts.short),
  crossMarginLeverage: exactNumber(facts.crossed),
  marginMode: encodeMarginMode(facts.marginMode),
});

export const positionRow = (facts: PositionFacts) => ({
  marginCoin: MARGIN_COIN,
  symbol: encodeSymbol(facts.symbol),
  holdSide: facts.positionSide,
  openDelegateCount: facts.delegated,
  margin: facts.margin,
  autoMargin: facts.isAutoMargin ? 'on' : 'off',
  available: facts.available,
  locked: facts.locked,
  total: facts.total,
  leverage: exactNumber(facts.leverage),
  achievedProfits: facts.realized,
  averageOpenPrice: facts.entryPrice,
  marginMode: encodeMarginMode(facts.marginMode),
  holdMode: encodeHoldMode(facts.isHedge),
  unrealizedPL: facts.unrealized,
  liquidationPrice: facts.liquidationPrice,
  keepMarginRate: facts.maintenanceRate,
  marketPrice: facts.markPrice,
  cTime: facts.createdAt,
  uTime: facts.updatedAt,
});

/** A side of a contract that is not held. */
export const flatRow = (symbol: string, positionSide: 'long' | 'short', account: AccountFacts | LeverageFacts) => ({
  marginCoin: MARGIN_COIN,
  symbol: encodeSymbol(symbol),
  holdSide: positionSide,
  openDelegateCount: '0',
  margin: '0',
  autoMargin: 'off',
  available: '0',
  locked: '0',
  total: '0',
  leverage: exactNumber(leverageOn(positionSide, account)),
  achievedProfits: null,
  averageOpenPrice: null,
  marginMode: encodeMarginMode(account.marginMode),
  holdMode: encodeHoldMode(true),
  unrealizedPL: null,
  liquidationPrice: null,
  keepMarginRate: null,
  marketPrice: null,
  cTime: null,
});

const leverageOn = (side: 'long' | 'short', { marginMode, crossed, long, short }: LeverageFacts): string => {
  if (marginMode === 'crossed') return crossed;
  return side === 'long' ? long : short;
};

export const closedPositionRow = (facts: ClosedPositionFacts) => ({
  symbol: encodeSymbol(facts.symbol),
  marginCoin: MARGIN_COIN,
  holdSide: facts.positionSide,
  openAvgPrice: facts.entryPrice,
  closeAvgPrice: facts.exitPrice,
  marginMode: encodeMarginMode(facts.marginMode),
  openTotalPos: facts.opened,
  closeTotalPos: facts.closed,
  pnl: facts.profit,
  netProfit: facts.net,
  totalFunding: facts.funding,
  openFee: facts.openFee,
  closeFee: facts.closeFee,
  ctime: facts.createdAt,
  utime: facts.updatedAt,
});

export const billRow = (facts: BillFacts) => ({
  id: facts.id,
  symbol: facts.symbol === '' ? null : encodeSymbol(facts.symbol),
  marginCoin: MARGIN_COIN,
  amount: facts.amount,
  fee: facts.fee,
  feeByCoupon: '',
  feeCoin: MARGIN_COIN,
  business: facts.business,
  cTime: facts.at,
});

export const orderRow = (facts: OrderFacts) => ({
  symbol: encodeSymbol(facts.symbol),
  size: exactAmount(facts.size),
  orderId: facts.orderId,
  clientOid: facts.clientOid,
  filledQty: exactAmount(facts.filled),
  fee: exactAmount(facts.fee),
  price: exactAmount(facts.price),
  priceAvg: exactAmount(facts.averagePrice),
  state: ORDER_STATES[facts.state].rest,
  side: sideOfOrder(facts),
  timeInForce: encodeForce(facts.force),
  totalProfits: exactAmount(facts.profit),
  posSide: encodePositionSide(facts),
  marginCoin: MARGIN_COIN,
  ...(facts.takeProfit !== '' && { presetTakeProfitPrice: exactNumber(facts.takeProfit) }),
  ...(facts.stopLoss !== '' && { presetStopLossPrice: exactNumber(facts.stopLoss) }),
  filledAmount: exactAmount(facts.filledValue),
  orderType: facts.type,
  leverage: facts.leverage,
  marginMode: encodeMarginMode(facts.marginMode),
  reduceOnly: isReduceOnly(facts),
  enterPointSource: 'API',
  tradeSide: encodeSide(facts),
  holdMode: encodeHoldMode(facts.isHedge),
  orderSource: facts.source || 'normal',
  cTime: facts.createdAt,
  uTime: facts.updatedAt,
});

export const fillRow = (facts: FillFacts) => ({
  tradeId: facts.tradeId,
  symbol: encodeSymbol(facts.symbol),
  orderId: facts.orderId,
  price: facts.price,
  sizeQty: facts.size,
  fee: facts.fee,
  side: encodeSide(facts),
  fillAmount: facts.value,
  profit: facts.profit,
  enterPointSource: 'API',
  tradeSide: encodeSide(facts),
  holdMode: encodeHoldMode(facts.isHedge),
  takerMakerFlag: facts.isMaker ? 'maker' : 'taker',
  cTime: facts.at,
});

export const planRow = (facts: PlanFacts) => ({
  orderId: facts.orderId,
  clientOid: facts.clientOid,
  ...(facts.firedOrderId !== '' && { executeOrderId: facts.firedOrderId }),
  symbol: encodeSymbol(facts.symbol),
  marginCoin: MARGIN_COIN,
  size: facts.size || '0',
  executePrice: facts.executePrice || '0',
  triggerPrice: facts.triggerPrice,
  status: PLAN_STATES[facts.state].rest,
  orderType: facts.type,
  planType: facts.kind,
  side: encodeSide(facts),
  triggerType: encodeTriggerType(facts.isByMark),
  presetTakeProfitPrice: facts.takeProfit || '0',
  presetTakeLossPrice: facts.stopLoss || '0',
  rangeRate: facts.callback,
  enterPointSource: 'API',
  tradeSide: encodeSide(facts),
  holdMode: encodeHoldMode(facts.isHedge),
  reduceOnly: isReduceOnly(facts),
  cTime: facts.createdAt,
  uTime: facts.updatedAt,
});
