/**
 * The live trading engine: its state, and the kill switch.
 */
import type { Service } from '../http/index.ts';
import { getHealthRoute } from './routes/get-health.ts';
import { getStatusRoute } from './routes/get-status.ts';
import { killRoute } from './routes/kill.ts';
import { pauseRoute } from './routes/pause.ts';
import { resumeRoute } from './routes/resume.ts';

export { getHealth } from './routes/get-health.ts';
export { getStatus } from './routes/get-status.ts';
export { kill } from './routes/kill.ts';
export { pause } from './routes/pause.ts';
export { resume } from './routes/resume.ts';

export const liveTradingEngine: Service = {
  name: 'live-trading-engine',
  about: 'The state of the run, and the commands that stop it.',
  routes: [getHealthRoute, getStatusRoute, killRoute, pauseRoute, resumeRoute],
};
