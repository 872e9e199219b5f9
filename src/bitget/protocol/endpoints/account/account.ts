/**
 * The account as one contract sees it: balances, modes and leverage.
 * Invariant: the only place that tells position mode, margin mode and leverage without a position.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, MaybeNumeral, Numeral, ProductType, Request, SymbolName, Text, Unread } from '../../fields.ts';

/** Balances of the margin coin. `accountEquity` includes unrealised profit at mark. */
export const AccountRow = Type.Object({
  marginCoin: Text,
  available: Numeral,
  accountEquity: Numeral,
  unrealizedPL: MaybeNumeral,
  crossedUnrealizedPL: MaybeNumeral,
  isolatedUnrealizedPL: MaybeNumeral,
  crossedMaxAvailable: MaybeNumeral,
  isolatedMaxAvailable: MaybeNumeral,
  locked: Unread,
  maxTransferOut: Unread,
  usdtEquity: Unread,
  btcEquity: Unread,
  crossedRiskRate: Unread,
  coupon: Unread,
  unionTotalMagin: Unread,
  unionAvailable: Unread,
  unionMm: Unread,
  isolatedMargin: Unread,
  crossedMargin: Unread,
  assetMode: Unread,
});

export const account = defineEndpoint({
  name: 'account/account',
  method: 'GET',
  path: '/api/v2/mix/account/account',
  auth: 'private',
  request: Request({ symbol: SymbolName, productType: ProductType, marginCoin: MarginCoin }),
  response: Type.Object({
    ...AccountRow.properties,
    marginMode: Text,
    posMode: Text,
    crossedMarginLeverage: Numeral,
    isolatedLongLever: Numeral,
    isolatedShortLever: Numeral,
  }),
  limit: { perSecond: 10, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Get-Single-Account',
});
