/**
 * Tells whether scores can be had: of a market that is described always, of a listed one while the exchange answers.
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
} from '../../contract/index.ts';
import type { ScoringDesk } from '../scoring-desk.ts';

export const getHealth = defineRoute({
  service: 'viper-scoring',
  method: 'GET',
  path: '/health',
  scope: 'read',
  about: 'Health of the scoring; 503 while the exchange, whose markets it scores, does not answer.',
  response: Type.Object({
    status: HealthStatus,
    service: Type.Literal('viper-scoring'),
    mode: Type.Literal('calibrated'),
    processing_active: Type.Literal(true),
    active_signals: Type.Integer(),
    symbols_tracked: Type.Integer(),
    checks: ChecksField,
    timestamp: Type.Number(),
  }),
  errors: [503],
  statusOf: healthCode,
});

export const getHealthRoute = (desk: ScoringDesk) =>
  implement(getHealth, async (_input, { clock, monitor }) => {
    const checked = await checkedBy(monitor, ['exchange']);
    return {
      status: healthOf(checked.isWhole),
      service: 'viper-scoring' as const,
      mode: 'calibrated' as const,
      processing_active: true as const,
      active_signals: desk.active(clock.now()).length,
      symbols_tracked: desk.symbolsTracked,
      checks: checked.checks,
      timestamp: clock.now(),
    };
  });
