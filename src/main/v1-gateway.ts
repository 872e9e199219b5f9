/**
 * The V1 gateway of a run: Bitget's V1 API over the account that the engine trades.
 * Invariant: off unless the environment has a key for it; it speaks through the engine's own client, and so within its limits.
 */
import { systemClock } from '../adapters/clock/index.ts';
import { readGatewayCredentials } from '../adapters/config/index.ts';
import type { Log } from '../adapters/log/index.ts';
import { createLegacyGateway, type LegacyGateway, Secret } from '../bitget/index.ts';
import type { Details } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import type { OpenMarket } from './markets/index.ts';

/** What V1 programs sign with. */
export type GatewayKey = { readonly key: string; readonly secret: Secret; readonly passphrase: Secret };

/** Undefined where the gateway is off. @throws InvalidInput for a key that is incomplete. */
export const readGatewayKey = (): GatewayKey | undefined => readGatewayCredentials((text) => new Secret(text));

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
