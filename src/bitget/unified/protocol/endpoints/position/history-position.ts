/**
 * Closed positions, newest first.
 * Invariant: reaches 90 days back.
 */
import { Type } from 'typebox';
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import {
  MaybeNumeral,
  MaybeText,
  Numeral,
  Request,
  Rows,
  SymbolName,
  Text,
  Unread,
} from '../../../../protocol/fields.ts';
import { Category, Paging } from '../../fields.ts';

export const historyPosition = defineEndpoint({
  name: 'v3/position/history-position',
  method: 'GET',
  path: '/api/v3/position/history-position',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName), ...Paging }),
  response: Type.Object({
    list: Rows(
      Type.Object({
        positionId: MaybeText,
        category: MaybeText,
        symbol: Text,
        posSide: Text,
        holdMode: MaybeText,
        marginMode: MaybeText,
        openPriceAvg: Numeral,
        closePriceAvg: Numeral,
        openTotalPos: Numeral,
        closeTotalPos: Numeral,
        cumRealisedPnl: MaybeNumeral,
        netProfit: MaybeNumeral,
        totalFunding: MaybeNumeral,
        openFeeTotal: MaybeNumeral,
        closeFeeTotal: MaybeNumeral,
        createdTime: Numeral,
        updatedTime: MaybeNumeral,
        marginCoin: Unread,
      }),
    ),
    cursor: MaybeText,
  }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Position-History',
});
