/**
 * The rows of V1's private channels, whose names are short.
 * Invariant: every number is text, with the exchange's own digits.
 */
import type { BalanceFacts, OrderFacts, PlanFacts, PlanKind, PositionFacts } from '../facts.ts';
import {
  encodeForce,
  encodeHoldMode,
  encodePositionSide,
  encodeSide,
  encodeSymbol,
  isReduceOnly,
  ORDER_STATES,
  PLAN_STATES,
  tradeSideOf,
} from '../words.ts';
import { MARGIN_COIN } from './rest.ts';

/** The sockets say cross where REST says crossed. */
const marginWord = (mode: string): string => (mode === 'isolated' ? 'fixed' : 'cross');

export const accountPush = (facts: BalanceFacts) => ({
  marginCoin: MARGIN_COIN,
  locked: facts.locked,
  available: facts.available,
  maxOpenPosAvailable: facts.crossedAvailable,
  maxTransferOut: facts.transferable,
  equity: facts.equity,
  usdtEquity: facts.equity,
});

export const positionPush = (facts: PositionFacts) => ({
  posId: facts.positionId,
  instId: encodeSymbol(facts.symbol),
  instName: facts.symbol,
  marginCoin: MARGIN_COIN,
  margin: facts.margin,
  autoMargin: facts.isAutoMargin ? 'on' : 'off',
  marginMode: marginWord(facts.marginMode),
  holdSide: facts.positionSide,
  holdMode: encodeHoldMode(facts.isHedge),
  total: facts.total,
  available: facts.available,
  locked: facts.locked,
  averageOpenPrice: facts.entryPrice,
  leverage: facts.leverage,
  achievedProfits: facts.realized,
  upl: facts.unrealized,
  uplRate: facts.unrealizedRate,
  liqPx: facts.liquidationPrice,
  keepMarginRate: facts.maintenanceRate,
  marginRate: facts.marginRate,
  markPrice: facts.markPrice,
  cTime: facts.createdAt,
  uTime: facts.updatedAt,
});

export const orderPush = (facts: OrderFacts) => ({
  instId: encodeSymbol(facts.symbol),
  ordId: facts.orderId,
  clOrdId: facts.clientOid,
  px: facts.price,
  sz: facts.size,
  hM: encodeHoldMode(facts.isHedge),
  eps: 'API',
  tS: encodeSide(facts),
  notionalUsd: facts.filledValue,
  ordType: facts.type,
  force: encodeForce(facts.force),
  side: tradeSideOf(facts),
  posSide: encodePositionSide(facts),
  tdMode: marginWord(facts.marginMode),
  tgtCcy: MARGIN_COIN,
  ...(facts.fill && {
    fillPx: facts.fill.price,
    tradeId: facts.fill.tradeId,
    fillSz: facts.fill.size,
    fillTime: facts.fill.at,
    fillFee: facts.fill.fee,
    fillFeeCcy: MARGIN_COIN,
    execType: facts.fill.isMaker ? 'M' : 'T',
  }),
  accFillSz: facts.filled,
  fillNotionalUsd: facts.filledValue,
  avgPx: facts.averagePrice,
  status: ORDER_STATES[facts.state].socket,
  lever: facts.leverage,
  orderFee: [{ feeCcy: MARGIN_COIN, fee: facts.fee }],
  pnl: facts.profit,
  low: isReduceOnly(facts),
  uTime: facts.updatedAt,
  cTime: facts.createdAt,
});

const KINDS: Readonly<Record<PlanKind, string>> = {
  normal_plan: 'pl',
  track_plan: 'track',
  profit_plan: 'tp',
  loss_plan: 'sl',
  moving_plan: 'mtpsl',
  pos_profit: 'ptp',
  pos_loss: 'psl',
};

export const planPush = (facts: PlanFacts) => ({
  instId: encodeSymbol(facts.symbol),
  id: facts.orderId,
  cOid: facts.clientOid,
  triggerPx: facts.triggerPrice,
  planType: KINDS[facts.kind],
  ordPx: facts.executePrice || '0',
  sz: facts.size || '0',
  ordType: facts.type,
  side: tradeSideOf(facts),
  posSide: encodePositionSide(facts),
  tgtCcy: MARGIN_COIN,
  state: PLAN_STATES[facts.state].socket,
  hM: encodeHoldMode(facts.isHedge),
  eps: 'API',
  triggerPxType: facts.isByMark ? 'mark' : 'last',
  tS: encodeSide(facts),
  uTime: facts.updatedAt,
  cTime: facts.createdAt,
});
