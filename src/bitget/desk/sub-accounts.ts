/**
 * The sub-accounts of a main account and their USDT, in either family; read only.
 * Invariant: beside the registries, because an account that is traded needs none of it, and the embedded exchange has no
 * sub-accounts; nothing here moves money.
 */
import { Type } from 'typebox';
import type { AccountFamily } from '../../domain/index.ts';
import type { BitgetRest } from '../client/index.ts';
import { MARGIN_COIN, PRODUCT, textOf } from '../mapper/index.ts';
import { defineEndpoint } from '../protocol/endpoint.ts';
import { MaybeText, Numeral, ProductType, Request, Rows, Text } from '../protocol/fields.ts';

/** Amounts in USDT. */
export type SubAccount = {
  readonly userId: string;
  readonly equity: string;
  readonly available: string;
};

const classicAssets = defineEndpoint({
  name: 'account/sub-account-assets',
  method: 'GET',
  path: '/api/v2/mix/account/sub-account-assets',
  auth: 'private',
  request: Request({ productType: ProductType }),
  response: Rows(
    Type.Object({
      userId: Numeral,
      assetList: Rows(Type.Object({ marginCoin: Text, available: Numeral, accountEquity: Numeral })),
    }),
  ),
  limit: { perSecond: 1, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Sub-Account-Contract-Assets',
});

const unifiedAssets = defineEndpoint({
  name: 'v3/account/sub-unified-assets',
  method: 'GET',
  path: '/api/v3/account/sub-unified-assets',
  auth: 'private',
  request: Request({ limit: Type.Optional(Type.String()), cursor: Type.Optional(Type.String()) }),
  response: Rows(
    Type.Object({
      subUid: Numeral,
      cursor: MaybeText,
      assets: Rows(Type.Object({ coin: Text, equity: Numeral, available: Numeral })),
    }),
  ),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/account/Get-Sub-Unified-Assets',
});

const PAGE = '50';
const PAGES_MAX = 20;

/** @throws BitgetError when the account is itself a sub-account, the key may not read it, or the exchange has none. */
export async function subAccounts({
  rest,
  family,
}: {
  readonly rest: BitgetRest;
  readonly family: AccountFamily;
}): Promise<readonly SubAccount[]> {
  if (family === 'unified') return unifiedSubAccounts(rest);
  const rows = (await rest.call(classicAssets, { productType: PRODUCT })) ?? [];
  return rows.map(({ userId, assetList }) => {
    const usdt = assetList?.find(({ marginCoin }) => marginCoin === MARGIN_COIN);
    return row(userId, usdt?.accountEquity, usdt?.available);
  });
}

async function unifiedSubAccounts(rest: BitgetRest): Promise<readonly SubAccount[]> {
  const found: SubAccount[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const rows = (await rest.call(unifiedAssets, { limit: PAGE, ...(cursor && { cursor }) })) ?? [];
    for (const { subUid, assets } of rows) {
      const usdt = assets?.find(({ coin }) => coin === MARGIN_COIN);
      found.push(row(subUid, usdt?.equity, usdt?.available));
    }
    const last = rows.at(-1)?.cursor ?? undefined;
    if (rows.length < Number(PAGE) || !last || last === cursor) break;
    cursor = last;
  }
  return found;
}

type Figure = string | number | undefined;

const row = (userId: string | number, equity: Figure, available: Figure): SubAccount => ({
  userId: String(userId),
  equity: textOf(equity) ?? '0',
  available: textOf(available) ?? '0',
});
