/**
 * Open positions.
 * Invariant: a list of null has been seen for accounts with positions: it is no proof of being flat.
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
import { Category, PosSide } from '../../fields.ts';

/** One side of a contract that is held. */
const PositionRow = Type.Object({
  category: MaybeText,
  symbol: Text,
  posSide: Text,
  holdMode: MaybeText,
  marginMode: Text,
  total: Numeral,
  available: MaybeNumeral,
  frozen: MaybeNumeral,
  leverage: Numeral,
  avgPrice: Numeral,
  liquidationPrice: MaybeNumeral,
  markPrice: MaybeNumeral,
  unrealisedPnl: MaybeNumeral,
  createdTime: MaybeNumeral,
  updatedTime: MaybeNumeral,
  marginCoin: Unread,
  positionBalance: Unread,
  curRealisedPnl: Unread,
  positionStatus: Unread,
  mmr: Unread,
  profitRate: Unread,
  breakEvenPrice: Unread,
  totalFunding: Unread,
  openFeeTotal: Unread,
  closeFeeTotal: Unread,
});

export const currentPosition = defineEndpoint({
  name: 'v3/position/current-position',
  method: 'GET',
  path: '/api/v3/position/current-position',
  auth: 'private',
  request: Request({ category: Category, symbol: Type.Optional(SymbolName), posSide: Type.Optional(PosSide) }),
  response: Type.Object({ list: Rows(PositionRow) }),
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Position',
});
