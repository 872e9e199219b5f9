/**
 * The VIPER scoring service.
 */
import type { Service } from '../http/index.ts';
import { getConfigRoute } from './routes/get-config.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getHistoryRoute } from './routes/get-history.ts';
import { getSignalsRoute } from './routes/get-signals.ts';
import { getStatsRoute } from './routes/get-stats.ts';
import { scoreBatchRoute } from './routes/score-batch.ts';
import { scoreMarketRoute } from './routes/score-market.ts';
import { signalMarketRoute } from './routes/signal-market.ts';
import { ScoringDesk, type ScoringSettings } from './scoring-desk.ts';

export { getConfig } from './routes/get-config.ts';
export { getHealth } from './routes/get-health.ts';
export { getHistory } from './routes/get-history.ts';
export { getSignals } from './routes/get-signals.ts';
export { getStats } from './routes/get-stats.ts';
export { scoreBatch } from './routes/score-batch.ts';
export { scoreMarket } from './routes/score-market.ts';
export { signalMarket } from './routes/signal-market.ts';
export { scoreSource } from './score-source.ts';
export type { ScoringSettings } from './scoring-desk.ts';

/** Each service has signals of its own. */
export function createViperScoring(settings?: ScoringSettings): Service {
  const desk = new ScoringDesk(settings);
  const routes = [
    getConfigRoute,
    getHealthRoute,
    getHistoryRoute,
    getSignalsRoute,
    getStatsRoute,
    scoreBatchRoute,
    scoreMarketRoute,
    signalMarketRoute,
  ];
  return {
    name: 'viper-scoring',
    about: 'How good a market is to trade, from 0 to 100.',
    routes: routes.map((route) => route(desk)),
  };
}
