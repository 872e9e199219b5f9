/**
 * The dashboard as a service: its page and its JSON routes.
 */
import { addSessionRoutes, type Service } from '../http/index.ts';
import type { Dashboard } from './ensure-dashboard.ts';
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
  ROUTES_FROM_OTHERS,
  resumeRoute,
} from './routes/index.ts';

export type DashboardOptions = {
  readonly dashboard: Dashboard;
};

export const createDashboardService = ({ dashboard }: DashboardOptions): Service => ({
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
    ...ROUTES_FROM_OTHERS,
  ],
  extend: async (app) => {
    addSessionRoutes(app);
    await addPageRoutes(app, dashboard);
  },
});
