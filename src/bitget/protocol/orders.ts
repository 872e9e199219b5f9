/**
 * The schemas that several order endpoints and channels share.
 * Invariant: an order is named by orderId or by clientOid; where both are given, orderId decides.
 */
import { Type } from 'typebox';
import {
  ClientOid,
  Decimal,
  DecimalOrEmpty,
  Force,
  MaybeNumeral,
  MaybeText,
  Numeral,
  OrderId,
  OrderType,
  ReduceOnly,
  Request,
  Rows,
  Side,
  StpMode,
  Text,
  TradeSide,
  Unread,
} from './fields.ts';

/** What single and batch orders have in common. Hedge mode: close long is buy + close, close short sell + close. */
export const orderTerms = {
  size: Decimal,
  /** Required for a limit order. */
  price: Type.Optional(DecimalOrEmpty),
  side: Side,
  /** Required in hedge mode, ignored in one-way mode. */
  tradeSide: Type.Optional(TradeSide),
  orderType: OrderType,
  force: Type.Optional(Force),
  clientOid: Type.Optional(ClientOid),
  /** One-way mode only. */
  reduceOnly: Type.Optional(ReduceOnly),
  /** Trigger prices; without an execute price the order fires at market. */
  presetStopSurplusPrice: Type.Optional(DecimalOrEmpty),
  presetStopLossPrice: Type.Optional(DecimalOrEmpty),
  stpMode: Type.Optional(StpMode),
};

/** The answer to a placed, modified or canceled order. `orderId` is absent in one documented case. */
export const OrderAck = Type.Object({ orderId: MaybeText, clientOid: MaybeText });

/** Names one order in a list. */
export const OrderRef = Request({ orderId: Type.Optional(OrderId), clientOid: Type.Optional(ClientOid) });

const BatchSuccess = Type.Object({ orderId: MaybeText, clientOid: MaybeText, symbol: Unread });
const BatchFailure = Type.Object({
  orderId: MaybeText,
  clientOid: MaybeText,
  symbol: Unread,
  errorMsg: MaybeText,
  errorCode: MaybeText,
});

/** The answer to a batch: partial success is still success at the envelope. */
export const BatchResult = Type.Object({ successList: Rows(BatchSuccess), failureList: Rows(BatchFailure) });

/** An order as the REST lists tell it. */
export const OrderRow = Type.Object({
  symbol: Text,
  orderId: Text,
  clientOid: MaybeText,
  size: Numeral,
  baseVolume: MaybeNumeral,
  price: MaybeNumeral,
  side: Text,
  orderType: Text,
  tradeSide: MaybeText,
  posSide: MaybeText,
  posMode: MaybeText,
  reduceOnly: MaybeText,
  /** In lists `status`, in detail `state`. */
  status: MaybeText,
  state: MaybeText,
  cTime: Numeral,
  uTime: MaybeNumeral,
  fee: Unread,
  priceAvg: Unread,
  force: Unread,
  totalProfits: Unread,
  marginCoin: Unread,
  quoteVolume: Unread,
  leverage: Unread,
  marginMode: Unread,
  enterPointSource: Unread,
  orderSource: Unread,
  cancelReason: Unread,
  posAvg: Unread,
  liqPrice: Unread,
  presetStopSurplusPrice: Unread,
  presetStopSurplusType: Unread,
  presetStopSurplusExecutePrice: Unread,
  presetStopLossPrice: Unread,
  presetStopLossType: Unread,
  presetStopLossExecutePrice: Unread,
});

export const OrderPage = Type.Object({ entrustedList: Rows(OrderRow), endId: MaybeText });

/** Fees are negative when paid. */
export const FeeDetail = Type.Object({
  feeCoin: MaybeText,
  totalFee: MaybeNumeral,
  deduction: Unread,
  totalDeductionFee: Unread,
});

/** A fill, by REST and by socket; REST rows have no clientOid, and their `side` in hedge mode is the position's. */
export const FillRow = Type.Object({
  tradeId: Text,
  orderId: Text,
  clientOid: MaybeText,
  symbol: Text,
  price: Numeral,
  baseVolume: Numeral,
  side: Text,
  tradeSide: MaybeText,
  posMode: MaybeText,
  tradeScope: Text,
  profit: MaybeNumeral,
  feeDetail: Rows(FeeDetail),
  cTime: Numeral,
  uTime: Unread,
  orderType: Unread,
  quoteVolume: Unread,
  marginCoin: Unread,
  enterPointSource: Unread,
});

/** A take-profit or stop-loss as the REST lists tell it. */
export const PlanRow = Type.Object({
  planType: Text,
  symbol: Text,
  orderId: Text,
  clientOid: MaybeText,
  size: MaybeNumeral,
  triggerPrice: MaybeNumeral,
  triggerType: MaybeText,
  planStatus: MaybeText,
  side: MaybeText,
  posSide: MaybeText,
  posMode: MaybeText,
  tradeSide: MaybeText,
  cTime: Numeral,
  uTime: MaybeNumeral,
  stopSurplusTriggerPrice: MaybeNumeral,
  stopSurplusTriggerType: MaybeText,
  stopLossTriggerPrice: MaybeNumeral,
  stopLossTriggerType: MaybeText,
  /** The order that came of it, once fired. */
  executeOrderId: MaybeText,
  price: Unread,
  executePrice: Unread,
  priceAvg: Unread,
  baseVolume: Unread,
  callbackRatio: Unread,
  marginCoin: Unread,
  marginMode: Unread,
  enterPointSource: Unread,
  orderType: Unread,
  orderSource: Unread,
  stopSurplusExecutePrice: Unread,
  stopLossExecutePrice: Unread,
});

export const PlanPage = Type.Object({ entrustedList: Rows(PlanRow), endId: MaybeText });
