/**
 * The OpenAPI documents of the four services, by their path.
 * Invariant: made of the routes alone; the same as what a running service gives at /openapi.json.
 */
import { openApiOf } from '../../src/services/http/index.ts';
import {
  exchangeConnectorRoutes,
  liveTradingEngineRoutes,
  marketDataManagerRoutes,
  viperScoringRoutes,
} from '../../src/services/index.ts';

const SERVICES = [
  exchangeConnectorRoutes.createExchangeConnector(),
  marketDataManagerRoutes.marketDataManager,
  liveTradingEngineRoutes.liveTradingEngine,
  viperScoringRoutes.createViperScoring(),
];

export async function openApiFiles(): Promise<Readonly<Record<string, string>>> {
  const files = SERVICES.map(async (service) => {
    const text = `${JSON.stringify(await openApiOf(service), null, 2)}\n`;
    return [`docs/reference/openapi/${service.name}.json`, text] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
