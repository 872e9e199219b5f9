/**
 * Positions in the shapes of `all-position`, `single-position` and the positions channel.
 * Invariant: `totalFee` is funding received, `deductedFee` trading fees paid; "0" as liquidation price means none.
 */
import {
  asMoney,
  direction,
  divideRounded,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  type Instrument,
  type Lots,
  MONEY_DECIMALS,
  money,
  type PositionMode,
  RATE_DECIMALS,
} from '../../../domain/index.ts';
import type { AccountDetail, AdlRank, ClosedPosition, PositionDetail } from '../../core/index.ts';
import { MARGIN_COIN, POS_MODE, ratio } from './words.ts';

/** What open closing orders occupy. */
export const lotsLeft = (position: PositionDetail): Lots => (position.size - position.closable) as Lots;

/** Margin ratio at mark: isolated against the position's own margin, crossed against the account's equity. */
function marginRatio(position: PositionDetail, account: AccountDetail): string {
  if (position.marginMode === 'crossed') return ratio(account.maintenance, account.equity);
  return ratio(position.maintenance, asMoney(position.margin + position.unrealised));
}

/** The price at which closing all at market leaves neither profit nor loss, all fees and funding counted. */
export function breakEvenPrice(instrument: Instrument, position: PositionDetail): string {
  const sign = BigInt(direction(position.positionSide));
  const { lot } = instrument;
  const size = BigInt(position.size) * BigInt(lot.units);
  const lotScale = 10n ** BigInt(lot.decimals);
  const rateOne = 10n ** BigInt(RATE_DECIMALS);
  const cost = (money(position.entryPrice, 'nearest') * size * sign) / lotScale;
  const spent = cost + position.fees - position.funding - position.realised;
  const divisor = size * (rateOne - sign * instrument.takerFee);
  const price = divideRounded(spent * sign * lotScale * rateOne, divisor);
  return formatDecimal(price < 0n ? 0n : price, MONEY_DECIMALS);
}

const shared = (instrument: Instrument, mode: PositionMode, position: PositionDetail) => ({
  marginCoin: MARGIN_COIN,
  holdSide: position.positionSide,
  marginSize: formatMoney(position.margin),
  marginMode: position.marginMode,
  posMode: POS_MODE[mode],
  total: formatSize(instrument, position.size),
  available: formatSize(instrument, position.closable),
  openPriceAvg: position.entryPrice,
  achievedProfits: formatMoney(position.realised),
  unrealizedPL: formatMoney(position.unrealised),
  liquidationPrice: position.liquidationPrice === undefined ? '0' : formatPrice(instrument, position.liquidationPrice),
  keepMarginRate: formatRate(position.maintenanceRate),
  breakEvenPrice: breakEvenPrice(instrument, position),
  totalFee: formatMoney(position.funding),
  deductedFee: formatMoney(position.fees),
  markPrice: formatPrice(instrument, position.mark),
  assetMode: 'single',
  autoMargin: position.isAutoMargin ? 'on' : 'off',
  cTime: String(position.openedAt),
  uTime: String(position.updatedAt),
});

type Holding = { readonly position: PositionDetail; readonly account: AccountDetail };

/** A row of all-position and single-position. */
export const positionRow = (instrument: Instrument, { position, account }: Holding) => ({
  ...shared(instrument, account.positionMode, position),
  symbol: position.symbol,
  openDelegateSize: '0',
  locked: formatSize(instrument, lotsLeft(position)),
  leverage: String(position.leverage),
  marginRatio: marginRatio(position, account),
});

/** A row of the positions channel: the leverage is a number there. */
export const positionPush = (instrument: Instrument, { position, account }: Holding) => ({
  ...shared(instrument, account.positionMode, position),
  posId: position.positionId,
  instId: position.symbol,
  frozen: formatSize(instrument, lotsLeft(position)),
  leverage: position.leverage,
  unrealizedPLR: ratio(position.unrealised, position.margin),
  marginRate: marginRatio(position, account),
});

/** A row of history-position. */
export const closedRow = (instrument: Instrument, closed: ClosedPosition) => ({
  positionId: closed.positionId,
  marginCoin: MARGIN_COIN,
  symbol: closed.symbol,
  holdSide: closed.positionSide,
  openAvgPrice: closed.openPrice,
  closeAvgPrice: closed.closePrice,
  marginMode: closed.marginMode,
  openTotalPos: formatSize(instrument, closed.size),
  closeTotalPos: formatSize(instrument, closed.size),
  pnl: formatMoney(closed.profit),
  netProfit: formatMoney(closed.net),
  totalFunding: formatMoney(closed.funding),
  openFee: formatMoney(closed.openFee),
  closeFee: formatMoney(closed.closeFee),
  posMode: POS_MODE[closed.positionMode],
  ctime: String(closed.openedAt),
  utime: String(closed.closedAt),
});

/** A row of adlRank: `adlRank` is 1 for who goes first, `rank` the rest to 1. */
export const adlRow = ({ symbol, positionSide, rank }: AdlRank) => ({
  symbol,
  marginCoin: MARGIN_COIN,
  holdSide: positionSide,
  adlRank: rank.toFixed(4),
  rank: (1 - rank).toFixed(4),
});
