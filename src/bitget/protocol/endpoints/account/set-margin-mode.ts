/**
 * Sets isolated or crossed margin for a contract.
 * Invariant: refused (45117) while the contract has a position or an order.
 */
import { defineEndpoint } from '../../endpoint.ts';
import { MarginCoin, MarginMode, ProductType, Request, SymbolName } from '../../fields.ts';
import { LeverageState } from './set-leverage.ts';

export const setMarginMode = defineEndpoint({
  name: 'account/set-margin-mode',
  method: 'POST',
  path: '/api/v2/mix/account/set-margin-mode',
  auth: 'private',
  request: Request({ symbol: SymbolName, productType: ProductType, marginCoin: MarginCoin, marginMode: MarginMode }),
  response: LeverageState,
  limit: { perSecond: 5, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/contract/account/Change-Margin-Mode',
});
