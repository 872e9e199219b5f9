/**
 * How much of what may be lost is lost, and what is at stake.
 */
import Type from 'typebox';
import { ACCOUNT_FRESHNESS, accountFreshness, defineRoute, implement } from '../../contract/index.ts';
import { LimitsView, limitsView, riskScore, UtilizationView, utilizationView } from '../risk-view.ts';

export const getRiskStatus = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/risk/status',
  scope: 'read',
  about: 'Loss of the day, positions, margin, circuit breaker, limits and refusals by rule.',
  response: Type.Object({
    risk_score: Type.Number({ minimum: 0, maximum: 100 }),
    risk_level: Type.Enum(['low', 'medium', 'high']),
    daily_pnl: Type.String({ description: 'realised this UTC day after fees and funding, USDT as decimal text' }),
    open_loss: Type.String(),
    daily_loss_used_percent: Type.Number(),
    open_positions: Type.Integer(),
    capital: UtilizationView,
    paused: Type.Boolean(),
    killed: Type.Boolean(),
    circuit_breaker: Type.Object({
      state: Type.Enum(['closed', 'cooldown', 'reduced']),
      until: Type.Optional(Type.Number()),
      size_factor: Type.String(),
      consecutive_losses: Type.Integer(),
    }),
    limits: LimitsView,
    refusals: Type.Record(Type.String(), Type.Integer()),
    rules: Type.Array(Type.Object({ name: Type.String(), about: Type.String() })),
    timestamp: Type.Number(),
    ...ACCOUNT_FRESHNESS,
  }),
  errors: [],
});

export const getRiskStatusRoute = implement(getRiskStatus, (_input, { engine, clock }) => {
  const risk = engine.risk();
  const { breaker, refusals, at } = engine.status();
  const { score, level, dailyLossPercent } = riskScore(risk);
  return {
    risk_score: score,
    risk_level: level,
    daily_pnl: risk.realizedToday,
    open_loss: risk.openLoss,
    daily_loss_used_percent: dailyLossPercent,
    open_positions: risk.positions,
    capital: utilizationView(risk),
    paused: risk.isPaused,
    killed: risk.isKilled,
    circuit_breaker: {
      state: breaker.state,
      ...(breaker.until === undefined ? {} : { until: breaker.until }),
      size_factor: breaker.sizeFactor,
      consecutive_losses: breaker.consecutiveLosses,
    },
    limits: limitsView(risk),
    refusals: { ...refusals },
    rules: risk.rules.map(({ name, about }) => ({ name, about })),
    timestamp: at,
    ...accountFreshness(engine, clock.now()),
  };
});
