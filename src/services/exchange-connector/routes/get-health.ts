/**
 * Tells whether orders can reach the venue: the engine runs, and the venue has answered its signed requests.
 */
import Type from 'typebox';
import {
  ChecksField,
  checkedBy,
  defineRoute,
  HealthStatus,
  healthCode,
  healthOf,
  implement,
  isAlive,
} from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the connection to the account; 503 when orders cannot be placed.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('exchange-connector'),
    mode: Type.String(),
    venue: Type.String(),
    exchange_connected: Type.Boolean(),
    hmac_authenticator: Type.Boolean({ description: 'true while the exchange accepts signed requests of this run' }),
    supported_symbols: Type.Array(Type.String()),
    active_orders: Type.Integer(),
    reconciled_at: Type.Optional(Type.Number()),
    checks: ChecksField,
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, async (_input, { engine, clock, monitor }) => {
  const status = engine.status();
  const checked = await checkedBy(monitor, ['engine', 'exchange', 'signing', 'private-stream']);
  const isReconciled = status.reconciledAt !== undefined;
  return {
    status: healthOf(isAlive(status) && isReconciled && checked.isWhole),
    service: 'exchange-connector' as const,
    mode: status.mode,
    venue: status.venue,
    exchange_connected: checked.isUp('exchange') ?? (isReconciled && isAlive(status)),
    hmac_authenticator: checked.isUp('signing') ?? isReconciled,
    supported_symbols: [...status.symbols],
    active_orders: status.orders,
    ...(status.reconciledAt === undefined ? {} : { reconciled_at: status.reconciledAt }),
    checks: checked.checks,
    timestamp: clock.now(),
  };
});
