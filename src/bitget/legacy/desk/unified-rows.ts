/**
 * Rows of the Unified API, by REST and by socket, as what V1 wants to know.
 * Invariant: what an order does is read as the engine's own mapper reads it; a fee that was paid turns negative, as in V1.
 */
import { MARGIN_COIN } from '../../mapper/index.ts';
import { decodeStrategyStatus } from '../../mapper/words.ts';
import type { ResponseOf, RowOf } from '../../protocol/index.ts';
import { decodeUnifiedSides } from '../../unified/mapper/sides.ts';
import type { channels, endpoints } from '../../unified/protocol/index.ts';
import type {
  BalanceFacts,
  BillFacts,
  ClosedPositionFacts,
  Doing,
  FillFacts,
  OrderFacts,
  PlanFacts,
  PlanKind,
  PositionFacts,
} from '../facts.ts';
import { amountOf, marginModeOf, NO_BALANCE, negated, setOf, stateOf, textOf } from './texts.ts';

type Assets = ResponseOf<typeof endpoints.assets>;
type OrderRow = ResponseOf<typeof endpoints.orderInfo>;
type FillRow = RowOf<typeof channels.fill>;
type StrategyRow = RowOf<typeof channels.strategyOrder>;
type PositionRow = NonNullable<ResponseOf<typeof endpoints.currentPosition>['list']>[number];
type ClosedRow = NonNullable<ResponseOf<typeof endpoints.historyPosition>['list']>[number];
type RecordRow = NonNullable<ResponseOf<typeof endpoints.financialRecords>['list']>[number];

export function unifiedBalanceOf(assets: Assets): BalanceFacts {
  const row = (assets.assets ?? []).find(({ coin }) => coin.toUpperCase() === MARGIN_COIN);
  return {
    ...balanceFrom(row),
    btcEquity: amountOf(assets.btcEquity),
    crossedRiskRate: amountOf(assets.mgnRatio),
    unrealized: amountOf(assets.usdtUnrealisedPnl ?? assets.unrealisedPnl),
  };
}

export function streamedUnifiedBalanceOf(row: RowOf<typeof channels.account>): BalanceFacts {
  const coin = (row.coin ?? []).find((each) => each.coin.toUpperCase() === MARGIN_COIN);
  return {
    ...balanceFrom(coin),
    crossedRiskRate: amountOf(row.mgnRatio),
    unrealized: amountOf(row.unrealisedPnL),
  };
}

type CoinRow = NonNullable<Assets['assets']>[number] | NonNullable<RowOf<typeof channels.account>['coin']>[number];

function balanceFrom(row: CoinRow | undefined): BalanceFacts {
  if (!row) return NO_BALANCE;
  const available = amountOf(row.available);
  return {
    ...NO_BALANCE,
    locked: amountOf(row.locked),
    available,
    crossedAvailable: available,
    isolatedAvailable: available,
    transferable: available,
    equity: amountOf(row.equity),
  };
}

type SidedRow = Parameters<typeof decodeUnifiedSides>[0];

/** Without a mode of its own, a row that names a position is one of hedge mode. */
function doingOf(row: SidedRow, isReducing = false): Doing {
  const named = row.posSide || row.holdSide;
  const isHedge = row.holdMode ? row.holdMode !== 'one_way_mode' : named === 'long' || named === 'short';
  return { ...decodeUnifiedSides(row, isReducing), isHedge };
}

type StreamedOrder = RowOf<typeof channels.order>;

export const unifiedOrderOf = (row: OrderRow | StreamedOrder): OrderFacts => ({
  ...doingOf(row),
  symbol: row.symbol,
  orderId: row.orderId,
  clientOid: textOf(row.clientOid),
  type: row.orderType,
  force: textOf(row.timeInForce),
  state: stateOf(row.orderStatus),
  size: textOf(row.qty),
  filled: amountOf(row.cumExecQty),
  filledValue: amountOf(row.cumExecValue),
  price: amountOf(row.price),
  averagePrice: amountOf(row.avgPrice),
  fee: feeOf(row.feeDetail),
  profit: amountOf(row.totalProfit),
  leverage: textOf(row.leverage),
  marginMode: marginModeOf(row.marginMode),
  source: row.execType === 'liquidation' ? 'burst' : 'normal',
  takeProfit: '',
  stopLoss: '',
  createdAt: textOf(row.createdTime),
  updatedAt: textOf(row.updatedTime),
  fill: undefined,
});

const feeOf = (detail: OrderRow['feeDetail']): string => negated(amountOf(detail?.[0]?.fee));

export const unifiedFillOf = (row: FillRow): FillFacts => ({
  ...doingOf(row, setOf(row.execPnl) !== ''),
  symbol: row.symbol,
  tradeId: row.execId,
  orderId: row.orderId,
  price: textOf(row.execPrice),
  size: textOf(row.execQty),
  value: amountOf(row.execValue),
  fee: feeOf(row.feeDetail),
  profit: amountOf(row.execPnl),
  isMaker: /^m/i.test(row.tradeScope),
  at: textOf(row.execTime) || textOf(row.createdTime),
});

/** The plans of a row: two where both legs are set. */
export function unifiedPlansOf(row: StrategyRow): readonly PlanFacts[] {
  if (row.type === 'trigger' || setOf(row.triggerPrice) !== '') return [waitingPlanOf(row)];
  const isWhole = row.tpslMode === 'full' || setOf(row.qty) === '';
  const target = legOf(row, {
    kind: isWhole ? 'pos_profit' : 'profit_plan',
    price: row.takeProfit,
    by: row.tpTriggerBy,
  });
  const stop = legOf(row, { kind: isWhole ? 'pos_loss' : 'loss_plan', price: row.stopLoss, by: row.slTriggerBy });
  return [target, stop].filter((leg) => leg !== undefined);
}

const sharedPlan = (row: StrategyRow) => ({
  symbol: row.symbol,
  orderId: row.orderId,
  clientOid: textOf(row.clientOid),
  state: decodeStrategyStatus(row.status || 'pending'),
  callback: '',
  firedOrderId: '',
  createdAt: textOf(row.createdTime),
  updatedAt: textOf(row.updatedTime),
});

const waitingPlanOf = (row: StrategyRow): PlanFacts => ({
  ...doingOf(row),
  ...sharedPlan(row),
  kind: 'normal_plan',
  size: setOf(row.qty),
  type: textOf(row.triggerOrderType) || 'market',
  triggerPrice: textOf(row.triggerPrice),
  isByMark: isMark(row.triggerBy),
  executePrice: setOf(row.triggerOrderPrice),
  takeProfit: setOf(row.takeProfit),
  stopLoss: setOf(row.stopLoss),
});

type Leg = {
  readonly kind: PlanKind;
  readonly price: StrategyRow['takeProfit'];
  readonly by: StrategyRow['tpTriggerBy'];
};

function legOf(row: StrategyRow, { kind, price, by }: Leg): PlanFacts | undefined {
  if (setOf(price) === '') return undefined;
  const isLong = row.posSide ? row.posSide === 'long' : row.side === 'sell';
  return {
    ...sharedPlan(row),
    intent: 'close',
    positionSide: isLong ? 'long' : 'short',
    isHedge: row.posSide === 'long' || row.posSide === 'short',
    kind,
    size: kind.startsWith('pos_') ? '' : setOf(row.qty),
    type: 'market',
    triggerPrice: textOf(price),
    isByMark: isMark(by || row.triggerType),
    executePrice: setOf(kind.endsWith('loss') || kind === 'loss_plan' ? row.slLimitPrice : row.tpLimitPrice),
    takeProfit: '',
    stopLoss: '',
  };
}

const isMark = (by: string | number | boolean | null | undefined): boolean => /^mark(_price)?$/.test(textOf(by));

export const unifiedPositionOf = (row: PositionRow): PositionFacts => ({
  ...sharedPosition(row),
  margin: amountOf(row.positionBalance),
  total: textOf(row.total),
  entryPrice: textOf(row.avgPrice),
  liquidationPrice: amountOf(row.liquidationPrice),
});

export const streamedUnifiedPositionOf = (row: RowOf<typeof channels.position>): PositionFacts => ({
  ...sharedPosition(row),
  margin: amountOf(row.marginSize),
  total: textOf(row.size),
  entryPrice: amountOf(row.avgPrice),
  liquidationPrice: amountOf(row.liqPrice),
});

const sharedPosition = (row: PositionRow | RowOf<typeof channels.position>) => ({
  positionId: '',
  symbol: row.symbol,
  positionSide: row.posSide === 'short' ? ('short' as const) : ('long' as const),
  isHedge: row.holdMode !== 'one_way_mode',
  marginMode: marginModeOf(row.marginMode),
  delegated: '0',
  available: amountOf(row.available),
  locked: amountOf(row.frozen),
  leverage: textOf(row.leverage),
  realized: amountOf(row.curRealisedPnl),
  unrealized: amountOf(row.unrealisedPnl),
  unrealizedRate: textOf(row.profitRate),
  maintenanceRate: textOf(row.mmr),
  marginRate: '',
  markPrice: textOf(row.markPrice),
  isAutoMargin: false,
  createdAt: textOf(row.createdTime),
  updatedAt: textOf(row.updatedTime),
});

export const unifiedClosedOf = (row: ClosedRow): ClosedPositionFacts => ({
  symbol: row.symbol,
  positionSide: row.posSide,
  marginMode: marginModeOf(row.marginMode),
  entryPrice: textOf(row.openPriceAvg),
  exitPrice: textOf(row.closePriceAvg),
  opened: textOf(row.openTotalPos),
  closed: textOf(row.closeTotalPos),
  profit: amountOf(row.cumRealisedPnl),
  net: amountOf(row.netProfit),
  funding: amountOf(row.totalFunding),
  openFee: amountOf(row.openFeeTotal),
  closeFee: amountOf(row.closeFeeTotal),
  createdAt: textOf(row.createdTime),
  updatedAt: textOf(row.updatedTime),
});

export const unifiedBillOf = (row: RecordRow): BillFacts => ({
  id: row.id,
  symbol: textOf(row.symbol),
  amount: textOf(row.amount),
  fee: amountOf(row.fee),
  business: row.type.toLowerCase(),
  at: textOf(row.ts),
});
