/**
 * Bitget's words for the exchange's own: sides, modes, states; in both directions.
 * Invariant: in hedge mode `side` names the position (closing a long is "buy" + "close"); fills pushed by socket carry the trade's own side.
 */
import {
  asMoney,
  divideRounded,
  economicSide,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatSize,
  type Instrument,
  type Lots,
  type MarginMode,
  MONEY_DECIMALS,
  type Money,
  type OrderIntent,
  type OrderStatus,
  type PositionMode,
  type PositionSide,
  type Side,
  type Ticks,
} from '../../../domain/index.ts';
import type { CancelReason, OrderSource, StpMode } from '../../core/index.ts';

export const PRODUCT_TYPE = 'USDT-FUTURES';
export const MARGIN_COIN = 'USDT';

export const POS_MODE = { hedge: 'hedge_mode', 'one-way': 'one_way_mode' } as const satisfies Record<
  PositionMode,
  string
>;

export const FORCE = { gtc: 'gtc', ioc: 'ioc', fok: 'fok', 'post-only': 'post_only' } as const;

const ORDER_STATUS: Partial<Record<OrderStatus, string>> = {
  live: 'live',
  'partially-filled': 'partially_filled',
  filled: 'filled',
  canceled: 'canceled',
  rejected: 'canceled',
};

export const orderStatus = (status: OrderStatus): string => ORDER_STATUS[status] ?? 'live';

/** What an order does, in the account's position mode. */
export type Doing = { readonly intent: OrderIntent; readonly positionSide: PositionSide };

/** `side` of orders everywhere, and of fills asked for by REST. */
export function wireSide(mode: PositionMode, { intent, positionSide }: Doing): Side {
  if (mode === 'one-way') return economicSide(intent, positionSide);
  return positionSide === 'long' ? 'buy' : 'sell';
}

export function tradeSide(mode: PositionMode, doing: Doing, source: OrderSource): string {
  const side = economicSide(doing.intent, doing.positionSide);
  if (source === 'liquidation') return mode === 'hedge' ? `burst_close_${doing.positionSide}` : `burst_${side}_single`;
  if (source === 'delisting')
    return mode === 'hedge' ? `delivery_close_${doing.positionSide}` : `delivery_${side}_single`;
  return mode === 'hedge' ? doing.intent : `${side}_single`;
}

export const posSide = (mode: PositionMode, positionSide: PositionSide): string =>
  mode === 'hedge' ? positionSide : 'net';

/** The holder's side as plan orders name it: long and short, or the side that opened it in one-way mode. */
export function doingOf(mode: PositionMode, side: Side, isClosing: boolean): Doing {
  const isNamedByPosition = mode === 'hedge' || !isClosing;
  const positionSide = (side === 'buy') === isNamedByPosition ? 'long' : 'short';
  return { intent: isClosing ? 'close' : 'open', positionSide };
}

export const marginModeOf = (text: string): MarginMode => (text === 'isolated' ? 'isolated' : 'crossed');

/** A cost as Bitget shows it: negative is paid. */
export const signedFee = (cost: Money): string => formatMoney(asMoney(-cost));

/** notional ÷ size, to twelve decimals without trailing zeros; empty when nothing is filled. */
export function averagePrice(instrument: Instrument, filledNotional: Money, filled: Lots): string {
  if (filled === 0) return '';
  const { lot } = instrument;
  const scaled = filledNotional * 10n ** BigInt(lot.decimals);
  return formatDecimal(divideRounded(scaled, BigInt(filled) * BigInt(lot.units)), MONEY_DECIMALS);
}

/** a ÷ b to ten decimals; "0" when b is not positive. */
export const ratio = (a: Money, b: Money): string =>
  b <= 0n ? '0' : formatDecimal(divideRounded(a * 10n ** 10n, b), 10);

/** A price, or "" where there is none. */
export const priceText = (instrument: Instrument, price: Ticks | undefined): string =>
  price === undefined ? '' : formatPrice(instrument, price);

/** A size, or "" where none is named. */
export const sizeText = (instrument: Instrument, size: Lots | undefined): string =>
  size === undefined ? '' : formatSize(instrument, size);

/** Whose order gives way between two of one account. */
export const STP_MODES = {
  none: 'none',
  cancel_taker: 'cancel-taker',
  cancel_maker: 'cancel-maker',
  cancel_both: 'cancel-both',
} as const satisfies Record<string, StpMode>;

export const STP_WORDS = {
  none: 'none',
  'cancel-taker': 'cancel_taker',
  'cancel-maker': 'cancel_maker',
  'cancel-both': 'cancel_both',
} as const satisfies Record<StpMode, string>;

const CANCEL_REASONS: Record<CancelReason, string> = {
  client: 'normal_cancel',
  modified: 'modify_cancel',
  'post-only': 'post_only_cancel',
  fok: 'fok_cancel',
  ioc: 'ioc_cancel',
  'self-trade': 'cancel_for_stp',
  'insufficient-margin': 'insufficient_margin_cancel',
  'nothing-to-close': 'close_cancel',
  displaced: 'reduce_only_cancel',
  liquidation: 'burst_cancel',
  halted: 'maintain_cancel',
  delisting: 'offline_cancel',
};

/** Empty for an order that was not canceled. */
export const cancelReason = (reason: CancelReason | undefined): string =>
  reason === undefined ? '' : CANCEL_REASONS[reason];
