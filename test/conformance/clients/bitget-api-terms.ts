/**
 * How bitget-api places the orders of these suites, in the words of either family.
 * Invariant: each helper sends one request; what became of it is compared by the caller.
 */
import type { FuturesPlaceOrderRequestV2, PlaceOrderRequestV3 } from 'bitget-api';
import { expect } from 'vitest';
import type { Shortfall } from './client-call.ts';
import type { Session } from './session.ts';

export const PRODUCT = 'USDT-FUTURES';
export const SETTLED = { symbol: 'BTCUSDT', productType: PRODUCT, marginCoin: 'USDT' } as const;
export const UNIFIED = { symbol: 'BTCUSDT', category: PRODUCT } as const;
export const CONTRACT = { symbol: 'BTCUSDT', productType: PRODUCT } as const;

export const none = (why: string, name: string): Shortfall => ({
  why,
  shown: async ({ classic, unified, family }) => {
    expect(name in (family === 'classic' ? classic : unified)).toBe(false);
  },
});

/** A market order to buy 0.02 that opens, unless said otherwise. */
export const classicTerms = (
  { positionMode }: Session,
  given: Partial<FuturesPlaceOrderRequestV2> = {},
): FuturesPlaceOrderRequestV2 => ({
  ...SETTLED,
  marginMode: 'crossed',
  size: '0.02',
  side: 'buy',
  orderType: 'market',
  ...(positionMode === 'hedge' && { tradeSide: 'open' as const }),
  ...given,
});

export const unifiedTerms = (
  { positionMode }: Session,
  given: Partial<PlaceOrderRequestV3> = {},
): PlaceOrderRequestV3 => ({
  ...UNIFIED,
  qty: '0.02',
  side: 'buy',
  orderType: 'market',
  ...(positionMode === 'hedge' && { posSide: 'long' as const }),
  ...given,
});

/** Opens a long of 0.02 at market. */
export async function openOrder(session: Session, given: { marginMode?: 'isolated' } = {}): Promise<string> {
  const { data } =
    session.family === 'classic'
      ? await session.classic.futuresSubmitOrder(classicTerms(session, given))
      : await session.unified.submitNewOrder(unifiedTerms(session, given));
  return data.orderId;
}

type Limit = {
  readonly price: string;
  readonly size?: string;
  readonly force?: 'gtc' | 'ioc' | 'fok' | 'post_only';
  readonly clientOid?: string;
};

/** A limit order to buy 0.01, unless said otherwise. @returns its id */
export async function limitOrder(session: Session, limit: Limit): Promise<string> {
  const { price, size = '0.01', force = 'gtc', clientOid } = limit;
  const named = { price, orderType: 'limit', ...(clientOid && { clientOid }) } as const;
  const { data } =
    session.family === 'classic'
      ? await session.classic.futuresSubmitOrder(classicTerms(session, { ...named, size, force }))
      : await session.unified.submitNewOrder(unifiedTerms(session, { ...named, qty: size, timeInForce: force }));
  return data.orderId;
}
