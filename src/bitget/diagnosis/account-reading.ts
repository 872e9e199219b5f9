/**
 * What an account and its market tell when they are only looked at, in the same words for both families.
 * Invariant: asks by GET alone.
 */
import { type AccountFamily, asMoney, type Instrument, type Money, type PositionMode } from '../../domain/index.ts';
import { decodeAccount, decodeInstrument, decodePositionMode, MARGIN_COIN, PRODUCT } from '../mapper/index.ts';
import { moneyOf, requiredMoney } from '../mapper/numeral.ts';
import { endpoints } from '../protocol/index.ts';
import { CATEGORY, decodeUnifiedAccount, decodeUnifiedInstrument } from '../unified/mapper/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';
import type { Probe } from './probe.ts';

export type AccountReading = {
  /** With unrealised profit. */
  readonly equity: Money;
  readonly available: Money;
  readonly positionMode: PositionMode;
};

export async function readAccount(probe: Probe, family: AccountFamily, symbol: string): Promise<AccountReading> {
  if (family === 'classic') {
    const data = await probe.call(endpoints.account, { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN });
    const { available, positionMode } = decodeAccount(data);
    return { equity: requiredMoney(data.accountEquity, 'accountEquity'), available, positionMode };
  }
  const settings = await probe.call(unified.settings, {});
  const assets = await probe.call(unified.assets, {});
  const { available } = decodeUnifiedAccount(assets, settings);
  const positionMode = decodePositionMode(settings.holdMode);
  return { equity: asMoney(moneyOf(assets.usdtEquity)), available, positionMode };
}

export type KeyReading = {
  readonly mayRead: boolean;
  readonly mayTrade: boolean;
  readonly mayTransfer: boolean;
  readonly mayWithdraw: boolean;
  /** Empty: the key may be used from everywhere. */
  readonly addresses: readonly string[];
  readonly userId: string | undefined;
};

const addressesIn = (text: string | null | undefined): string[] =>
  (text ?? '').split(/[,;\s]+/).filter((address) => address !== '');

/** Undefined where the exchange does not tell. */
const idOf = (id: string | number | null | undefined): string | undefined => (id ? String(id) : undefined);

export async function readKey(probe: Probe, family: AccountFamily): Promise<KeyReading> {
  if (family === 'classic') {
    const { authorities, ips, userId } = await probe.call(endpoints.accountInfo, {});
    const has = (...names: string[]): boolean => (authorities ?? []).some((name) => names.includes(name.toLowerCase()));
    return {
      mayRead: has('cpor', 'cpow', 'coor', 'coow', 'readonly', 'trade'),
      mayTrade: has('coow', 'trade'),
      mayTransfer: has('wtow', 'transfer'),
      mayWithdraw: has('wwow', 'withdraw'),
      addresses: addressesIn(ips),
      userId: idOf(userId),
    };
  }
  const { permissions, permType, ips, userId } = await probe.call(unified.accountInfo, {});
  const has = (name: string): boolean => (permissions ?? []).includes(name);
  const mayWrite = !/only/i.test(permType);
  return {
    mayRead: has('uta_mgt') || has('uta_trade'),
    mayTrade: mayWrite && has('uta_trade'),
    mayTransfer: mayWrite && has('transfer'),
    mayWithdraw: mayWrite && has('withdraw'),
    addresses: addressesIn(ips),
    userId: idOf(userId),
  };
}

export type MarketReading = { readonly price: string; readonly instrument: Instrument };

/** Undefined for a contract that is not listed. */
export async function readMarket(
  probe: Probe,
  family: AccountFamily,
  symbol: string,
): Promise<MarketReading | undefined> {
  if (family === 'classic') {
    const [ticker] = await probe.call(endpoints.ticker, { symbol, productType: PRODUCT });
    const rows = await probe.call(endpoints.contracts, { symbol, productType: PRODUCT });
    const row = rows.find((listed) => listed.symbol === symbol);
    return ticker && row && { price: String(ticker.lastPr), instrument: decodeInstrument(row, undefined) };
  }
  const [ticker] = await probe.call(unified.tickers, { category: CATEGORY, symbol });
  const rows = await probe.call(unified.instruments, { category: CATEGORY, symbol });
  const row = rows.find((listed) => listed.symbol === symbol);
  return ticker && row && { price: String(ticker.lastPrice), instrument: decodeUnifiedInstrument(row, undefined) };
}
