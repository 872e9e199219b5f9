/**
 * Balances, settings, cash movements and positions in the Unified shapes.
 * Invariant: equity = balance + locked + unrealised profit, and one USDT counts as one USD.
 */
import {
  asMoney,
  type Bill,
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  type Instrument,
  type Money,
} from '../../../../domain/index.ts';
import type { AccountDetail, AdlRank, ClosedPosition, PositionDetail, SymbolSetting } from '../../../core/index.ts';
import { breakEvenPrice, lotsLeft } from '../../wire/positions.ts';
import { MARGIN_COIN, POS_MODE, ratio, signedFee } from '../../wire/words.ts';
import { CATEGORY } from './words.ts';

const initialMargin = (account: AccountDetail): Money =>
  asMoney(account.isolatedMargin + account.crossedMargin + account.orderMargin);

const margins = (account: AccountDetail) => ({
  effEquity: formatMoney(account.equity),
  mmr: formatMoney(account.maintenance),
  imr: formatMoney(initialMargin(account)),
  mgnRatio: ratio(account.maintenance, account.equity),
  positionMgnRatio: ratio(asMoney(account.isolatedMargin + account.crossedMargin), account.equity),
});

const coin = (account: AccountDetail) => ({
  coin: MARGIN_COIN,
  equity: formatMoney(account.equity),
  usdValue: formatMoney(account.equity),
  balance: formatMoney(asMoney(account.balance - account.orderMargin)),
  available: formatMoney(account.available),
  locked: formatMoney(account.orderMargin),
});

/** The data of assets. */
export const assets = (account: AccountDetail) => ({
  ...margins(account),
  accountEquity: formatMoney(account.equity),
  usdtEquity: formatMoney(account.equity),
  btcEquity: '0',
  unrealisedPnl: formatMoney(account.unrealised),
  usdtUnrealisedPnl: formatMoney(account.unrealised),
  btcUnrealizedPnl: '0',
  assets: [{ ...coin(account), debt: '0' }],
});

/** A row of the account channel. */
export const accountPush = (account: AccountDetail) => ({
  ...margins(account),
  unrealisedPnL: formatMoney(account.unrealised),
  totalEquity: formatMoney(account.equity),
  coin: [{ ...coin(account), debts: '0', borrow: '0' }],
});

export type SymbolConfig = { readonly symbol: string; readonly setting: SymbolSetting };

/** The data of settings. */
export const settings = (account: AccountDetail, configs: readonly SymbolConfig[]) => ({
  uid: account.name,
  accountMode: 'hybrid',
  assetMode: 'single_asset',
  holdMode: POS_MODE[account.positionMode],
  stpMode: 'none',
  symbolConfigList: configs.map(({ symbol, setting }) => ({
    category: CATEGORY,
    symbol,
    marginMode: setting.marginMode,
    leverage: String(setting.leverage),
  })),
  coinConfigList: [],
});

/** Those that end in an underscore go on with the direction. */
const BILL_TYPE: Record<Bill['kind'], string> = {
  funding: 'CONTRACT_MAIN_SETTLE_FEE_USER_',
  transfer: 'TRANSFER_',
  liquidation: 'BURST_FEE',
  other: 'OTHER',
};

function billType({ kind, amount }: Bill): string {
  const type = BILL_TYPE[kind];
  return type.endsWith('_') ? `${type}${amount < 0n ? 'OUT' : 'IN'}` : type;
}

/** A row of financial-records. */
export const billRow = (bill: Bill) => ({
  category: CATEGORY,
  id: bill.billId,
  symbol: bill.symbol,
  coin: MARGIN_COIN,
  type: billType(bill),
  amount: formatMoney(bill.amount),
  fee: '0',
  balance: '',
  ts: String(bill.at),
});

type Holding = { readonly position: PositionDetail; readonly account: AccountDetail };

const sharedPosition = (instrument: Instrument, { position, account }: Holding) => ({
  symbol: position.symbol,
  marginCoin: MARGIN_COIN,
  holdMode: POS_MODE[account.positionMode],
  posSide: position.positionSide,
  marginMode: position.marginMode,
  available: formatSize(instrument, position.closable),
  frozen: formatSize(instrument, lotsLeft(position)),
  leverage: String(position.leverage),
  avgPrice: position.entryPrice,
  curRealisedPnl: formatMoney(position.realised),
  unrealisedPnl: formatMoney(position.unrealised),
  mmr: formatRate(position.maintenanceRate),
  profitRate: ratio(position.unrealised, position.margin),
  markPrice: formatPrice(instrument, position.mark),
  breakEvenPrice: breakEvenPrice(instrument, position),
  positionStatus: 'normal',
  createdTime: String(position.openedAt),
  updatedTime: String(position.updatedAt),
});

const liquidationPrice = (instrument: Instrument, position: PositionDetail): string =>
  position.liquidationPrice === undefined ? '0' : formatPrice(instrument, position.liquidationPrice);

/** A row of current-position. */
export const positionRow = (instrument: Instrument, holding: Holding) => ({
  ...sharedPosition(instrument, holding),
  category: CATEGORY,
  total: formatSize(instrument, holding.position.size),
  positionBalance: formatMoney(holding.position.margin),
  liquidationPrice: liquidationPrice(instrument, holding.position),
  totalFunding: formatMoney(holding.position.funding),
  openFeeTotal: signedFee(holding.position.openFee),
  closeFeeTotal: signedFee(holding.position.closeFee),
});

/** A row of history-position. */
export const closedRow = (instrument: Instrument, closed: ClosedPosition) => ({
  positionId: closed.positionId,
  category: CATEGORY,
  symbol: closed.symbol,
  marginCoin: MARGIN_COIN,
  holdMode: POS_MODE[closed.positionMode],
  posSide: closed.positionSide,
  marginMode: closed.marginMode,
  openPriceAvg: closed.openPrice,
  closePriceAvg: closed.closePrice,
  openTotalPos: formatSize(instrument, closed.size),
  closeTotalPos: formatSize(instrument, closed.size),
  cumRealisedPnl: formatMoney(closed.profit),
  netProfit: formatMoney(closed.net),
  totalFunding: formatMoney(closed.funding),
  openFeeTotal: signedFee(closed.openFee),
  closeFeeTotal: signedFee(closed.closeFee),
  createdTime: String(closed.openedAt),
  updatedTime: String(closed.closedAt),
});

/** A row of adlRank: 1 for who goes first. */
export const adlRow = ({ symbol, positionSide, rank }: AdlRank) => ({
  symbol,
  marginCoin: MARGIN_COIN,
  holdSide: positionSide,
  adlRank: rank.toFixed(4),
});

/** A row of the position channel. */
export const positionPush = (instrument: Instrument, holding: Holding) => ({
  ...sharedPosition(instrument, holding),
  size: formatSize(instrument, holding.position.size),
  marginSize: formatMoney(holding.position.margin),
  liqPrice: liquidationPrice(instrument, holding.position),
  totalFundingFee: formatMoney(holding.position.funding),
});

/** The last row of a position that is gone. */
export const endedPush = (instrument: Instrument, holding: Holding, at: number) => ({
  ...positionPush(instrument, holding),
  size: '0',
  available: '0',
  frozen: '0',
  avgPrice: '0',
  marginSize: '0',
  unrealisedPnl: '0',
  liqPrice: '',
  positionStatus: 'ended',
  updatedTime: String(at),
});
