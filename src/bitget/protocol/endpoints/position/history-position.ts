/**
 * The closed positions of the last three months, newest first.
 * Invariant: its times are spelt ctime and utime, unlike everywhere else.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../endpoint.ts';
import { MaybeText, Numeral, Paging, ProductType, Request, Rows, SymbolName, Text, Unread } from '../../fields.ts';

/** A closed position. Funding is signed, fees are what was paid. */
const ClosedPosition = Type.Object({
  positionId: Text,
  symbol: Text,
  holdSide: Text,
  openAvgPrice: Numeral,
  closeAvgPrice: Numeral,
  openTotalPos: Numeral,
  closeTotalPos: Numeral,
  pnl: Numeral,
  netProfit: Numeral,
  totalFunding: Numeral,
  openFee: Numeral,
  closeFee: Numeral,
  ctime: Numeral,
  utime: Numeral,
  marginMode: MaybeText,
  posMode: MaybeText,
  marginCoin: Unread,
});

export const historyPosition = defineEndpoint({
  name: 'position/history-position',
  method: 'GET',
  path: '/api/v2/mix/position/history-position',
  auth: 'private',
  request: Request({ productType: Type.Optional(ProductType), symbol: Type.Optional(SymbolName), ...Paging }),
  response: Type.Object({ list: Rows(ClosedPosition), endId: MaybeText }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/position/Get-History-Position',
});
