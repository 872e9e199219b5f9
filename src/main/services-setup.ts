/**
 * What the services of a run are opened with, wherever they are.
 * Invariant: what is not theirs alone is closed by the run.
 */
import type { EnvConfig } from '../adapters/config/index.ts';
import type { Log } from '../adapters/log/index.ts';
import type { StartRequest } from '../cli/index.ts';
import type { Details } from '../domain/index.ts';
import type { EngineApi, Projections } from '../engine/index.ts';
import type { Monitor } from '../ports/index.ts';
import type { ServicesThread } from './apart/services-worker.ts';
import type { GatewayKey } from './gateway-key.ts';
import type { PreparedLocks } from './locks.ts';
import type { OpenMarket } from './markets/index.ts';

export type ServicesSetup = {
  readonly request: StartRequest;
  readonly env: EnvConfig;
  /** Undefined: they stay on the engine's thread. */
  readonly thread: ServicesThread | undefined;
  /** Of V1 programs, which trade with the run's own client. */
  readonly gatewayKey: GatewayKey | undefined;
  readonly locks: PreparedLocks;
  readonly dataDir: string;
  readonly symbols: readonly string[];
  readonly market: OpenMarket;
  readonly engine: EngineApi;
  readonly projections: Projections;
  readonly monitor: Monitor;
  readonly log: Log;
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

/** Of ports: the system chooses. */
export const FREE = { exchangeConnector: 0, marketDataManager: 0, liveTradingEngine: 0, viperScoring: 0, dashboard: 0 };
