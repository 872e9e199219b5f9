/**
 * The live trading engine: its state, its strategies, its risk, and the commands that stop it.
 * Invariant: owns nothing; every change is a command to the engine.
 */
import type { Service } from '../http/index.ts';
import { addSymbolRoute } from './routes/add-symbol.ts';
import { analyzeDepthRoute } from './routes/analyze-depth.ts';
import { calculateProtectionRoute } from './routes/calculate-protection.ts';
import { checkPositionRoute } from './routes/check-position.ts';
import { clearAlertsRoute } from './routes/clear-alerts.ts';
import { closePositionRoute } from './routes/close-position.ts';
import { createPositionRoute } from './routes/create-position.ts';
import { dropPositionRoute, dropProtectedPositionRoute } from './routes/drop-position.ts';
import { getAlertDeliveriesRoute } from './routes/get-alert-deliveries.ts';
import { getAlertsRoute } from './routes/get-alerts.ts';
import { getExposureRoute } from './routes/get-exposure.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getJournalRoute } from './routes/get-journal.ts';
import { getLimitsRoute } from './routes/get-limits.ts';
import { getPositionLimitsRoute } from './routes/get-position-limits.ts';
import { getPositionStatusRoute } from './routes/get-position-status.ts';
import { getProtectedPositionsRoute } from './routes/get-protected-positions.ts';
import { getProtectionConfigRoute } from './routes/get-protection-config.ts';
import { getRiskStatusRoute } from './routes/get-risk-status.ts';
import { getStatusRoute } from './routes/get-status.ts';
import { getStrategiesRoute } from './routes/get-strategies.ts';
import { getSymbolsRoute } from './routes/get-symbols.ts';
import { getUtilizationRoute } from './routes/get-utilization.ts';
import { killRoute } from './routes/kill.ts';
import { loosenLimitsRoute } from './routes/loosen-limits.ts';
import { panicRoute } from './routes/panic.ts';
import { pauseRoute } from './routes/pause.ts';
import { registerPositionRoute } from './routes/register-position.ts';
import { removeSymbolRoute } from './routes/remove-symbol.ts';
import { resumeRoute } from './routes/resume.ts';
import { sizePositionRoute } from './routes/size-position.ts';
import { disableStrategyRoute, enableStrategyRoute } from './routes/switch-strategy.ts';
import { tightenLimitsRoute } from './routes/tighten-limits.ts';
import { updatePriceRoute } from './routes/update-price.ts';
import { validateSignalRoute } from './routes/validate-signal.ts';

export { addSymbol } from './routes/add-symbol.ts';
export { analyzeDepth } from './routes/analyze-depth.ts';
export { calculateProtection } from './routes/calculate-protection.ts';
export { checkPosition } from './routes/check-position.ts';
export { clearAlerts } from './routes/clear-alerts.ts';
export { closePosition } from './routes/close-position.ts';
export { createPosition } from './routes/create-position.ts';
export { dropPosition, dropProtectedPosition } from './routes/drop-position.ts';
export { getAlertDeliveries } from './routes/get-alert-deliveries.ts';
export { getAlerts } from './routes/get-alerts.ts';
export { getExposure } from './routes/get-exposure.ts';
export { getHealth } from './routes/get-health.ts';
export { getJournal } from './routes/get-journal.ts';
export { getLimits } from './routes/get-limits.ts';
export { getPositionLimits } from './routes/get-position-limits.ts';
export { getPositionStatus } from './routes/get-position-status.ts';
export { getProtectedPositions } from './routes/get-protected-positions.ts';
export { getProtectionConfig } from './routes/get-protection-config.ts';
export { getRiskStatus } from './routes/get-risk-status.ts';
export { getStatus } from './routes/get-status.ts';
export { getStrategies } from './routes/get-strategies.ts';
export { getSymbols } from './routes/get-symbols.ts';
export { getUtilization } from './routes/get-utilization.ts';
export { kill } from './routes/kill.ts';
export { loosenLimits } from './routes/loosen-limits.ts';
export { panic } from './routes/panic.ts';
export { pause } from './routes/pause.ts';
export { registerPosition } from './routes/register-position.ts';
export { removeSymbol } from './routes/remove-symbol.ts';
export { resume } from './routes/resume.ts';
export { sizePosition } from './routes/size-position.ts';
export { disableStrategy, enableStrategy } from './routes/switch-strategy.ts';
export { tightenLimits } from './routes/tighten-limits.ts';
export { updatePrice } from './routes/update-price.ts';
export { validateSignal } from './routes/validate-signal.ts';

export const liveTradingEngine: Service = {
  name: 'live-trading-engine',
  about: 'The state of the run, its strategies and risk, and the commands that stop it.',
  routes: [
    addSymbolRoute,
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
    getSymbolsRoute,
    getUtilizationRoute,
    killRoute,
    panicRoute,
    pauseRoute,
    removeSymbolRoute,
    resumeRoute,
    sizePositionRoute,
    tightenLimitsRoute,
    disableStrategyRoute,
    enableStrategyRoute,
    clearAlertsRoute,
    getAlertsRoute,
    createPositionRoute,
    dropPositionRoute,
    dropProtectedPositionRoute,
    getPositionLimitsRoute,
    getPositionStatusRoute,
    getProtectedPositionsRoute,
    loosenLimitsRoute,
    registerPositionRoute,
    updatePriceRoute,
    validateSignalRoute,
    getAlertDeliveriesRoute,
  ],
};
