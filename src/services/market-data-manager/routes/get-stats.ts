/**
 * What the manager keeps, and how fresh it is.
 */
import Type from 'typebox';
import { defineRoute, implement, isAlive } from '../../contract/index.ts';

const RECENT_MS = 60_000;
const COUNT = Type.Integer({ minimum: 0 });

export const getStats = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/market/stats',
  scope: 'read',
  about: 'Counts of contracts, of kept answers and of questions to the exchange.',
  response: Type.Object({
    total_symbols: COUNT,
    active_symbols: COUNT,
    recent_updates: Type.Integer({ minimum: 0, description: 'contracts whose price came within the last minute' }),
    cache_size: COUNT,
    upstream_requests: Type.Integer({ minimum: 0, description: 'questions to the exchange since the start' }),
    streaming_active: Type.Boolean(),
    last_update_counts: Type.Record(Type.String(), Type.Number(), {
      description: 'epoch ms of the last update, by symbol',
    }),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getStatsRoute = implement(getStats, (_input, { market }) => {
  const { size, asked } = market.stats();
  const updated = market.lastUpdates();
  const now = market.now();
  return {
    total_symbols: market.symbols.length,
    active_symbols: Object.keys(updated).length,
    recent_updates: Object.values(updated).filter((at) => now - at <= RECENT_MS).length,
    cache_size: size,
    upstream_requests: asked,
    streaming_active: market.run !== undefined && isAlive(market.run) && !market.run.isStale,
    last_update_counts: updated,
    timestamp: now,
  };
});
