/**
 * The VIPER scoring service.
 */
import type { Service } from '../http/index.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { scoreMarketRoute } from './routes/score-market.ts';

export { getHealth } from './routes/get-health.ts';
export { scoreMarket } from './routes/score-market.ts';

export const viperScoring: Service = {
  name: 'viper-scoring',
  about: 'How good a market is to trade, from 0 to 100.',
  routes: [getHealthRoute, scoreMarketRoute],
};
