/**
 * Tells whether market data flows: the engine runs and its data is fresh.
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
import type { MarketDesk } from '../../market/index.ts';

export const getHealth = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the market feed; 503 when prices are not to be trusted.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('market-data-manager'),
    feed: Type.String(),
    streaming_active: Type.Boolean(),
    symbols_tracked: Type.Integer(),
    last_update: Type.Record(Type.String(), Type.Number(), { description: 'epoch ms by symbol' }),
    checks: ChecksField,
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = implement(getHealth, async (_input, { market, clock, monitor }) => {
  const { run } = market;
  const isAnswered = run !== undefined || (await answers(market));
  const checked = await checkedBy(monitor, ['exchange', 'market-data', 'cache']);
  const isStreaming = run !== undefined && isAlive(run) && !run.isStale;
  return {
    status: healthOf((run === undefined ? isAnswered : isStreaming) && checked.isWhole),
    service: 'market-data-manager' as const,
    feed: run?.feed ?? 'asked for',
    streaming_active: isStreaming,
    symbols_tracked: market.symbols.length,
    last_update: market.lastUpdates(),
    checks: checked.checks,
    timestamp: clock.now(),
  };
});

/** Without a run: whether the exchange has given its prices lately. */
const answers = (market: MarketDesk): Promise<boolean> =>
  market.tickers().then(
    ({ isStale }) => !isStale,
    () => false,
  );
