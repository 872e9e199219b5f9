/**
 * Tells whether orders can reach the venue: the engine runs, and the venue has answered its signed requests.
 */
import Type from 'typebox';
import { defineRoute, HealthStatus, healthCode, healthOf, implement, isAlive } from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/health',
  about: 'Health of the connection to the account; 503 when orders cannot be placed.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('exchange-connector'),
    mode: Type.String(),
    venue: Type.String(),
    exchange_connected: Type.Boolean(),
    hmac_authenticator: Type.Boolean({ description: 'true once the venue has accepted signed requests of this run' }),
    supported_symbols: Type.Array(Type.String()),
    active_orders: Type.Integer(),
    reconciled_at: Type.Optional(Type.Number()),
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, (_input, { engine, clock }) => {
  const status = engine.status();
  const isReconciled = status.reconciledAt !== undefined;
  return {
    status: healthOf(isAlive(status) && isReconciled),
    service: 'exchange-connector' as const,
    mode: status.mode,
    venue: status.venue,
    exchange_connected: isReconciled && isAlive(status),
    hmac_authenticator: isReconciled,
    supported_symbols: [...status.symbols],
    active_orders: status.orders,
    ...(status.reconciledAt === undefined ? {} : { reconciled_at: status.reconciledAt }),
    timestamp: clock.now(),
  };
});
