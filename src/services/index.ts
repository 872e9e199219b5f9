/**
 * The services: windows on one engine, each with its own port, routes and health.
 * Invariant: a service reads rows and sends commands; none owns trading state.
 */
export * from './contract/index.ts';
export * as dashboardRoutes from './dashboard/index.ts';
export * as exchangeConnectorRoutes from './exchange-connector/index.ts';
export type { Locks, Tls } from './http/index.ts';
export * as liveTradingEngineRoutes from './live-trading-engine/index.ts';
export type { Log } from './log.ts';
export { MarketDesk, type MarketUpstream } from './market/index.ts';
export * as marketDataManagerRoutes from './market-data-manager/index.ts';
export { type ServeAloneOptions, serveAlone } from './serve-alone.ts';
export * from './start-services.ts';
export type { BookSource, OpenBook, StreamEngine } from './streams/index.ts';
export type { ScoringSettings } from './viper-scoring/index.ts';
export * as viperScoringRoutes from './viper-scoring/index.ts';
