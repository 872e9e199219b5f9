/**
 * Metrics in the text format of Prometheus, and the checks of /health.
 * Invariant: a float is fine here and nowhere else: what is measured decides no trade.
 */
export { checksOf, type ExchangeReading } from './checks.ts';
export { ExchangeMeters, type Stream } from './exchange-meters.ts';
export { RunMonitor, type RunMonitorOptions } from './run-monitor.ts';
export type { PositionReading, RunReading, StatusReading } from './run-reading.ts';
