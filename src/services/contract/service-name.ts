/**
 * The services by name: where each listens by default, which variable moves it, and its key in the configuration.
 */
export type ServiceName =
  | 'exchange-connector'
  | 'market-data-manager'
  | 'live-trading-engine'
  | 'viper-scoring'
  | 'dashboard';

/** As the configuration writes the names. */
export type ServiceKey = 'exchangeConnector' | 'marketDataManager' | 'liveTradingEngine' | 'viperScoring' | 'dashboard';

/** 0: any free port. */
export type ServicePorts = Readonly<Record<ServiceKey, number>>;

/** Such as `http://127.0.0.1:8080`. */
export type ServiceAddresses = Readonly<Record<ServiceKey, string>>;

type ServiceFacts = { readonly key: ServiceKey; readonly port: number; readonly variable: string };

export const SERVICES: Readonly<Record<ServiceName, ServiceFacts>> = {
  'exchange-connector': { key: 'exchangeConnector', port: 8000, variable: 'EXCHANGE_CONNECTOR_PORT' },
  'market-data-manager': { key: 'marketDataManager', port: 8001, variable: 'MARKET_DATA_MANAGER_PORT' },
  'live-trading-engine': { key: 'liveTradingEngine', port: 8002, variable: 'LIVE_TRADING_ENGINE_PORT' },
  'viper-scoring': { key: 'viperScoring', port: 8009, variable: 'VIPER_SCORING_SERVICE_PORT' },
  dashboard: { key: 'dashboard', port: 8080, variable: 'DASHBOARD_PORT' },
};
