/**
 * How many signals there are and were.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

const Count = Type.Integer({ minimum: 0 });

export const getStats = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/api/stats',
  scope: 'read',
  about: 'Counts of signals: those that are kept, over restarts, and those given since.',
  response: Type.Object({
    active_signals: Count,
    symbols_tracked: Count,
    total_signals_generated: Count,
    average_active_score: Type.Number({ description: '0 without active signals' }),
    signals_by_type: Type.Object({ LONG: Count, SHORT: Count }),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getStatsRoute = (desk: ScoringDesk) =>
  implement(getStats, (_input, { clock }) => {
    const at = clock.now();
    const active = desk.active(at);
    const sum = active.reduce((total, { viper_score }) => total + viper_score.overall_score, 0);
    const count = (type: 'LONG' | 'SHORT') => active.filter((signal) => signal.type === type).length;
    return {
      active_signals: active.length,
      symbols_tracked: desk.symbolsTracked,
      total_signals_generated: desk.generated,
      average_active_score: active.length === 0 ? 0 : Math.round((sum / active.length) * 100) / 100,
      signals_by_type: { LONG: count('LONG'), SHORT: count('SHORT') },
      timestamp: at,
    };
  });
