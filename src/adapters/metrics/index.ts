/**
 * Metrics in the text format of Prometheus, and the checks of /health.
 * Invariant: a float is fine here and nowhere else: what is measured decides no trade.
 */
export { ApartMonitor, type ApartMonitorOptions } from './apart-monitor.ts';
export { checksOf, type ExchangeReading } from './checks.ts';
export { ExchangeMeters } from './exchange-meters.ts';
export type { CacheReading } from './public-checks.ts';
export { PublicMonitor } from './public-monitor.ts';
export { RunMonitor, type RunMonitorOptions } from './run-monitor.ts';
export type { ChannelReading, PositionReading, RunReading, StatusReading } from './run-reading.ts';
