/**
 * Tells whether market data flows: the engine runs and its data is fresh.
 */
import Type from 'typebox';
import { defineRoute, HealthStatus, healthCode, healthOf, implement, isAlive } from '../../contract/index.ts';

export const getHealth = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/health',
  about: 'Health of the market feed; 503 when prices are not to be trusted.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('market-data-manager'),
    feed: Type.String(),
    streaming_active: Type.Boolean(),
    symbols_tracked: Type.Integer(),
    last_update: Type.Record(Type.String(), Type.Number(), { description: 'epoch ms by symbol' }),
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, (_input, { engine, clock }) => {
  const status = engine.status();
  const isStreaming = isAlive(status) && !status.isStale;
  const tickers = status.symbols.flatMap((symbol) => engine.ticker(symbol) ?? []);
  return {
    status: healthOf(isStreaming),
    service: 'market-data-manager' as const,
    feed: status.feed,
    streaming_active: isStreaming,
    symbols_tracked: status.symbols.length,
    last_update: Object.fromEntries(tickers.map(({ symbol, at }) => [symbol, at])),
    timestamp: clock.now(),
  };
});
