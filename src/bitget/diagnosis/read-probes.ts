/**
 * What can be read with a key, one question each: market, account, positions, orders, the key itself, sub-accounts.
 * Invariant: every one is a GET.
 */
import { type AccountFamily, formatMoney } from '../../domain/index.ts';
import { BitgetError } from '../errors/index.ts';
import { MARGIN_COIN, PRODUCT } from '../mapper/index.ts';
import { endpoints, SUCCESS } from '../protocol/index.ts';
import { signWith } from '../signing/index.ts';
import { CATEGORY } from '../unified/mapper/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';
import { readAccount, readKey, readMarket } from './account-reading.ts';
import type { Probe } from './probe.ts';

export type ReadProbe = {
  readonly name: string;
  readonly path: string;
  /** @returns what was found, for people. @throws BitgetError. */
  readonly read: (probe: Probe) => Promise<string>;
};

export function probesOf(
  family: AccountFamily,
  { symbol, subAccount }: { readonly symbol: string; readonly subAccount: string | undefined },
): readonly ReadProbe[] {
  const isClassic = family === 'classic';
  const basic: ReadProbe[] = [
    {
      name: 'ticker',
      path: isClassic ? endpoints.ticker.path : unified.tickers.path,
      read: async (probe) => {
        const market = await readMarket(probe, family, symbol);
        return market ? `${symbol} ${market.price}` : `${symbol} is not listed`;
      },
    },
    {
      name: 'balance',
      path: isClassic ? endpoints.account.path : unified.assets.path,
      read: async (probe) => `${formatMoney((await readAccount(probe, family, symbol)).equity)} USDT`,
    },
    {
      name: 'positions',
      path: isClassic ? endpoints.allPosition.path : unified.currentPosition.path,
      read: async (probe) => `${await countPositions(probe, isClassic)} open`,
    },
    {
      name: 'open orders',
      path: isClassic ? endpoints.ordersPending.path : unified.unfilledOrders.path,
      read: async (probe) => `${await countOrders(probe, isClassic)} open`,
    },
    {
      name: 'key',
      path: isClassic ? endpoints.accountInfo.path : unified.accountInfo.path,
      read: async (probe) => {
        const { mayRead, mayTrade, mayWithdraw } = await readKey(probe, family);
        return `${mayRead ? 'may read' : 'may not read'}, ${mayTrade ? 'may trade' : 'may not trade'}${mayWithdraw ? ', may withdraw' : ''}`;
      },
    },
  ];
  return subAccount === undefined ? basic : [...basic, subAccountProbe(isClassic, subAccount)];
}

async function countPositions(probe: Probe, isClassic: boolean): Promise<number> {
  if (isClassic)
    return (await probe.call(endpoints.allPosition, { productType: PRODUCT, marginCoin: MARGIN_COIN })).length;
  return ((await probe.call(unified.currentPosition, { category: CATEGORY })).list ?? []).length;
}

async function countOrders(probe: Probe, isClassic: boolean): Promise<number> {
  if (isClassic)
    return ((await probe.call(endpoints.ordersPending, { productType: PRODUCT })).entrustedList ?? []).length;
  return ((await probe.call(unified.unfilledOrders, { category: CATEGORY })).list ?? []).length;
}

const SUB_ACCOUNTS = {
  classic: '/api/v2/mix/account/sub-account-assets?productType=USDT-FUTURES',
  unified: '/api/v3/account/sub-unified-assets',
} as const;

/** A sub-account has keys of its own and signs like any other; the main account's key can list its balances. */
function subAccountProbe(isClassic: boolean, wanted: string): ReadProbe {
  const path = SUB_ACCOUNTS[isClassic ? 'classic' : 'unified'];
  return {
    name: 'sub-accounts',
    path: path.replace(/\?.*/, ''),
    read: async (probe) => {
      const { credentials } = probe;
      const timestamp = String(probe.now());
      const sign = credentials ? signWith(credentials, { timestamp, method: 'GET', path, body: '' }) : '';
      const { code, msg } = await probe.ask({ call: 'sub-accounts', path, sign, timestamp });
      if (code === '40404') return 'this exchange has no such list; use the key of the sub-account itself';
      if (code !== SUCCESS) throw new BitgetError('refused', `sub-accounts: ${msg}`, { code, outcome: 'rejected' });
      const isListed = probe.exchanged.at(-1)?.text.includes(JSON.stringify(wanted)) === true;
      return isListed ? `${wanted} is listed` : `${wanted} is not among those listed first`;
    },
  };
}
