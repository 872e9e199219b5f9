/**
 * The requests whose signatures are compared.
 * Invariant: what is asked of an exchange is a GET; the order among them is only signed.
 */
import type { AccountFamily } from '../../domain/index.ts';
import { MARGIN_COIN, PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';
import type { Example } from './signing-methods.ts';

/** Looked for, and never there; the colon is one of the few signs that encoding changes. */
const NOBODYS = 'viper:1';

/**
 * A ticker, the account, an order that does not exist, and one that is never sent; parameters in an order that is not the
 * alphabet's.
 */
export function examplesOf(family: AccountFamily, symbol: string): readonly Example[] {
  if (family === 'classic') {
    const market = { symbol, productType: PRODUCT };
    const order = { ...market, marginMode: 'isolated', marginCoin: MARGIN_COIN, size: '0.001', side: 'buy' };
    return [
      { title: 'ticker', method: 'GET', endpoint: endpoints.ticker.path, params: market },
      {
        title: 'account',
        method: 'GET',
        endpoint: endpoints.account.path,
        params: { ...market, marginCoin: MARGIN_COIN },
      },
      {
        title: 'order look-up',
        method: 'GET',
        endpoint: endpoints.orderDetail.path,
        params: { ...market, clientOid: NOBODYS },
      },
      {
        title: 'order, which is not sent',
        method: 'POST',
        endpoint: endpoints.placeOrder.path,
        params: { ...order, tradeSide: 'open', orderType: 'market' },
      },
    ];
  }
  const market = { symbol, category: PRODUCT };
  const order = { ...market, qty: '0.001', side: 'buy', posSide: 'long', orderType: 'market' };
  return [
    { title: 'ticker', method: 'GET', endpoint: unified.tickers.path, params: market },
    { title: 'positions', method: 'GET', endpoint: unified.currentPosition.path, params: market },
    { title: 'order look-up', method: 'GET', endpoint: unified.orderInfo.path, params: { clientOid: NOBODYS } },
    { title: 'order, which is not sent', method: 'POST', endpoint: unified.placeOrder.path, params: order },
  ];
}
