/**
 * Fills and bills for tests: what is not given is ordinary.
 */
import { type Bill, type Fill, lots, money, ticks } from '../../src/domain/index.ts';

export const fillOf = (given: Partial<Fill> & Pick<Fill, 'tradeId'>): Fill => ({
  orderId: 'o1',
  clientOid: '',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  price: ticks(100_000),
  size: lots(100),
  fee: money('0.6'),
  profit: money('0'),
  liquidity: 'taker',
  at: 1_000,
  ...given,
});

export const billOf = (given: Partial<Bill> & Pick<Bill, 'billId'>): Bill => ({
  kind: 'funding',
  symbol: 'BTCUSDT',
  amount: money('-0.1'),
  at: 1_000,
  ...given,
});
