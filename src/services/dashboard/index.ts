/**
 * The dashboard service: page, JSON and live stream for one person on this machine.
 * Invariant: shows and asks; owns no trading state.
 */
export * from './dashboard-service.ts';
export * from './ensure-dashboard.ts';
export {
  getCandles,
  getEquity,
  getFills,
  getHealth,
  getJournal,
  getOverview,
  kill,
  pause,
  resume,
} from './routes/index.ts';
