/**
 * The routes of every service, by the service's key.
 * Invariant: runs in a browser.
 */
import * as dashboard from '../dashboard/routes/index.ts';
import * as exchangeConnector from '../exchange-connector/routes/index.ts';
import * as liveTradingEngine from '../live-trading-engine/routes/index.ts';
import * as marketDataManager from '../market-data-manager/routes/index.ts';
import * as viperScoring from '../viper-scoring/routes/index.ts';

export const ROUTES = { exchangeConnector, marketDataManager, liveTradingEngine, viperScoring, dashboard };
