/**
 * Updates of a market and orders for tests over the embedded exchange: each told apart by its number.
 * Invariant: test support only.
 */
import { lots, type OrderRequest, ticks } from '../../src/domain/index.ts';
import { approve } from '../../src/kernel/risk/approved.ts';
import type { MarketUpdate } from '../../src/paper-exchange/core/index.ts';
import { btc } from './instruments.ts';

const { symbol } = btc;

export const tradeAt = (at: number, price: number): MarketUpdate => ({
  type: 'trade',
  at,
  symbol,
  price: ticks(price),
  size: lots(1),
  side: 'buy',
});

/** The best bid grows by a lot with each number. */
export const bookMove = (at: number, n: number): MarketUpdate => ({
  type: 'book',
  at,
  symbol,
  isSnapshot: false,
  bids: [[ticks(599_995), lots(10_000 + n)]],
  asks: [],
});

/** Opens a lot of a long at market. */
export const marketOrder = (n: number) =>
  approve<OrderRequest>({
    clientOid: `n-${n}`,
    symbol,
    intent: 'open',
    positionSide: 'long',
    type: 'market',
    price: undefined,
    size: lots(1),
    timeInForce: 'gtc',
    marginMode: 'isolated',
    leverage: 20,
    stopLoss: undefined,
    takeProfit: undefined,
  });
