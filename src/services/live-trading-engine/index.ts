/**
 * The live trading engine: its state, its strategies, its risk, and the commands that stop it.
 * Invariant: owns nothing but which warnings were put aside; every change is a command to the engine.
 */
import type { Service } from '../http/index.ts';
import { analyzeDepthRoute } from './routes/analyze-depth.ts';
import { calculateProtectionRoute } from './routes/calculate-protection.ts';
import { checkPositionRoute } from './routes/check-position.ts';
import { clearAlertsRoute } from './routes/clear-alerts.ts';
import { closePositionRoute } from './routes/close-position.ts';
import { getAlertsRoute } from './routes/get-alerts.ts';
import { getExposureRoute } from './routes/get-exposure.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getJournalRoute } from './routes/get-journal.ts';
import { getLimitsRoute } from './routes/get-limits.ts';
import { getProtectionConfigRoute } from './routes/get-protection-config.ts';
import { getRiskStatusRoute } from './routes/get-risk-status.ts';
import { getStatusRoute } from './routes/get-status.ts';
import { getStrategiesRoute } from './routes/get-strategies.ts';
import { getUtilizationRoute } from './routes/get-utilization.ts';
import { killRoute } from './routes/kill.ts';
import { panicRoute } from './routes/panic.ts';
import { pauseRoute } from './routes/pause.ts';
import { resumeRoute } from './routes/resume.ts';
import { sizePositionRoute } from './routes/size-position.ts';
import { disableStrategyRoute, enableStrategyRoute } from './routes/switch-strategy.ts';
import { tightenLimitsRoute } from './routes/tighten-limits.ts';

export { analyzeDepth } from './routes/analyze-depth.ts';
export { calculateProtection } from './routes/calculate-protection.ts';
export { checkPosition } from './routes/check-position.ts';
export { clearAlerts } from './routes/clear-alerts.ts';
export { closePosition } from './routes/close-position.ts';
export { getAlerts } from './routes/get-alerts.ts';
export { getExposure } from './routes/get-exposure.ts';
export { getHealth } from './routes/get-health.ts';
export { getJournal } from './routes/get-journal.ts';
export { getLimits } from './routes/get-limits.ts';
export { getProtectionConfig } from './routes/get-protection-config.ts';
export { getRiskStatus } from './routes/get-risk-status.ts';
export { getStatus } from './routes/get-status.ts';
export { getStrategies } from './routes/get-strategies.ts';
export { getUtilization } from './routes/get-utilization.ts';
export { kill } from './routes/kill.ts';
export { panic } from './routes/panic.ts';
export { pause } from './routes/pause.ts';
export { resume } from './routes/resume.ts';
export { sizePosition } from './routes/size-position.ts';
export { disableStrategy, enableStrategy } from './routes/switch-strategy.ts';
export { tightenLimits } from './routes/tighten-limits.ts';

export const liveTradingEngine: Service = {
  name: 'live-trading-engine',
  about: 'The state of the run, its strategies and risk, and the commands that stop it.',
  routes: [
    analyzeDepthRoute,
    calculateProtectionRoute,
    checkPositionRoute,
    closePositionRoute,
    getExposureRoute,
    getHealthRoute,
    getJournalRoute,
    getLimitsRoute,
    getProtectionConfigRoute,
    getRiskStatusRoute,
    getStatusRoute,
    getStrategiesRoute,
    getUtilizationRoute,
    killRoute,
    panicRoute,
    pauseRoute,
    resumeRoute,
    sizePositionRoute,
    tightenLimitsRoute,
    disableStrategyRoute,
    enableStrategyRoute,
    clearAlertsRoute,
    getAlertsRoute,
  ],
};
