/**
 * Balances in the shapes of `account`, `accounts` and the account channel.
 * Invariant: equity = cash + unrealised profit; `available` counts no unrealised profit.
 */
import { asMoney, formatMoney, ZERO } from '../../../domain/index.ts';
import type { AccountDetail, SymbolSetting } from '../../core/index.ts';
import { MARGIN_COIN, POS_MODE, ratio } from './words.ts';

const isolatedUnrealised = (account: AccountDetail) => asMoney(account.unrealised - account.crossedUnrealised);

const riskRate = (account: AccountDetail): string => ratio(account.maintenance, account.equity);

const shared = (account: AccountDetail) => ({
  marginCoin: MARGIN_COIN,
  locked: formatMoney(account.orderMargin),
  available: formatMoney(account.available),
  crossedMaxAvailable: formatMoney(account.crossedAvailable),
  isolatedMaxAvailable: formatMoney(account.available),
  maxTransferOut: formatMoney(account.available > 0n ? account.available : ZERO),
  accountEquity: formatMoney(account.equity),
  usdtEquity: formatMoney(account.equity),
  btcEquity: '0',
  crossedRiskRate: riskRate(account),
  unrealizedPL: formatMoney(account.unrealised),
  coupon: '0',
  crossedUnrealizedPL: formatMoney(account.crossedUnrealised),
  isolatedUnrealizedPL: formatMoney(isolatedUnrealised(account)),
  assetMode: 'single',
});

/** The account as one symbol sees it. */
export const accountOfSymbol = (account: AccountDetail, setting: SymbolSetting) => ({
  ...shared(account),
  crossedMarginLeverage: String(setting.leverage),
  isolatedLongLever: String(setting.leverage),
  isolatedShortLever: String(setting.leverage),
  marginMode: setting.marginMode,
  posMode: POS_MODE[account.positionMode],
});

/** A row of `accounts`. */
export const accountRow = (account: AccountDetail) => ({
  ...shared(account),
  isolatedMargin: formatMoney(account.isolatedMargin),
  crossedMargin: formatMoney(account.crossedMargin),
  assetList: [],
});

/** A row of the account channel. */
export const accountPush = (account: AccountDetail) => ({
  marginCoin: MARGIN_COIN,
  frozen: formatMoney(account.orderMargin),
  available: formatMoney(account.available),
  maxOpenPosAvailable: formatMoney(account.crossedAvailable),
  maxTransferOut: formatMoney(account.available > 0n ? account.available : ZERO),
  equity: formatMoney(account.equity),
  usdtEquity: formatMoney(account.equity),
  crossedRiskRate: riskRate(account),
  unrealizedPL: formatMoney(account.unrealised),
  assetsMode: 'single',
});
