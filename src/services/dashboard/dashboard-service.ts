/**
 * The dashboard as a service: its page, its JSON routes, its live stream.
 */
import type { EngineApi } from '../../engine/api.ts';
import type { Clock } from '../../ports/index.ts';
import type { Service } from '../http/index.ts';
import type { Log } from '../log.ts';
import type { Dashboard } from './ensure-dashboard.ts';
import { LiveStream } from './live-stream.ts';
import { addPageRoutes } from './page-route.ts';
import {
  getCandlesRoute,
  getEquityRoute,
  getFillsRoute,
  getHealthRoute,
  getJournalRoute,
  getOverviewRoute,
  killRoute,
  pauseRoute,
  resumeRoute,
} from './routes/index.ts';
import { addStreamRoute } from './stream-route.ts';

export type DashboardOptions = {
  readonly engine: EngineApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly dashboard: Dashboard;
};

export const createDashboardService = ({ engine, clock, log, dashboard }: DashboardOptions): Service => ({
  name: 'dashboard',
  about: 'The web page, and what it shows.',
  routes: [
    getHealthRoute,
    getOverviewRoute,
    getCandlesRoute,
    getFillsRoute,
    getEquityRoute,
    getJournalRoute,
    killRoute,
    pauseRoute,
    resumeRoute,
  ],
  extend: async (app) => {
    const onDrop = (reason: string): void =>
      log.warn({ service: 'dashboard', reason }, 'a reader of the live stream was dropped');
    addStreamRoute(app, new LiveStream({ engine, clock, onDrop }));
    await addPageRoutes(app, dashboard);
  },
});
