/**
 * Rows of the Classic API, by REST and by socket, as what V1 wants to know.
 * Invariant: what an order does is read as the engine's own mapper reads it, never from `side` alone.
 */
import { decodePositionMode, decodeSides } from '../../mapper/index.ts';
import { decodeTriggerStatus } from '../../mapper/words.ts';
import type { channels, endpoints, ResponseOf, RowOf } from '../../protocol/index.ts';
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
import { amountOf, marginModeOf, setOf, stateOf, textOf } from './texts.ts';

type AccountRow = NonNullable<ResponseOf<typeof endpoints.accounts>>[number];
type OrderRow = ResponseOf<typeof endpoints.orderDetail>;
type FillRow = NonNullable<ResponseOf<typeof endpoints.fills>['fillList']>[number];
type PlanRow = NonNullable<ResponseOf<typeof endpoints.ordersPlanPending>['entrustedList']>[number];
type PositionRow = ResponseOf<typeof endpoints.allPosition>[number];
type ClosedRow = NonNullable<ResponseOf<typeof endpoints.historyPosition>['list']>[number];
type BillRow = NonNullable<ResponseOf<typeof endpoints.bill>['bills']>[number];

export const balanceOf = (row: AccountRow): BalanceFacts => ({
  locked: amountOf(row.locked),
  available: amountOf(row.available),
  crossedAvailable: amountOf(row.crossedMaxAvailable),
  isolatedAvailable: amountOf(row.isolatedMaxAvailable),
  transferable: amountOf(row.maxTransferOut),
  equity: amountOf(row.accountEquity),
  btcEquity: amountOf(row.btcEquity),
  crossedRiskRate: amountOf(row.crossedRiskRate),
  unrealized: amountOf(row.unrealizedPL),
});

export const streamedBalanceOf = (row: RowOf<typeof channels.account>): BalanceFacts => ({
  locked: amountOf(row.frozen),
  available: amountOf(row.available),
  crossedAvailable: amountOf(row.maxOpenPosAvailable),
  isolatedAvailable: amountOf(row.maxOpenPosAvailable),
  transferable: amountOf(row.maxTransferOut),
  equity: amountOf(row.equity),
  btcEquity: amountOf(row.btcEquity),
  crossedRiskRate: amountOf(row.crossedRiskRate),
  unrealized: amountOf(row.unrealizedPL),
});

type SidedRow = Parameters<typeof decodeSides>[0];

function doingOf(row: SidedRow, sideMeans: 'position' | 'trade', isReducing = false): Doing {
  const isOneWay = row.posMode === 'one_way_mode' || row.posSide === 'net';
  return { ...decodeSides(row, { sideMeans, isReducing }), isHedge: !isOneWay };
}

export const orderOf = (row: OrderRow): OrderFacts => ({
  ...doingOf(row, 'position'),
  ...sharedOrder(row),
  symbol: row.symbol,
  state: stateOf(row.state || row.status),
  filled: amountOf(row.baseVolume),
  filledValue: amountOf(row.quoteVolume),
  fee: amountOf(row.fee),
  source: textOf(row.orderSource),
  fill: undefined,
});

type StreamedOrder = RowOf<typeof channels.orders>;

export const streamedOrderOf = (row: StreamedOrder): OrderFacts => ({
  ...doingOf(row, 'position'),
  ...sharedOrder(row),
  symbol: row.instId,
  state: stateOf(row.status),
  filled: amountOf(row.accBaseVolume),
  filledValue: amountOf(row.notionalUsd),
  fee: feeOf(row.feeDetail),
  source: textOf(row.enterPointSource),
  fill: lastFillOf(row),
});

const sharedOrder = (row: OrderRow | StreamedOrder) => ({
  orderId: row.orderId,
  clientOid: textOf(row.clientOid),
  type: row.orderType,
  force: textOf(row.force),
  size: textOf(row.size),
  price: amountOf(row.price),
  averagePrice: amountOf(row.priceAvg),
  profit: amountOf(row.totalProfits),
  leverage: textOf(row.leverage),
  marginMode: marginModeOf(row.marginMode),
  takeProfit: setOf(row.presetStopSurplusPrice),
  stopLoss: setOf(row.presetStopLossPrice),
  createdAt: textOf(row.cTime),
  updatedAt: textOf(row.uTime),
});

/** Of a list whose rows are {feeCoin, fee}. */
function feeOf(detail: unknown): string {
  const [first] = Array.isArray(detail) ? (detail as { readonly fee?: string }[]) : [];
  return amountOf(first?.fee);
}

const lastFillOf = (row: StreamedOrder): OrderFacts['fill'] =>
  row.tradeId
    ? {
        tradeId: textOf(row.tradeId),
        price: textOf(row.fillPrice),
        size: textOf(row.baseVolume),
        fee: amountOf(row.fillFee),
        isMaker: /^m/i.test(textOf(row.tradeScope)),
        at: textOf(row.fillTime),
      }
    : undefined;

export function fillOf(row: FillRow): FillFacts {
  const isReducing = setOf(row.profit) !== '';
  return {
    ...doingOf(row, 'position', isReducing),
    symbol: row.symbol,
    tradeId: row.tradeId,
    orderId: row.orderId,
    price: textOf(row.price),
    size: textOf(row.baseVolume),
    value: amountOf(row.quoteVolume),
    fee: amountOf(row.feeDetail?.[0]?.totalFee),
    profit: amountOf(row.profit),
    isMaker: /^m/i.test(row.tradeScope),
    at: textOf(row.cTime),
  };
}

/** By REST and by socket, where the names are short. */
const PLAN_KINDS: Readonly<Record<string, PlanKind>> = {
  normal_plan: 'normal_plan',
  pl: 'normal_plan',
  track_plan: 'track_plan',
  track: 'track_plan',
  profit_plan: 'profit_plan',
  tp: 'profit_plan',
  loss_plan: 'loss_plan',
  sl: 'loss_plan',
  moving_plan: 'moving_plan',
  mtpsl: 'moving_plan',
  pos_profit: 'pos_profit',
  ptp: 'pos_profit',
  pos_loss: 'pos_loss',
  psl: 'pos_loss',
};

type StreamedPlan = RowOf<typeof channels.ordersAlgo>;

/** Undefined for a kind that V1 has no word for. */
export const planOf = (row: PlanRow): PlanFacts | undefined =>
  planFrom(row, {
    symbol: row.symbol,
    status: row.planStatus || 'live',
    callback: textOf(row.callbackRatio),
    firedOrderId: textOf(row.executeOrderId),
  });

export const streamedPlanOf = (row: StreamedPlan): PlanFacts | undefined =>
  planFrom(row, { symbol: row.instId, status: row.status, callback: '', firedOrderId: '' });

function planFrom(
  row: PlanRow | StreamedPlan,
  from: { symbol: string; status: string; callback: string; firedOrderId: string },
): PlanFacts | undefined {
  const kind = PLAN_KINDS[row.planType];
  if (!kind) return undefined;
  const status = decodeTriggerStatus(from.status);
  return {
    ...doingOf(row, 'position', kind !== 'normal_plan' && kind !== 'track_plan'),
    symbol: from.symbol,
    orderId: row.orderId,
    clientOid: textOf(row.clientOid),
    kind,
    state: status,
    size: setOf(row.size),
    type: textOf(row.orderType) || 'market',
    triggerPrice: priceOfPlan(row, kind),
    isByMark: row.triggerType === 'mark_price',
    executePrice: setOf(row.executePrice) || setOf(row.price),
    takeProfit: setOf(row.stopSurplusTriggerPrice),
    stopLoss: setOf(row.stopLossTriggerPrice),
    callback: from.callback,
    firedOrderId: from.firedOrderId,
    createdAt: textOf(row.cTime),
    updatedAt: textOf(row.uTime),
  };
}

/** A take-profit or stop-loss may be told in the field of its kind alone. */
const priceOfPlan = (row: PlanRow | StreamedPlan, kind: PlanKind): string =>
  setOf(row.triggerPrice) ||
  (kind.endsWith('loss') || kind === 'loss_plan'
    ? setOf(row.stopLossTriggerPrice)
    : setOf(row.stopSurplusTriggerPrice));

export const positionOf = (row: PositionRow): PositionFacts => ({
  ...sharedPosition(row),
  positionId: '',
  symbol: row.symbol,
  delegated: amountOf(row.openDelegateSize),
  locked: amountOf(row.locked),
  unrealizedRate: '',
  marginRate: textOf(row.marginRatio),
});

export const streamedPositionOf = (row: RowOf<typeof channels.positions>): PositionFacts => ({
  ...sharedPosition(row),
  positionId: textOf(row.posId),
  symbol: row.instId,
  delegated: '0',
  locked: amountOf(row.frozen),
  unrealizedRate: textOf(row.unrealizedPLR),
  marginRate: textOf(row.marginRate),
});

const sharedPosition = (row: PositionRow | RowOf<typeof channels.positions>) => ({
  positionSide: row.holdSide === 'short' ? ('short' as const) : ('long' as const),
  isHedge: decodePositionMode(row.posMode || 'hedge_mode') === 'hedge',
  marginMode: marginModeOf(row.marginMode),
  margin: amountOf(row.marginSize),
  available: amountOf(row.available),
  total: textOf(row.total),
  leverage: textOf(row.leverage),
  realized: amountOf(row.achievedProfits),
  entryPrice: textOf(row.openPriceAvg),
  unrealized: amountOf(row.unrealizedPL),
  liquidationPrice: amountOf(row.liquidationPrice),
  maintenanceRate: textOf(row.keepMarginRate),
  markPrice: textOf(row.markPrice),
  isAutoMargin: row.autoMargin === 'on',
  createdAt: textOf(row.cTime),
  updatedAt: textOf(row.uTime),
});

export const closedPositionOf = (row: ClosedRow): ClosedPositionFacts => ({
  symbol: row.symbol,
  positionSide: row.holdSide,
  marginMode: marginModeOf(row.marginMode),
  entryPrice: textOf(row.openAvgPrice),
  exitPrice: textOf(row.closeAvgPrice),
  opened: textOf(row.openTotalPos),
  closed: textOf(row.closeTotalPos),
  profit: textOf(row.pnl),
  net: textOf(row.netProfit),
  funding: textOf(row.totalFunding),
  openFee: textOf(row.openFee),
  closeFee: textOf(row.closeFee),
  createdAt: textOf(row.ctime),
  updatedAt: textOf(row.utime),
});

export const billOf = (row: BillRow): BillFacts => ({
  id: row.billId,
  symbol: textOf(row.symbol),
  amount: textOf(row.amount),
  fee: amountOf(row.fee),
  business: row.businessType,
  at: textOf(row.cTime),
});
