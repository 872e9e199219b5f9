/**
 * The account's money in USDT, exact.
 */
import Type from 'typebox';
import { asMoney, formatMoney, money } from '../../../domain/index.ts';
import { ACCOUNT_FRESHNESS, accountFreshness, defineRoute, implement } from '../../contract/index.ts';

const Amount = Type.String({ description: 'USDT as decimal text' });

export const getBalance = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/balance',
  scope: 'read',
  about: 'Equity, what is free of it, and what positions and orders hold.',
  response: Type.Object({
    currency: Type.Literal('USDT'),
    total: Amount,
    free: Amount,
    used: Amount,
    unrealized_pnl: Amount,
    timestamp: Type.Number(),
    ...ACCOUNT_FRESHNESS,
  }),
  errors: [],
});

export const getBalanceRoute = implement(getBalance, (_input, { engine, clock }) => {
  const { equity, available, unrealizedPnl, at } = engine.status();
  const used = formatMoney(asMoney(money(equity) - money(available)));
  return {
    currency: 'USDT' as const,
    total: equity,
    free: available,
    used,
    unrealized_pnl: unrealizedPnl,
    timestamp: at,
    ...accountFreshness(engine, clock.now()),
  };
});
