/**
 * Ports and log.
 * Invariant: every service has a port of its own.
 */
import { type Section, whole, word } from '../definition.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const port = (name: string, standard: number, of: string) =>
  whole(name, { default: standard, min: 0, max: 65_535, about: `port of the ${of}; 0: any free one` });

export const ports = {
  exchangeConnector: port('EXCHANGE_CONNECTOR_PORT', 8000, 'exchange connector'),
  marketDataManager: port('MARKET_DATA_MANAGER_PORT', 8001, 'market data manager'),
  liveTradingEngine: port('LIVE_TRADING_ENGINE_PORT', 8002, 'live trading engine'),
  viperScoring: port('VIPER_SCORING_SERVICE_PORT', 8009, 'VIPER scoring service'),
  dashboard: port('DASHBOARD_PORT', 8080, 'dashboard'),
};

export const logLevel = word<LogLevel>('LOG_LEVEL', {
  default: 'info',
  allowed: LOG_LEVELS,
  about: 'least weight of a line in the log',
});

export const servicesSection: Section = {
  title: 'Services',
  about: 'All listen on 127.0.0.1 unless VIPER_HOST says otherwise.',
  definitions: [...Object.values(ports), logLevel],
};
