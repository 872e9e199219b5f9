/**
 * The schemas that several trade endpoints and channels share.
 * Invariant: `side` is the side of the trade itself: closing a long is sell + posSide long.
 */
import { Type } from 'typebox';
import {
  ClientOid,
  Decimal,
  DecimalOrEmpty,
  Force,
  MarginMode,
  MaybeNumeral,
  MaybeText,
  Numeral,
  OneOf,
  OrderId,
  OrderType,
  Request,
  Rows,
  Side,
  StpMode,
  SymbolName,
  Text,
  Unread,
} from '../../protocol/fields.ts';
import { Category, PosSide, ReduceOnly, TriggerBy } from './fields.ts';

/** A take-profit and a stop-loss: trigger prices, and the orders that they fire; at market where none is named. */
export const tpslTerms = {
  takeProfit: Type.Optional(DecimalOrEmpty),
  stopLoss: Type.Optional(DecimalOrEmpty),
  tpTriggerBy: Type.Optional(TriggerBy),
  slTriggerBy: Type.Optional(TriggerBy),
  tpOrderType: Type.Optional(OrderType),
  slOrderType: Type.Optional(OrderType),
  tpLimitPrice: Type.Optional(DecimalOrEmpty),
  slLimitPrice: Type.Optional(DecimalOrEmpty),
};

/** An order that waits for a price, and is then sent; of a strategy order of type `trigger`. */
export const triggerTerms = {
  triggerBy: Type.Optional(TriggerBy),
  triggerPrice: Type.Optional(DecimalOrEmpty),
  triggerOrderType: Type.Optional(OrderType),
  /** Of a limit order. */
  triggerOrderPrice: Type.Optional(DecimalOrEmpty),
};

/** An order to be placed, alone or in a batch. */
export const OrderTerms = Request({
  category: Category,
  symbol: SymbolName,
  qty: Decimal,
  /** Required for a limit order. */
  price: Type.Optional(DecimalOrEmpty),
  side: Side,
  /** Required in hedge mode; not sent in one-way mode. */
  posSide: Type.Optional(PosSide),
  orderType: OrderType,
  timeInForce: Type.Optional(Force),
  marginMode: Type.Optional(MarginMode),
  clientOid: Type.Optional(ClientOid),
  /** One-way mode only. */
  reduceOnly: Type.Optional(ReduceOnly),
  stpMode: Type.Optional(StpMode),
  ...tpslTerms,
});

/** Names one order; where both are given, orderId decides. */
export const orderRef = {
  orderId: Type.Optional(OrderId),
  clientOid: Type.Optional(ClientOid),
};

/** What is to change of an order; what is not named stays. */
export const changeTerms = {
  ...orderRef,
  qty: Type.Optional(Decimal),
  price: Type.Optional(Decimal),
  /** Cancels the order when the change fails. */
  autoCancel: Type.Optional(OneOf('yes', 'no')),
};

/** The answer to a placed, modified or canceled order. */
export const OrderAck = Type.Object({ orderId: MaybeText, clientOid: MaybeText });

/** One element of the answer to a batch: `code` tells a failure. */
export const BatchAck = Type.Object({
  orderId: MaybeText,
  clientOid: MaybeText,
  code: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  msg: MaybeText,
});

/** Fees are positive when paid. */
const FeeDetail = Type.Object({ feeCoin: MaybeText, fee: MaybeNumeral });
export const FeeDetails = Type.Optional(Rows(FeeDetail));

/** What orders of REST and of the stream have in common; REST says posSide, the stream holdSide. */
export const OrderRow = Type.Object({
  category: MaybeText,
  symbol: Text,
  orderId: Text,
  clientOid: MaybeText,
  orderType: Text,
  side: Text,
  posSide: MaybeText,
  holdSide: MaybeText,
  holdMode: MaybeText,
  tradeSide: MaybeText,
  reduceOnly: MaybeText,
  price: MaybeNumeral,
  qty: Numeral,
  /** Filled so far. */
  cumExecQty: MaybeNumeral,
  orderStatus: Text,
  createdTime: Numeral,
  updatedTime: MaybeNumeral,
  feeDetail: FeeDetails,
  amount: Unread,
  avgPrice: Unread,
  cancelReason: Unread,
  cumExecValue: Unread,
  execType: Unread,
  leverage: Unread,
  marginCoin: Unread,
  marginMode: Unread,
  stpMode: Unread,
  timeInForce: Unread,
  totalProfit: Unread,
});

export const OrderPage = Type.Object({ list: Rows(OrderRow), cursor: MaybeText });

/** A fill, by REST and by socket: REST tells its time as createdTime, the stream as execTime with the holdSide. */
export const FillRow = Type.Object({
  execId: Text,
  orderId: Text,
  clientOid: MaybeText,
  category: MaybeText,
  symbol: Text,
  side: Text,
  posSide: MaybeText,
  holdSide: MaybeText,
  holdMode: MaybeText,
  tradeSide: MaybeText,
  execPrice: Numeral,
  execQty: Numeral,
  tradeScope: Text,
  execPnl: MaybeNumeral,
  feeDetail: FeeDetails,
  createdTime: MaybeNumeral,
  execTime: MaybeNumeral,
  execLinkId: Unread,
  execValue: Unread,
  orderType: Unread,
  updatedTime: Unread,
});

/**
 * A take-profit, a stop-loss or both in one, by REST and by socket. `qty` is empty or zero where the whole position is
 * meant; lists of open ones have no status.
 */
export const StrategyRow = Type.Object({
  category: MaybeText,
  symbol: Text,
  orderId: Text,
  clientOid: MaybeText,
  type: MaybeText,
  status: MaybeText,
  qty: MaybeNumeral,
  tpslMode: MaybeText,
  side: MaybeText,
  posSide: MaybeText,
  takeProfit: MaybeNumeral,
  stopLoss: MaybeNumeral,
  tpTriggerBy: MaybeText,
  slTriggerBy: MaybeText,
  /** The stream's word for both triggers. */
  triggerType: MaybeText,
  createdTime: Numeral,
  updatedTime: MaybeNumeral,
  tpOrderType: Unread,
  slOrderType: Unread,
  tpLimitPrice: Unread,
  slLimitPrice: Unread,
  triggerBy: Unread,
  triggerPrice: MaybeNumeral,
  triggerOrderType: Unread,
  triggerOrderPrice: Unread,
});
