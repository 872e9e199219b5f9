/**
 * The V1 gateway of a run: Bitget's V1 API over the account that the engine trades.
 * Invariant: off without a key; it speaks through the engine's own client, and so within its limits.
 */
import { systemClock } from '../adapters/clock/index.ts';
import type { Log } from '../adapters/log/index.ts';
import { createLegacyGateway, type LegacyGateway } from '../bitget/legacy/index.ts';
import type { Details } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import type { GatewayKey } from './gateway-key.ts';
import type { OpenMarket } from './markets/index.ts';

export type GatewayOptions = {
  readonly own: GatewayKey | undefined;
  readonly market: OpenMarket;
  /** What the engine is started with: with what it follows by now, closed to V1 programs but for closing. */
  readonly symbols: readonly string[];
  readonly engine: EngineApi;
  readonly log: Log;
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

export function openV1Gateway({ own, market, symbols, engine, log, warn }: GatewayOptions): LegacyGateway | undefined {
  if (!own) return undefined;
  if (market.pace === 'driven') {
    warn('v1-gateway-off', { reason: 'at --speed max the market stands still while somebody trades' });
    return undefined;
  }
  const { rest, family, credentials, socketOrigin } = market.connection.parts;
  return createLegacyGateway({
    rest,
    family,
    credentials,
    socketOrigin,
    own,
    clock: systemClock,
    beside: {
      get symbols() {
        return new Set([...symbols, ...engine.status().symbols]);
      },
      isPaused: () => engine.status().state !== 'running',
    },
    onFailure: (err) => log.warn({ err }, 'v1-gateway'),
  });
}
