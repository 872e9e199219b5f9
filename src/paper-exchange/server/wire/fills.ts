/**
 * Fills and cash movements in the shapes of `fills`, `bill` and the fill channel.
 * Invariant: a fee paid is negative; `side` follows the position by REST and the trade itself by socket.
 */
import {
  type Bill,
  economicSide,
  type Fill,
  formatMoney,
  formatPrice,
  formatSize,
  type Instrument,
  notional,
  type PositionMode,
} from '../../../domain/index.ts';
import type { OrderDetail, OrderSource } from '../../core/index.ts';
import { MARGIN_COIN, POS_MODE, signedFee, tradeSide, wireSide } from './words.ts';

const shared = (instrument: Instrument, mode: PositionMode, fill: Fill) => ({
  tradeId: fill.tradeId,
  symbol: fill.symbol,
  orderId: fill.orderId,
  price: formatPrice(instrument, fill.price),
  baseVolume: formatSize(instrument, fill.size),
  quoteVolume: formatMoney(notional(instrument, fill.price, fill.size)),
  profit: formatMoney(fill.profit),
  posMode: POS_MODE[mode],
  tradeScope: fill.liquidity,
  feeDetail: [{ feeCoin: MARGIN_COIN, deduction: 'no', totalDeductionFee: '0', totalFee: signedFee(fill.fee) }],
  cTime: String(fill.at),
});

/** A row of `fills`. */
export const fillRow = (instrument: Instrument, mode: PositionMode, made: { fill: Fill; source: OrderSource }) => ({
  ...shared(instrument, mode, made.fill),
  marginCoin: MARGIN_COIN,
  side: wireSide(mode, made.fill),
  tradeSide: tradeSide(mode, made.fill, made.source),
  enterPointSource: made.source === 'client' ? 'api' : 'sys',
});

/** A row of the fill channel. */
export const fillPush = (
  instrument: Instrument,
  mode: PositionMode,
  made: { fill: Fill; order: OrderDetail | undefined },
) => ({
  ...shared(instrument, mode, made.fill),
  clientOid: made.fill.clientOid,
  side: economicSide(made.fill.intent, made.fill.positionSide),
  tradeSide: tradeSide(mode, made.fill, made.order?.source ?? 'client'),
  orderType: made.order?.type ?? 'market',
  uTime: String(made.fill.at),
});

const BUSINESS_TYPE: Record<Bill['kind'], string> = {
  funding: 'contract_settle_fee',
  transfer: 'trans_from_exchange',
  liquidation: 'burst_fee',
  other: 'other',
};

/** A row of `bill`. */
export const billRow = (bill: Bill) => ({
  billId: bill.billId,
  symbol: bill.symbol,
  amount: formatMoney(bill.amount),
  fee: '0',
  feeByCoupon: '',
  businessType: BUSINESS_TYPE[bill.kind],
  coin: MARGIN_COIN,
  balance: '',
  cTime: String(bill.at),
});
